"""Which open deals a forecast by date holds, and on which days a deal may have closed."""

from datetime import date

import pytest

from pmtui.models.deals.deal_rows import DealRow, TargetRow
from pmtui.models.values.period import parse_period
from pmtui.rules.deals.closing_day import closing_problem
from pmtui.rules.deals.forecast_date import is_forecast_in, left_out
from pmtui.rules.deals.targets import same_target

TODAY = date(2026, 11, 23)
Q4 = parse_period("2026-Q4", TODAY)


@pytest.mark.parametrize(
    ("close", "held", "reason"),
    [
        (None, False, "no close date"),
        ("2026-11-22", False, "past close date"),
        ("2026-10-01", False, "past close date"),
        ("2026-11-23", True, None),
        ("2026-12-31", True, None),
        ("2027-01-01", False, None),
    ],
)
def test_a_forecast_holds_what_is_still_to_close_in_its_period(
    close: str | None, held: bool, reason: str | None
) -> None:
    deal = DealRow({"expected_close": close})
    assert is_forecast_in(deal, Q4, TODAY) is held
    assert left_out(deal, TODAY) == reason


@pytest.mark.parametrize(
    ("opened", "closed", "problem"),
    [
        ("2026-11-01", "2026-11-01", ""),
        ("2026-11-01", "2026-11-23", ""),
        (None, "2020-01-01", ""),
        ("2026-11-01", None, ""),
        ("2026-11-02", "2026-11-01", "2026-11-01 is before the deal was opened on 2026-11-02"),
        ("2026-11-01", "2026-11-24", "2026-11-24 is after today, 2026-11-23"),
    ],
)
def test_a_deal_closes_between_the_day_it_was_opened_and_today(
    opened: str | None, closed: str | None, problem: str
) -> None:
    began, ended = (None if day is None else date.fromisoformat(day) for day in (opened, closed))
    found = closing_problem(began, ended, TODAY)
    assert found.startswith(problem)
    assert bool(found) is bool(problem)


@pytest.mark.parametrize(
    ("owner", "period", "but", "twin"),
    [
        ("ann", "2026-Q4", "", "T-1"),
        ("Ann", "2026-Q4", "", "T-1"),
        ("ann", "2026-Q4", "T-1", None),
        ("ann", "2026-10", "", None),
        ("", "2026-Q4", "", "T-2"),
        ("bob", "2026-Q4", "", None),
    ],
)
def test_an_owner_has_one_target_for_a_period(owner: str, period: str, but: str, twin: str | None) -> None:
    targets = [
        TargetRow({"id": "T-1", "owner": "ann", "period": "2026-Q4"}),
        TargetRow({"id": "T-2", "period": "2026-Q4"}),
    ]
    found = same_target(targets, owner, period, but)
    assert (None if found is None else found.id) == twin
