"""`pmtui define`: data on stdout, messages on stderr, an exit code, and a quick start."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmtui.cli.glossary.entry_lines import define as print_entry
from pmtui.glossary.entries import read_all, text

pytestmark = pytest.mark.usefixtures("home")

HEAVY = ("pydantic", "textual", "rich", "rapidfuzz", "tinydb", "orjson", "argparse", "wcwidth", "difflib")
KEYS = {
    "slug", "headword", "aliases", "abbreviation", "discipline", "phase", "definition", "explanation",
    "example", "formula", "pitfalls", "related", "contrasts",
}  # fmt: skip

Own = Mapping[str, Mapping[str, object]]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def define(*words: str, as_json: bool = False, own: Own | None = None) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = print_entry(words, as_json=as_json, own=own or {}, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_an_entry_goes_to_stdout_and_nothing_to_stderr() -> None:
    code, out, err = define("win", "rate")
    assert (code, err) == (0, "")
    assert out.startswith("Win rate  (sales · metrics)\nalso close rate")
    assert "win rate = won ÷ (won + lost)" in out
    assert out.endswith("\n")
    assert max(map(len, out.split("\n"))) <= 80


def test_a_word_nobody_knows_names_the_nearest_on_stderr() -> None:
    code, out, err = define("winn", "raet")
    assert (code, out) == (1, "")
    assert err == "pmtui: no entry for 'winn raet'; nearest: Win rate\n"


@pytest.mark.parametrize(
    "words", [("",), ("   ",), ("xyzzyq",), ("[/]",), ("\x1b[31m",), ("y" * 10_000,), ("\udcff",)]
)
def test_nonsense_ends_in_one_short_clean_line(words: tuple[str, ...]) -> None:
    code, out, err = define(*words)
    assert (code, out) == (1, "")
    assert err.startswith("pmtui: no entry for '")
    assert err.count("\n") == 1
    assert len(err) < 200
    assert "\x1b" not in err


def test_a_homonym_prints_each_sense_on_a_line_and_tells_how_to_name_one() -> None:
    code, out, err = define("PM")
    assert code == 0
    assert [line.split("\t")[:2] for line in out.splitlines()] == [
        ["product-manager", "Product manager"],
        ["product-management", "Product management"],
        ["project-manager", "Project manager"],
    ]
    assert all(len(line.split("\t")) == 3 for line in out.splitlines())
    assert err == (
        "pmtui: 'PM' has 3 senses; try `pmtui define Product manager` or `pmtui define Product management`"
        " or `pmtui define Project manager`\n"
    )


def test_json_is_one_entry_with_all_its_keys() -> None:
    code, out, err = define("churn", as_json=True)
    entry = json.loads(out)
    assert (code, err) == (0, "")
    assert entry.keys() >= KEYS
    assert entry["slug"] == "churn"
    assert entry["formula"] == ""
    assert isinstance(entry["related"], list)


def test_json_of_a_homonym_is_the_list_of_its_senses() -> None:
    code, out, _ = define("opportunity", as_json=True)
    assert code == 0
    assert [entry["slug"] for entry in json.loads(out)] == ["deal", "market-opportunity"]


def test_json_is_only_printed_for_what_was_found() -> None:
    assert define("xyzzyq", as_json=True)[:2] == (1, "")


def test_every_shipped_entry_can_be_defined_by_its_slug() -> None:
    for slug, entry in read_all().items():
        code, out, _ = define(slug)
        assert code == 0
        assert text(entry, "headword") in out


def test_a_term_of_the_team_is_printed_over_the_shipped_one() -> None:
    own = {"churn": {"id": "churn", "headword": "Churn", "definition": "Those who left us.", "owner": "ann"}}
    _, out, _ = define("churn", own=own)
    assert "Those who left us." in out
    assert "Common mistake" in out
    entry = json.loads(define("churn", own=own, as_json=True)[1])
    assert entry["definition"] == "Those who left us."
    assert "owner" not in entry


def test_the_headword_is_bold_on_a_terminal_and_plain_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    print_entry(["churn"], as_json=False, own={}, out=out, err=io.StringIO())
    assert out.getvalue().startswith("\x1b[1mChurn\x1b[0m")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    print_entry(["churn"], as_json=False, own={}, out=plain, err=io.StringIO())
    assert "\x1b" not in plain.getvalue()
    assert max(map(len, plain.getvalue().split("\n"))) <= 70


@pytest.mark.parametrize("words", [["churn"], ["--json", "churn"], ["pm"]])
def test_define_starts_without_anything_heavy(words: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from pmtui.cli import main; "
        f"code = main(['define', *{words!r}]); "
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PMTUI_WORKSPACE": str(tmp_path), "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stderr.splitlines()[-1] == "0 []"
    assert done.stdout
