"""Strategy in figures: how large a market is, what a product may earn, what the portfolio brings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.discovery.research import Research
from pmtui.models.document import to_stored
from pmtui.models.roadmap.revenue_stream import Stream
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.models.stored import JsonValue
from pmtui.models.values.currency_names import minor_digits
from pmtui.models.values.folding import sort_text
from pmtui.models.values.money import Money
from pmtui.models.values.numbers import rounded_to
from pmtui.models.values.period import Period
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.discovery.markets import Figure, too_large
from pmtui.rules.roadmap.features import is_unaligned
from pmtui.store.query.name_index import title_of
from pmtui.store.query.stored_rows import Row, Rows

_PERCENT = 100

Sums = dict[str, Decimal]
"""An amount for each currency; unlike currencies are never added."""


class Size(NamedTuple):
    """One figure of a market, a year."""

    figure: str
    """`TAM`, `SAM` or `SOM`."""
    value: Money | None
    """What holds: what was typed, or else what the inputs give."""
    inputs: Money | None
    """What the inputs give; `None` where one of them is missing."""
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
    each, count = _money(market.get("revenue_each")), market.get("customers")
    tam = None
    if each is not None and isinstance(count, int):
        tam = _rounded(each.amount * count, each.currency)
        told = f"customers x revenue: {count:,} x {each.text}"
    else:
        told = f"needs {'revenue_each' if each is None else 'customers'}"
    first = _size("TAM", market, tam, told)
    second = _share("SAM", market, first, "reachable")
    return first, second, _share("SOM", market, second, "obtainable")


def refuse_oversize(market: Research) -> None:
    """Refuse a market of which more can be won than served, or served than there is.

    Raises:
        FieldError: It is; the figure is named.
    """
    found = too_large([Figure(size.figure, size.value) for size in market_size(to_stored(market))])
    if found is not None:
        raise FieldError(*found)


def _share(figure: str, market: Row, whole: Size, name: str) -> Size:
    percent = market.get(name)
    if whole.value is None or not isinstance(percent, int):
        missing = name if whole.value is not None else whole.figure
        return _size(figure, market, None, f"needs {missing}")
    inputs = _rounded(whole.value.amount * percent / _PERCENT, whole.value.currency)
    return _size(figure, market, inputs, f"{whole.figure} x {percent} %")


def _size(figure: str, market: Row, inputs: Money | None, how: str) -> Size:
    typed = _money(market.get(figure.lower()))
    return Size(figure, typed or inputs, inputs, typed is not None, how)


class Case(NamedTuple):
    """What a revenue stream brings a year, in three cases."""

    product: str
    """The product's id."""
    stream: str
    """What is paid for; empty for all streams of the product in this currency."""
    currency: str
    """ISO 4217 code."""
    low: Decimal
    """In the low case."""
    base: Decimal
    """In the case that is expected."""
    high: Decimal
    """In the high case."""


def revenue_scenarios(product: Row) -> list[Case]:
    """What the revenue streams of a product bring a year, and for each currency all of them together.

    What is paid once counts in one year.
    """
    product_id = str(product.get("id", ""))
    stored = product.get("streams")
    cases = []
    for each in stored if isinstance(stored, list) else []:
        stream = Stream.model_validate(each)
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
    """What it is called."""
    won: Sums
    """What deals won in the period come to."""
    open: Sums
    """What open deals come to."""
    recurring: Sums
    """What the customers who bought it and stayed bring a year; one on two products counts for both."""
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
    for deal in tables["deal"].values():
        outcome = stages.outcome(DealRow(deal).stage)
        money = _money(deal.get("amount"))
        for product, share in _shares(deal):
            if outcome == "won" and deal.get("account"):
                buyers[product][str(deal["account"])] = None
            counted = still_open if outcome == "open" else won if outcome == "won" else None
            in_time = outcome == "open" or is_decided_in(DealRow(deal), outcome, period)
            if money is not None and counted is not None and in_time:
                sums = counted[product]
                sums[money.currency] = sums.get(money.currency, Decimal()) + money.amount * share
    ids = [*tables["product"], *(each for each in ("",) if won[each] or still_open[each])]
    found = [_holding(tables, each, won[each], still_open[each], buyers[each]) for each in ids]
    return sorted(found, key=_standing)


def ways(objective: Row) -> Iterator[Decimal]:
    """The share of its way that each key result has come; one that starts at its target tells nothing."""
    results = objective.get("key_results")
    for result in results if isinstance(results, list) else []:
        if not isinstance(result, dict):
            continue
        start, target = (Decimal(str(result.get(name) or 0)) for name in ("start", "target"))
        current = result.get("current")
        if target != start:
            yield ((start if current is None else Decimal(str(current))) - start) / (target - start)


def progress(objective: Row) -> Decimal | None:
    """How far an objective has come, 0 to 1: the mean of its key results; `None` where none tells."""
    shares = list(ways(objective))
    return sum(shares, Decimal()) / len(shares) if shares else None


def unaligned(tables: Rows) -> list[str]:
    """The features still to come that serve no objective."""
    return [feature.id for feature in FeatureRow.all(tables) if is_unaligned(feature)]


def _holding(tables: Rows, product: str, won: Sums, still_open: Sums, buyers: Mapping[str, None]) -> Holding:
    row = tables["product"].get(product)
    recurring: Sums = {}
    customers = [
        each for each in buyers if (account := tables["account"].get(each)) and not account.get("churned")
    ]
    for each in customers:
        money = _money(tables["account"][each].get("recurring_value"))
        if money is not None:
            recurring[money.currency] = recurring.get(money.currency, Decimal()) + money.amount
    stage = str(row.get("lifecycle") or "growth") if row else ""
    name = title_of("product", row) if row else "no product"
    return Holding(stage, product, name, won, still_open, recurring, tuple(customers) if row else ())


def _standing(holding: Holding) -> tuple[int, Decimal, str]:
    place = LIFECYCLE.index(holding.stage) if holding.stage in LIFECYCLE else len(LIFECYCLE)
    money = sum((*holding.won.values(), *holding.open.values()), Decimal())
    return place, -money, sort_text(holding.name)


def _shares(deal: Row) -> Iterator[tuple[str, Decimal]]:
    """The products of a deal with the share of its amount that each makes up."""
    stored = deal.get("lines")
    lines = [each for each in stored if isinstance(each, dict)] if isinstance(stored, list) else []
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        quantity, price, off = (
            Decimal(str(line.get(name) or 0)) for name in ("quantity", "list_price", "discount")
        )
        totals[str(line.get("product"))] += quantity * price * (_PERCENT - off) / _PERCENT
    whole = sum(totals.values(), Decimal())
    if not whole:
        yield str(deal.get("product") or ""), Decimal(1)
        return
    for product, part in totals.items():
        yield product, part / whole


def _money(stored: JsonValue) -> Money | None:
    if not isinstance(stored, dict):
        return None
    return Money(amount=Decimal(str(stored["amount"])), currency=str(stored["currency"]))


def _rounded(value: Decimal, currency: str) -> Money:
    return Money(amount=rounded_to(value, minor_digits(currency)), currency=currency)
