"""Completion and the manual page: written from the declared command line, read by bash and groff where they are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pmtui.cli.parser import build_parser
from pmtui.cli.verbs.workspace.completion import completion
from pmtui.cli.verbs.workspace.man import manual


def verbs() -> list[str]:
    return next(
        list(each.choices) for each in build_parser()._actions if each.dest == "verb" and each.choices
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_verb_can_be_completed(shell: str) -> None:
    script = completion(shell)
    assert {verb for verb in verbs() if verb not in script} == set()
    assert "theirs" in script
    assert "accounts" in script


def completed(tmp_path: Path, *words: str) -> set[str]:
    """What bash offers for the last of some words."""
    script = tmp_path / "pmtui.bash"
    script.write_text(completion("bash"), encoding="utf-8")
    line = " ".join(f"'{word}'" for word in words)
    asked = f'. {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _pmtui; echo "${{COMPREPLY[@]}}"'
    told = subprocess.run(["bash", "--norc", "-c", asked], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return set(told.stdout.split())


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash on this machine")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("pmtui", "impo"), {"import"}),
        (("pmtui", "--workspace", "x", "impo"), {"import"}),
        (("pmtui", "import", "acc"), {"accounts"}),
        (("pmtui", "import", "deals", "--on-c"), {"--on-conflict"}),
        (("pmtui", "import", "deals", "x.csv", "--on-conflict", ""), {"ours", "theirs"}),
    ],
)
def test_bash_offers_what_may_stand_there(tmp_path: Path, words: tuple[str, ...], offered: set[str]) -> None:
    assert completed(tmp_path, *words) == offered


def test_the_manual_tells_of_every_verb_and_option() -> None:
    page = manual()
    assert page.startswith(".TH PMTUI 1")
    for verb in verbs():
        assert f".SS {verb}\n" in page
    assert "\\-\\-on\\-conflict" in page
    assert not [line for line in page.splitlines() if line.startswith("'")]


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff on this machine")
def test_the_manual_is_read_without_a_complaint() -> None:
    read = subprocess.run(
        ["groff", "-Kutf8", "-man", "-Tutf8", "-ww"],
        input=manual(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert read.stderr == ""
    assert "SYNOPSIS" in re.sub(".\x08", "", read.stdout)
