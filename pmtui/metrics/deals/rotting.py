"""Deals that rot: open ones that are idle beyond what their stage allows, kept up as documents change."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmtui.metrics.scope import text
from pmtui.metrics.sorted_index import Ordered
from pmtui.store.events import Changed
from pmtui.store.query.stored_rows import Row
from pmtui.store.workspace import Workspace
from pmtui.workflows.deals.activity_index import Touches, idle_days


class Rotting:
    """The deals that rot on a day, the largest first. O(deals and activities) to make, O(what changed) to keep up.

    Args:
        workspace: Where they are.
        today: The day.
    """

    def __init__(self, workspace: Workspace, today: date) -> None:
        self._workspace, self._today = workspace, today
        self._limits = {
            (pipeline.name if place else "", stage.name): stage.rot_days
            for place, pipeline in enumerate(workspace.pipelines)
            for stage in pipeline.stages
            if stage.kind == "open" and stage.rot_days is not None
        }
        self._touches = Touches(workspace)
        rows = workspace.rows("deal")
        self.deals: Ordered[Decimal, int] = Ordered(
            (each, order, idle) for each, row in rows.items() for order, idle in self._rot(row)
        )
        """How many days each is idle."""

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit."""
        rows = self._workspace.rows("deal")
        for each in changed.ids.get("deal", frozenset()) | self._touches.update(changed):
            self.deals.put(each, self._rot(rows[each]) if each in rows else ())

    def _rot(self, row: Row) -> Iterator[tuple[Decimal, int]]:
        """The place and the idle days of a deal, if it rots."""
        limit = self._limits.get((text(row, "pipeline"), text(row, "stage")))
        idle = idle_days(row, self._touches, self._today) if limit is not None else 0
        if limit is not None and idle > limit:
            yield _order(row), idle


def _order(row: Row) -> Decimal:
    """The largest first."""
    stored = row.get("amount")
    return -Decimal(str(stored.get("amount", 0))) if isinstance(stored, dict) else Decimal()
