"""Objectives, satisfaction, renewals and recurring revenue, by hand. The day is 2026-11-23, the quarter 2026-Q4."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.metrics.compute import compute
from pmtui.metrics.reports.reports import report
from pmtui.metrics.result import Result
from pmtui.models.fields import Reading, Shape, fields_of, read, written
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


def worth(*entries: str) -> list[dict[str, object]]:
    """A log of entries such as `2026-01-01 1000`, `2026-01-01 1000 EUR`, or a day alone for nothing."""
    log: list[dict[str, object]] = []
    for day, *amount in (entry.split() for entry in entries):
        currency = amount[1] if len(amount) > 1 else "USD"
        log.append({"on": day, "amount": {"amount": amount[0], "currency": currency} if amount else None})
    return log


def inputs(result: Result) -> dict[str, Decimal | None]:
    return {each.name: each.value for each in result.inputs}


def test_okr_progress_is_the_mean_over_the_key_results_of_the_period(workspace: Workspace) -> None:
    def result(start: int, target: int, current: int) -> dict[str, object]:
        return {"name": "k", "start": start, "target": target, "current": current}

    add(
        workspace,
        "objective",
        title="a",
        period="2026-Q4",
        key_results=[result(0, 12, 3), result(40, 20, 30)],
    )
    add(workspace, "objective", title="b", period="2026", key_results=[result(0, 10, 10), result(5, 5, 5)])
    add(workspace, "objective", title="c", period="2026-Q3", key_results=[result(0, 1, 1)])
    (found,) = compute(workspace, "okr-progress")
    assert inputs(found)["key results"] == 3
    assert (found.value, found.unit) == (Decimal("1.75") / 3, "ratio")
    each = {one.label: one.value for one in compute(workspace, "okr-progress", by="id")}
    assert each == {"a": Decimal("0.375"), "b": 1, "c": None}


def test_nps_is_promoters_less_detractors_of_a_hundred(workspace: Workspace) -> None:
    for answer in (10, 9, 9, 8, 7, 6, 0, None):
        add(workspace, "account", name="a", recommends=answer)
    (result,) = compute(workspace, "nps")
    assert inputs(result) == {"promoters": 3, "detractors": 2, "answers": 7}
    assert (result.value, result.unit) == (Decimal(100) / 7, "points")


@pytest.mark.parametrize(("answer", "value"), [(10, 100), (8, 0), (0, -100)])
def test_nps_lies_between_minus_and_plus_a_hundred(workspace: Workspace, answer: int, value: int) -> None:
    add(workspace, "account", name="a", recommends=answer)
    assert compute(workspace, "nps")[0].value == value


def test_csat_is_the_share_of_fours_and_fives(workspace: Workspace) -> None:
    for answer in (5, 4, 3, None):
        add(workspace, "account", name="a", satisfaction=answer)
    (result,) = compute(workspace, "csat")
    assert (result.value, result.unit) == (Decimal(2) / 3, "ratio")
    assert result.inputs[0].ids == ("A-1", "A-2")


def test_customer_health_weighs_the_signals_of_each_account(workspace: Workspace) -> None:
    add(workspace, "account", name="a", signals={"usage": "80 x2", "open issues": "50"})
    add(workspace, "account", name="b", signals={"usage": "90"})
    add(workspace, "account", name="c")
    (result,) = compute(workspace, "customer-health")
    assert (result.value, result.unit) == (Decimal(80), "points")
    assert {each.label: each.value for each in compute(workspace, "customer-health", by="id")} == {
        "a": 70, "b": 90, "c": None,
    }  # fmt: skip


def test_renewal_rate_is_renewed_of_those_up_for_renewal(workspace: Workspace) -> None:
    add(workspace, "account", name="renewed", renewed="2026-10-15", renewal="2027-10-15")
    add(workspace, "account", name="left", churned="2026-11-01")
    add(workspace, "account", name="lapsed", renewal="2026-11-10")
    add(workspace, "account", name="still to come", renewal="2026-12-20")
    add(workspace, "account", name="long ago", renewed="2026-09-30", renewal="2027-09-30")
    (result,) = compute(workspace, "renewal-rate")
    assert (result.value, result.unit) == (Decimal(1) / 3, "ratio")
    assert result.inputs[1].ids == ("A-1", "A-2", "A-3")


def test_moving_the_renewal_on_renews_the_contract(workspace: Workspace) -> None:
    account = add(workspace, "account", name="a", renewal="2026-11-30")
    assert compute(workspace, "renewal-rate")[0].value is None
    record_commands.edit(workspace, [account], {"renewal": "2027-11-30"})
    assert compute(workspace, "renewal-rate")[0].value == 1


@pytest.fixture
def base(workspace: Workspace) -> Workspace:
    """Customers worth 6,000 at the start of the quarter: one grew, one shrank, one left; another came."""
    add(workspace, "account", name="grew", worth_log=worth("2026-01-01 1000", "2026-10-15 1500"))
    add(
        workspace,
        "account",
        name="shrank",
        worth_log=worth("2025-06-01 2500", "2026-09-30 2000", "2026-11-01 1000"),
    )
    add(
        workspace,
        "account",
        name="left",
        churned="2026-11-05",
        worth_log=worth("2026-01-01 3000", "2026-11-05"),
    )
    add(workspace, "account", name="came", worth_log=worth("2026-10-20 700"))
    return workspace


def test_the_retention_report_has_each_measure_with_what_it_is_made_of(base: Workspace) -> None:
    shown = report(base, "retention", parse_period("2026-Q4", TODAY))
    assert shown.columns == ("measure", "currency", "value", "made of")
    assert shown.rows == (
        ("renewal rate", "", "0 %", "renewed 0, up for renewal 1"),
        (
            "net revenue retention",
            "USD",
            "41.7 %",
            "start 6,000, expansion 500, contraction 1,000, churn 3,000",
        ),
        (
            "gross revenue retention",
            "USD",
            "33.3 %",
            "start 6,000, expansion 500, contraction 1,000, churn 3,000",
        ),
        ("churn rate", "", "33.3 %", "customers lost 1, customers at the start 3"),
    )
    assert shown.ids[3] == ("A-3", "A-1", "A-2")


def test_nrr_counts_expansion_and_grr_does_not(base: Workspace) -> None:
    (net,) = compute(base, "nrr")
    assert inputs(net) == {"start": 6000, "expansion": 500, "contraction": 1000, "churn": 3000}
    assert (net.value, net.unit) == (Decimal(2500) / 6000, "ratio")
    (gross,) = compute(base, "grr")
    assert gross.value == Decimal(2000) / 6000
    assert gross.inputs[0].ids == ("A-1", "A-2", "A-3")


def test_recurring_revenue_of_a_past_period_ends_with_it(base: Workspace) -> None:
    (past,) = compute(base, "nrr", parse_period("2026-Q3", TODAY))
    assert inputs(past) == {"start": 6500, "expansion": 0, "contraction": 500, "churn": 0}


def test_churn_rate_is_customers_lost_of_those_at_the_start(base: Workspace) -> None:
    (result,) = compute(base, "churn-rate")
    assert inputs(result) == {"customers lost": 1, "customers at the start": 3}
    assert (result.value, result.unit) == (Decimal(1) / 3, "ratio")


def test_an_edit_of_the_recurring_value_is_logged(workspace: Workspace) -> None:
    account = add(workspace, "account", name="a", recurring_value={"amount": "100", "currency": "USD"})
    record_commands.edit(workspace, [account], {"recurring_value": {"amount": "150", "currency": "USD"}})
    (next_quarter,) = compute(workspace, "nrr", parse_period("2027-Q1", TODAY), as_of=date(2027, 1, 2))
    assert inputs(next_quarter)["start"] == 150
    assert next_quarter.value == 1


def test_churn_rate_counts_customers_in_every_currency(workspace: Workspace) -> None:
    add(workspace, "account", name="stays", worth_log=worth("2026-01-01 100 EUR"))
    add(
        workspace,
        "account",
        name="left",
        churned="2026-11-05",
        worth_log=worth("2026-01-01 100 EUR", "2026-11-05"),
    )
    assert compute(workspace, "churn-rate")[0].value == Decimal("0.5")


def test_who_came_and_left_within_the_period_was_no_customer_at_its_start(base: Workspace) -> None:
    add(base, "account", name="brief", churned="2026-11-10", worth_log=worth("2026-10-10 50", "2026-11-10"))
    assert compute(base, "churn-rate")[0].value == Decimal(1) / 3


def test_who_left_before_the_period_is_no_customer_at_its_start_whatever_the_log_says(
    base: Workspace,
) -> None:
    add(base, "account", name="long gone", churned="2026-06-30", worth_log=worth("2026-01-01 50"))
    assert inputs(compute(base, "churn-rate")[0]) == {"customers lost": 1, "customers at the start": 3}


def test_churn_rate_and_nrr_agree_on_who_left(workspace: Workspace) -> None:
    add(workspace, "account", name="gone", worth_log=worth("2026-01-01 100", "2026-10-10"))
    assert compute(workspace, "nrr")[0].value == 0
    assert compute(workspace, "churn-rate")[0].value == 1


@pytest.mark.parametrize("signal", ["800", "good", "-3", "80 x", "80 y2"])
def test_a_health_signal_that_is_none_is_refused(workspace: Workspace, signal: str) -> None:
    with pytest.raises(FieldError, match="usage"):
        add(workspace, "account", name="a", signals={"usage": signal})


@pytest.mark.parametrize("field", ["recommends", "satisfaction"])
def test_an_answer_is_a_number_and_no_percentage(field: str) -> None:
    assert fields_of("account")[field].shape is Shape.INTEGER


def typed(text: str) -> object:
    return read(fields_of("objective")["key_results"], text, Reading(TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "Signed hospitals | start=0 | target=12 | current=5\nNPS | start=-10 | target=40 | current=3",
        "Errors | start=2.5 | target=0.5 | current=1.25",
        pytest.param("Revenue | target=1234567 | current=250000.25"),
        pytest.param("Uptime | start=99.1% | target=99.9% | current=99.5%"),
    ],
)
def test_key_results_are_written_as_they_are_read(text: str) -> None:
    assert typed(written(typed(text))) == typed(text)


def test_a_key_result_without_a_current_value_has_not_moved(workspace: Workspace) -> None:
    add(workspace, "objective", title="o", key_results=[{"name": "k", "start": 10, "target": 20}])
    assert compute(workspace, "okr-progress")[0].value == 0
