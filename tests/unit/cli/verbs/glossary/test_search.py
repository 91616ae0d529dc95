"""`pmtui search`: a line a hit, the likeliest first."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping

import pytest

from pmtui.cli.verbs.glossary.search import search as print_hits
from pmtui.glossary.entries import read_all, text

Own = Mapping[str, Mapping[str, object]]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def search(
    *words: str, limit: int = 20, as_json: bool = False, own: Own | None = None
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = print_hits(words, limit=limit, as_json=as_json, own=own or {}, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_a_hit_is_slug_headword_and_definition_between_tabs() -> None:
    code, out, err = search("win", "raet")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"win-rate\tWin rate\t{text(read_all()['win-rate'], 'definition')}"


def test_a_limit_is_kept() -> None:
    assert len(search("deal", limit=3)[1].splitlines()) == 3


def test_json_is_a_list_of_hits() -> None:
    code, out, _ = search("nps score", as_json=True, limit=2)
    hits = json.loads(out)
    assert code == 0
    assert [hit.keys() for hit in hits] == [{"slug", "headword", "definition"}] * len(hits)
    assert hits[0]["slug"] == "nps"


@pytest.mark.parametrize("words", [("xyzzyq",), ("",), ("[/]",), ("z" * 10_000,), ("\x1b[31mqzqz",)])
def test_nothing_found_is_exit_code_one_with_a_short_clean_line(words: tuple[str, ...]) -> None:
    code, out, err = search(*words)
    assert (code, out) == (1, "")
    assert err.startswith("pmtui: nothing found for '")
    assert err.count("\n") == 1
    assert len(err) < 120
    assert "\x1b" not in err


def test_nothing_found_is_an_empty_list_in_json() -> None:
    code, out, _ = search("xyzzyq", as_json=True)
    assert (code, json.loads(out)) == (1, [])


def test_lines_on_a_terminal_are_aligned_and_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    out = Terminal()
    print_hits(["rate"], limit=5, as_json=False, own={}, out=out, err=io.StringIO())
    lines = out.getvalue().splitlines()
    assert all(len(line) <= 72 for line in lines)
    assert any(line.endswith("…") for line in lines)
    headwords = [text(read_all()[line.split()[0]], "headword") for line in lines]
    assert len({line.index(f"  {name}") for line, name in zip(lines, headwords, strict=True)}) == 1


def test_terms_of_the_team_are_searched_too() -> None:
    own = {"moonshot": {"id": "moonshot", "headword": "Moonshot", "definition": "A bet\x1b[2J on a wombat."}}
    assert search("wombat", own=own)[1] == "moonshot\tMoonshot\tA bet on a wombat.\n"


def test_search_starts_without_textual_and_without_the_models() -> None:
    program = (
        "import io, sys; from pmtui.cli.verbs.glossary.search import search as print_hits; "
        "print_hits(['win raet'], limit=3, as_json=False, own={}, out=io.StringIO(), err=io.StringIO()); "
        "print([name for name in ('textual', 'rich', 'pydantic', 'tinydb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
