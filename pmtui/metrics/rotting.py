"""Deals that rot: open ones that are idle beyond what their stage allows, kept up as documents change."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmtui.metrics.ordered import Ordered
from pmtui.metrics.scope import text
from pmtui.store.events import Changed
from pmtui.store.rows import Row
from pmtui.store.workspace import Workspace


class Rotting:
    """The deals that rot on a day, the largest first. O(deals and activities) to make, O(what changed) to keep up.

    Args:
        workspace: Where they are.
        today: The day.
    """

    def __init__(self, workspace: Workspace, today: date) -> None:
        self._workspace, self._today, self._day = workspace, today, today.isoformat()
        self._limits = {
            (pipeline.name if place else "", stage.name): stage.rot_days
            for place, pipeline in enumerate(workspace.pipelines)
            for stage in pipeline.stages
            if stage.kind == "open" and stage.rot_days is not None
        }
        self._about: dict[str, str] = {}
        self._activities: defaultdict[str, set[str]] = defaultdict(set)
        self._touched: dict[str, str] = {}
        self._planned: set[str] = set()
        for each in workspace.rows("activity"):
            self._file(each)
        for about in self._activities:
            self._touch(about)
        self.deals: Ordered[Decimal, int] = Ordered(self._all())
        """How many days each is idle."""

    def take(self, changed: Changed) -> None:
        """Take in a commit."""
        deals = set(changed.ids.get("deal", ()))
        for each in changed.ids.get("activity", ()):
            before = self._about.pop(each, "")
            self._activities[before].discard(each)
            for about in {before, self._file(each)} - {""}:
                self._touch(about)
                deals.add(about)
        rows = self._workspace.rows("deal")
        for each in deals:
            idle = self._idle(each, rows[each]) if each in rows else None
            self.deals.put(each, [] if idle is None else [(_order(rows[each]), idle)])

    def _file(self, activity: str) -> str:
        """Put an activity under what it is about, and tell what that is; empty where it is gone."""
        row = self._workspace.rows("activity").get(activity)
        about = text(row, "about") if row is not None else ""
        if about:
            self._about[activity] = about
            self._activities[about].add(activity)
        return about

    def _touch(self, about: str) -> None:
        """Note when something was last done about a document, and whether something is planned."""
        rows = self._workspace.rows("activity")
        touched, planned = "", False
        for each in self._activities[about]:
            done = text(rows[each], "done")
            touched = max(touched, done)
            planned = planned or (not done and text(rows[each], "due") >= self._day)
        self._touched[about] = touched
        (self._planned.add if planned else self._planned.discard)(about)

    def _all(self) -> Iterator[tuple[str, Decimal, int]]:
        for each, row in self._workspace.rows("deal").items():
            idle = self._idle(each, row)
            if idle is not None:
                yield each, _order(row), idle

    def _idle(self, deal: str, row: Row) -> int | None:
        """The days that a deal is idle; `None` where that is not too many, or where something is planned."""
        limit = self._limits.get((text(row, "pipeline"), text(row, "stage")))
        if limit is None or deal in self._planned or text(row, "next_step_due") >= self._day:
            return None
        log = row.get("stage_log")
        latest = log[-1] if isinstance(log, list) and log else {}
        entered = str(latest.get("on") or "") if isinstance(latest, dict) else ""
        since = max(self._touched.get(deal, ""), entered, text(row, "opened"))
        idle = (self._today - date.fromisoformat(since)).days if since else 0
        return idle if idle > limit else None


def _order(row: Row) -> Decimal:
    """The largest first."""
    stored = row.get("amount")
    return -Decimal(str(stored.get("amount", 0))) if isinstance(stored, dict) else Decimal()
