"""The requests for each feature, and the demand they add up to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pmtui.metrics.roadmap.demand import Demand, demand
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.store.query.derivations.working_rules import PIPELINES
from pmtui.store.query.derived import Derived, Source


def _by_feature(source: Source) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for request in RequestRow.all(source.tables):
        if request.feature:
            found[request.feature].append(request.id)
    return found


REQUESTS_BY_FEATURE = Derived(_by_feature, frozenset({"request"}))
"""The ids of the requests for each feature, in the order of their creation."""


def demand_for(source: Source, feature_id: str) -> Demand:
    """Return what hangs on a feature now: who asks, and the money behind them."""
    rows = source.rows("request")
    ids = source.derived(REQUESTS_BY_FEATURE).get(feature_id, ())
    asking = [RequestRow(rows[request_id]) for request_id in ids]
    return demand(source.tables, source.derived(PIPELINES), asking)
