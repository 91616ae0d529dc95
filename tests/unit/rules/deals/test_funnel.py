"""The funnel: which stages a deal entered, and which it passed over."""

from datetime import date

import pytest

from pmtui.models.deals.deal_rows import StageEntryRow
from pmtui.rules.deals.funnel import stage_entries, visits

PLACES = {"A": 0, "B": 1, "C": 2, "Won": 3}
UNTIL = date(2026, 11, 23)


def entry(word: str) -> StageEntryRow:
    """`A1`: stage A was entered on the first of November."""
    stage = word.rstrip("0123456789")
    return StageEntryRow({"stage": stage, "on": f"2026-11-{word.removeprefix(stage):0>2}"})


@pytest.mark.parametrize(
    ("log", "entries"),
    [
        ("", ""),
        ("A1", "A"),
        ("A1 B2", "A B"),
        ("A1 C2", "A (B) C"),
        ("A1 Won2", "A (B) (C) Won"),
        ("C1", "C"),
        ("A1 C2 B3", "A (B) C B"),
        ("A1 C2 B3 Won4", "A (B) C B (C) Won"),
        ("A1 Lost2", "A"),
        ("A1 Lost2 C3", "A (B) C"),
        ("A1 B24", "A"),
    ],
)
def test_a_stage_is_entered_or_passed_over(log: str, entries: str) -> None:
    found = stage_entries(map(entry, log.split()), PLACES, UNTIL)
    stage_at = {place: stage for stage, place in PLACES.items()}
    told = (f"({stage_at[each.place]})" if each.is_passed else stage_at[each.place] for each in found)
    assert " ".join(told) == entries


def test_a_visit_ends_when_the_next_one_begins() -> None:
    found = visits(map(entry, ("A1", "B4")))
    assert [(visit.stage, visit.on.day, visit.left and visit.left.day) for visit in found] == [
        ("A", 1, 4),
        ("B", 4, None),
    ]
