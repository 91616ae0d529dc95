"""Forms over the screens: nothing typed is lost, what a save changes is shown, records are made on the spot."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from pmtui.models.deals.deal import Deal
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.editing.row_dialog import RowDialog
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import SessionState
from pmtui.widgets.form.form import Form
from tests.screens import press, running, screen_text, told, type_text


def form_screen(pilot: Pilot[None]) -> FormScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FormScreen)
    return screen


def row_text(pilot: Pilot[None], name: str) -> str:
    """The text in a field of the form."""
    return form_screen(pilot).query_one(Form).row(name).text


def go_to(pilot: Pilot[None], document_id: str) -> None:
    """Put the cursor of the list on a record."""
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    screen.go_to(document_id)


async def until(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is on the screen."""
    for _ in range(200):
        if text in screen_text(pilot):
            return
        await pilot.pause(0.01)
    assert text in screen_text(pilot)


async def go(pilot: Pilot[None], name: str) -> None:
    """Go to a field of the form."""
    form_screen(pilot).first = name
    await pilot.pause()


async def test_escape_keeps_a_draft_says_so_and_the_next_form_offers_it(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "Elbe depot")
        await press(pilot, "escape")
        assert "kept as a draft of deal; the next n offers it" in told(pilot)
        await press(pilot, "n")
        assert "title Elbe depot · ctrl+r brings it back" in screen_text(pilot)
        assert row_text(pilot, "title") == ""
        await press(pilot, "ctrl+r")
        assert row_text(pilot, "title") == "Elbe depot"
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "n")
        assert "brings it back" not in screen_text(pilot)


