"""The activities about each document, done and planned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.models.deals.deal_rows import ActivityRow

CONTACT = frozenset({"call", "meeting", "demo", "e-mail"})
"""The types of activity that are contact with somebody; a task or a note is none."""


class ActivityIndex:
    """Activities by what they are about.

    Args:
        activities: All of them.
    """

    def __init__(self, activities: Iterable[ActivityRow] = ()) -> None:
        self._by_subject: defaultdict[str, list[ActivityRow]] = defaultdict(list)
        for activity in activities:
            if about := activity.about:
                self._by_subject[about].append(activity)

    def about(self, document_id: str) -> Sequence[ActivityRow]:
        """Return the activities about a document."""
        return self._by_subject.get(document_id, ())

    def last(self, document_id: str, day: date) -> date | None:
        """Return the latest day, up to a day, on which something was done about a document."""
        days = (activity.done for activity in self.about(document_id))
        return max((done for done in days if done is not None and done <= day), default=None)

    def is_planned(self, document_id: str, day: date) -> bool:
        """Return whether something about a document is planned for a day or later."""
        return any(is_planned(activity, day) for activity in self.about(document_id))

    def is_overdue(self, document_id: str, day: date) -> bool:
        """Return whether something planned about a document should have been done before a day."""
        return any(is_overdue(activity, day) for activity in self.about(document_id))


def is_planned(activity: ActivityRow, day: date) -> bool:
    """Return whether an activity is still to be done, on a day or later."""
    due = activity.due
    return due is not None and due >= day and activity.done is None


def is_overdue(activity: ActivityRow, day: date) -> bool:
    """Return whether an activity should have been done before a day and is not."""
    due = activity.due
    return due is not None and due < day and activity.done is None
