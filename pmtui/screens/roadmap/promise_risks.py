"""Which features and deals have a promise that is not going to be kept, for the signs on the boards."""

from functools import lru_cache

from pmtui.metrics.roadmap.promise_status import at_risk
from pmtui.store.events import Changed
from pmtui.store.query.stored_stages import stage_kinds
from pmtui.store.workspace import Workspace

_BEARING = frozenset({"request", "feature", "deal", "pipeline"})


class PromiseRisks:
    """The promises of a workspace that are at risk.

    Args:
        workspace: Where they are; read when first asked, O(requests).
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ids: frozenset[str] | None = None
        workspace.subscribe(self._take)

    def __contains__(self, document_id: object) -> bool:
        """Whether a feature or a deal has such a promise."""
        if self._ids is None:
            workspace = self._workspace
            kinds = stage_kinds(workspace.rows("pipeline"))
            self._ids = at_risk(workspace.tables, kinds, workspace.clock.today())
        return document_id in self._ids

    def _take(self, changed: Changed) -> None:
        if changed.ids.keys() & _BEARING:
            self._ids = None


@lru_cache(maxsize=4)
def risks_of(workspace: Workspace) -> PromiseRisks:
    """The risks of a workspace, one for the process."""
    return PromiseRisks(workspace)
