"""Places: what is opened from a row is left by escape, and the row is where it was."""

import os

import pytest
from textual.pilot import Pilot

from pmtui.models.kinds import kind_of
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.reports.reports import ReportsScreen
from pmtui.screens.today.today import TodayScreen
from pmtui.widgets.drawing.row_view import RowView
from pmtui.widgets.record.detail import Detail
from tests.screens import press, running, screen_text, type_text

LONG = bool(os.environ.get("PMTUI_WALK"))
"""Whether every link is walked, and not the first of each sort."""


def top(pilot: Pilot[None]) -> BaseScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BaseScreen), screen
    return screen


def standing(screen: BaseScreen) -> tuple[object, ...]:
    """The row, how far it is scrolled, the view, the filter and what the line at the top says."""
    moving = screen.moving
    cursor = moving.cursor if isinstance(moving, RowView | Detail) else None
    scrolled = moving._top if isinstance(moving, RowView) else None
    pane = screen.pane if isinstance(screen, DocumentScreen) else None
    view = (pane.view.id, pane.filter_text, pane.widget.current_key) if pane is not None else ()
    return screen, cursor, scrolled, view, screen.what, screen.view


async def there_and_back(pilot: Pilot[None], *keys: str) -> BaseScreen | None:
    """Press keys that open something, and escape: one is where one was. Returns what was opened."""
    before = standing(top(pilot))
    await press(pilot, *keys)
    opened = pilot.app.screen
    for _ in range(4):
        if pilot.app.screen is before[0]:
            break
        await press(pilot, "escape")
    assert standing(top(pilot)) == before, keys
    return opened if isinstance(opened, BaseScreen) and opened is not before[0] else None


