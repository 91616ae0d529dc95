"""Sizes of markets, revenue in cases, the portfolio, objectives and what serves none: values by hand."""

from decimal import Decimal

import pytest

from pmtui.models.stored import JsonValue
from pmtui.models.values.period import parse_period
from pmtui.store.query.filters import parse_filter
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.discovery.strategy import market_size, portfolio, progress, revenue_scenarios
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def usd(amount: str, currency: str = "USD") -> dict[str, JsonValue]:
    return {"amount": amount, "currency": currency}


INPUTS: dict[str, JsonValue] = {
    "customers": 1450, "revenue_each": usd("9600"), "reachable": 38, "obtainable": 12
}  # fmt: skip


@pytest.mark.parametrize(
    ("market", "expected"),
    [
        # 1,450 x 9,600 = 13,920,000; 38 % of it 5,289,600; 12 % of that 634,752
        (
            INPUTS,
            [("13920000", "13920000", False), ("5289600", "5289600", False), ("634752", "634752", False)],
        ),
        # A typed SAM holds, what the inputs give is told, and the SOM is 12 % of the typed one.
        (
            {**INPUTS, "sam": usd("5000000")},
            [("13920000", "13920000", False), ("5000000", "5289600", True), ("600000", "600000", False)],
        ),
        # Typed as the inputs give it: both agree.
        (
            {**INPUTS, "tam": usd("13920000.00")},
            [("13920000", "13920000", True), ("5289600", "5289600", False), ("634752", "634752", False)],
        ),
        # Only a typed TAM and a share of it.
        (
            {"tam": usd("1000"), "reachable": 5},
            [("1000", None, True), ("50", "50", False), (None, None, False)],
        ),
        ({}, [(None, None, False)] * 3),
    ],
)
def test_a_market_is_worked_out_and_what_was_typed_is_never_mixed_in_silently(
    market: dict[str, JsonValue], expected: list[tuple[str | None, str | None, bool]]
) -> None:
    found = market_size(market)
    assert [each.figure for each in found] == ["TAM", "SAM", "SOM"]
    for size, (value, inputs, typed) in zip(found, expected, strict=True):
        assert (size.value.amount if size.value else None) == (Decimal(value) if value else None)
        assert (size.inputs.amount if size.inputs else None) == (Decimal(inputs) if inputs else None)
        assert size.typed is typed
        assert size.differs is (typed and inputs is not None and value != inputs)


def test_a_market_says_how_a_figure_comes_about_or_what_it_lacks() -> None:
    tam, sam, som = market_size({"customers": 1000, "reachable": 30, "tam": usd("1", "JPY")})
    assert [each.how for each in (tam, sam, som)] == ["needs revenue_each", "TAM x 30 %", "needs obtainable"]
    assert sam.value is not None
    assert (sam.value.amount, sam.value.currency) == (Decimal(0), "JPY")
    assert market_size({"revenue_each": usd("5")})[1].how == "needs TAM"


def test_revenue_is_summed_a_year_for_each_case_and_currency(workspace: Workspace) -> None:
    streams = (
        "Seats | volumes=30, 40, 60 | prices=31 USD | per=month\nSet-up | volumes=2 | prices=500\n"
        "Care | volumes=1, 2, 3 | prices=10, 11, 12 EUR | per=week"
    )
    row = workspace.rows("product")[add(workspace, "product", name="Desk", streams=streams)]
    found = [
        (case.stream, case.currency, *map(int, (case.low, case.base, case.high)))
        for case in revenue_scenarios(row)
    ]
    assert found == [
        ("Seats", "USD", 11160, 14880, 22320),
        ("Set-up", "USD", 1000, 1000, 1000),
        ("Care", "EUR", 520, 1144, 1872),
        ("", "USD", 12160, 15880, 23320),
        ("", "EUR", 520, 1144, 1872),
    ]
    assert revenue_scenarios({"id": "P-9"}) == []


def test_the_portfolio_shares_deals_out_and_stands_in_the_order_of_life(workspace: Workspace) -> None:
    for name, stage in (("Late", "decline"), ("Big", "growth"), ("Small", "growth"), ("New", "idea")):
        add(workspace, "product", name=name, lifecycle=stage)
    add(workspace, "account", name="Acme", recurring_value="12k USD")
    add(workspace, "account", name="Gone", recurring_value="9k USD", churned="2026-01-01")
    # 3 x 100 of Big and 1 x 100 of Small, sold for 1,000: 750 and 250.
    lines = "3 Big @ 100\n1 Small @ 200 -50%"
    add(
        workspace,
        "deal",
        title="a",
        account="Acme",
        amount="1000",
        lines=lines,
        stage="Won",
        closed="2026-11-02",
    )
    add(
        workspace,
        "deal",
        title="b",
        account="Gone",
        product="Big",
        amount="€50",
        stage="Won",
        closed="2026-10-01",
    )
    add(
        workspace,
        "deal",
        title="c",
        account="Acme",
        product="Late",
        amount="70",
        stage="Won",
        closed="2026-09-30",
    )
    add(workspace, "deal", title="d", product="Small", amount="400", stage="Proposal")
    add(workspace, "deal", title="e", product="Small", amount="800", stage="Lost")
    add(workspace, "deal", title="f", amount="90")
    found = portfolio(workspace.tables, workspace.pipelines.whole, parse_period("2026-Q4", TODAY))
    recurring = {"USD": Decimal(12000)}
    told = [(each.stage, each.name, each.won, each.open, each.recurring, each.customers) for each in found]
    assert told == [
        ("idea", "New", {}, {}, {}, ()),
        ("growth", "Big", {"USD": Decimal(750), "EUR": Decimal(50)}, {}, recurring, ("A-1",)),
        ("growth", "Small", {"USD": Decimal(250)}, {"USD": Decimal(400)}, recurring, ("A-1",)),
        ("decline", "Late", {}, {}, recurring, ("A-1",)),
        ("", "no product", {}, {"USD": Decimal(90)}, {}, ()),
    ]


def test_features_that_serve_no_objective_are_found_by_one_filter(workspace: Workspace) -> None:
    add(
        workspace,
        "objective",
        title="Trust",
        key_results="Ports | start=0 | target=12 | current=6\n"
        "Errors | start=14 | target=4 | current=12\nSame | start=5 | target=5 | current=5",
    )
    add(workspace, "feature", title="aligned", objective="Trust")
    add(workspace, "feature", title="astray")
    add(workspace, "feature", title="old", status="shipped")
    add(workspace, "feature", title="no", status="declined")
    here = workspace.filter_context
    for text, ids in (
        ("is:unaligned", ["F-2"]),
        ("is:aligned", ["F-1"]),
        ("-is:aligned", ["F-2", "F-3", "F-4"]),
    ):
        query = parse_filter("feature", text, here)
        assert [each for each, row in workspace.rows("feature").items() if query(row)] == ids
    # (6 - 0) / 12 = 0.5 and (12 - 14) / (4 - 14) = 0.2: together 0.35; the third tells nothing.
    assert progress(workspace.rows("objective")["O-1"]) == Decimal("0.35")
    assert progress({}) is None
