"""What was last done about each document, and what is planned: kept up by commits, for rot and reminders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pmtui.store.events import Changed
from pmtui.store.query.derived import Derived, Source
from pmtui.store.query.stored_rows import Row


class Touches:
    """The activities of a workspace by what they are about.

    Args:
        workspace: Where they are; read when first asked.
    """

    def __init__(self, workspace: Source) -> None:
        self._workspace = workspace
        self._about: defaultdict[str, set[str]] | None = None
        self._of: dict[str, str] = {}

    def last(self, document_id: str) -> str:
        """The ISO day of the latest activity that was done about a document; empty where there is none."""
        return max((str(row.get("done") or "") for row in self._activities(document_id)), default="")

    def planned(self, document_id: str, today: str) -> bool:
        """Whether an activity about it is still to come, today or later."""
        return any(
            not row.get("done") and str(row.get("due") or "") >= today
            for row in self._activities(document_id)
        )

    def update(self, changed: Changed) -> set[str]:
        """Take in a commit.

        Returns:
            The documents that activities are, or were, about which it touched; none before the first question.
        """
        activities = changed.ids.get("activity", frozenset()) if self._about is not None else frozenset()
        before = {self._of.get(each, "") for each in activities}
        for each in activities:
            self._put(each)
        return (before | {self._of.get(each, "") for each in activities}) - {""}

    def _activities(self, document_id: str) -> Sequence[Row]:
        """What was done or is planned about a document."""
        ids = self._index().get(document_id)
        if not ids:
            return ()
        rows = self._workspace.rows("activity")
        return [rows[each] for each in ids if each in rows]

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


def idle_days(deal: Row, touches: Touches, today: date) -> int:
    """Days since an open deal was last touched or entered its stage; 0 where something is planned."""
    deal_id, day = str(deal.get("id", "")), today.isoformat()
    if str(deal.get("next_step_due") or "") >= day or touches.planned(deal_id, day):
        return 0
    log = deal.get("stage_log")
    latest = log[-1] if isinstance(log, list) and log else None
    entered = str(latest.get("on") or "") if isinstance(latest, dict) else ""
    since = max(touches.last(deal_id), entered, str(deal.get("opened") or ""))
    return (today - date.fromisoformat(since)).days if since else 0


TOUCHES = Derived(Touches, frozenset({"activity"}), follows=frozenset({"activity"}))
"""The activities of a workspace by what they are about; it follows commits."""
