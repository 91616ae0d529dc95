"""Deals that rot, kept up as documents change."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmtui.metrics.sorted_index import Ordered
from pmtui.models.deals.deal_rows import DealRow
from pmtui.rules.deals.attention import Attention
from pmtui.rules.deals.outcome import Stages
from pmtui.store.events import Changed
from pmtui.store.query.derivations.activity_index import Touches
from pmtui.store.workspace import Workspace


class Rotting:
    """The deals that rot on a day, the largest first. O(deals and activities) to make, O(what changed) to keep up.

    Args:
        workspace: Where they are.
        today: The day.
    """

    def __init__(self, workspace: Workspace, today: date) -> None:
        self._workspace = workspace
        self._touches = Touches(workspace)
        self._attention = Attention(Stages.stored(workspace.rows("pipeline")), self._touches, today)
        self.deals: Ordered[Decimal, int] = Ordered(
            (deal.id, order, idle)
            for deal in DealRow.all(workspace.tables)
            for order, idle in self._rot(deal)
        )
        """How many days each is idle."""

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit."""
        for document_id in changed.ids.get("deal", frozenset()) | self._touches.update(changed):
            deal = DealRow.of(self._workspace.tables, document_id)
            self.deals.put(document_id, self._rot(deal) if deal is not None else ())

    def _rot(self, deal: DealRow) -> Iterator[tuple[Decimal, int]]:
        """The place and the idle days of a deal, if it rots."""
        idle = self._attention.rotten_days(deal)
        if idle:
            amount = deal.amount
            yield -amount.amount if amount is not None else Decimal(), idle
