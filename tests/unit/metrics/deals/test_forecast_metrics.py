"""Forecast and targets, worked out by hand. The day is 2026-11-23, the quarter 2026-Q4."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.metrics.compute import METRICS, compute
from pmtui.metrics.reports.reports import report
from pmtui.metrics.result import Result
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


def money(amount: int, currency: str = "USD") -> dict[str, str]:
    return {"amount": str(amount), "currency": currency}


def inputs(result: Result) -> dict[str, Decimal | None]:
    return {each.name: each.value for each in result.inputs}


@pytest.fixture
def quarter(workspace: Workspace) -> Workspace:
    """Two open deals that close this quarter, one the next; one of ann's and one of bob's are won."""
    closing = {"opened": "2026-10-01"}
    add(
        workspace,
        "deal",
        title="a",
        stage="Proposal",
        amount=money(10000),
        expected_close="2026-12-15",
        **closing,
    )
    add(
        workspace,
        "deal",
        title="b",
        probability=25,
        amount=money(4000),
        expected_close="2026-12-31",
        **closing,
    )
    add(
        workspace,
        "deal",
        title="c",
        stage="Proposal",
        amount=money(900),
        expected_close="2027-01-01",
        **closing,
    )
    add(workspace, "deal", title="d", stage="Proposal", amount=money(900), **closing)
    for owner, amount in (("ann", 6000), ("bob", 3000)):
        values = {"opened": "2026-09-01", "closed": "2026-10-20", "amount": money(amount)}
        add(workspace, "deal", title="won", owner=owner, stage="Won", **values)
    return workspace


def test_weighted_forecast_is_amount_times_probability_of_what_closes_in_the_period(
    quarter: Workspace,
) -> None:
    (result,) = compute(quarter, "weighted-forecast")
    assert (result.value, result.unit) == (10000 * Decimal("0.6") + 4000 * Decimal("0.25"), "USD")
    left_out = {"left out, no close date": 900, "left out, past close date": 0}
    assert inputs(result) == {"amount × probability": 7000, "amount": 14000, **left_out}
    assert result.inputs[0].ids == ("D-1", "D-2")
    assert compute(quarter, "weighted-forecast", parse_period("2027-Q1", TODAY))[0].value == 540


def test_coverage_and_attainment_measure_against_the_target(quarter: Workspace) -> None:
    target = add(quarter, "target", period="2026-Q4", amount=money(30000))
    (coverage,) = compute(quarter, "pipeline-coverage")
    assert (coverage.value, coverage.unit) == (Decimal(14000) / 21000, "times")
    left_out = {"left out, no close date": 900, "left out, past close date": 0}
    assert inputs(coverage) == {"open amount": 14000, "won": 9000, "target": 30000, **left_out}
    (attainment,) = compute(quarter, "quota-attainment")
    assert (attainment.value, attainment.unit) == (Decimal("0.3"), "ratio")
    assert attainment.inputs[1].ids == (target,)
    assert attainment.inputs[1].kind == "target"


def test_without_a_target_the_way_to_one_is_told(quarter: Workspace) -> None:
    for slug in ("quota-attainment", "pipeline-coverage"):
        (result,) = compute(quarter, slug)
        assert result.value is None
        assert "pmtui add target period=2026-Q4" in result.missing


@pytest.mark.parametrize("amount", [9000, 5000])
def test_there_is_nothing_to_cover_once_the_target_is_met(quarter: Workspace, amount: int) -> None:
    add(quarter, "target", period="2026-Q4", amount=money(amount))
    (result,) = compute(quarter, "pipeline-coverage")
    assert result.value is None
    assert result.missing
    assert compute(quarter, "quota-attainment")[0].value == Decimal(9000) / amount


def test_a_target_of_nothing_divides_nothing(quarter: Workspace) -> None:
    add(quarter, "target", period="2026-Q4", amount=money(0))
    assert compute(quarter, "quota-attainment")[0].value is None
    zero = Decimal(0)
    assert METRICS["pipeline-coverage"].combine({"open amount": zero, "won": zero, "target": zero}) is None


def test_the_team_s_target_goes_before_its_members(quarter: Workspace) -> None:
    add(quarter, "target", owner="ann", period="2026-Q4", amount=money(10000))
    add(quarter, "target", owner="bob", period="2026-Q4", amount=money(10000))
    assert compute(quarter, "quota-attainment")[0].value == Decimal("0.45")
    team = add(quarter, "target", period="2026-Q4", amount=money(18000))
    assert quarter.get(team).owner == ""
    assert compute(quarter, "quota-attainment")[0].value == Decimal("0.5")


def test_by_owner_everyone_is_measured_against_their_own(quarter: Workspace) -> None:
    add(quarter, "target", owner="ann", period="2026-Q4", amount=money(8000))
    add(quarter, "target", period="2026-Q4", amount=money(99000))
    found = {each.group: each for each in compute(quarter, "quota-attainment", by="owner")}
    assert found["ann"].value == Decimal("0.75")
    assert found["bob"].value is None


def test_months_that_fill_a_quarter_make_its_target(quarter: Workspace) -> None:
    for month in ("2026-10", "2026-11", "2026-12", "2027-01"):
        add(quarter, "target", period=month, amount=money(4000))
    assert inputs(compute(quarter, "quota-attainment")[0])["target"] == 12000


def test_targets_in_other_currencies_are_measured_apart(quarter: Workspace) -> None:
    add(quarter, "target", owner="ann", period="2026-Q4", amount=money(18000))
    add(quarter, "target", owner="eve", period="2026-Q4", amount=money(1000, "EUR"))
    values = {"opened": "2026-09-01", "closed": "2026-10-20", "amount": money(250, "EUR")}
    add(quarter, "deal", title="euro", stage="Won", **values)
    found = compute(quarter, "quota-attainment")
    assert [(each.value, each.inputs[0].unit) for each in found] == [
        (Decimal("0.5"), "USD"),
        (Decimal("0.25"), "EUR"),
    ]


def test_a_month_within_a_quarter_is_not_counted_twice_in_the_year(workspace: Workspace) -> None:
    add(workspace, "target", owner="ann", period="2026-Q4", amount=money(100))
    add(workspace, "target", owner="ann", period="2026-10", amount=money(40))
    assert inputs(compute(workspace, "quota-attainment")[0])["target"] == 100
    (year,) = compute(workspace, "quota-attainment", parse_period("2026", TODAY))
    assert inputs(year)["target"] is None


def test_members_may_set_their_targets_by_quarter_or_by_month(workspace: Workspace) -> None:
    add(workspace, "target", owner="ann", period="2026-Q4", amount=money(100))
    for month in ("2026-10", "2026-11", "2026-12"):
        add(workspace, "target", owner="bob", period=month, amount=money(30))
    assert inputs(compute(workspace, "quota-attainment")[0])["target"] == 190


def test_a_month_alone_is_no_target_for_the_quarter(workspace: Workspace) -> None:
    add(workspace, "target", period="2026-10", amount=money(9000))
    assert compute(workspace, "quota-attainment")[0].value is None


def test_by_owner_who_has_a_target_and_no_deal_is_shown_at_nothing(workspace: Workspace) -> None:
    add(workspace, "target", owner="bob", period="2026-Q4", amount=money(100))
    assert [(each.group, each.value) for each in compute(workspace, "quota-attainment", by="owner")] == [
        ("bob", Decimal(0))
    ]


def test_deals_without_an_owner_have_no_target(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="d", stage="Won", closed="2026-10-20", amount=money(50))
    record_commands.edit(workspace, [deal], {"owner": ""})
    add(workspace, "target", period="2026-Q4", amount=money(100))
    assert [each.value for each in compute(workspace, "quota-attainment", by="owner")] == [None]


def test_the_forecast_by_month_adds_up_to_the_quarter(quarter: Workspace) -> None:
    period = parse_period("2026-Q4", TODAY)
    months, whole = report(quarter, "forecast", period, "month"), report(quarter, "forecast", period)
    heads = list(dict.fromkeys(row[0] for row in months.rows if row[0] != "all"))
    assert heads == sorted(heads)
    assert set(heads) <= {"2026-10", "2026-11", "2026-12"}

    def summed(rows: tuple[tuple[str, ...], ...]) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for row in rows:
            if row[2] not in ("target", "gap", "win rate"):
                key = (row[1], row[2])
                found[key] = found.get(key, 0) + int(row[3].replace(",", ""))
        return {key: amount for key, amount in found.items() if amount}

    assert summed(months.rows) == summed(whole.rows) != {}
