"""Strategy in figures: how large a market is, what a product may earn, what the portfolio brings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.models.discovery.research import Research
from pmtui.models.document import to_stored
from pmtui.models.roadmap.revenue_stream import Stream
from pmtui.models.roadmap.roadmap_rows import ObjectiveRow, ProductRow
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.models.values.amount import Amount
from pmtui.models.values.currency_names import minor_digits
from pmtui.models.values.folding import sort_text
from pmtui.models.values.money import Money
from pmtui.models.values.numbers import rounded_to
from pmtui.models.values.period import Period
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.deal_lines import shares_by_product
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.discovery.markets import Figure, too_large
from pmtui.store.query.stored_rows import Row, Rows
from pmtui.workflows.kind_steps import ActionContext, KindSteps

_PERCENT = 100

Sums = dict[str, Decimal]
"""An amount for each currency; unlike currencies are never added."""


class Size(NamedTuple):
    """One figure of a market, a year."""

    figure: str
    """`TAM`, `SAM` or `SOM`."""
    value: Money | None
    """The value that counts: the typed one, or else the computed one."""
    inputs: Money | None
    """The value computed from the inputs; `None` if one of them is missing."""
    typed: bool
    """Whether somebody typed it."""
    how: str
    """How the inputs give it, or which of them is missing."""

    @property
    def differs(self) -> bool:
        """Whether what was typed is not what the inputs give."""
        return self.typed and self.inputs is not None and self.inputs != self.value


def market_size(market: Row) -> tuple[Size, Size, Size]:
    """TAM, SAM and SOM of a market, each worked out from the one before it that holds.

    TAM is customers times the revenue that each brings a year; SAM the share of it that can be
    reached; SOM the share of that which can be won. What is typed goes before what is worked out, and
    both are told.
    """
    given = ResearchRow(market)
    each, count = _money(given.revenue_each), given.customers
    tam = None
    if each is not None and count is not None:
        tam = _rounded(each.amount * count, each.currency)
        told = f"customers x revenue: {count:,} x {each.text}"
    else:
        told = f"needs {'revenue_each' if each is None else 'customers'}"
    first = _size("TAM", given.tam, tam, told)
    second = _share("SAM", given.sam, first, ("reachable", given.reachable))
    return first, second, _share("SOM", given.som, second, ("obtainable", given.obtainable))


def refuse_oversize(market: Research) -> None:
    """Refuse a market of which more can be won than served, or served than there is.

    Raises:
        FieldError: It is; the figure is named.
    """
    found = too_large([Figure(size.figure, size.value) for size in market_size(to_stored(market))])
    if found is not None:
        raise FieldError(*found)


def _share(figure: str, typed: Amount | None, whole: Size, part: tuple[str, int | None]) -> Size:
    name, percent = part
    if whole.value is None or percent is None:
        missing = name if whole.value is not None else whole.figure
        return _size(figure, typed, None, f"needs {missing}")
    inputs = _rounded(whole.value.amount * percent / _PERCENT, whole.value.currency)
    return _size(figure, typed, inputs, f"{whole.figure} x {percent} %")


def _size(figure: str, typed: Amount | None, inputs: Money | None, how: str) -> Size:
    return Size(figure, _money(typed) or inputs, inputs, typed is not None, how)


class Case(NamedTuple):
    """The yearly revenue of a stream, in three cases."""

    product: str
    """The product's id."""
    stream: str
    """The stream; empty for all streams of the product in this currency."""
    currency: str
    """ISO 4217 code."""
    low: Decimal
    """In the low case."""
    base: Decimal
    """In the case that is expected."""
    high: Decimal
    """In the high case."""


def revenue_scenarios(product: Row) -> list[Case]:
    """The yearly revenue of the streams of a product, and for each currency of all of them together.

    One-time payments count in one year.
    """
    row = ProductRow(product)
    product_id = row.id
    cases = []
    for each in row.streams:
        stream = Stream.model_validate(each.stored)
        low, base, high = (money.amount for money in stream.yearly)
        cases.append(Case(product_id, stream.name, stream.currency, low, base, high))
    totals = []
    for currency in dict.fromkeys(case.currency for case in cases):
        same = [case for case in cases if case.currency == currency]
        low, base, high = (
            sum(
                (amounts[place] for amounts in ((case.low, case.base, case.high) for case in same)), Decimal()
            )
            for place in range(3)
        )
        totals.append(Case(product_id, "", currency, low, base, high))
    return [*cases, *totals]


