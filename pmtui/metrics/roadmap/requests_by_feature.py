"""The requests for each feature, and the demand they add up to."""

from pmtui.metrics.roadmap.demand import Demand, demand
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.store.query.derivations.backlinks import BACKLINKS
from pmtui.store.query.derivations.working_rules import PIPELINES
from pmtui.store.query.derived import Source


def asking(source: Source, feature_id: str) -> list[RequestRow]:
    """Return the requests for a feature."""
    rows = source.rows("request")
    return [
        RequestRow(rows[request])
        for request in source.derived(BACKLINKS).of("request", "feature", feature_id)
    ]


def demand_for(source: Source, feature_id: str) -> Demand:
    """Return what hangs on a feature now: who asks, and the money behind them."""
    return demand(source.tables, source.derived(PIPELINES), asking(source, feature_id))
