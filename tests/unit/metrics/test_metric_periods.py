"""Periods: how they are written, and which come before."""

from datetime import date

import pytest

from pmtui.errors import FieldError, InputError
from pmtui.models.fields import build
from pmtui.models.values.period import containing, parse_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026q1", "2026-01-01", "2026-03-31", "2026-Q1"),
        ("Q4 2026", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026-11"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-02"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-W47", "2026-11-16", "2026-11-22", "2026-W47"),
        ("2026-W01", "2025-12-29", "2026-01-04", "2026-W01"),
        ("this quarter", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("last month", "2026-10-01", "2026-10-31", "2026-10"),
        ("next year", "2027-01-01", "2027-12-31", "2027"),
        ("  Last   Week ", "2026-11-16", "2026-11-22", "2026-W47"),
        ("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31", "2026-01-01..2026-03-31"),
    ],
)
def test_a_period_is_read_as_it_is_written(text: str, first: str, last: str, label: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.first.isoformat(), period.last.isoformat(), period.label) == (first, last, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-Q5",
        "2026-13",
        "2026-W54",
        "this decade",
        "2026-03-31..2026-01-01",
        "2026-02-30..2026-03-01",
    ],
)
def test_a_bad_period_is_refused_with_what_would_fit(text: str) -> None:
    with pytest.raises(InputError, match="2026-Q4"):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "count", "label"),
    [
        ("2026-Q4", 1, "2026-Q3"),
        ("2026-Q1", 1, "2025-Q4"),
        ("2026-Q4", 8, "2024-Q4"),
        ("2026-Q4", 0, "2026-Q4"),
        ("2026-Q4", -1, "2027-Q1"),
        ("2026-01", 1, "2025-12"),
        ("2026", 3, "2023"),
        ("2026-W01", 1, "2025-W52"),
        ("2026-01-11..2026-01-20", 1, "2026-01-01..2026-01-10"),
    ],
)
def test_earlier_periods_are_of_the_same_length(text: str, count: int, label: str) -> None:
    assert parse_period(text, TODAY).before(count).label == label


@pytest.mark.parametrize(
    ("unit", "label"), [("week", "2026-W48"), ("month", "2026-11"), ("quarter", "2026-Q4"), ("year", "2026")]
)
def test_a_day_falls_in_one_period_of_each_unit(unit: str, label: str) -> None:
    period = containing(TODAY, unit)
    assert period.label == label
    assert period.first <= TODAY <= period.last


def test_the_first_and_the_last_day_belong_to_a_period() -> None:
    quarter = parse_period("2026-Q4", TODAY)
    assert quarter.holds("2026-10-01")
    assert quarter.holds("2026-12-31T23:59:59Z")
    assert not quarter.holds("2026-09-30")
    assert not quarter.holds("2027-01-01")
    assert not quarter.holds("")
    assert quarter.covers(parse_period("2026-11", TODAY))
    assert not quarter.covers(parse_period("2026", TODAY))


@pytest.mark.parametrize("text", ["Q4 2026", "2026q4", "2026-Q4"])
def test_a_target_keeps_its_period_in_one_way_of_writing(text: str) -> None:
    target = build("target", None, {"period": text, "amount": {"amount": "5", "currency": "USD"}})
    assert target.model_dump()["period"] == "2026-Q4"


def test_a_target_refuses_a_period_that_moves_with_today() -> None:
    with pytest.raises(FieldError):
        build("target", None, {"period": "this quarter", "amount": {"amount": "5", "currency": "USD"}})
