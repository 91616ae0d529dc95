"""Suggestions for a customer: features they asked for, and products that similar customers bought."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.stored import JsonValue
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import in_words, is_declined, is_shipped
from pmtui.store.query.name_index import title_of
from pmtui.store.tables import Tables

NEW = 180
"""Days for which a shipped feature is news."""

_ALIKE = 2

Row = Mapping[str, JsonValue]


class Suggestion(NamedTuple):
    """Something to talk about with a customer."""

    text: str
    """The suggestion, and why."""
    id: str
    """The feature or product."""


def suggestions(tables: Tables, pipeline: Pipeline, account_id: str, today: date) -> Iterator[Suggestion]:
    """Suggestions for an account: features it asked for, just shipped or still missing, then cross-sell."""
    deals = {deal.id for deal in DealRow.all(tables) if deal.account == account_id}
    asked = [
        request.feature
        for request in RequestRow.all(tables)
        if request.account == account_id or request.deal in deals
    ]
    since = today - timedelta(days=NEW)
    for feature_id in dict.fromkeys(asked):
        feature = FeatureRow.of(tables, feature_id)
        if feature is None or is_declined(feature):
            continue
        if not is_shipped(feature):
            yield Suggestion(f"{feature.title} is still missing: {in_words(feature)}", feature.id)
        elif feature.shipped is not None and feature.shipped >= since:
            yield Suggestion(f"{feature.title} has shipped: they asked for it", feature.id)
    yield from _bought_by_others(tables, pipeline, account_id)


def _bought_by_others(tables: Tables, pipeline: Pipeline, account_id: str) -> Iterator[Suggestion]:
    """Products that at least two accounts of the same industry bought and this one did not."""
    here = AccountRow.of(tables, account_id)
    industry = here.industry if here is not None else ""
    stages = Stages([pipeline])
    buyers: dict[str, set[str]] = {}
    for deal in DealRow.all(tables):
        if deal.product and deal.account and stages.outcome(deal.stage) == "won":
            buyers.setdefault(deal.product, set()).add(deal.account)
    alike = {account.id for account in AccountRow.all(tables) if industry and account.industry == industry}
    counts = Counter(
        {
            product: len(accounts & alike)
            for product, accounts in buyers.items()
            if account_id not in accounts and len(accounts & alike) >= _ALIKE
        }
    )
    for product, count in counts.most_common(3):
        name = title_of("product", tables["product"].get(product, {}))
        yield Suggestion(f"{name}: {count} others in {industry} bought it", product)
