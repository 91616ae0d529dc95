"""Several people at once: conflicts settled field by field, and who is where."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from pmtui.app import PmtuiApp, Start
from pmtui.config import Settings
from pmtui.models.deals.deal import Deal
from pmtui.screens.editing.conflicts import ConflictScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.screen_manager import ScreenManager
from pmtui.store.log import presence
from pmtui.store.log.presence import FolderPresence
from pmtui.store.open_workspace import open_workspace
from pmtui.workflows.record_commands import edit_document
from tests.pilot.deals.test_pipeline import current
from tests.screens import press, running, screen_text, type_text


def changed_by_ben(session: Session, deal_id: str, **values: object) -> None:
    """Somebody else changes a deal, in a process of theirs."""
    other = open_workspace(session.workspace.path, user="ben", clock=session.workspace.clock)
    edit_document(other, other.get(deal_id), values)
    other.close()


async def type_over(pilot: Pilot[None], text: str) -> None:
    """Put other text into the field that has the focus."""
    await press(pilot, "end", "ctrl+u")
    await type_text(pilot, text)


def deal(session: Session, deal_id: str) -> Deal:
    found = session.workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


async def conflicting(pilot: Pilot[None], session: Session) -> str:
    """A deal whose title two people change, and whose owner only the other does; the dialog is open."""
    edited = current(pilot.app)
    await press(pilot, "E")
    changed_by_ben(session, edited, title="Theirs", owner="ben")
    await type_over(pilot, "Mine")
    await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, ConflictScreen)
    return edited


async def test_a_conflict_shows_what_it_was_theirs_and_mine_and_who(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        before = deal(demo_session, current(pilot.app)).title
        await conflicting(pilot, demo_session)
        row = next(line for line in screen_text(pilot).splitlines() if ">Title" in line)
        assert row.index(before[:8]) < row.index("Theirs") < row.index("● Mine")
        assert "ben, 2026-11-23" in screen_text(pilot)
        assert "│  Owner" not in screen_text(pilot)


async def test_mine_is_saved_and_what_only_they_changed_stays(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        edited = await conflicting(pilot, demo_session)
        await press(pilot, "ctrl+s")
        found = deal(demo_session, edited)
        assert (found.title, found.owner) == ("Mine", "ben")


async def test_theirs_stays_where_it_is_picked_and_the_rest_of_mine_is_saved(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        edited = current(pilot.app)
        await press(pilot, "E")
        changed_by_ben(demo_session, edited, title="Theirs")
        await type_over(pilot, "Mine")
        await press(pilot, "tab", "tab", "tab")
        form = pilot.app.screen
        await type_over(pilot, "77k")
        await press(pilot, "ctrl+s", "h")
        assert pilot.app.screen is not form
        assert "● Theirs" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        found = deal(demo_session, edited)
        assert found.title == "Theirs"
        assert found.amount is not None
        assert found.amount.amount == 77_000


async def test_esc_goes_back_to_the_form_with_what_was_typed(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        edited = await conflicting(pilot, demo_session)
        await press(pilot, "escape")
        assert "Mine" in screen_text(pilot)
        assert deal(demo_session, edited).title == "Theirs"


async def test_all_of_theirs_closes_the_form_and_writes_nothing(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        edited = await conflicting(pilot, demo_session)
        version = deal(demo_session, edited).version
        await press(pilot, "space", "ctrl+s")
        assert deal(demo_session, edited).version == version
        assert "Which" not in screen_text(pilot)


async def test_changes_of_different_fields_ask_nothing(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        edited = current(pilot.app)
        await press(pilot, "E")
        changed_by_ben(demo_session, edited, owner="ben")
        await type_over(pilot, "Mine")
        await press(pilot, "ctrl+s")
        found = deal(demo_session, edited)
        assert (found.title, found.owner) == ("Mine", "ben")


async def test_who_else_is_on_a_record_is_told_at_the_top_and_in_its_form(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "REST", 0.0)
    folder = demo_session.workspace.path
    ben = FolderPresence(folder, "ben", "there")
    session = replace(demo_session, presence=FolderPresence(folder, "ann", "here"))
    desk = ScreenManager(session)
    app = PmtuiApp(lambda: desk, Settings(), session.keymap, Start("show-pipeline"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        here = current(pilot.app)
        ben.tell(here, editing=True)
        desk.poll()
        await pilot.pause()
        assert "ben edits this" in screen_text(pilot)
        assert ben.others()[0].document == here
        await press(pilot, "j")
        assert "ben edits this" not in screen_text(pilot)
        await press(pilot, "k", "E")
        assert "ben edits this" in screen_text(pilot)
        desk.poll()
        assert ben.others()[0].editing
        await press(pilot, "escape")
        ben.leave()
        desk.poll()
        await pilot.pause()
        assert "ben edits this" not in screen_text(pilot)
