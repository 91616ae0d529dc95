"""Metrics of the pipeline, each worked out by hand. The day is 2026-11-23, the quarter 2026-Q4."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pmtui.metrics.compute import METRICS, compute
from pmtui.metrics.result import Result
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import parse_period
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


def money(amount: int, currency: str = "USD") -> dict[str, str]:
    return {"amount": str(amount), "currency": currency}


def inputs(result: Result) -> dict[str, Decimal | None]:
    return {each.name: each.value for each in result.inputs}


def logged(*steps: str) -> list[dict[str, str]]:
    """A stage log of steps such as `Proposal 2026-10-10`."""
    return [{"stage": step.split()[0], "on": step.split()[1]} for step in steps]


@pytest.fixture
def sold(workspace: Workspace) -> Workspace:
    """Five deals won (one of them last quarter, one without an amount), two lost, three open."""
    for title, opened, closed, amount in (
        ("w1", "2026-09-01", "2026-10-01", 1000),
        ("w2", "2026-09-21", "2026-10-31", 3000),
        ("w3", "2026-08-01", "2026-11-09", 8000),
        ("w4", "2026-10-10", "2026-10-20", 0),
        ("w5", "2026-09-10", "2026-09-30", 500),
    ):
        amounts = {"amount": money(amount)} if amount else {}
        add(workspace, "deal", title=title, stage="Won", opened=opened, closed=closed, **amounts)
    add(
        workspace,
        "deal",
        title="l1",
        stage="Lost",
        opened="2026-09-01",
        closed="2026-10-05",
        amount=money(700),
    )
    add(workspace, "deal", title="l2", stage="Lost", opened="2026-09-01", closed="2026-11-20")
    add(workspace, "deal", title="o1", opened="2026-11-13", amount=money(5000))
    add(workspace, "deal", title="o2", opened="2026-10-24", amount=money(2500, "EUR"))
    add(workspace, "deal", title="o3", opened="2026-11-03")
    return workspace


def test_win_rate_is_won_of_all_that_closed_in_the_period(sold: Workspace) -> None:
    (result,) = compute(sold, "win-rate")
    assert result.value == Decimal(4) / 6
    assert (result.unit, result.missing, result.period.label) == ("ratio", "", "2026-Q4")
    assert inputs(result) == {"won": 4, "lost": 2}
    assert result.inputs[0].ids == ("D-1", "D-2", "D-3", "D-4")
    assert result.inputs[1].ids == ("D-6", "D-7")
    assert compute(sold, "win-rate", parse_period("2026-Q3", TODAY))[0].value == 1


def test_what_is_won_is_told_by_the_stage_s_kind_not_its_name(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "t", user="ann", clock=Clock(TODAY), pipeline="twenty")
    add(made, "deal", title="a", stage="Customer", closed="2026-11-01")
    add(made, "deal", title="b", stage="Lost", closed="2026-11-01")
    assert compute(made, "win-rate")[0].value == Decimal("0.5")
    made.close()


def test_average_deal_size_leaves_out_what_has_no_amount(sold: Workspace) -> None:
    (result,) = compute(sold, "average-deal-size")
    assert (result.value, result.unit) == (Decimal(4000), "USD")
    assert inputs(result) == {"closed-won value": 12000, "closed-won deals": 3}


def test_sales_cycle_is_the_mean_with_the_median_beside_it(sold: Workspace) -> None:
    (result,) = compute(sold, "sales-cycle")
    assert (result.value, result.unit) == (Decimal(45), "days")
    assert inputs(result) == {"days in all": 180, "won deals": 4, "median": 35}


def test_sales_velocity_is_money_a_day(sold: Workspace) -> None:
    (result,) = compute(sold, "sales-velocity")
    assert result.unit == "USD a day"
    assert inputs(result) == {
        "open deals": 3,
        "open deals in USD": 2,
        "average deal size": 4000,
        "win rate": Decimal(4) / 6,
        "sales cycle": 45,
    }
    assert result.value == pytest.approx(Decimal("118.5185"), abs=Decimal("0.0001"))


def test_one_number_can_be_changed_to_see_what_if(sold: Workspace) -> None:
    (result,) = compute(sold, "sales-velocity")
    values = {**inputs(result), "win rate": Decimal("0.9")}
    assert METRICS["sales-velocity"].combine(values) == 160
    assert METRICS["sales-velocity"].combine({**values, "sales cycle": Decimal(0)}) is None


def test_pipeline_value_is_one_sum_for_each_currency(sold: Workspace) -> None:
    found = compute(sold, "pipeline-value")
    assert [(each.value, each.unit, each.inputs[0].ids) for each in found] == [
        (Decimal(5000), "USD", ("D-8",)),
        (Decimal(2500), "EUR", ("D-9",)),
    ]


def test_pipeline_value_of_a_past_period_is_what_was_open_at_its_end(sold: Workspace) -> None:
    (result,) = compute(sold, "pipeline-value", parse_period("2026-09", TODAY))
    assert (result.value, result.as_of) == (Decimal(1000 + 3000 + 8000 + 700), date(2026, 9, 30))


def test_deal_age_is_the_mean_age_of_open_deals(sold: Workspace) -> None:
    (result,) = compute(sold, "deal-age")
    assert (result.value, result.unit) == (Decimal(20), "days")
    assert inputs(result) == {"days in all": 60, "open deals": 3}


def test_a_deal_stalls_when_idle_beyond_its_stage_with_nothing_planned(workspace: Workspace) -> None:
    old = {"opened": "2026-10-01"}
    silent = add(workspace, "deal", title="silent", **old)
    called = add(workspace, "deal", title="called", **old)
    planned = add(workspace, "deal", title="planned", **old)
    add(workspace, "deal", title="next step", next_step_due="2026-12-01", **old)
    overdue = add(workspace, "deal", title="overdue", **old)
    for title, day in (("at the limit", "2026-11-02"), ("a day over", "2026-11-01")):
        log = logged("Prospecting 2026-10-01", f"Proposal {day}")
        add(workspace, "deal", title=title, stage="Proposal", stage_log=log, **old)
    add(workspace, "activity", text="Call", about=called, done="2026-11-10")
    add(workspace, "activity", text="Demo", about=planned, due="2026-11-30")
    add(workspace, "activity", text="Mail", about=overdue, due="2026-11-01")
    (result,) = compute(workspace, "stalled-deals")
    assert (result.value, result.unit) == (Decimal(3), "count")
    assert result.inputs[0].ids == (silent, overdue, "D-7")
    assert inputs(result)["open deals"] == 7


def test_close_date_slippage_is_the_mean_move_of_open_deals(workspace: Workspace) -> None:
    moved = {"first_expected_close": "2026-11-30", "expected_close": "2026-12-30", "pushes": 2}
    add(workspace, "deal", title="moved", **moved)
    add(workspace, "deal", title="kept", expected_close="2026-12-10")
    add(workspace, "deal", title="undated")
    add(workspace, "deal", title="over", stage="Won", closed="2026-11-02", **moved)
    (result,) = compute(workspace, "close-date-slippage")
    assert (result.value, result.unit) == (Decimal(15), "days")
    assert inputs(result) == {"days moved in all": 30, "open deals with a date": 2, "pushes": 2}


@pytest.fixture
def travelled(workspace: Workspace) -> Workspace:
    """Four deals that entered Prospecting: one went on, one was lost, one came last quarter, one was won."""
    for stage, closed, log in (
        ("Qualified", "", logged("Prospecting 2026-10-01", "Qualified 2026-10-10")),
        ("Lost", "2026-10-20", logged("Prospecting 2026-10-05", "Lost 2026-10-20")),
        ("Qualified", "", logged("Prospecting 2026-09-20", "Qualified 2026-10-02")),
        ("Won", "2026-11-10", logged("Prospecting 2026-11-01", "Won 2026-11-10")),
    ):
        ended = {"closed": closed} if closed else {}
        opened = log[0]["on"]
        add(workspace, "deal", title="d", owner="ann", stage=stage, opened=opened, stage_log=log, **ended)
    return workspace


def test_stage_conversion_follows_those_that_entered_in_the_period(travelled: Workspace) -> None:
    found = {each.group: each for each in compute(travelled, "stage-conversion")}
    assert list(found) == ["Prospecting", "Qualified", "Discovery", "Proposal", "Negotiation"]
    assert found["Prospecting"].value == Decimal(2) / 3
    assert found["Prospecting"].inputs[0].ids == ("D-1", "D-4")
    assert found["Prospecting"].inputs[1].ids == ("D-1", "D-2", "D-4")
    assert found["Qualified"].inputs[1].ids == ("D-1", "D-3")
    assert found["Qualified"].inputs[2].ids == ("D-4",), "it passed over Qualified on its way to won"
    assert found["Qualified"].value == Decimal(1) / 3
    assert found["Discovery"].value == 1
    before = compute(travelled, "stage-conversion", parse_period("2026-Q2", TODAY))
    assert {each.value for each in before} == {None}
    assert all("2026-Q2" in each.missing for each in before)


def test_time_in_stage_counts_visits_that_ended_and_those_that_go_on(travelled: Workspace) -> None:
    found = {each.group: each for each in compute(travelled, "time-in-stage")}
    assert found["Prospecting"].value == Decimal("11.25")
    assert inputs(found["Prospecting"]) == {"days in all": 9 + 15 + 12 + 9, "deals": 4}
    assert found["Qualified"].value == Decimal(44 + 52) / 2


def test_time_in_stage_adds_up_the_visits_of_one_deal(workspace: Workspace) -> None:
    log = logged(
        "Proposal 2026-10-01", "Qualified 2026-10-11", "Proposal 2026-10-21", "Negotiation 2026-10-26"
    )
    add(workspace, "deal", title="d", stage="Negotiation", opened="2026-10-01", stage_log=log)
    found = {each.group: each.value for each in compute(workspace, "time-in-stage")}
    assert found["Proposal"] == 10 + 5
    assert found["Qualified"] == 10
    assert found["Negotiation"] == 28


def test_a_deal_moved_back_has_not_gone_on(workspace: Workspace) -> None:
    log = logged("Proposal 2026-09-10", "Qualified 2026-10-10")
    add(workspace, "deal", title="d", stage="Qualified", opened="2026-09-01", stage_log=log)
    found = {each.group: each.value for each in compute(workspace, "stage-conversion")}
    assert found["Qualified"] == 0


def test_a_stage_passed_by_counts_as_entered(workspace: Workspace) -> None:
    log = logged("Prospecting 2026-10-01", "Proposal 2026-10-10")
    add(workspace, "deal", title="d", stage="Proposal", opened="2026-10-01", stage_log=log)
    found = {each.group: each.value for each in compute(workspace, "stage-conversion")}
    assert found["Qualified"] == 1


def test_time_in_stage_of_a_past_period_counts_visits_that_went_on_at_its_end(workspace: Workspace) -> None:
    log = logged("Proposal 2026-08-01", "Negotiation 2026-10-20")
    add(workspace, "deal", title="d", stage="Negotiation", opened="2026-08-01", stage_log=log)
    past = compute(workspace, "time-in-stage", parse_period("2026-Q3", TODAY))
    assert {each.group: each.value for each in past}["Proposal"] == 60


@pytest.mark.parametrize("slug", ["stage-conversion", "time-in-stage"])
def test_a_deal_without_a_stage_log_breaks_nothing(workspace: Workspace, slug: str) -> None:
    deal = add(workspace, "deal", title="d")
    before = workspace.get(deal)
    changes = ChangeSet("Drop the log")
    changes.update(before, before.model_copy(update={"stage_log": ()}))
    workspace.commit(changes)
    assert {each.value for each in compute(workspace, slug)} == {None}


@pytest.mark.parametrize("slug", ["stage-conversion", "time-in-stage"])
def test_stage_metrics_can_be_grouped_by_owner(travelled: Workspace, slug: str) -> None:
    assert [each.value is None for each in compute(travelled, slug, by="owner")] == [False]
