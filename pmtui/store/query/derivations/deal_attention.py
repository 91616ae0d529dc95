"""Which deals want attention today, and the orders of deals that depend on it: derived values."""

from collections.abc import Callable

from pmtui.models.deals.deal_rows import DealRow
from pmtui.rules.deals.attention import Attention
from pmtui.rules.deals.outcome import Stages
from pmtui.store.query.derivations.activity_index import TOUCHES
from pmtui.store.query.derivations.exchange import exchange_of
from pmtui.store.query.derived import DAY, Derived, Source
from pmtui.store.query.sorted_view import Order, SortValue, order_by
from pmtui.store.query.stored_rows import Row

IDLE = "idle"
"""A sort key of deals besides their fields: the days since anything was done."""

STAGES = Derived(lambda source: Stages.stored(source.rows("pipeline")), frozenset({"pipeline"}))
"""The meaning of the deal stages."""


def _attention(source: Source) -> Attention:
    return Attention(source.derived(STAGES), source.derived(TOUCHES), source.clock.today())


ATTENTION = Derived(_attention, frozenset({DAY}), uses=(STAGES, TOUCHES))
"""The judge of which deals are late, rotting or unplanned."""


def sorted_by(
    source: Source, kind: str, field: str, *, reverse: bool = False, last: Callable[[Row], bool] | None = None
) -> Order:
    """Return the order of documents by a field, or of deals by the days they are idle."""
    if (kind, field) != ("deal", IDLE):
        return order_by(field, reverse=reverse, last=last, exchange=exchange_of(source))

    def value(row: Row) -> SortValue | None:
        days = source.derived(ATTENTION).idle_days(DealRow(row))
        return None if days is None else float(days)

    return Order(IDLE, value, reverse)
