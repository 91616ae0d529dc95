"""Promises that are not going to be kept, and what ships after the close, for the signs on the boards."""

from functools import lru_cache

from pmtui.rules.roadmap.promises import Signs, outcome_by, signs
from pmtui.store.events import Changed
from pmtui.store.query.stored_stages import stage_kinds
from pmtui.store.workspace import Workspace

_BEARING = frozenset({"request", "feature", "deal", "pipeline"})


class PromiseRisks:
    """The promises of a workspace by the documents they concern.

    Args:
        workspace: Where they are; read when first asked, O(requests).
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: Signs | None = None
        workspace.subscribe(self._take)

    def __contains__(self, document_id: object) -> bool:
        """Whether a promise of a request, a feature or a deal is at risk or broken."""
        return self.signs.is_bad(str(document_id))

    def after_close(self, document_id: str) -> bool:
        """Whether something ships after the close of a deal."""
        return document_id in self.signs.after_close

    @property
    def signs(self) -> Signs:
        """How all promises stand."""
        if self._found is None:
            workspace = self._workspace
            outcome = outcome_by(stage_kinds(workspace.rows("pipeline")))
            self._found = signs(workspace.tables, outcome, workspace.clock.today())
        return self._found

    def _take(self, changed: Changed) -> None:
        if changed.ids.keys() & _BEARING:
            self._found = None


@lru_cache(maxsize=4)
def risks_of(workspace: Workspace) -> PromiseRisks:
    """The risks of a workspace, one for the process."""
    return PromiseRisks(workspace)
