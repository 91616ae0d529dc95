"""What each product brings, worked out once for the screens and again after a commit that bears on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pmtui.models.values.period import containing
from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace

if TYPE_CHECKING:
    from pmtui.workflows.discovery.strategy import Holding

_BEARING = frozenset({"deal", "account", "product", "pipeline"})


class ProductRevenue:
    """The products of a workspace with their money in this quarter.

    Args:
        workspace: Where they are; read when first asked, O(deals).
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[str, Holding] | None = None
        workspace.subscribe(self._take)

    def of(self, product_id: str) -> Holding | None:
        """What a product brings; `None` where there is no such product."""
        if self._found is None:
            from pmtui.workflows.discovery.strategy import portfolio

            workspace = self._workspace
            period = containing(workspace.clock.today())
            found = portfolio(workspace.tables, workspace.pipelines.whole, period)
            self._found = {each.product: each for each in found}
        return self._found.get(product_id)

    def _take(self, changed: Changed) -> None:
        if changed.ids.keys() & _BEARING:
            self._found = None


@lru_cache(maxsize=4)
def holdings_of(workspace: Workspace) -> ProductRevenue:
    """The holdings of a workspace, one for the process."""
    return ProductRevenue(workspace)
