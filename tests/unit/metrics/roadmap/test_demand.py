"""What hangs on a feature, added up by hand."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.metrics.roadmap.demand import Demand, demand
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def asked(workspace: Workspace) -> Demand:
    """Two accounts and a deal without one ask: open deals in two currencies, one twice, one won, one lost."""
    add(workspace, "feature", title="Sync")
    add(workspace, "account", name="Acme", recurring_value="12k USD")
    add(workspace, "account", name="Bolt", recurring_value="5k EUR", churned="2026-10-01")
    deals = [
        add(workspace, "deal", title="a", account="Acme", amount="10k", probability="50", expected_close="2027-02-01"),
        add(workspace, "deal", title="b", account="Bolt", amount="4k EUR", probability="25",
            expected_close="2027-01-15"),
        add(workspace, "deal", title="c", account="Acme", amount="7k USD", stage="Won"),
        add(workspace, "deal", title="d", amount="3k USD", stage="Lost"),
    ]  # fmt: skip
    for deal in (*deals, deals[0]):
        add(workspace, "request", deal=deal, feature="F-1", kind="blocker")
    add(workspace, "request", account="Bolt", feature="F-1", kind="nice")
    return demand(workspace.tables, workspace.pipelines, RequestRow.all(workspace.tables))


def test_a_deal_that_asks_twice_counts_once(asked: Demand) -> None:
    assert len(asked.requests) == 6
    assert (asked.open, asked.won, asked.lost) == (("D-1", "D-2"), ("D-3",), ("D-4",))
    assert asked.at_stake == {"USD": Decimal(10_000), "EUR": Decimal(4_000)}
    assert asked.weighted == {"USD": Decimal(5_000), "EUR": Decimal(1_000)}
    assert (asked.won_amount, asked.lost_amount) == ({"USD": Decimal(7_000)}, {"USD": Decimal(3_000)})


def test_customers_are_accounts_or_the_deal_where_none_is_known(asked: Demand) -> None:
    assert asked.customers == ("A-1", "A-2", "D-4")


def test_only_open_deals_block_and_customers_who_left_bring_nothing(asked: Demand) -> None:
    assert asked.blockers == ("Q-1", "Q-2", "Q-5")
    assert asked.recurring == {"USD": Decimal(12_000)}
    assert asked.next_close == date(2027, 1, 15)


def test_nobody_asks(workspace: Workspace) -> None:
    nothing = demand(workspace.tables, workspace.pipelines, [])
    assert (nothing.customers, nothing.at_stake, nothing.next_close) == ((), {}, None)
