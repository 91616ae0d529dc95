"""Which features and deals have a promise that is not going to be kept, for the signs on the boards."""

from functools import lru_cache

from pmtui.metrics.promises import promises
from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace

_BEARING = frozenset({"request", "feature", "deal", "pipeline"})


class Risks:
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
            found = promises(workspace.tables, workspace.pipelines, workspace.clock.today())
            self._ids = frozenset(each for bad in found if bad.is_bad for each in (bad.feature, bad.deal))
        return document_id in self._ids

    def _take(self, changed: Changed) -> None:
        if changed.ids.keys() & _BEARING:
            self._ids = None


@lru_cache(maxsize=4)
def risks_of(workspace: Workspace) -> Risks:
    """The risks of a workspace, one for the process."""
    return Risks(workspace)
