"""The deals of each stage with the sum of their amounts: a derived value that follows commits."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.deals.deal_rows import DealRow
from pmtui.store.events import Changed
from pmtui.store.query.derived import Derived, Source


class _Placed(NamedTuple):
    """A deal as it was counted."""

    pipeline: str
    stage: str
    currency: str
    amount: Decimal


class DealsByStage:
    """The deals of each stage: O(deals) when first read, and what it touches after a commit.

    Args:
        source: The documents.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._placed: dict[str, _Placed] = {}
        self._ids: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._sums: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
        self._read(source.rows("deal"))

    def ids(self, pipeline: str, stage: str) -> Collection[str]:
        """The deals in a stage, by the name that deals have for its pipeline."""
        return self._ids.get((pipeline, stage), {}).keys()

    def sums(self, pipeline: str, stage: str) -> Mapping[str, Decimal]:
        """The amounts of the deals in a stage, by currency."""
        return self._sums.get((pipeline, stage), {})

    def count(self, pipeline: str) -> int:
        """How many deals a pipeline holds."""
        return sum(len(ids) for (of, _), ids in self._ids.items() if of == pipeline)

    def update(self, changed: Changed) -> None:
        """Take in that deals were created, changed or deleted."""
        self._read(changed.ids.get("deal", ()))

    def _read(self, ids: Iterable[str]) -> None:
        rows = self._source.rows("deal")
        for deal_id in ids:
            before, row = self._placed.pop(deal_id, None), rows.get(deal_id)
            if before is not None:
                self._add(before, -1)
                del self._ids[before.pipeline, before.stage][deal_id]
            if row is None:
                continue
            deal = DealRow(row)
            amount = deal.amount
            now = _Placed(
                deal.pipeline,
                deal.stage,
                amount.currency if amount is not None else "",
                amount.amount if amount is not None else Decimal(),
            )
            self._placed[deal_id] = now
            self._ids[now.pipeline, now.stage][deal_id] = None
            self._add(now, 1)

    def _add(self, placed: _Placed, sign: int) -> None:
        if not placed.currency:
            return
        sums = self._sums[placed.pipeline, placed.stage]
        left = sums.get(placed.currency, Decimal()) + sign * placed.amount
        if left:
            sums[placed.currency] = left
        else:
            sums.pop(placed.currency, None)


DEALS_BY_STAGE = Derived(DealsByStage, frozenset({"deal"}), follows=frozenset({"deal"}))
"""The deals of each stage; it follows commits."""
