"""Demand: who asks for a feature and what hangs on it, worked out from the requests and never copied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.models.values.amount import Amount
from pmtui.rules.deals.outcome import Outcome, Stages
from pmtui.store.query.stored_rows import Rows

_PERCENT = 100

Sums = Mapping[str, Decimal]
"""Amounts by currency; those of different currencies are never added."""


@dataclass(frozen=True)
class Demand:
    """The demand for a feature. A deal that asks twice counts once.

    Attributes:
        requests: All requests for it.
        customers: Who asks: accounts, or the deal or the lead itself if none is known.
        open: The open deals that ask.
        won: Those that were won.
        lost: Those that were lost.
        blockers: The requests of those open deals, and of accounts and leads, that will not do without it.
        at_stake: The total of the open deals.
        weighted: The same, each by its chance.
        won_amount: The total of the won ones.
        lost_amount: The total of the lost ones.
        recurring: The yearly value of the asking accounts that have not left.
        next_close: The next day an open one is expected to close; `None` if none is known.
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
    next_close: date | None


def demand(tables: Rows, pipelines: Pipelines, requests: Iterable[RequestRow]) -> Demand:
    """The demand from some requests, usually those for one feature."""
    stages = Stages(pipelines)
    deals: dict[Outcome, dict[str, DealRow]] = {"open": {}, "won": {}, "lost": {}}
    customers: dict[str, None] = {}
    ids, blockers = [], []
    for request in requests:
        ids.append(request.id)
        deal = DealRow.of(tables, request.deal)
        outcome = stages.outcome(deal.stage) if deal is not None else "open"
        if deal is not None:
            deals[outcome][deal.id] = deal
        if outcome == "open" and request.kind == "blocker":
            blockers.append(ids[-1])
        customer = customer_of(tables, request)
        if customer:
            customers[customer] = None
    accounts = (AccountRow.of(tables, each) for each in customers)
    closes = (deal.expected_close for deal in deals["open"].values())
    return Demand(
        tuple(ids),
        tuple(customers),
        tuple(deals["open"]),
        tuple(deals["won"]),
        tuple(deals["lost"]),
        tuple(blockers),
        amounts(deals["open"].values()),
        _summed(map(_weighted, deals["open"].values())),
        amounts(deals["won"].values()),
        amounts(deals["lost"].values()),
        _summed(
            account.recurring_value for account in accounts if account is not None and account.churned is None
        ),
        min((day for day in closes if day is not None), default=None),
    )


def customer_of(tables: Rows, request: RequestRow) -> str:
    """The account that asks, by itself or by its deal; the deal or the lead if none is known."""
    deal = DealRow.of(tables, request.deal)
    account = request.account or (deal.account if deal is not None else None)
    return account or request.deal or request.lead or ""


def amounts(deals: Iterable[DealRow]) -> Sums:
    """The total of deals by currency; one without an amount adds nothing."""
    return _summed(deal.amount for deal in deals)


def _summed(found: Iterable[Amount | None]) -> Sums:
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for money in found:
        if money is not None:
            totals[money.currency] += money.amount
    return dict(totals)


def _weighted(deal: DealRow) -> Amount | None:
    money = deal.amount
    return money and Amount(money.amount * (deal.probability or 0) / _PERCENT, money.currency)
