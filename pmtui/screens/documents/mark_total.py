"""The number of marked documents and their money, kept in step mark by mark: `3 marked · 84k`."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.kinds import kind_of
from pmtui.screens.documents.cell_context import CellContext
from pmtui.store.tables import Tables


class MarkTotal:
    """The total of what is marked in one view; a key costs what it marks, however much is marked.

    Args:
        context: The documents, and how their sums are written.
    """

    def __init__(self, context: CellContext) -> None:
        self._context = context
        self._counted: dict[str, tuple[str, Decimal] | None] = {}
        self._sums: defaultdict[str, Decimal] = defaultdict(Decimal)

    def update(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Take in that documents were marked, and that marks were taken away."""
        for key in removed:
            worth = self._counted.pop(key, None)
            if worth is not None:
                self._sums[worth[0]] -= worth[1]
        for key in added:
            worth = self._counted[key] = _worth(self._context.workspace.tables, key)
            if worth is not None:
                self._sums[worth[0]] += worth[1]

    def renew(self, changed: Iterable[str]) -> None:
        """Take in that documents were changed; those that are marked are counted anew."""
        again = [key for key in changed if key in self._counted]
        self.update(again, again)

    def __str__(self) -> str:
        if not self._counted:
            return ""
        sums = {code: amount for code, amount in self._sums.items() if amount}
        return f"{len(self._counted):,} marked{f' · {self._context.sums(sums)}' if sums else ''}"


def _worth(tables: Tables, document_id: str) -> tuple[str, Decimal] | None:
    """The currency and the amount of a deal; `None` for what has none."""
    deal = DealRow.of(tables, document_id) if kind_of(document_id).name == "deal" else None
    return (
        (deal.amount.currency, deal.amount.amount) if deal is not None and deal.amount is not None else None
    )
