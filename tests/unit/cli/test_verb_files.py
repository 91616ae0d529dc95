"""The verbs: declared in a file each, found by the folder, imported when they are run."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli.parser import build_parser, parse
from pmtui.cli.verb_files import all_verbs, verb_named, verb_names
from pmtui.commands import COMMANDS


def test_a_verb_is_declared_in_the_file_of_its_name() -> None:
    assert [verb.name for verb in all_verbs() if verb is not verb_named(verb.name)] == []
    assert len(verb_names()) > 50


def test_every_file_of_the_folder_declares_a_verb() -> None:
    folder = Path(sys.modules["pmtui.cli"].__path__[0]) / "verbs"
    files = {path.stem for path in folder.rglob("*.py") if path.stem != "__init__"}
    assert {stem.rstrip("_").replace("_", "-") for stem in files} == verb_names()


def test_help_tells_every_verb_on_one_line_of_its_own() -> None:
    page = build_parser().format_help()
    assert [verb.name for verb in all_verbs() if f"\n    {verb.name} " not in page] == []
    assert [verb.help for verb in all_verbs() if verb.help[0].isupper() or verb.help.endswith(".")] == []


@pytest.mark.parametrize("words", [["list", "deals"], ["--user", "ann", "show", "D-1"], ["undo"], []])
def test_only_the_verb_that_is_run_is_imported(words: list[str]) -> None:
    asked = (
        f"import sys; from pmtui.cli.parser import parse; parse({words!r}); "
        "print([name for name in sys.modules if name.startswith('pmtui.cli.verbs.') and name.count('.') == 4])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert len(eval(told.stdout)) == (1 if words else 0), told.stdout


@pytest.mark.parametrize(
    "words", [["list", "deals", "-tag:eu"], ["priorities", "-tag:eu", "--method", "ice"]]
)
def test_words_of_a_filter_may_begin_with_a_minus(words: list[str]) -> None:
    _, given = parse(words)
    assert given.filters == ["-tag:eu"]


def test_an_unknown_verb_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lst", "deals"]) == 2
    told = capsys.readouterr().err
    assert "'lst'" in told
    assert "'list'" in told


def test_a_command_names_a_verb_that_there_is() -> None:
    named = {command.verb for command in COMMANDS.values() if command.verb}
    assert named - verb_names() == set()
    assert len(named) > 25
