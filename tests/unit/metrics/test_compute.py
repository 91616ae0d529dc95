"""What holds for every metric: nothing there, groups, currencies, histories, days in the past."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import InputError
from pmtui.metrics.compute import METRICS, compute, history
from pmtui.metrics.format import shown_value
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.settings import Settings
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.unit.glossary.test_data import METRICS as DEFINED

TODAY = date(2026, 11, 23)
RANKINGS = ("rice", "ice", "wsjf", "value-effort")
Row = dict[str, JsonValue]


@dataclass
class Rows:
    """A source of stored deals."""

    deals: Mapping[str, Row]
    clock: Clock = field(default_factory=lambda: Clock(TODAY))
    pipelines: Pipelines = field(default_factory=lambda: Pipelines([preset("default")]))
    settings: Settings = field(default_factory=Settings)

    def rows(self, kind: str) -> Mapping[str, Row]:
        return self.deals if kind == "deal" else {}


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


def money(amount: int, currency: str = "USD") -> dict[str, str]:
    return {"amount": str(amount), "currency": currency}


def test_every_metric_of_the_dictionary_is_worked_out() -> None:
    assert set(METRICS) >= set(DEFINED)
    assert [slug for slug, metric in METRICS.items() if metric.slug != slug] == []


@pytest.mark.parametrize("slug", sorted(METRICS))
def test_an_empty_workspace_gives_nothing_and_says_what_it_needs(workspace: Workspace, slug: str) -> None:
    for result in compute(workspace, slug):
        assert not result.value
        assert result.value is not None or result.missing
        assert "{" not in result.missing
    assert len(history(workspace, slug)) == 8


@pytest.mark.parametrize("slug", RANKINGS)
def test_a_ranking_of_nothing_says_what_it_needs(workspace: Workspace, slug: str) -> None:
    assert [bool(result.missing) for result in compute(workspace, slug)] == [True]


@pytest.mark.parametrize("slug", sorted(METRICS))
def test_the_demo_is_worked_out_from_records_that_exist(demo: Workspace, slug: str) -> None:
    for result in compute(demo, slug):
        inputs = {each.name: each.value for each in result.inputs}
        assert METRICS[slug].combine(inputs) == result.value
        assert (result.value is None) is bool(result.missing)
        for each in result.inputs:
            assert all(record in demo.rows(each.kind) for record in each.ids), each.name


def test_an_unknown_metric_or_field_names_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="win-rate"):
        compute(workspace, "win-rat")
    with pytest.raises(InputError, match="owner"):
        compute(workspace, "win-rate", by="ownr")
    with pytest.raises(InputError, match="industry"):
        compute(workspace, "win-rate", by="account.industri")
    with pytest.raises(InputError):
        compute(workspace, "win-rate", by="owner.name")


@pytest.fixture
def grouped(workspace: Workspace) -> Workspace:
    """Acme (shipping) and Beta (health), an open deal with each, and one with nobody."""
    acme = add(workspace, "account", name="Acme", industry="shipping")
    beta = add(workspace, "account", name="Beta", industry="health")
    add(workspace, "deal", title="a", account=acme, owner="ann", amount=money(100))
    add(workspace, "deal", title="b", account=beta, owner="bob", amount=money(20), source="web")
    add(workspace, "deal", title="c", account=beta, owner="bob", amount=money(3, "EUR"))
    add(workspace, "deal", title="d", owner="ann", amount=money(4))
    return workspace


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "owner",
            [
                ("ann", "ann", Decimal(104), "USD"),
                ("bob", "bob", Decimal(20), "USD"),
                ("bob", "bob", Decimal(3), "EUR"),
            ],
        ),
        (
            "account",
            [
                ("", "none", Decimal(4), "USD"),
                ("A-1", "Acme", Decimal(100), "USD"),
                ("A-2", "Beta", Decimal(20), "USD"),
                ("A-2", "Beta", Decimal(3), "EUR"),
            ],
        ),
        (
            "account.industry",
            [
                ("", "none", Decimal(4), "USD"),
                ("health", "health", Decimal(20), "USD"),
                ("health", "health", Decimal(3), "EUR"),
                ("shipping", "shipping", Decimal(100), "USD"),
            ],
        ),
    ],
)
def test_groups_have_the_value_and_the_name(
    grouped: Workspace, by: str, expected: list[tuple[str, str, Decimal, str]]
) -> None:
    found = compute(grouped, "pipeline-value", by=by)
    assert [(each.group, each.label or "none", each.value, each.unit) for each in found] == expected


def test_by_id_each_record_is_told_alone(grouped: Workspace) -> None:
    found = compute(grouped, "deal-age", by="id")
    assert [(each.group, each.label) for each in found] == [
        ("D-1", "a"),
        ("D-2", "b"),
        ("D-3", "c"),
        ("D-4", "d"),
    ]


def test_a_state_takes_the_last_day_of_a_past_period_and_today_in_a_present_one(grouped: Workspace) -> None:
    assert compute(grouped, "deal-age")[0].as_of == TODAY
    assert compute(grouped, "deal-age", parse_period("2027", TODAY))[0].as_of == TODAY
    past = compute(grouped, "pipeline-value", parse_period("2026-10", TODAY))[0]
    assert past.as_of == date(2026, 10, 31)
    assert past.value == 0


def test_the_workspace_as_it_was_gives_the_numbers_as_they_were(grouped: Workspace) -> None:
    past = grouped.as_of(TODAY - timedelta(days=1))
    assert compute(past, "pipeline-value")[0].value == 0
    assert compute(grouped.as_of(TODAY), "pipeline-value")[0].value == 124


def _deal(number: int, stage: str, amount: int | None, owner: str, days: tuple[int, int]) -> Row:
    opened = TODAY - timedelta(days=days[0] + days[1])
    row: Row = {"id": f"D-{number}", "stage": stage, "owner": owner, "opened": opened.isoformat()}
    row["stage_log"] = [{"stage": "Prospecting", "on": opened.isoformat()}]
    if stage in ("Won", "Lost"):
        row["closed"] = (TODAY - timedelta(days=days[1])).isoformat()
    if amount is not None:
        row["amount"] = {"amount": str(amount), "currency": "EUR" if amount % 3 == 0 else "USD"}
    return row


DEALS = st.lists(
    st.tuples(
        st.sampled_from(["Prospecting", "Proposal", "Won", "Lost"]),
        st.none() | st.integers(0, 10_000),
        st.sampled_from(["ann", "bob", ""]),
        st.tuples(st.integers(0, 200), st.integers(0, 400)),
    ),
    max_size=30,
).map(lambda rows: Rows({f"D-{n}": _deal(n, *row) for n, row in enumerate(rows, start=1)}))


@given(DEALS)
def test_shares_lie_between_nothing_and_all(source: Rows) -> None:
    for slug in ("win-rate", "stage-conversion"):
        for result in compute(source, slug):
            assert result.value is None or 0 <= result.value <= 1


@given(DEALS)
def test_the_groups_of_the_pipeline_add_up_to_the_whole(source: Rows) -> None:
    for currency in ("USD", "EUR"):
        whole, parts = (
            sum(
                (
                    each.value or 0
                    for each in compute(source, "pipeline-value", by=by)
                    if each.unit == currency
                ),
                Decimal(),
            )
            for by in ("", "owner")
        )
        assert whole == parts


@given(DEALS)
def test_a_history_ends_with_the_present_and_matches_each_period(source: Rows) -> None:
    for slug in ("win-rate", "throughput"):
        values = history(source, slug, 4)
        periods = [parse_period(label, TODAY) for label in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")]
        assert values == [compute(source, slug, period)[0].value for period in periods]


def test_a_history_of_the_pipeline_follows_the_deals_own_dates() -> None:
    source = Rows(
        {
            "D-1": {
                "id": "D-1",
                "stage": "Won",
                "opened": "2026-02-01",
                "closed": "2026-08-01",
                "amount": money_row(100),
            },
            "D-2": {"id": "D-2", "stage": "Proposal", "opened": "2026-05-01", "amount": money_row(20)},
            "D-3": {
                "id": "D-3",
                "stage": "Lost",
                "opened": "2026-10-01",
                "closed": "2026-10-02",
                "amount": money_row(3),
            },
        }
    )
    assert history(source, "pipeline-value", 5) == [0, 100, 120, 20, 20]


def money_row(amount: int) -> Row:
    return {"amount": str(amount), "currency": "USD"}


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("0.6315005", "ratio", "63.2 %"),
        ("1", "ratio", "100 %"),
        ("2.4", "times", "2.4 ×"),
        ("47.46", "days", "47.5 days"),
        ("12400.4", "USD", "12,400 USD"),
        ("118.5185", "USD a day", "118.52 USD a day"),
        ("38", "count", "38"),
        ("-12.5", "points", "-12.5"),
        pytest.param("-0.01", "days", "0 days"),
    ],
)
def test_a_value_is_shown_with_its_unit(value: str, unit: str, shown: str) -> None:
    assert shown_value(Decimal(value), unit) == shown
