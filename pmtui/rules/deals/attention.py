"""Which deals want attention: those that are late, rotting or unplanned."""

from collections.abc import Callable, Iterator
from datetime import date

from pmtui.models.deals.deal_rows import DealRow
from pmtui.rules.deals.activity_index import ActivityIndex
from pmtui.rules.deals.outcome import Stages


def last_entry(deal: DealRow, day: date | None = None) -> date | None:
    """Return the day on which a deal entered the stage it is in, or was in on a day.

    Args:
        deal: The deal.
        day: Entries after this day do not count; all do by default.
    """
    for entry in reversed(deal.stage_log):
        if day is None or entry.on <= day:
            return entry.on
    return None


class Attention:
    """Judges on a day which deals want attention.

    Args:
        stages: What the stages mean and allow.
        activities: What was done, and what is planned.
        today: The day.
    """

    __slots__ = ("activities", "stages", "today")

    def __init__(self, stages: Stages, activities: ActivityIndex, today: date) -> None:
        self.stages = stages
        self.activities = activities
        self.today = today

    def is_open(self, deal: DealRow) -> bool:
        """Return whether a deal is neither won nor lost."""
        return not self.stages.is_over(deal.stage)

    def is_close_late(self, deal: DealRow) -> bool:
        """Return whether the day on which an open deal was expected to close is past."""
        return self._is_past(deal.expected_close) and self.is_open(deal)

    def is_step_late(self, deal: DealRow) -> bool:
        """Return whether the next step of an open deal, or something planned about it, is overdue."""
        return self.is_open(deal) and (
            self._is_past(deal.next_step_due) or self.activities.is_overdue(deal.id, self.today)
        )

    def is_late(self, deal: DealRow) -> bool:
        """Return whether a deal is late: open, and its close, its next step or a planned activity is past."""
        return self.is_close_late(deal) or self.is_step_late(deal)

    def is_planned(self, deal: DealRow) -> bool:
        """Return whether a next step or an activity is still to come, today or later."""
        due = deal.next_step_due
        return (due is not None and due >= self.today) or self.activities.is_planned(deal.id, self.today)

    def is_unplanned(self, deal: DealRow) -> bool:
        """Return whether a deal is open and nothing is planned."""
        return self.is_open(deal) and not self.is_planned(deal)

    def idle_days(self, deal: DealRow) -> int | None:
        """Return the days since an open deal was last touched or entered its stage; `None` if it is over."""
        return self._idle(deal) if self.is_open(deal) else None

    def rotten_days(self, deal: DealRow) -> int:
        """Return the idle days of a deal that rots: open, nothing planned, idle longer than its stage allows.

        Returns:
            0 if it does not rot.
        """
        limit = self.stages.rot_days(deal.pipeline, deal.stage)
        if limit is None or self.is_planned(deal):
            return 0
        idle = self._idle(deal, limit)
        return idle if idle > limit else 0

    def is_rotting(self, deal: DealRow) -> bool:
        """Return whether a deal rots; a stalled deal is the same."""
        return self.rotten_days(deal) > 0

    def _idle(self, deal: DealRow, least: int = 0) -> int:
        """The idle days, exact if they are more than `least`."""
        days: int | None = None
        for day in self._touched(deal):
            if day is not None:
                ago = max(0, (self.today - day).days)
                days = ago if days is None else min(days, ago)
                if days <= least:
                    break
        return days or 0

    def _touched(self, deal: DealRow) -> Iterator[date | None]:
        """The days on which something happened to a deal, those that are quickest to read first."""
        yield deal.opened
        yield last_entry(deal, self.today)
        yield self.activities.last(deal.id, self.today)

    def _is_past(self, day: date | None) -> bool:
        return day is not None and day < self.today


STATES: dict[str, Callable[[Attention, DealRow], bool]] = {
    "late": Attention.is_late,
    "rotting": Attention.is_rotting,
    "stalled": Attention.is_rotting,
    "unplanned": Attention.is_unplanned,
}
"""The states of deals that want attention, by the word that filters have for them."""