async def test_a_draft_of_one_record_is_not_offered_for_another(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        await type_text(pilot, "Another title")
        await press(pilot, "escape", "j", "E")
        assert "brings it back" not in screen_text(pilot)
        await press(pilot, "escape", "k", "E")
        assert "Another title" in screen_text(pilot)


async def test_a_form_that_was_not_changed_leaves_no_draft(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E", "tab", "tab", "escape")
        assert "draft" not in told(pilot)


async def test_older_drafts_are_kept_behind_the_newest(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        for title in ("First", "Second"):
            await press(pilot, "n")
            await type_text(pilot, title)
            await press(pilot, "escape")
        await press(pilot, "n", "ctrl+r")
        assert row_text(pilot, "title") == "Second"
        await press(pilot, "ctrl+r")
        assert row_text(pilot, "title") == "First"


async def test_a_draft_outlives_the_session(demo_session: Session, tmp_path: Path) -> None:
    for expected in (False, True):
        session = replace(demo_session, memory=SessionState(tmp_path / "state", "demo"))
        async with running(session) as pilot:
            await press(pilot, "n")
            assert ("brings it back" in screen_text(pilot)) is expected
            await type_text(pilot, "Elbe depot")
            await press(pilot, "escape")


async def test_what_is_typed_is_on_the_disk_once_the_keys_pause(
    demo_session: Session, tmp_path: Path
) -> None:
    memory = SessionState(tmp_path / "state", "demo")
    async with running(replace(demo_session, memory=memory)) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "Elbe")
        for _ in range(200):
            if list((tmp_path / "state").glob("draft-*")):
                break
            await pilot.pause(0.01)
        (file,) = (tmp_path / "state").glob("draft-*")
        assert '"Elbe"' in file.read_text("utf-8")


async def test_an_account_is_made_with_the_deal_that_names_it_in_one_transaction(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    before = workspace.seq
    async with running(demo_session) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "Elbe depot")
        await press(pilot, "tab")
        await type_text(pilot, "Bolt")
        await until(pilot, "new account Bolt")
        await press(pilot, "down", "enter", "ctrl+s")
        assert not isinstance(pilot.app.screen, FormScreen)
    assert workspace.seq == before + 1
    made = next(row for row in workspace.rows("deal").values() if row["title"] == "Elbe depot")
    assert workspace.names.label(str(made["account"])) == "Bolt"


async def test_what_the_save_will_change_stands_beside_the_form(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        await go(pilot, "stage")
        await press(pilot, "enter", "r")
        await until(pilot, "Before you save")
        text = screen_text(pilot)
        assert "Prospecting ▸ Proposal" in text
        assert "10 ▸ 60" in text
        assert "1 field changed" in text


async def test_in_a_narrow_terminal_the_changes_stand_below_the_form(demo_session: Session) -> None:
    async with running(demo_session, size=(80, 24)) as pilot:
        await press(pilot, "E")
        await type_text(pilot, "Another title")
        await until(pilot, "Piper seats ▸ Another title")


async def test_errors_stand_under_their_fields_and_the_title_counts_them(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "n", "tab")
        await type_text(pilot, "Elbe Bunkring")
        await press(pilot, "tab", "tab")
        await type_text(pilot, "lots")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "3 to mend !" in text
        assert "not saved: Title, Account, Amount" in text
        assert "tab next to mend" in text
        form = form_screen(pilot).query_one(Form)
        assert form.row("title").current
        await type_text(pilot, "Elbe depot")
        await press(pilot, "tab")
        assert form.row("account").current
        await press(pilot, "enter", "enter")
        assert form.row("account").text == "Elbe Bunkering"
        await press(pilot, "tab", "tab", "tab")
        assert form.row("amount").current


async def test_a_row_is_written_in_a_dialog_and_kept_with_the_form(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        edited = form_screen(pilot).edited
        await go(pilot, "lines")
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, RowDialog)
        await type_text(pilot, "Harbor Desk")
        await press(pilot, "tab")
        await type_text(pilot, "7")
        await press(pilot, "ctrl+s")
        assert "Harbor Desk" in row_text(pilot, "lines")
        await press(pilot, "ctrl+s")
    deal = workspace.get(edited)
    assert isinstance(deal, Deal)
    assert [line.quantity for line in deal.lines] == [Decimal(7)]


async def test_a_row_that_cannot_be_read_stays_open_and_says_why(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        await go(pilot, "lines")
        await press(pilot, "n")
        await type_text(pilot, "Harbor Desk")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, RowDialog)
        assert "is required" in screen_text(pilot)


async def test_what_was_typed_into_a_row_is_there_again_after_escape(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        await go(pilot, "objections")
        await press(pilot, "n")
        await type_text(pilot, "too dear")
        await press(pilot, "escape", "n")
        assert isinstance(pilot.app.screen, RowDialog)
        assert pilot.app.screen.query_one(Form).row("text").text == "too dear"


@pytest.mark.parametrize(("keys", "made"), [(("enter",), 2), (("down", "enter", "ctrl+s"), 1)])
async def test_lines_pasted_into_the_title_are_records_or_notes(
    demo_session: Session, keys: tuple[str, ...], made: int
) -> None:
    workspace = demo_session.workspace
    before = len(workspace.rows("deal"))
    async with running(demo_session) as pilot:
        await press(pilot, "n")
        pilot.app.post_message(Paste("Elbe depot\nWeser depot\n"))
        await pilot.pause()
        await until(pilot, "2 lines were pasted")
        await press(pilot, *keys)
        assert "new deal" not in screen_text(pilot)
    rows = list(workspace.rows("deal").values())
    assert len(rows) == before + made
    assert any("Weser depot" in (row["title"], row.get("notes")) for row in rows)


async def test_a_feature_is_asked_for_the_inputs_of_one_method(demo_session: Session) -> None:
    async with running(demo_session, "show-roadmap") as pilot:
        go_to(pilot, "F-8")
        await press(pilot, "E")
        form = form_screen(pilot).query_one(Form)
        shown = {name for name in form.fields if form.row(name).display}
        assert {"reach", "impact", "confidence", "effort"} <= shown
        assert not {"ease", "job_size", "moscow", "kano_answers", "scores"} & shown


async def test_the_questions_of_a_lead_are_those_of_its_frame(demo_session: Session) -> None:
    workspace = demo_session.workspace
    lead = next(iter(workspace.rows("lead")))
    async with running(demo_session) as pilot:
        go_to(pilot, lead)
        await press(pilot, "E")
        await go(pilot, "qualification")
        await press(pilot, "n", "enter")
        await until(pilot, "authority")
        assert "economic buyer" not in screen_text(pilot)


async def test_a_pipeline_that_there_is_not_is_said_under_its_field(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "E")
        await go(pilot, "pipeline")
        await type_text(pilot, "nowhere")
        await press(pilot, "tab", "enter", "escape", "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "pipeline 'nowhere'" in screen_text(pilot)
