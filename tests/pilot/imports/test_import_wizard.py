"""The import wizard by keyboard: every decision seen and changed, then all or nothing."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.screens.frame.session import Session
from pmtui.screens.imports.import_wizard import ImportWizard
from pmtui.store.workspace import Workspace
from tests.screens import press, running, screen_text, told, type_text

DEALS = (
    "Report,,,,\nDeal,Company,Stage,Value,Close Date\n"
    'Big one,Acme,Proposal,"12,400.00",12/31/2026\nSmall,Acme,Won,1000.50,11/13/2026\n'
)


async def settle(pilot: Pilot[None]) -> None:
    """Let what works in a thread come to its end."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def wizard(pilot: Pilot[None], path: Path) -> None:
    """Open the wizard on a file."""
    await press(pilot, "I")
    await type_text(pilot, str(path))
    await press(pilot, "enter")
    await settle(pilot)


async def onward(pilot: Pilot[None], steps: int = 1) -> None:
    """Go some steps on."""
    for _ in range(steps):
        await press(pilot, "tab")
        await settle(pilot)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


async def test_a_file_goes_through_its_steps_into_one_commit_that_undo_takes_back(
    empty_session: Session, file: Path
) -> None:
    workspace = empty_session.workspace
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, file)
        assert "header in row 2" in screen_text(pilot)
        await onward(pilot)
        assert "2026-12-31" in screen_text(pilot)
        await onward(pilot)
        assert "2 rows: 2 created; 1 other" in screen_text(pilot)
        assert not workspace.rows("deal")
        await press(pilot, "ctrl+s")
        assert {row["title"] for row in workspace.rows("deal").values()} == {"Big one", "Small"}
        assert "takes it back" in told(pilot)
        await press(pilot, "u")
        assert not workspace.rows("deal")


async def test_escape_goes_one_step_back_and_leaves_nothing(empty_session: Session, file: Path) -> None:
    before = empty_session.workspace.seq
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, file)
        await onward(pilot, 2)
        for step in ("[columns]", "[decisions]"):
            await press(pilot, "escape")
            assert step in screen_text(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ImportWizard)
    assert empty_session.workspace.seq == before


async def test_a_column_is_given_another_field_and_another_is_kept_apart(
    empty_session: Session, file: Path
) -> None:
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, file)
        await onward(pilot)
        await press(pilot, "j", "enter")
        await type_text(pilot, "kept")
        await press(pilot, "enter")
        await settle(pilot)
        assert "custom field" in screen_text(pilot)
        await press(pilot, "j", "enter")
        await type_text(pilot, "lost_reason")
        await press(pilot, "enter")
        await settle(pilot)
        await onward(pilot)
        await press(pilot, "ctrl+s")
    big, _ = empty_session.workspace.rows("deal").values()
    assert big["custom"] == {"Company": "Acme"}
    assert (big.get("account"), big["lost_reason"]) == (None, "Proposal")


async def test_what_cannot_be_decided_is_asked_and_answered_in_the_list(
    empty_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal,Close Date\nOne,03/04/2026\n", encoding="utf-8")
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, path)
        assert "may be day-first or month-first" in screen_text(pilot)
        await press(pilot, "j", "j", "j", "j", "enter")
        await type_text(pilot, "dmy")
        await press(pilot, "enter")
        await settle(pilot)
        await onward(pilot)
        assert "2026-04-03" in screen_text(pilot)


async def test_rows_that_cannot_be_taken_are_saved_with_the_reason_after_a_question(
    empty_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal,Value\nOne,12.50\nTwo,lots\n", encoding="utf-8")
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, path)
        await onward(pilot, 2)
        assert "1 rejected" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "1 row cannot be taken. Import the other 1?" in screen_text(pilot)
        assert not empty_session.workspace.rows("deal")
        await press(pilot, "y")
    assert [row["title"] for row in empty_session.workspace.rows("deal").values()] == ["One"]
    saved = (tmp_path / "deals.rejected.csv").read_text(encoding="utf-8")
    assert saved.startswith("Deal,Value,problem\nTwo,lots,\"Value: 'lots' is not an amount")


async def test_a_file_that_is_no_table_says_so(empty_session: Session, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"")
    async with running(empty_session, "show-pipeline") as pilot:
        await wizard(pilot, path)
        assert "is empty" in screen_text(pilot)
        await press(pilot, "tab", "ctrl+s", "enter", "escape")
        assert not isinstance(pilot.app.screen, ImportWizard)


class _EnoughError(Exception):
    pass


def test_planning_that_is_stopped_has_written_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("title\n" + "".join(f"deal {number}\n" for number in range(1_000)), encoding="utf-8")
    done: list[int] = []
    before = workspace.seq

    def tick(rows: int) -> None:
        done.append(rows)
        if rows > 300:
            raise _EnoughError

    with pytest.raises(_EnoughError):
        plan_import(workspace, "deal", read_table(path), Choices({}), tick)
    assert done == sorted(done)
    assert (workspace.seq, len(workspace.rows("deal"))) == (before, 0)