async def test_every_row_of_today_is_opened_and_left_to_that_very_row(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        today = top(pilot)
        assert isinstance(today, TodayScreen)
        await press(pilot, "tab")
        seen: set[tuple[str, str]] = set()
        for _ in range(len(today.moving.rows)):
            row = today.row
            assert row is not None
            sort = (row.section.key, kind_of(row.line.id).name if row.line.id else "")
            if LONG or sort not in seen:
                opened = await there_and_back(pilot, "enter")
                assert not today.document_here or isinstance(opened, RecordPageScreen), row
            seen.add(sort)
            await press(pilot, "j")


async def test_every_row_of_a_report_is_opened_and_left_to_that_very_row(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        reports = top(pilot)
        assert isinstance(reports, ReportsScreen)
        for _ in range(len(reports.view_titles)):
            for place in range(len(reports.moving.rows) if LONG else min(1, len(reports.moving.rows))):
                reports.moving.cursor = place
                await pilot.pause()
                if not reports.why_not("open"):
                    assert await there_and_back(pilot, "enter") is not None, reports.summary()
            await press(pilot, "tab")


@pytest.mark.parametrize("screen", ["show-pipeline", "show-roadmap", "show-customers", "show-discovery"])
async def test_links_of_records_are_followed_and_left_by_escape_alone(
    demo_session: Session, screen: str
) -> None:
    async with running(demo_session, screen) as pilot:
        start = top(pilot)
        assert isinstance(start, DocumentScreen)
        for _ in range(len(start.panes) if LONG else 1):
            await press(pilot, "enter", "enter")
            detail = start.focused
            if isinstance(detail, Detail):
                links = [place for place, line in enumerate(detail.lines) if line.target]
                for place in links if LONG else links[:3]:
                    detail.cursor = place
                    before = detail.cursor, detail.scroll_offset
                    await press(pilot, "enter")
                    assert isinstance(top(pilot), RecordPageScreen)
                    await press(pilot, "escape")
                    assert top(pilot) is start
                    assert (detail.cursor, detail.scroll_offset) == before
            await press(pilot, "escape", "escape", "tab")


async def test_a_walk_over_links_ends_home_by_escape_alone(demo_session: Session) -> None:
    """From Today over a record, its links, another screen and a hit of the search, and back through all of it."""
    async with running(demo_session, "show-today") as pilot:
        trail = [standing(top(pilot))]
        await press(pilot, "enter")
        for _ in range(6):
            page = top(pilot)
            assert isinstance(page, RecordPageScreen)
            links = [
                place
                for place, line in enumerate(page.page.lines)
                if line.target and line.target != page.current
            ]
            if not links:
                break
            page.page.cursor = links[0]
            trail.append(standing(page))
            await press(pilot, "enter")
        trail.append(standing(top(pilot)))
        await press(pilot, "4", "tab", "j", "j")
        trail.append(standing(top(pilot)))
        await press(pilot, "/")
        await type_text(pilot, "arbor")
        await press(pilot, "enter")
        assert isinstance(top(pilot), RecordPageScreen)
        while trail:
            await press(pilot, "escape")
            assert standing(top(pilot)) == trail.pop()
        await press(pilot, "escape")
        assert isinstance(top(pilot), TodayScreen)


async def test_a_screen_keeps_its_filter_while_records_of_its_kind_are_listed_from_elsewhere(
    demo_session: Session,
) -> None:
    async with running(demo_session, "show-pipeline") as pilot:
        await press(pilot, "f")
        await type_text(pilot, "stage:proposal")
        await press(pilot, "enter")
        pipeline = top(pilot)
        before = standing(pipeline)
        await press(pilot, "7", "enter")
        listed = top(pilot)
        assert listed is not pipeline
        assert listed.is_page
        await press(pilot, "escape", "escape")
        assert standing(top(pilot)) == before


async def test_an_entry_of_the_dictionary_is_there_again_after_a_record_that_it_led_to(
    demo_session: Session,
) -> None:
    async with running(demo_session, "show-pipeline") as pilot:
        await press(pilot, "g", "p")
        over = pilot.app.screen
        await press(pilot, "3")
        assert top(pilot).TITLE_SHOWN == "Roadmap"
        await press(pilot, "escape")
        assert pilot.app.screen is over
        await press(pilot, "escape")
        assert top(pilot).TITLE_SHOWN == "Pipeline"


async def test_going_to_a_screen_closes_the_pages_that_were_opened_from_it(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        await press(pilot, "enter", "1")
        assert isinstance(top(pilot), TodayScreen)
        await press(pilot, "escape")
        assert isinstance(top(pilot), TodayScreen)


async def test_views_are_turned_forwards_and_backwards_and_picked_by_their_letter(
    demo_session: Session,
) -> None:
    async with running(demo_session, "show-roadmap") as pilot:
        screen = top(pilot)
        count = len(screen.view_titles)
        await press(pilot, "tab")
        assert screen.view == 1
        await press(pilot, "shift+tab", "shift+tab")
        assert screen.view == count - 1
        for place, (letter, _) in enumerate(screen.views):
            await press(pilot, "tab", letter)
            assert screen.view == place


async def test_the_row_of_a_record_that_is_gone_is_not_come_back_to(demo_session: Session) -> None:
    async with running(demo_session, "show-pipeline") as pilot:
        await press(pilot, "/")
        await type_text(pilot, "kestrel rollout")
        await press(pilot, "enter", "d")
        while not isinstance(pilot.app.screen, BaseScreen):
            await press(pilot, "y")
        assert top(pilot).TITLE_SHOWN == "Pipeline"
        await press(pilot, "u")
        assert "Kestrel rollout" in screen_text(pilot)


async def test_a_record_s_page_is_shown_as_of_another_day_and_left_to_the_row(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        before = standing(top(pilot))
        await press(pilot, "enter")
        page = top(pilot)
        assert isinstance(page, RecordPageScreen)
        await press(pilot, "[")
        past = top(pilot)
        if past is not page:
            assert past.session.as_of is not None
            await press(pilot, "escape")
        assert top(pilot).session.as_of is None
        await press(pilot, "escape")
        assert standing(top(pilot)) == before