class Holding(NamedTuple):
    """A product of the portfolio with what it brings."""

    stage: str
    """Where it stands in its life; empty for deals that name no product."""
    product: str
    """Its id; empty for deals that name no product."""
    name: str
    """Its name."""
    won: Sums
    """The total of the deals won in the period."""
    open: Sums
    """The total of the open deals."""
    recurring: Sums
    """The yearly value of the customers who bought it and stayed; one on two products counts for both."""
    customers: tuple[str, ...]
    """These customers."""


def portfolio(tables: Rows, pipeline: Pipeline, period: Period) -> list[Holding]:
    """The products by their place in the lifecycle, in each the one with most money first.

    A deal with lines is shared out among their products; deals that name none stand last.
    """
    stages = Stages([pipeline])
    won: defaultdict[str, Sums] = defaultdict(dict)
    still_open: defaultdict[str, Sums] = defaultdict(dict)
    buyers: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for deal in DealRow.all(tables):
        outcome, money, account = stages.outcome(deal.stage), deal.amount, deal.account
        for product, share in shares_by_product(deal).items():
            if outcome == "won" and account:
                buyers[product][account] = None
            counted = still_open if outcome == "open" else won if outcome == "won" else None
            in_time = outcome == "open" or is_decided_in(deal, outcome, period)
            if money is not None and counted is not None and in_time:
                sums = counted[product]
                sums[money.currency] = sums.get(money.currency, Decimal()) + money.amount * share
    ids = [*tables["product"], *(each for each in ("",) if won[each] or still_open[each])]
    found = [_holding(tables, each, won[each], still_open[each], buyers[each]) for each in ids]
    return sorted(found, key=_standing)


def ways(objective: Row) -> Iterator[Decimal]:
    """The share of its way that each key result has come; one that starts at its target tells nothing."""
    for result in ObjectiveRow(objective).key_results:
        start, target = Decimal(str(result.start)), Decimal(str(result.target))
        if target != start:
            current = start if result.current is None else Decimal(str(result.current))
            yield (current - start) / (target - start)


def progress(objective: Row) -> Decimal | None:
    """How far an objective has come, 0 to 1: the mean of its key results; `None` where none tells."""
    shares = list(ways(objective))
    return sum(shares, Decimal()) / len(shares) if shares else None


def _holding(tables: Rows, product: str, won: Sums, still_open: Sums, buyers: Mapping[str, None]) -> Holding:
    row = ProductRow.of(tables, product)
    recurring: Sums = {}
    accounts = (AccountRow.of(tables, each) for each in buyers)
    customers = [account for account in accounts if account is not None and account.churned is None]
    for account in customers:
        money = account.recurring_value
        if money is not None:
            recurring[money.currency] = recurring.get(money.currency, Decimal()) + money.amount
    if row is None:
        return Holding("", product, "no product", won, still_open, recurring, ())
    ids = tuple(account.id for account in customers)
    return Holding(row.lifecycle, product, row.name, won, still_open, recurring, ids)


def _standing(holding: Holding) -> tuple[int, Decimal, str]:
    place = LIFECYCLE.index(holding.stage) if holding.stage in LIFECYCLE else len(LIFECYCLE)
    money = sum((*holding.won.values(), *holding.open.values()), Decimal())
    return place, -money, sort_text(holding.name)


def _money(amount: Amount | None) -> Money | None:
    return None if amount is None else Money(amount=amount.amount, currency=amount.currency)


def _rounded(value: Decimal, currency: str) -> Money:
    return Money(amount=rounded_to(value, minor_digits(currency)), currency=currency)


class ResearchSteps(KindSteps[Research]):
    """The steps of research."""

    def complete(self, document: Research, context: ActionContext) -> Research:
        """Check the sizes of a market."""
        refuse_oversize(document)
        return document

    def amend(self, before: Research, after: Research, context: ActionContext) -> Research:
        """Check the sizes of a market."""
        refuse_oversize(after)
        return after
