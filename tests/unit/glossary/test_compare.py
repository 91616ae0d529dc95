"""Entries side by side."""

import pytest

from pmtui.errors import InputError
from pmtui.glossary.compare import as_columns, as_json, as_markdown, comparison, split_names
from pmtui.glossary.entries import Entry, read_all, text
from pmtui.glossary.find import Dictionary

ENTRIES = read_all()


def headword(slug: str) -> str:
    return text(ENTRIES[slug], "headword")


def made(slug: str, **fields: object) -> Entry:
    return {"slug": slug, "headword": slug.upper(), **fields}


def test_the_rows_run_from_definition_to_mistake_and_mark_what_differs() -> None:
    one = made(
        "a",
        definition="One.",
        formula="x ÷ y",
        discipline="sales",
        phase="metrics",
        example="E1",
        pitfalls="P1",
    )
    two = made("b", definition="Two.", formula="x ÷ y", discipline="shared", phase="metrics", example="E2")
    rows = comparison([one, two], headword)
    assert [row.label for row in rows] == ["Definition", "Formula", "Used by", "When", "Example", "Mistake"]
    differing = {row.label: row.differs for row in rows}
    assert differing == {
        "Definition": True, "Formula": False, "Used by": True, "When": False, "Example": True, "Mistake": True,
    }  # fmt: skip
    assert rows[2].values == ("sales", "both disciplines")
    assert rows[5].values == ("P1", "")


def test_the_founding_comparison_has_goals_roles_skills_and_process() -> None:
    rows = comparison([ENTRIES["product-management"], ENTRIES["sales"]], headword)
    labels = [row.label for row in rows]
    for label in ("Goals and objectives", "Roles and responsibilities", "Skills and competencies", "Process"):
        assert label in labels
        assert all(rows[labels.index(label)].values), label


@pytest.mark.parametrize("slugs", [["arr"], ["arr", "arr"], ["arr", "mrr", "nrr", "grr"], []])
def test_only_two_or_three_different_terms_are_compared(slugs: list[str]) -> None:
    with pytest.raises(InputError, match="2 or 3 different terms"):
        comparison([ENTRIES[slug] for slug in slugs], headword)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["arr", "mrr"], ["arr", "mrr"]),
        (["win rate", "conversion rate"], ["win rate", "conversion rate"]),
        (["win", "rate", "vs", "close-date", "slippage"], ["win rate", "close-date slippage"]),
        (["product", "management", "versus", "sales"], ["product management", "sales"]),
        (["win", "rate", "quota", "attainment"], ["win rate", "quota attainment"]),
        (["arr,", "mrr,", "nrr"], ["arr", "mrr", "nrr"]),
        (["xyzzy", "arr"], ["xyzzy", "arr"]),
    ],
)
def test_names_are_told_apart_however_they_are_typed(typed: list[str], names: list[str]) -> None:
    dictionary = Dictionary()
    assert split_names(typed, lambda name: bool(dictionary.find(name))) == names


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("count", [2, 3])
def test_no_line_is_wider_than_the_terminal(width: int, count: int) -> None:
    entries = [ENTRIES[slug] for slug in ("arr", "mrr", "nrr")[:count]]
    shown = as_columns(entries, comparison(entries, headword), width, bold=False)
    assert max(len(line) for line in shown.split("\n")) <= width
    assert "Annual recurring revenue" in " ".join(shown.split())


def test_narrow_terminals_get_the_terms_one_below_the_other() -> None:
    entries = [ENTRIES["arr"], ENTRIES["mrr"]]
    lines = as_columns(entries, comparison(entries, headword), 56, bold=False).split("\n")
    assert lines[0] == "Annual recurring revenue = Monthly recurring revenue"
    assert any(line.startswith("  Monthly recurring revenue: ") for line in lines)


def test_markdown_is_a_table_in_which_text_stays_text() -> None:
    one, two = made("a", definition="a | b\nc", formula="*x*"), made("b", definition="<i>", formula="*x*")
    lines = as_markdown([one, two], comparison([one, two], headword)).splitlines()
    assert lines[0] == "| | A | B |"
    assert "a \\| b c" in lines[2]
    assert "\\<i>" in lines[2]
    assert all(line.count(" | ") == 2 for line in lines if not line.startswith("|---"))


def test_json_names_terms_and_rows() -> None:
    entries = [ENTRIES["arr"], ENTRIES["mrr"]]
    found = as_json(entries, comparison(entries, headword))
    assert found["terms"] == [
        {"slug": "arr", "headword": "Annual recurring revenue"},
        {"slug": "mrr", "headword": "Monthly recurring revenue"},
    ]
