"""An entry is laid out as plain text that fits."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.glossary.entries import read_all
from pmtui.glossary.entry_output import page_width, takes_bold, terminal_width, write_json, write_line
from pmtui.glossary.listing import listed
from pmtui.glossary.page import cells, fitting, page, safe, wrapped
from tests.unit.glossary.made import made

FULL = made(
    "Hit rate",
    aliases=["strike rate"],
    abbreviation="HR",
    discipline="sales",
    phase="metrics",
    definition="How often you hit.",
    explanation="It matters.",
    example="Three of ten.",
    formula="hits ÷ shots",
    variables={"hits": "what hit", "shots": "all tries"},
    unit="percent",
    variants=["By value", "By count"],
    pitfalls="Counting twice.",
    related=["win-rate"],
    contrasts=["churn"],
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Latin(io.StringIO):
    """A stream that has no letters beyond ASCII."""

    encoding = "ascii"


def test_a_page_has_every_part_in_reading_order() -> None:
    assert page(FULL, str.upper, 80, bold=False).split("\n") == [
        "Hit rate  (sales · metrics)",
        "also HR, strike rate",
        "",
        "How often you hit.",
        "",
        "It matters.",
        "",
        "Formula",
        "  hits ÷ shots",
        "",
        "Where",
        "  hits: what hit",
        "  shots: all tries",
        "  unit: percent",
        "",
        "Variants",
        "  By value",
        "  By count",
        "",
        "Example",
        "  Three of ten.",
        "",
        "Common mistake",
        "  Counting twice.",
        "",
        "Contrast",
        "  CHURN",
        "",
        "See also",
        "  WIN-RATE",
    ]


def test_a_page_without_bold_sends_no_escape_sequence() -> None:
    assert "\x1b" not in page(FULL, str, 80, bold=False)
    assert "\x1b[1mHit rate\x1b[0m" in page(FULL, str, 80, bold=True)


def test_an_entry_with_nothing_but_a_headword_is_its_headword() -> None:
    assert page(made("Bare"), str, 80, bold=False) == "Bare"


def test_what_people_store_is_never_an_escape_sequence() -> None:
    shown = page(made("Evil\x1b]0;x\x07", definition="a\x1b[31mred\u202e"), str, 80, bold=False)
    assert shown == "Evil\n\nared"


@pytest.mark.parametrize("width", [20, 37, 80, 100])
def test_no_line_of_a_shipped_page_is_wider_than_asked(width: int) -> None:
    for entry in read_all().values():
        assert max(cells(line) for line in page(entry, str, width, bold=False).split("\n")[1:]) <= width


@given(st.text(max_size=200), st.integers(min_value=2, max_value=40))
def test_wrapping_keeps_all_letters_within_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wide_letters_take_two_cells_and_marks_none() -> None:
    assert cells("胜率") == 4
    assert cells("e\u0301") == 1
    assert fitting("胜率高", 5) == "胜率"


def test_safe_leaves_plain_text_alone() -> None:
    assert safe("50 ÷ 2 “ok”") == "50 ÷ 2 “ok”"


ROWS = [("win-rate", "Win rate", "The part won."), ("arr", "Annual recurring revenue", "Yearly\tmoney.")]


def test_rows_for_a_pipe_are_separated_by_tabs_and_never_cut() -> None:
    assert list(listed(ROWS, None)) == [
        "win-rate\tWin rate\tThe part won.",
        "arr\tAnnual recurring revenue\tYearly money.",
    ]


def test_rows_for_a_terminal_are_aligned_and_cut_with_an_ellipsis() -> None:
    lines = list(listed(ROWS, 46))
    assert lines == [
        "win-rate  Win rate                  The part …",
        "arr       Annual recurring revenue  Yearly mo…",
    ]


def test_nothing_is_listed_for_no_rows() -> None:
    assert list(listed([], 80)) == []


def test_a_pipe_has_eighty_columns_and_no_bold() -> None:
    assert terminal_width(io.StringIO()) is None
    assert page_width(io.StringIO()) == 80
    assert not takes_bold(io.StringIO())


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("250", 100), ("0", 80), ("many", 80), ("", 80)])
def test_a_page_is_as_wide_as_the_terminal_up_to_a_hundred(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert page_width(Terminal()) == width


@pytest.mark.parametrize(
    ("term", "no_colour", "bold"),
    [("xterm", "", True), ("xterm", "1", False), ("dumb", "", False), ("", "", False)],
)
def test_bold_needs_a_terminal_that_takes_it(
    term: str, no_colour: str, bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert takes_bold(Terminal()) is bold


def test_letters_that_the_terminal_lacks_are_spelt_out() -> None:
    out = Latin()
    write_line(out, "Σ(a × b) ÷ 2 ≥ €3 “ok” …胜")
    assert out.getvalue() == 'sum of (a x b) / 2 >= EUR 3 "ok" ...?\n'


def test_json_for_a_terminal_without_the_letters_is_escaped() -> None:
    out = Latin()
    write_json(out, {"a": "÷"})
    assert out.getvalue() == '{\n  "a": "\\u00f7"\n}\n'
