"""Places: what is opened from a row is left by escape, and the row is where it was."""

import os

import pytest
from textual.pilot import Pilot

from pmtui.models.kinds import kind_of
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.today.today import TodayScreen
from tests.screens import press, running

LONG = bool(os.environ.get("PMTUI_WALK"))
"""Whether every link is walked, and not the first of each kind."""


def top(pilot: Pilot[None]) -> BaseScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BaseScreen), screen
    return screen


def standing(screen: BaseScreen) -> tuple[object, ...]:
    """The row, the view, the filter and how far it is scrolled."""
    moving = screen.moving
    pane = screen.pane if isinstance(screen, DocumentScreen) else None
    return (
        screen,
        getattr(moving, "current_key", getattr(moving, "cursor", None)),
        getattr(moving, "_top", None),
        pane.view.id if pane else "",
        pane.filter_text if pane else "",
        screen_text_of(screen),
    )


def screen_text_of(screen: BaseScreen) -> tuple[object, ...]:
    return (screen.what, screen.total)


async def home(pilot: Pilot[None]) -> None:
    for _ in range(30):
        if not top(pilot).is_page and not isinstance(top(pilot), RecordPageScreen):
            return
        await press(pilot, "escape")
    pytest.fail("escape leads nowhere")


async def test_every_row_of_today_is_opened_and_left_to_that_very_row(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        today = top(pilot)
        assert isinstance(today, TodayScreen)
        seen: set[tuple[str, str]] = set()
        for _ in range(len(today.moving.rows)):
            row, before = today.row, standing(today)
            assert row is not None
            kind = kind_of(row.line.id).name if row.line.id else "term"
            if LONG or (row.section.key, kind) not in seen:
                await press(pilot, "enter")
                assert pilot.app.screen is not today, row
                await press(pilot, "escape")
                assert standing(top(pilot)) == before, row
            seen.add((row.section.key, kind))
            await press(pilot, "j")
