"""Demand: who asks for a feature and what hangs on it, worked out from the requests and never copied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmtui.metrics.scope import text
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.values.money import Money, totals
from pmtui.rules.deals.outcome import Outcome, Stages
from pmtui.store.query.stored_rows import Row, Rows

_PERCENT = 100

Sums = Mapping[str, Decimal]
"""Amounts by currency; those of different currencies are never added."""


@dataclass(frozen=True)
class Demand:
    """What hangs on a feature. A deal that asks twice counts once.

    Attributes:
        requests: All requests for it.
        customers: Who asks: accounts, and where none is known the deal or the lead itself.
        open: The open deals that ask.
        won: Those that were won.
        lost: Those that were lost.
        blockers: The requests of those open deals, and of accounts and leads, that will not do without it.
        at_stake: What the open deals come to.
        weighted: The same, each by its chance.
        won_amount: What the won ones came to.
        lost_amount: What the lost ones would have come to.
        recurring: What the asking accounts that have not left bring a year.
        next_close: The next day an open one is expected to close, ISO; empty where none is known.
    """

    requests: tuple[str, ...]
    customers: tuple[str, ...]
    open: tuple[str, ...]
    won: tuple[str, ...]
    lost: tuple[str, ...]
    blockers: tuple[str, ...]
    at_stake: Sums
    weighted: Sums
    won_amount: Sums
    lost_amount: Sums
    recurring: Sums
    next_close: str


def demand(tables: Rows, pipelines: Pipelines, requests: Iterable[Row]) -> Demand:
    """What some requests, usually those for one feature, come to."""
    stages = Stages(pipelines)
    deals: dict[Outcome, dict[str, Row]] = {"open": {}, "won": {}, "lost": {}}
    customers: dict[str, None] = {}
    ids, blockers = [], []
    for request in requests:
        ids.append(text(request, "id"))
        deal_id = text(request, "deal")
        deal = tables["deal"].get(deal_id)
        outcome = stages.outcome(DealRow(deal).stage) if deal is not None else "open"
        if deal is not None:
            deals[outcome][deal_id] = deal
        if outcome == "open" and text(request, "kind") == "blocker":
            blockers.append(ids[-1])
        customer = customer_of(tables, request)
        if customer:
            customers[customer] = None
    accounts = (tables["account"].get(each) for each in customers)
    closes = (text(deal, "expected_close") for deal in deals["open"].values())
    return Demand(
        tuple(ids),
        tuple(customers),
        tuple(deals["open"]),
        tuple(deals["won"]),
        tuple(deals["lost"]),
        tuple(blockers),
        amounts(deals["open"].values()),
        totals(_weighted(deal) for deal in deals["open"].values() if _money(deal, "amount")),
        amounts(deals["won"].values()),
        amounts(deals["lost"].values()),
        totals(
            money
            for account in accounts
            if account is not None and not account.get("churned")
            and (money := _money(account, "recurring_value"))
        ),
        min(filter(None, closes), default=""),
    )  # fmt: skip


def customer_of(tables: Rows, request: Row) -> str:
    """The account that asks, by itself or by its deal; where none is known, the deal or the lead."""
    deal = tables["deal"].get(text(request, "deal"))
    account = text(request, "account") or (text(deal, "account") if deal is not None else "")
    return account or text(request, "deal") or text(request, "lead")


def amounts(deals: Iterable[Row]) -> Sums:
    """What deals come to, by currency; one without an amount brings nothing."""
    return totals(money for deal in deals if (money := _money(deal, "amount")))


def _money(row: Row, name: str) -> Money | None:
    stored = row.get(name)
    return Money.model_validate(stored) if isinstance(stored, dict) else None


def _weighted(deal: Row) -> Money:
    money, chance = _money(deal, "amount"), deal.get("probability")
    assert money is not None
    share = Decimal(chance) / _PERCENT if isinstance(chance, int) else Decimal()
    return Money.model_construct(amount=money.amount * share, currency=money.currency)
