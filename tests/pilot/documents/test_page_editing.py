"""`e` on a record page edits the field under the cursor; rows of small tables have the keys they have in forms."""

from decimal import Decimal

import pytest
from textual.pilot import Pilot

from pmtui.models.deals.deal import Deal
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.editing.row_dialog import RowDialog
from pmtui.screens.frame.messages import OpenRecord
from pmtui.screens.frame.session import Session
from pmtui.widgets.form.in_place import InPlaceEditor
from pmtui.workflows import record_commands
from tests.screens import press, running, screen_text, told, type_text


def with_lines(session: Session) -> str:
    """A deal with two lines, an objection and a next step."""
    workspace = session.workspace
    texts = {
        "title": "Tarn rollout",
        "amount": "12k",
        "next_step": "send terms",
        "lines": "3 Harbor Desk @ 31\n1 Harbor Desk @ 9",
        "objections": "too expensive",
    }
    how = record_commands.reading(workspace)
    commit = record_commands.add(workspace, "deal", record_commands.read_fields("deal", texts, how))
    return next(document_id for kind, document_id in commit.changed if kind == "deal")


def deal(session: Session, deal_id: str) -> Deal:
    found = session.workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def amount(session: Session, deal_id: str) -> str:
    """The amount of a deal in words."""
    found = deal(session, deal_id).amount
    return found.text if found is not None else ""


async def on_page(pilot: Pilot[None], deal_id: str, field: str, row: int = -1) -> RecordPageScreen:
    """The page of a record, with the cursor on a field or a row."""
    pilot.app.screen.post_message(OpenRecord(deal_id))
    for _ in range(100):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, RecordPageScreen) and screen.page.size:
            break
    assert isinstance(screen, RecordPageScreen)
    lines = enumerate(screen.page.lines)
    screen.page.cursor = next(
        at for at, line in lines if line.field == field and line.row == row and line.can_hold_cursor
    )
    await pilot.pause()
    return screen


async def test_a_field_is_edited_in_its_place_with_its_text_selected(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "next_step")
        await press(pilot, "e")
        assert len(pilot.app.screen.query(InPlaceEditor)) == 1
        assert "enter keep  tab next field  esc leave it" in screen_text(pilot)
        await type_text(pilot, "call Jo")
        await press(pilot, "enter")
        assert "leave it" not in screen_text(pilot)
        assert deal(demo_session, made).next_step == "call Jo"
        assert not pilot.app.screen.query(InPlaceEditor)
        assert "call Jo" in screen_text(pilot)


async def test_escape_leaves_the_field_as_it_was(demo_session: Session) -> None:
    made = with_lines(demo_session)
    before = demo_session.workspace.seq
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "next_step")
        await press(pilot, "e", "x", "escape")
        assert isinstance(pilot.app.screen, RecordPageScreen)
        assert not pilot.app.screen.query(InPlaceEditor)
    assert demo_session.workspace.seq == before


async def test_tab_keeps_the_field_and_goes_on_to_the_next(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        screen = await on_page(pilot, made, "amount")
        await press(pilot, "e")
        await type_text(pilot, "15k")
        await press(pilot, "tab")
        await pilot.pause()
        assert amount(demo_session, made) == "15,000.00 USD"
        editor = screen.query_one(InPlaceEditor)
        assert editor.spec.name == next(
            line.field
            for line in screen.page.lines[[each.field for each in screen.page.lines].index("amount") + 1 :]
            if line.field
        )


async def test_what_cannot_be_read_stays_open_and_says_why(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "amount")
        await press(pilot, "e")
        await type_text(pilot, "lots")
        await press(pilot, "enter")
        assert "! 'lots' is not" in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "9k")
        await press(pilot, "enter")
        assert amount(demo_session, made) == "9,000.00 USD"


async def test_what_cannot_be_saved_stays_open_and_says_why(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "stage")
        await press(pilot, "e")
        await type_text(pilot, "Nowhere")
        await press(pilot, "enter")
        assert deal(demo_session, made).stage != "Nowhere"
        assert pilot.app.screen.query_one(InPlaceEditor).problem


async def test_a_capital_e_opens_the_form(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "amount")
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, FormScreen)


async def test_a_row_is_edited_in_its_own_fields(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "lines", 1)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, RowDialog)
        await press(pilot, "tab")
        await type_text(pilot, "5")
        await press(pilot, "ctrl+s")
        assert [line.quantity for line in deal(demo_session, made).lines] == [Decimal(3), Decimal(5)]


async def test_a_row_is_added_deleted_and_moved(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        screen = await on_page(pilot, made, "lines", 0)
        await press(pilot, "J")
        assert [line.quantity for line in deal(demo_session, made).lines] == [1, 3]
        assert screen.page.current is not None
        assert screen.page.current.row == 1
        await press(pilot, "K")
        assert [line.quantity for line in deal(demo_session, made).lines] == [3, 1]
        await press(pilot, "d")
        assert [line.quantity for line in deal(demo_session, made).lines] == [1]
        await press(pilot, "u")
        assert [line.quantity for line in deal(demo_session, made).lines] == [3, 1]
        await press(pilot, "n")
        await type_text(pilot, "Harbor Desk")
        await press(pilot, "tab")
        await type_text(pilot, "7")
        await press(pilot, "tab")
        await type_text(pilot, "20")
        await press(pilot, "ctrl+s")
        assert [line.quantity for line in deal(demo_session, made).lines] == [3, 1, 7]


async def test_space_takes_a_row_to_its_next_state_and_says_where_there_is_none(
    demo_session: Session,
) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "objections", 0)
        await press(pilot, "space")
        assert deal(demo_session, made).objections[0].state == "answered"
        await on_page(pilot, made, "lines", 0)
        await press(pilot, "space")
        assert "nothing to tick" in told(pilot)


@pytest.mark.parametrize("key", ["d", "n"])
async def test_outside_tables_the_keys_are_those_of_the_screen(demo_session: Session, key: str) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        await on_page(pilot, made, "amount")
        await press(pilot, key)
        if key == "n":
            assert isinstance(pilot.app.screen, FormScreen)
        else:
            assert demo_session.workspace.find(made) is None


async def test_the_small_tables_have_heads_and_no_notation(demo_session: Session) -> None:
    made = with_lines(demo_session)
    async with running(demo_session) as pilot:
        screen = await on_page(pilot, made, "lines", 0)
        rows = [line.cells for line in screen.page.lines if line.field == "lines"]
        assert rows[0][:3] == ("product", "quantity", "list price")
        assert len(rows) == 3
        assert not any("|" in line.value or "@" in line.value for line in screen.page.lines)
