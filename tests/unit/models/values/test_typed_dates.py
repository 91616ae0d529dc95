"""Dates as they are typed: the day that a person means on the day on which they type it."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import InputError
from pmtui.models.values.dates import DAY_NAMES, add_months, parse_date
from pmtui.models.values.period import containing, parse_period
from tests.conftest import TODAY

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def parsed(text: str, today: date = TODAY) -> str:
    return parse_date(text, today).isoformat()


@given(DAYS, st.integers(-600, 600))
def test_a_day_that_a_month_does_not_have_becomes_its_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(DAYS, st.sampled_from(DAY_NAMES))
def test_a_weekday_is_the_next_one_and_never_today(today: date, name: str) -> None:
    found = parse_date(name, today)
    assert DAY_NAMES[found.weekday()] == name
    assert 1 <= (found - today).days <= 7


@given(DAYS, st.sampled_from(DAY_NAMES))
def test_the_last_weekday_is_the_latest_before_today(today: date, name: str) -> None:
    found = parse_date(f"last {name}", today)
    assert DAY_NAMES[found.weekday()] == name
    assert 1 <= (today - found).days <= 7


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("q3", date(2026, 11, 23), "2027-09-30"),
        ("q4", date(2026, 11, 23), "2026-12-31"),
        ("end of q1", date(2026, 11, 23), "2027-03-31"),
        ("end of q1", date(2026, 3, 31), "2026-03-31"),
        ("end of q3 2026", date(2026, 11, 23), "2026-09-30"),
        ("end of month", date(2028, 2, 3), "2028-02-29"),
        ("end of next month", date(2026, 12, 31), "2027-01-31"),
        ("end of last quarter", date(2026, 11, 23), "2026-09-30"),
        ("start of next week", date(2026, 11, 23), "2026-11-30"),
    ],
)
def test_a_period_is_the_one_that_is_not_over(text: str, today: date, day: str) -> None:
    assert parsed(text, today) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+3d", "2026-11-26"), ("-1w", "2026-11-16"), ("+1m", "2026-12-23"), ("+1q", "2027-02-23"),
        ("-1y", "2025-11-23"),
    ],
)  # fmt: skip
def test_an_offset_counts_from_today(text: str, day: str) -> None:
    assert parsed(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fri", "2026-11-27"), ("next week", "2026-11-30"), ("next month", "2026-12-01"),
        ("next quarter", "2027-01-01"), ("next year", "2027-01-01"), ("this week", "2026-11-23"),
        ("in 3 days", "2026-11-26"), ("in 2 weeks", "2026-12-07"), ("+2w", "2026-12-07"),
        ("eow", "2026-11-29"), ("eom", "2026-11-30"), ("EOQ", "2026-12-31"), ("eoy", "2026-12-31"),
        ("end of feb", "2027-02-28"), ("end of november", "2026-11-30"), ("end of feb 2028", "2028-02-29"),
        ("start of next feb", "2028-02-01"), ("31.12.", "2026-12-31"), ("3.1.", "2026-01-03"),
        ("31/12", "2026-12-31"), ("12/31", "2026-12-31"), ("2026-W50", "2026-12-07"),
        ("2026-12-31", "2026-12-31"),
    ],
)  # fmt: skip
def test_dates_are_typed_as_people_type_them(text: str, day: str) -> None:
    assert parsed(text) == day


@pytest.mark.parametrize("text", ["3/1", "end of fab", "2026-W54", "31.2.", "next fortnight", "eod", "32/1"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_date(text, TODAY)


@pytest.mark.parametrize(
    ("starts", "text", "first", "last", "label"),
    [
        (4, "FY27-Q1", "2026-04-01", "2026-06-30", "FY27-Q1"),
        (4, "fy2027", "2026-04-01", "2027-03-31", "FY27"),
        (4, "this quarter", "2026-10-01", "2026-12-31", "FY27-Q3"),
        (4, "last year", "2025-04-01", "2026-03-31", "FY26"),
        (4, "2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        (2, "this quarter", "2026-11-01", "2027-01-31", "FY27-Q4"),
        (2, "next quarter", "2027-02-01", "2027-04-30", "FY28-Q1"),
        (1, "FY27-Q1", "2027-01-01", "2027-03-31", "2027-Q1"),
        (1, "this quarter", "2026-10-01", "2026-12-31", "2026-Q4"),
        (1, "all", "1900-01-01", "2200-12-31", "all"),
    ],
)
def test_quarters_follow_the_fiscal_year(starts: int, text: str, first: str, last: str, label: str) -> None:
    found = parse_period(text, TODAY, starts)
    assert (found.first.isoformat(), found.last.isoformat(), found.label) == (first, last, label)
    assert parse_period(label, TODAY, starts) == found


@given(DAYS, st.integers(1, 12), st.sampled_from(("quarter", "year")))
def test_every_day_is_in_one_fiscal_period_and_they_leave_no_gap(day: date, starts: int, unit: str) -> None:
    found = containing(day, unit, starts)
    assert found.first <= day <= found.last
    assert parse_period(found.label, day, starts)[:2] == found[:2]
    assert found.before(-1).first == found.last + timedelta(days=1)
    assert found.before().last == found.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "day"), [("13/2/2027", "2027-02-13"), ("2/13/2027", "2027-02-13"), ("5/5/27", "2027-05-05")]
)
def test_slashes_are_read_where_only_one_reading_makes_sense(text: str, day: str) -> None:
    assert parsed(text) == day


@pytest.mark.parametrize("text", ["3/4/2027", "12/11/26"])
def test_slashes_that_may_mean_two_days_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="day-first or month-first"):
        parse_date(text, TODAY)


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.integers(1990, 2090), st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap(year: int, number: int) -> None:
    first, last = parse_period(f"{year}-Q{number}", TODAY)[:2]
    after = parse_period(f"{year + (number == 4)}-Q{number % 4 + 1}", TODAY)[:2]
    assert first.day == 1
    assert last + timedelta(days=1) == after[0]
