"""The activities of a workspace by what they are about: kept up by commits, for rot and reminders."""

from collections.abc import Sequence

from pmtui.models.deals.deal_rows import ActivityRow
from pmtui.rules.deals.activity_index import ActivityIndex
from pmtui.store.events import Changed
from pmtui.store.query.derivations.backlinks import LinkIndex
from pmtui.store.query.derived import Derived, Source


class Touches(ActivityIndex):
    """The activities of a workspace by what they are about.

    Args:
        workspace: Where they are; read when first asked.
    """

    def __init__(self, workspace: Source) -> None:
        super().__init__()
        self._workspace = workspace
        self._links: LinkIndex | None = None

    def about(self, document_id: str) -> Sequence[ActivityRow]:
        """Return the activities about a document."""
        ids = self._read().sources.get(document_id)
        if not ids:
            return ()
        rows = self._workspace.rows("activity")
        return [ActivityRow(rows[activity]) for activity in ids if activity in rows]

    def update(self, changed: Changed) -> frozenset[str]:
        """Take in a commit.

        Returns:
            The documents that activities are, or were, about which it touched; none before the first question.
        """
        if self._links is None:
            return frozenset()
        touched = (self._put(self._links, activity) for activity in changed.ids.get("activity", ()))
        return frozenset().union(*touched)

    def _read(self) -> LinkIndex:
        if self._links is None:
            self._links = LinkIndex()
            for activity in self._workspace.rows("activity"):
                self._put(self._links, activity)
        return self._links

    def _put(self, links: LinkIndex, activity_id: str) -> frozenset[str]:
        row = self._workspace.rows("activity").get(activity_id)
        about = ActivityRow(row).about if row else None
        return links.put(activity_id, () if about is None else (about,))


TOUCHES = Derived(Touches, frozenset({"activity"}), follows=frozenset({"activity"}))
"""The activities of a workspace by what they are about; it follows commits."""
