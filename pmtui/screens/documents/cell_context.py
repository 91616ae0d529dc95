"""The workspace as cells and cards see it: derived values, read where they are needed, never copied."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.row import DocumentRow
from pmtui.models.workspace_rows import SettingsRow
from pmtui.rules.deals.attention import Attention
from pmtui.rules.over import over_of
from pmtui.rules.roadmap.promises import Signs
from pmtui.store.query.derivations.deal_attention import ATTENTION
from pmtui.store.query.derivations.exchange import short_total
from pmtui.store.query.derivations.promise_signs import PROMISE_SIGNS
from pmtui.store.query.derived import TODAY, Derived, Source
from pmtui.store.query.name_index import Names
from pmtui.store.query.stored_rows import Row, Rows


def _currency(workspace: Source) -> str:
    return SettingsRow.of_workspace(workspace.rows("settings")).currency


def _over(workspace: Source) -> Mapping[str, Callable[[Row], bool]]:
    return {kind: over_of(kind, workspace.rows("pipeline")) for kind in KINDS}


_CURRENCY = Derived(_currency, frozenset({"settings"}))
_OVER = Derived(_over, frozenset({"pipeline"}))


class CellContext:
    """The context in which cells and cards are drawn.

    Attributes:
        workspace: The source of the documents.
    """

    __slots__ = ("workspace",)

    def __init__(self, workspace: Source) -> None:
        self.workspace = workspace

    @property
    def today(self) -> date:
        """The day that dates are relative to."""
        return self.workspace.derived(TODAY)

    @property
    def currency(self) -> str:
        """The workspace's currency, which goes without saying."""
        return self.workspace.derived(_CURRENCY)

    def sums(self, sums: Mapping[str, Decimal]) -> str:
        """Sums of several currencies, short; as one figure with its parts if there are rates for them."""
        return short_total(self.workspace, sums)

    def is_over(self, row: Row) -> bool:
        """Whether nothing about a document can be late any more."""
        return self.workspace.derived(_OVER)[kind_of(DocumentRow(row).id).name](row)

    @property
    def names(self) -> Names:
        """The names of linked documents."""
        return self.workspace.names

    @property
    def attention(self) -> Attention:
        """The judge of which deals are late, rotting or unplanned."""
        return self.workspace.derived(ATTENTION)

    @property
    def tables(self) -> Rows:
        """The stored documents."""
        return self.workspace.tables

    @property
    def promises(self) -> Signs:
        """How the promises stand."""
        return self.workspace.derived(PROMISE_SIGNS)
