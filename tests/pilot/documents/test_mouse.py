"""What is drawn can be clicked, and cards are dragged between lanes."""

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from pmtui.models.deals.deal import Deal
from pmtui.screens.acts.act_dialog import ActDialog
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.widgets.board.board import Board
from pmtui.widgets.frame.picker import Picker
from tests.screens import press, running, screen_text, told

LANE = 27
"""Cells from a lane of the demo's board to the next at 120 columns, at least."""


async def mouse(pilot: Pilot[None], kind: type[events.MouseEvent], x: int, y: int) -> None:
    """One event of the mouse, where a terminal would send it."""
    target: Widget | None = None
    pilot.app.post_message(kind(target, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
    await pilot.pause()


async def drag(pilot: Pilot[None], start: tuple[int, int], *way: tuple[int, int], drop: bool = True) -> None:
    """Press on a place, move along a way, and let go."""
    await mouse(pilot, events.MouseDown, *start)
    for place in way:
        await mouse(pilot, events.MouseMove, *place)
    if drop:
        await mouse(pilot, events.MouseUp, *(way or (start,))[-1])


def stage(session: Session, document_id: str) -> str:
    """The stage of a deal."""
    deal = session.workspace.get(document_id)
    assert isinstance(deal, Deal)
    return deal.stage


def lane_column(text: str, title: str) -> int:
    """The first cell of a lane's title."""
    return next(line for line in text.splitlines() if title in line).index(title) + 2


def line_of(text: str, title: str) -> int:
    """The line of a card."""
    return next(y for y, line in enumerate(text.splitlines()) if title in line)


@pytest.mark.parametrize("to", ["Qualified", "Proposal"])
async def test_a_card_is_dragged_to_another_lane_through_the_door_of_the_keys(
    demo_session: Session, to: str
) -> None:
    async with running(demo_session) as pilot:
        text = screen_text(pilot)
        start = (5, line_of(text, "Nordwind pilot"))
        board = pilot.app.screen.query_one(Board)
        end = (lane_column(text, to), 12)
        await drag(pilot, start, (start[0] + 3, start[1]), end, drop=False)
        assert "drop it here" in screen_text(pilot)
        await mouse(pilot, events.MouseUp, *end)
        assert "drop it here" not in screen_text(pilot)
        key = str(board.current_key)
        assert stage(demo_session, key) == to
        assert f"Nordwind pilot: Prospecting ▸ {to}" in told(pilot)
        await press(pilot, "u")
        assert stage(demo_session, key) == "Prospecting"


async def test_a_drop_into_the_lane_of_won_deals_asks_what_winning_asks(demo_session: Session) -> None:
    async with running(demo_session, size=(200, 40)) as pilot:
        text = screen_text(pilot)
        start = (5, line_of(text, "Piper seats"))
        await drag(pilot, start, (lane_column(text, "Won"), 12))
        assert isinstance(pilot.app.screen, ActDialog)
        assert "Win Piper seats" in screen_text(pilot)


async def test_escape_and_a_drop_outside_leave_the_card_where_it_was(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        text, before = screen_text(pilot), demo_session.workspace.seq
        start, end = (5, line_of(text, "Piper seats")), (lane_column(text, "Qualified"), 12)
        await drag(pilot, start, end, drop=False)
        await press(pilot, "escape")
        assert "drop it here" not in screen_text(pilot)
        await mouse(pilot, events.MouseUp, *end)
        await drag(pilot, start, end, (60, 0))
        await drag(pilot, start, end, start)
        assert demo_session.workspace.seq == before


async def test_a_click_on_a_title_sorts_and_on_it_again_turns_the_order_round(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        text = screen_text(pilot)
        y = line_of(text, "Amount")
        at = (text.splitlines()[y].index("Amount") + 1, y)
        for reverse in (False, True):
            await pilot.click(offset=at)
            await pilot.pause()
            order = screen.pane.listing.order
            assert (order.field, order.reverse) == ("amount", reverse)


async def test_a_click_outside_a_dialog_closes_it_and_inside_does_not(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        below = pilot.app.screen
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, Picker)
        await pilot.click(offset=(60, 3))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Picker)
        await pilot.click(offset=(2, 30))
        await pilot.pause()
        assert pilot.app.screen is below


async def test_a_click_moves_the_cursor_and_a_second_one_opens(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        y = line_of(screen_text(pilot), "Nordwind pilot")
        board = pilot.app.screen.query_one(Board)
        await pilot.click(offset=(5, y))
        await pilot.pause()
        assert board.current_key == "D-1"
        await pilot.click(offset=(5, y))
        await pilot.pause()
        assert pilot.app.screen.has_class("-detail") or pilot.app.screen.query("RecordPage")
