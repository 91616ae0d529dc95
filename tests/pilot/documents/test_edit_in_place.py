"""Cells of tables and figures of cards, edited where they stand."""

import pytest

from pmtui.models.deals.deal import Deal
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.widgets.board.board import Board
from pmtui.widgets.form.in_place import InPlaceEditor
from pmtui.widgets.grid.grid import Grid
from tests.screens import NARROW, WIDE, press, running, screen_text, told, type_text


def deal(session: Session, document_id: str) -> Deal:
    """A deal."""
    found = session.workspace.get(document_id)
    assert isinstance(found, Deal)
    return found


def amount(session: Session, document_id: str) -> str:
    """The amount of a deal."""
    held = deal(session, document_id).amount
    return held.text if held is not None else ""


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_e_on_a_card_edits_its_amount_and_tab_goes_on(
    demo_session: Session, size: tuple[int, int]
) -> None:
    async with running(demo_session, size=size) as pilot:
        board = pilot.app.screen.query_one(Board)
        here = str(board.current_key)
        await press(pilot, "e")
        editor = pilot.app.screen.query_one(InPlaceEditor)
        card = board.current_region
        assert card is not None
        assert editor.region.y == card.y
        await type_text(pilot, "2.5k")
        await press(pilot, "enter")
        assert amount(demo_session, here) == "2,500.00 USD"
        assert told(pilot) == "Piper seats: amount 1200.00 USD ▸ 2500.00 USD u takes it back"
        await press(pilot, "e")
        await type_text(pilot, "3k")
        await press(pilot, "tab")
        await type_text(pilot, "2027-02-01")
        await press(pilot, "enter")
        assert amount(demo_session, here) == "3,000.00 USD"
        assert str(deal(demo_session, here).expected_close) == "2027-02-01"
        assert board.has_focus


async def test_escape_leaves_a_figure_as_it_was_and_what_cannot_be_read_says_so(
    demo_session: Session,
) -> None:
    async with running(demo_session) as pilot:
        before = demo_session.workspace.seq
        await press(pilot, "e")
        await type_text(pilot, "lots")
        await press(pilot, "enter")
        assert "'lots' is" in screen_text(pilot)
        await press(pilot, "escape")
        assert not pilot.app.screen.query(InPlaceEditor)
        assert demo_session.workspace.seq == before


async def test_e_on_a_cell_of_a_table_edits_that_cell_and_tab_goes_along_the_row(
    demo_session: Session,
) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "l", "l", "l")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        grid = screen.view_widget
        assert isinstance(grid, Grid)
        here = str(grid.current_key)
        column = grid.column_at_cursor
        assert column is not None
        assert column.title == "Amount"
        await press(pilot, "e")
        await type_text(pilot, "7k")
        await press(pilot, "tab")
        assert amount(demo_session, here) == "7,000.00 USD"
        assert len(screen.query(InPlaceEditor)) == 1
        assert grid.column_at_cursor != column
        await press(pilot, "escape")
        assert grid.has_focus


async def test_a_marked_set_and_a_dialog_of_rows_are_edited_as_forms(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "escape", "space", "space", "e")
        assert not pilot.app.screen.query(InPlaceEditor)
        assert "Which field" in screen_text(pilot)
