"""Counts and the last change once more."""

from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.key_sets import VIM
from pmtui.screens.frame.session import Session
from pmtui.screens.roadmap.roadmap import RoadmapScreen
from pmtui.store.workspace import Workspace
from pmtui.widgets.grid.grid import Grid
from tests.pilot.roadmap.test_launches import add
from tests.screens import press, running, told, type_text


def stages(workspace: Workspace) -> list[object]:
    return [row["stage"] for row in workspace.rows("deal").values()]


async def test_a_count_moves_so_many_rows_and_is_then_spent(workspace: Workspace) -> None:
    session = Session(workspace, Settings(), Keymap(VIM))
    for number in range(15):
        add(session, "deal", title=f"deal {number:02}", expected_close="2026-12-01")
    async with running(session, "show-pipeline") as pilot:
        await press(pilot, "tab")
        grid = pilot.app.screen.query_one("#view-deals", Grid)
        await press(pilot, "5", "j")
        assert grid.current_key == "D-6"
        await press(pilot, "j")
        assert grid.current_key == "D-7"
        await press(pilot, "1", "2", "k")
        assert grid.current_key == "D-1"
        await press(pilot, "7", "escape", "j")
        assert grid.current_key == "D-2"
        await press(pilot, "g", "3")
        assert isinstance(pilot.app.screen, RoadmapScreen)


async def test_a_full_stop_moves_the_next_card_as_the_last_one(empty_session: Session) -> None:
    for title in ("one", "two", "three"):
        add(empty_session, "deal", title=title)
    async with running(empty_session, "show-pipeline") as pilot:
        await press(pilot, "full_stop")
        assert "nothing was changed" in told(pilot)
        await press(pilot, "tab", "L", "j", "full_stop")
        assert sorted(map(str, stages(empty_session.workspace))) == ["Prospecting", "Qualified", "Qualified"]


async def test_a_full_stop_gives_all_that_is_marked_what_a_form_gave_one(empty_session: Session) -> None:
    for title in ("one", "two", "three"):
        add(empty_session, "deal", title=title)
    async with running(empty_session, "show-pipeline") as pilot:
        await press(pilot, "tab", "E", "tab", "tab", "tab")
        await type_text(pilot, "12k")
        await press(pilot, "ctrl+s", "V", "full_stop", "y")
        rows = empty_session.workspace.rows("deal").values()
        assert [row["amount"] for row in rows] == [{"amount": "12000.00", "currency": "USD"}] * 3
        await press(pilot, "u")
        assert sum("amount" in row for row in empty_session.workspace.rows("deal").values()) == 1
