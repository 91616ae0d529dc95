"""A product's card: how it sells and what customers say of it, quarter by quarter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.values.amount import Amount
from pmtui.models.values.clock import local_day
from pmtui.models.values.period import Period, containing
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.deal_lines import products_of, totals_by_product
from pmtui.rules.deals.forecast_date import is_forecast_in
from pmtui.rules.deals.outcome import Outcome, Stages
from pmtui.rules.periods import fiscal_year_start
from pmtui.rules.roadmap.features import is_open
from pmtui.store.tables import Tables
from pmtui.workflows.roadmap.sunset import accounts_on

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
class ProductCard:
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


def card(tables: Tables, pipeline: Pipeline, product_id: str, today: date) -> ProductCard:
    """Work out the card of a product.

    A deal with lines counts with those of the product, one without with its whole amount.
    """
    now = containing(today, starts=fiscal_year_start(tables["settings"]))
    periods = [now.before(place) for place in range(QUARTERS - 1, -2, -1)]
    stages = Stages([pipeline])
    deals = [
        (stages.outcome(deal.stage), deal) for deal in DealRow.all(tables) if product_id in products_of(deal)
    ]
    asked = list(_requests(tables, product_id))
    on = accounts_on(tables, pipeline, product_id)
    accounts = [account for each in on if (account := AccountRow.of(tables, each)) is not None]
    return ProductCard(
        product_id,
        tuple(_quarter(period, deals, [day for day, _ in asked], product_id, today) for period in periods),
        tuple(on),
        _mean(account.satisfaction for account in accounts),
        _mean(account.recommends for account in accounts),
        sum(not issue.done for account in accounts for issue in account.issues),
        sum(is_open(feature) for _, feature in asked),
    )


def _quarter(
    period: Period,
    deals: Sequence[tuple[Outcome, DealRow]],
    asked: Sequence[str],
    product_id: str,
    today: date,
) -> Quarter:
    won = [deal for outcome, deal in deals if outcome == "won" and is_decided_in(deal, outcome, period)]
    still = [deal for outcome, deal in deals if outcome == "open" and is_forecast_in(deal, period, today)]
    return Quarter(
        period.label,
        len(won),
        _sums(_amount(deal, product_id) for deal in won),
        len(still),
        _sums(_amount(deal, product_id) for deal in still),
        sum(period.holds(day) for day in asked),
    )


def _amount(deal: DealRow, product_id: str) -> Amount | None:
    """The worth of a product in a deal; `None` if the deal has no amount."""
    whole = deal.amount
    if whole is None or not deal.lines:
        return whole
    return Amount(totals_by_product(deal).get(product_id, Decimal()), whole.currency)


def _sums(amounts: Iterable[Amount | None]) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for money in amounts:
        if money is not None:
            found[money.currency] += money.amount
    return dict(found)


def _requests(tables: Tables, product_id: str) -> Iterator[tuple[str, FeatureRow]]:
    """The requests for features of a product: the day each came, and the feature."""
    for request in RequestRow.all(tables):
        feature = FeatureRow.of(tables, request.feature)
        if feature is not None and feature.product == product_id:
            yield local_day(request.created_at).isoformat() if request.created_at else "-", feature


def _mean(given: Iterable[int | None]) -> Decimal | None:
    answers = [answer for answer in given if answer is not None]
    return Decimal(sum(answers)) / len(answers) if answers else None
