"""The activities of a workspace by what they are about: kept up by commits, for rot and reminders."""

from collections import defaultdict
from collections.abc import Sequence

from pmtui.models.deals.deal_rows import ActivityRow
from pmtui.rules.deals.activity_index import ActivityIndex
from pmtui.store.events import Changed
from pmtui.store.query.derived import Derived, Source


class Touches(ActivityIndex):
    """The activities of a workspace by what they are about.

    Args:
        workspace: Where they are; read when first asked.
    """

    def __init__(self, workspace: Source) -> None:
        super().__init__()
        self._workspace = workspace
        self._about: defaultdict[str, set[str]] | None = None
        self._of: dict[str, str] = {}

    def about(self, document_id: str) -> Sequence[ActivityRow]:
        """Return the activities about a document."""
        ids = self._index().get(document_id)
        if not ids:
            return ()
        rows = self._workspace.rows("activity")
        return [ActivityRow(rows[activity]) for activity in ids if activity in rows]

    def update(self, changed: Changed) -> set[str]:
        """Take in a commit.

        Returns:
            The documents that activities are, or were, about which it touched; none before the first question.
        """
        activities = changed.ids.get("activity", frozenset()) if self._about is not None else frozenset()
        before = {self._of.get(activity, "") for activity in activities}
        for activity in activities:
            self._put(activity)
        return (before | {self._of.get(activity, "") for activity in activities}) - {""}

    def _index(self) -> defaultdict[str, set[str]]:
        if self._about is None:
            self._about = defaultdict(set)
            for activity in self._workspace.rows("activity"):
                self._put(activity)
        return self._about

    def _put(self, activity_id: str) -> None:
        if self._about is None:
            return
        before = self._of.pop(activity_id, None)
        if before is not None:
            self._about[before].discard(activity_id)
        row = self._workspace.rows("activity").get(activity_id)
        about = ActivityRow(row).about if row else None
        if about is not None:
            self._about[about].add(activity_id)
            self._of[activity_id] = about


TOUCHES = Derived(Touches, frozenset({"activity"}), follows=frozenset({"activity"}))
"""The activities of a workspace by what they are about; it follows commits."""
