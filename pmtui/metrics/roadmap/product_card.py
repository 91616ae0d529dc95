"""A product's card: how it sells and what customers say of it, quarter by quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmtui.metrics.scope import Row, number
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.values.clock import local_day
from pmtui.models.values.money import Money, totals
from pmtui.models.values.period import Period, containing
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.forecast_date import is_forecast_in
from pmtui.rules.deals.outcome import Outcome, Stages
from pmtui.rules.periods import fiscal_year_start
from pmtui.rules.roadmap.features import is_open
from pmtui.store.log.snapshot import Tables
from pmtui.workflows.roadmap.price_list import products_of
from pmtui.workflows.roadmap.sunset import accounts_on

_PERCENT = 100

QUARTERS = 4
"""So many quarters a card looks back, this one among them; it looks one ahead."""


@dataclass(frozen=True)
class Quarter:
    """One quarter of a product.

    Attributes:
        label: Which, such as `2026-Q4`.
        won: Deals won in it.
        won_amount: What they came to, by currency.
        open: Open deals expected to close in it.
        open_amount: What they come to, by currency.
        requests: Requests for features of the product that came in it.
    """

    label: str
    won: int
    won_amount: dict[str, Decimal]
    open: int
    open_amount: dict[str, Decimal]
    requests: int


@dataclass(frozen=True)
class Card:
    """How a product stands.

    Attributes:
        id: The product.
        quarters: The last four quarters and the next, the oldest first.
        accounts: The accounts that are on it.
        satisfaction: Mean of their answers, 1 to 5; `None` where none has answered.
        recommends: Mean of how likely they recommend us, 0 to 10; `None` where none has answered.
        issues: Their open issues.
        waiting: Requests for its features that have neither shipped nor been declined.
    """

    id: str
    quarters: tuple[Quarter, ...]
    accounts: tuple[str, ...]
    satisfaction: Decimal | None
    recommends: Decimal | None
    issues: int
    waiting: int


def card(tables: Tables, pipeline: Pipeline, product_id: str, today: date) -> Card:
    """Work out the card of a product.

    A deal with lines counts with those of the product, one without with its whole amount.
    """
    now = containing(today, starts=fiscal_year_start(tables["settings"]))
    periods = [now.before(place) for place in range(QUARTERS - 1, -2, -1)]
    stages = Stages([pipeline])
    deals = [
        (stages.outcome(DealRow(row).stage), row)
        for row in tables["deal"].values()
        if product_id in products_of(row)
    ]
    asked = list(_requests(tables, product_id))
    on = accounts_on(tables, pipeline, product_id)
    rows = [tables["account"][each] for each in on]
    return Card(
        product_id,
        tuple(_quarter(period, deals, [day for day, _ in asked], product_id, today) for period in periods),
        tuple(on),
        _mean(rows, "satisfaction"),
        _mean(rows, "recommends"),
        sum(_open_issues(row) for row in rows),
        sum(is_open(feature) for _, feature in asked),
    )


def _quarter(
    period: Period, deals: Sequence[tuple[Outcome, Row]], asked: Sequence[str], product_id: str, today: date
) -> Quarter:
    won = [row for outcome, row in deals if outcome == "won" and is_decided_in(DealRow(row), outcome, period)]
    still = [
        row for outcome, row in deals if outcome == "open" and is_forecast_in(DealRow(row), period, today)
    ]
    return Quarter(
        period.label,
        len(won),
        totals(each for row in won for each in _amount(row, product_id)),
        len(still),
        totals(each for row in still for each in _amount(row, product_id)),
        sum(period.holds(day) for day in asked),
    )


def _amount(deal: Row, product_id: str) -> Iterator[Money]:
    """What a product is worth in a deal; nothing where the deal has no amount."""
    amount, lines = deal.get("amount"), deal.get("lines")
    if not isinstance(amount, dict):
        return
    whole = Money.model_validate(amount)
    if not isinstance(lines, list) or not lines:
        yield whole
        return
    total = Decimal()
    for line in lines:
        if isinstance(line, dict) and line.get("product") == product_id:
            quantity, price, off = (
                Decimal(str(line.get(name) or 0)) for name in ("quantity", "list_price", "discount")
            )
            total += quantity * price * (_PERCENT - off) / _PERCENT
    yield Money(amount=total, currency=whole.currency)


def _requests(tables: Tables, product_id: str) -> Iterator[tuple[str, FeatureRow]]:
    """The requests for features of a product: the day each came, and the feature."""
    for request in RequestRow.all(tables):
        feature = FeatureRow.of(tables, request.feature)
        if feature is not None and feature.product == product_id:
            yield local_day(request.created_at).isoformat() if request.created_at else "-", feature


def _mean(rows: Sequence[Row], name: str) -> Decimal | None:
    answers = [value for row in rows if (value := number(row, name)) is not None]
    return sum(answers, Decimal()) / len(answers) if answers else None


def _open_issues(account: Row) -> int:
    issues = account.get("issues")
    listed = issues if isinstance(issues, list) else []
    return sum(isinstance(each, dict) and not each.get("done") for each in listed)
