"""Today: records are worked on from their lines, and what was done there can be taken back."""

import pytest
from textual.pilot import Pilot

from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Workspace
from pmtui.widgets.grid.grid import Grid
from pmtui.workflows import record_commands
from tests.screens import press, running, screen_text, told, type_text


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def session(workspace: Workspace) -> Session:
    """A task that is late, and a deal whose next step is due today."""
    add(workspace, "account", name="Acme")
    add(
        workspace, "deal", title="Rollout", account="Acme", next_step="send terms", next_step_due="2026-11-23"
    )
    add(workspace, "activity", text="call Ann", about="D-1", due="2026-11-20")
    return Session(workspace, Settings(), Keymap())


def cursor(pilot: Pilot[None]) -> str:
    key = pilot.app.screen.query_one(Grid).current_key
    return key or ""


async def test_a_task_is_done_from_its_line_and_undone(session: Session) -> None:
    async with running(session, "show-today") as pilot:
        assert cursor(pilot) == "overdue#E-1"
        await press(pilot, "L")
        assert session.workspace.rows("activity")["E-1"]["done"] == "2026-11-23"
        assert "takes it back" in told(pilot)
        assert "Done: call Ann" in told(pilot)
        await press(pilot, "K", "escape")
        assert "call Ann" not in screen_text(pilot)
        await press(pilot, "u")
        assert not session.workspace.rows("activity")["E-1"].get("done")
        assert "call Ann" in screen_text(pilot)


async def test_a_deal_is_moved_on_from_its_line_which_says_so(session: Session) -> None:
    async with running(session, "show-today") as pilot:
        await press(pilot, "j", "L")
        assert session.workspace.rows("deal")["D-1"]["stage"] == "Qualified"
        assert "Prospecting ▸ Qualified; 2 not checked" in told(pilot)


async def test_the_form_of_a_line_is_that_of_its_record(session: Session) -> None:
    async with running(session, "show-today") as pilot:
        await press(pilot, "j", "e")
        assert "Rollout" in screen_text(pilot)


async def test_a_line_without_a_record_says_so(session: Session) -> None:
    async with running(session, "show-today") as pilot:
        await press(pilot, "G", "e")
        assert told(pilot).strip() == "this line has no record of its own"


async def test_what_is_added_on_today_is_to_be_done_today(session: Session) -> None:
    async with running(session, "show-today") as pilot:
        await press(pilot, "n")
        await type_text(pilot, "water the plants")
        await press(pilot, "ctrl+s")
        (made,) = [row for row in session.workspace.rows("activity").values() if row["id"] == "E-2"]
        assert made["due"] == "2026-11-23"
        assert cursor(pilot) == "today#E-2"


@pytest.mark.parametrize("screen", ["show-today", "show-reports", "show-customers"])
async def test_anything_is_looked_up_from_any_screen(session: Session, screen: str) -> None:
    async with running(session, screen) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "rollou")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RecordPageScreen)
        assert pilot.app.screen.current == "D-1"


async def test_today_begins_with_my_own_day_and_tab_brings_everybodys(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        mine = screen_text(pilot)
        assert "[mine]  a all  p product  s sales" in mine
        assert " · cleo" not in mine
        await press(pilot, "tab")
        assert "m mine  [all]  p product  s sales" in screen_text(pilot)
        assert " · cleo" in screen_text(pilot)


async def test_today_is_everybodys_for_whoever_owns_nothing(demo_session: Session) -> None:
    demo_session.workspace.user = "nobody"
    async with running(demo_session, "show-today") as pilot:
        assert "m mine  [all]  p product  s sales" in screen_text(pilot)
