"""Metrics of the roadmap and the bridge, worked out by hand. The day is 2026-11-23, the quarter 2026-Q4."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from pmtui.metrics.compute import compute
from pmtui.metrics.result import Result
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.settings import Settings
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import Period, parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)


@dataclass
class Rows:
    """A source of stored features, whose creation the store would stamp itself."""

    features: Mapping[str, Mapping[str, JsonValue]]
    clock: Clock = field(default_factory=lambda: Clock(TODAY))
    pipelines: Pipelines = field(default_factory=lambda: Pipelines([preset("default")]))
    settings: Settings = field(default_factory=Settings)

    def rows(self, kind: str) -> Mapping[str, Mapping[str, JsonValue]]:
        return self.features if kind == "feature" else {}


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


def money(amount: int, currency: str = "USD") -> dict[str, JsonValue]:
    return {"amount": str(amount), "currency": currency}


def inputs(result: Result) -> dict[str, Decimal | None]:
    return {each.name: each.value for each in result.inputs}


@pytest.fixture
def shipped(workspace: Workspace) -> Workspace:
    """Four features shipped this quarter, one the last, one under way."""
    for start, target, day in (
        ("2026-09-01", "2026-10-01", "2026-10-01"),
        ("2026-10-01", "2026-10-20", "2026-11-10"),
        ("2026-10-10", "2026-11-30", "2026-11-20"),
        (None, None, "2026-11-01"),
        ("2026-07-01", "2026-08-01", "2026-09-30"),
    ):
        add(workspace, "feature", title="f", status="shipped", start=start, target=target, shipped=day)
    add(workspace, "feature", title="under way", start="2026-11-01", target="2026-11-10")
    return workspace


def test_on_time_delivery_is_the_share_of_dated_features_that_kept_their_date(shipped: Workspace) -> None:
    (result,) = compute(shipped, "on-time-delivery")
    assert (result.value, result.unit) == (Decimal(2) / 3, "ratio")
    assert result.inputs[0].ids == ("F-1", "F-3")
    assert result.inputs[1].ids == ("F-1", "F-2", "F-3")


def test_cycle_time_is_the_mean_from_start_to_shipped(shipped: Workspace) -> None:
    (result,) = compute(shipped, "cycle-time")
    assert inputs(result) == {"days in all": 30 + 40 + 41, "features": 3}
    assert (result.value, result.unit) == (Decimal(37), "days")


def test_lead_time_is_the_mean_from_recorded_to_shipped() -> None:
    source = Rows(
        {
            "F-1": {"id": "F-1", "created_at": "2026-08-12T09:00:00Z", "shipped": "2026-11-20"},
            "F-2": {"id": "F-2", "created_at": "2026-10-01T09:00:00Z", "shipped": "2026-10-11"},
            "F-3": {"id": "F-3", "created_at": "2026-01-01T09:00:00Z", "shipped": "2026-09-30"},
            "F-4": {"id": "F-4", "created_at": "2026-10-01T09:00:00Z"},
        }
    )
    (result,) = compute(source, "lead-time")
    assert inputs(result) == {"days in all": 100 + 10, "features": 2}
    assert (result.value, result.unit) == (Decimal(55), "days")


def test_throughput_counts_what_shipped_in_the_period(shipped: Workspace) -> None:
    (result,) = compute(shipped, "throughput")
    assert (result.value, result.unit) == (Decimal(4), "count")
    assert compute(shipped, "throughput", parse_period("2026-11", TODAY))[0].value == 3
    assert compute(shipped, "throughput", parse_period("2026-Q3", TODAY))[0].value == 1


def test_budget_variance_is_actual_less_budget_where_both_are_known(workspace: Workspace) -> None:
    add(workspace, "feature", title="over", budget=money(10000), actual=money(12500))
    add(workspace, "feature", title="under", budget=money(8000), actual=money(7000))
    add(workspace, "feature", title="unspent", budget=money(99000))
    add(workspace, "feature", title="euro", budget=money(100, "EUR"), actual=money(90, "EUR"))
    add(workspace, "feature", title="mixed", budget=money(100, "EUR"), actual=money(90))
    found = compute(workspace, "budget-variance")
    assert [(each.value, each.unit) for each in found] == [(Decimal(1500), "USD"), (Decimal(-10), "EUR")]
    assert inputs(found[0]) == {"actual": 19500, "budget": 18000}


@pytest.fixture
def asked(workspace: Workspace) -> Workspace:
    """F-1 asked for by D-1 (twice), D-2 and D-3, which is won; F-2 by D-1; F-3, which is shipped, by D-2."""
    opened = {"opened": "2026-10-01"}
    add(
        workspace,
        "deal",
        title="a",
        stage="Proposal",
        amount=money(1000),
        expected_close="2026-12-31",
        **opened,
    )
    add(
        workspace,
        "deal",
        title="b",
        stage="Negotiation",
        amount=money(500),
        expected_close="2027-03-31",
        **opened,
    )
    add(workspace, "deal", title="c", stage="Won", amount=money(9000), closed="2026-10-10", **opened)
    add(workspace, "feature", title="SSO", target="2027-01-31", owner="pia")
    add(workspace, "feature", title="Audit log", owner="per")
    add(workspace, "feature", title="Export", status="shipped", shipped="2026-10-01", owner="per")
    for deal, feature, kind in (
        ("D-1", "F-1", "blocker"),
        ("D-1", "F-1", "nice"),
        ("D-2", "F-1", "important"),
        ("D-3", "F-1", "important"),
        ("D-1", "F-2", "nice"),
        ("D-2", "F-3", "blocker"),
    ):
        add(workspace, "request", deal=deal, feature=feature, kind=kind)
    return workspace


def test_revenue_at_stake_counts_each_open_deal_once(asked: Workspace) -> None:
    (result,) = compute(asked, "revenue-at-stake")
    assert (result.value, result.unit) == (Decimal(1500), "USD")
    assert inputs(result) == {"open amount": 1500, "weighted": 600 + 400, "blockers": 1}
    assert result.inputs[0].ids == ("D-1", "D-2")
    assert result.inputs[2].ids == ("Q-1",)


def test_revenue_at_stake_of_each_feature_may_share_a_deal(asked: Workspace) -> None:
    found = {each.group: each for each in compute(asked, "revenue-at-stake", by="id")}
    assert {group: each.value for group, each in found.items()} == {"F-1": 1500, "F-2": 1000, "F-3": 0}
    assert found["F-1"].label == "SSO"
    by_owner = {each.group: each.value for each in compute(asked, "revenue-at-stake", by="owner")}
    assert by_owner == {"pia": 1500, "per": 1000}


def test_a_promise_is_at_risk_when_the_feature_comes_after_it_or_has_no_date(asked: Workspace) -> None:
    add(asked, "request", deal="D-2", feature="F-1", promised="2027-01-30")
    (result,) = compute(asked, "promise-at-risk")
    add(asked, "request", deal="D-1", feature="F-2", promised="2026-11-22")
    add(asked, "request", deal="D-1", feature="F-1", promised="2027-01-31")
    (result,) = compute(asked, "promise-at-risk")
    assert (result.value, result.unit) == (Decimal(2), "count")
    assert [each.ids for each in result.inputs[:3]] == [("Q-7", "Q-8"), ("Q-8",), ("Q-7", "Q-8", "Q-9")]
    assert (result.inputs[3].value, result.inputs[3].ids) == (Decimal(1500), ("D-2", "D-1"))


def test_a_feature_on_the_promised_day_keeps_the_promise(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Acme")
    feature = add(workspace, "feature", title="SSO", target="2027-01-31")
    add(workspace, "request", account=account, feature=feature, promised="2027-01-31")
    assert compute(workspace, "promise-at-risk")[0].value == 0


def test_a_date_moved_out_does_not_make_delivery_on_time(workspace: Workspace) -> None:
    add(workspace, "feature", title="f", status="shipped", first_target="2026-10-01", target="2026-11-01",
        shipped="2026-10-20")  # fmt: skip
    assert compute(workspace, "on-time-delivery")[0].value == 0


def test_a_promise_outlives_the_winning_of_its_deal(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="d", stage="Won", closed="2026-11-01")
    feature = add(workspace, "feature", title="f", target="2027-06-01")
    add(workspace, "request", deal=deal, feature=feature, promised="2026-12-01")
    assert compute(workspace, "promise-at-risk")[0].value == 1


def test_a_lost_deal_asks_no_more(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="d", stage="Lost", closed="2026-11-01")
    feature = add(workspace, "feature", title="f", target="2027-06-01")
    add(workspace, "request", deal=deal, feature=feature, promised="2026-12-01")
    assert inputs(compute(workspace, "promise-at-risk")[0]) == {
        "promises at risk": 0, "broken": 0, "promises": 0,
    }  # fmt: skip


def test_a_promise_of_a_declined_feature_is_at_risk(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Acme")
    feature = add(workspace, "feature", title="f", status="declined")
    add(workspace, "request", account=account, feature=feature, promised="2026-12-01")
    assert compute(workspace, "promise-at-risk")[0].value == 1


def test_lead_time_leaves_out_what_was_recorded_after_it_shipped() -> None:
    source = Rows({"F-1": {"id": "F-1", "created_at": "2026-11-23T09:00:00Z", "shipped": "2026-10-01"}})
    assert compute(source, "lead-time")[0].value is None


DELIVERY: dict[str, dict[str, JsonValue]] = {
    "F-1": {"product": "P-1", "created_at": "2026-07-03T09:00:00Z", "start": "2026-09-01", "first_target": "2026-10-01",
            "target": "2026-10-10", "shipped": "2026-10-11", "budget": money(1000), "actual": money(1200)},
    "F-2": {"product": "P-1", "created_at": "2026-10-01T09:00:00Z", "start": "2026-10-11", "first_target": "2026-11-20",
            "target": "2026-11-20", "shipped": "2026-11-10", "budget": money(500), "actual": money(400)},
    "F-3": {"product": "P-2", "created_at": "2026-10-21T09:00:00Z", "start": "2026-11-01", "first_target": "2026-11-20",
            "target": "2026-11-20", "shipped": "2026-11-20", "budget": money(700), "actual": money(700)},
    "F-4": {"product": "P-2", "start": "2026-11-01", "target": "2026-12-20", "budget": money(90)},
    "F-5": {"shipped": "2026-11-23"},
}  # fmt: skip
"""Two features of P-1 and one of P-2 that shipped, one of P-2 under way, one of no product and without dates."""


@pytest.mark.parametrize(
    ("slug", "by_product", "earlier"),
    [
        ("on-time-delivery", {"P-1": Decimal(1) / 2, "P-2": Decimal(1), "": None}, Decimal(1) / 2),
        ("budget-variance", {"P-1": Decimal(100), "P-2": Decimal(0), "": None}, Decimal(100)),
        ("cycle-time", {"P-1": Decimal(35), "P-2": Decimal(19), "": None}, Decimal(35)),
        ("lead-time", {"P-1": Decimal(70), "P-2": Decimal(30), "": None}, Decimal(70)),
        ("throughput", {"P-1": Decimal(2), "P-2": Decimal(1), "": Decimal(1)}, Decimal(2)),
    ],
)
def test_a_metric_of_delivery_by_product_and_as_of_a_day(
    slug: str, by_product: dict[str, Decimal | None], earlier: Decimal
) -> None:
    source = Rows({each: {"id": each, **row} for each, row in DELIVERY.items()})
    assert {each.group: each.value for each in compute(source, slug, by="product")} == by_product
    (result,) = compute(source, slug, as_of=date(2026, 11, 15))
    assert (result.value, result.as_of) == (earlier, date(2026, 11, 15))


@dataclass
class Objectives(Rows):
    """A source of stored objectives."""

    def rows(self, kind: str) -> Mapping[str, Mapping[str, JsonValue]]:
        return self.features if kind == "objective" else {}


def _aim(period: str, side: str, *results: tuple[int, int, int | None]) -> dict[str, JsonValue]:
    parts: list[JsonValue] = [
        {"name": "n", "start": start, "target": target, "current": current}
        for start, target, current in results
    ]
    return {"period": period, "side": side, "key_results": parts}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, {"": (Decimal("0.5") + Decimal("0.25") + Decimal(1)) / 3}),
        ({"by": "side"}, {"product": Decimal("0.375"), "sales": Decimal(1)}),
        ({"as_of": date(2026, 8, 15)}, {"": Decimal("0.1")}),
        ({"period": parse_period("2025-Q1", TODAY)}, {"": None}),
    ],
)
def test_progress_of_objectives_is_the_mean_share_of_the_way(
    words: dict[str, object], expected: dict[str, Decimal | None]
) -> None:
    source = Objectives(
        {
            "O-1": _aim("2026-Q4", "product", (0, 10, 5), (40, 20, 35), (7, 7, 7)),
            "O-2": _aim("2026-Q4", "sales", (10, 20, 20)),
            "O-3": _aim("2026-Q3", "product", (0, 10, 1)),
        }
    )
    period, as_of = words.get("period"), words.get("as_of")
    found = compute(
        source,
        "okr-progress",
        period if isinstance(period, Period) else None,
        by=str(words.get("by", "")),
        as_of=as_of if isinstance(as_of, date) else None,
    )
    assert {each.group: each.value for each in found} == expected
