"""What was last done about each document, and what is planned: kept up by commits, for rot and reminders."""

from collections import defaultdict
from functools import lru_cache

from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace


class Touches:
    """The activities of a workspace by what they are about.

    Args:
        workspace: Where they are; read when first asked.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._about: defaultdict[str, set[str]] | None = None
        self._of: dict[str, str] = {}
        workspace.subscribe(self._take)

    def last(self, document_id: str) -> str:
        """The ISO day of the latest activity that was done about a document; empty where there is none."""
        rows = self._workspace.rows("activity")
        done = (
            str(rows[each].get("done") or "") for each in self._index().get(document_id, ()) if each in rows
        )
        return max(done, default="")

    def planned(self, document_id: str, today: str) -> bool:
        """Whether an activity about it is still to come, today or later."""
        rows = self._workspace.rows("activity")
        return any(
            not rows[each].get("done") and str(rows[each].get("due") or "") >= today
            for each in self._index().get(document_id, ())
            if each in rows
        )

    def _index(self) -> defaultdict[str, set[str]]:
        if self._about is None:
            self._about = defaultdict(set)
            for each in self._workspace.rows("activity"):
                self._put(each)
        return self._about

    def _put(self, activity_id: str) -> None:
        if self._about is None:
            return
        before = self._of.pop(activity_id, None)
        if before is not None:
            self._about[before].discard(activity_id)
        row = self._workspace.rows("activity").get(activity_id)
        about = row.get("about") if row else None
        if isinstance(about, str):
            self._about[about].add(activity_id)
            self._of[activity_id] = about

    def _take(self, changed: Changed) -> None:
        for each in changed.ids.get("activity", ()):
            self._put(each)


@lru_cache(maxsize=4)
def touches_of(workspace: Workspace) -> Touches:
    """The touches of a workspace, one for the process."""
    return Touches(workspace)
