"""The twenty acts and the keys that they take: a table of what people do most, and how short the way to it is."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from pmtui.models.deals.deal_rows import DealRow
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.reports.reports import ReportsScreen
from pmtui.screens.today.today import TodayScreen
from pmtui.store.workspace import Workspace
from tests.screens import press, running, type_text

CARD = "D-8"
"""The deal under the cursor: Kestrel rollout, in Discovery."""


class After(NamedTuple):
    """What there is after an act."""

    pilot: Pilot[None]
    workspace: Workspace
    before: Mapping[str, Mapping[str, object]]
    """The deals as they were."""
    activities: int
    """How many activities there were."""

    @property
    def screen(self) -> BaseScreen:
        screen = self.pilot.app.screen
        assert isinstance(screen, BaseScreen), screen
        return screen

    @property
    def deal(self) -> DealRow:
        return DealRow(self.workspace.rows("deal")[CARD])

    def newest(self, kind: str) -> dict[str, object]:
        rows = self.workspace.rows(kind)
        return dict(rows[max(rows, key=lambda key: int(key.rpartition("-")[2]))])


class Act(NamedTuple):
    """One act, and the most keys that it may take; text that is typed counts once where `typed` says so."""

    name: str
    keys: tuple[str, ...]
    """The keys; a text of several letters is typed, and counts as none unless it is all there is to type."""
    most: int
    """The most keys, without what is typed."""
    done: Callable[[After], object]
    screen: str = "show-pipeline"
    before: tuple[str, ...] = ()
    """Keys that lead to where the act begins."""
    at: Callable[[BaseScreen], object] = lambda screen: screen.go_to(CARD)
    """Puts the cursor where it begins."""
    counts_text: bool = False


def _first_step(screen: BaseScreen) -> None:
    assert isinstance(screen, TodayScreen)
    rows = screen.rows
    screen.grid.cursor = next(
        place
        for place in range(len(rows))
        if (row := rows.row(rows.key(place))) is not None and row.line.act == "step"
    )


def _activities(screen: BaseScreen) -> None:
    assert screen.show_named("activities")


def _table(screen: BaseScreen) -> None:
    assert screen.show_named("deals")


def _steps(rows: Mapping[str, Mapping[str, object]]) -> int:
    return sum(bool(row.get("next_step")) for row in rows.values())


def _move_three(after: After) -> bool:
    moved = [
        key for key, row in after.workspace.rows("deal").items() if row["stage"] != after.before[key]["stage"]
    ]
    return len(moved) == 3


def _sorted_descending(after: After) -> bool:
    screen = after.screen
    assert isinstance(screen, DocumentScreen)
    return screen.pane.listing.order.reverse


ACTS = (
    Act("move a card", ("L",), 1, lambda after: after.deal.stage == "Proposal"),
    Act("undo", ("u",), 1, lambda after: after.deal.stage == "Discovery", before=("L",)),
    Act(
        "delete", ("d",), 1, lambda after: "E-99" not in after.workspace.rows("activity"), before=("tab", "a")
    ),
    Act("win", ("W", "ctrl+s"), 2, lambda after: after.deal.closed is not None),
    Act(
        "lose with reason",
        ("X", "down", "enter"),
        3,
        lambda after: after.deal.stage == "Lost" and bool(after.deal.lost_reason),
    ),
    Act(
        "change an amount",
        ("e", "33k", "enter"),
        3,
        lambda after: after.deal.amount is not None and after.deal.amount.amount == 33_000,
    ),
    Act(
        "quick add",
        ("N", "Tarn rollout 12k", "enter"),
        2,
        lambda after: after.newest("deal")["title"] == "Tarn rollout",
    ),
    Act(
        "add by form",
        ("n", "Tarn rollout", "ctrl+s"),
        2,
        lambda after: after.newest("deal")["title"] == "Tarn rollout",
    ),
    Act(
        "log a call",
        ("a", "wants terms", "enter"),
        2,
        lambda after: after.newest("activity")["done"] == "2026-11-23",
    ),
    Act(
        "plan for Friday",
        ("A", "send terms fri", "enter"),
        2,
        lambda after: (
            (after.newest("activity")["text"], after.newest("activity")["due"])
            == ("send terms", "2026-11-27")
        ),
    ),
    Act("set any stage", ("R", "n", "enter"), 3, lambda after: after.deal.stage == "Negotiation"),
    Act(
        "request",
        ("r", "o", "f", "f", "enter", "ctrl+s"),
        6,
        lambda after: after.newest("request")["deal"] == CARD,
        counts_text=True,
    ),
    Act(
        "find a term",
        ("/", "c", "h", "u", "r", "n", "enter"),
        7,
        lambda after: "Churn" in str(getattr(after.pilot.app.screen, "slug", "")).title(),
        counts_text=True,
    ),
    Act(
        "mine",
        ("tab", "m"),
        2,
        lambda after: after.screen.view_titles[after.screen.view] == "mine",
        "show-today",
        ("tab",),
    ),
    Act("sort descending", (">",), 1, _sorted_descending, at=_table),
    Act("any view", ("tab", "t"), 2, lambda after: after.screen.views[after.screen.view][0] == "t"),
    Act(
        "any report",
        ("f", "won", "enter"),
        2,
        lambda after: (
            isinstance(after.screen, ReportsScreen)
            and "Won" in str(after.screen.view_titles[after.screen.view])
        ),
        "show-reports",
    ),
    Act(
        "open a record", ("enter",), 1, lambda after: isinstance(after.screen, RecordPageScreen), "show-today"
    ),
    Act(
        "and come back",
        ("escape",),
        1,
        lambda after: isinstance(after.screen, TodayScreen),
        "show-today",
        ("enter",),
    ),
    Act(
        "mark three and move",
        ("space", "space", "space", "L", "y"),
        6,
        _move_three,
        at=lambda screen: screen.moving.first() if screen.go_to(CARD) else None,
    ),
    Act("as of last week", ("[",), 1, lambda after: after.screen.session.as_of is not None),
    Act(
        "tick a step",
        ("x",),
        2,
        lambda after: _steps(after.workspace.rows("deal")) == _steps(after.before) - 1,
        "show-today",
        at=_first_step,
    ),
)


@pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])
async def test_an_act_takes_no_more_keys_than_it_should(demo_session: Session, act: Act) -> None:
    workspace = demo_session.workspace
    before = {key: dict(row) for key, row in workspace.rows("deal").items()}
    activities = len(workspace.rows("activity"))
    keys = [key for key in act.keys if len(key) == 1 or act.counts_text or key in _NAMED]
    assert len(keys) <= act.most, f"{act.name} takes {len(keys)} keys: {' '.join(keys)}"
    async with running(demo_session, act.screen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        act.at(screen)
        await pilot.pause()
        for key in (*act.before, *act.keys):
            await (press(pilot, key) if len(key) == 1 or key in _NAMED else type_text(pilot, key))
        await pilot.pause()
        assert act.done(After(pilot, workspace, before, activities)), act.name


_NAMED = ("enter", "escape", "space", "tab", "ctrl+s")
"""The keys with names."""
