"""What is typed into one line is not lost: by escape, another screen, or the end of the program; pasted lines too."""

import os
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.screens.documents.quick_add import QuickAdd
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import SessionState
from pmtui.store.workspace import Workspace
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.picker import Picker
from tests.screens import press, running, screen_text, type_text


@pytest.fixture
def kept(demo: Workspace, tmp_path: Path) -> Session:
    """A session that keeps what is typed on this machine."""
    return Session(demo, Settings(), Keymap(), memory=SessionState(tmp_path / "state", "demo"))


def line(pilot: Pilot[None]) -> LineInput:
    found = pilot.app.focused
    assert isinstance(found, LineInput), found
    return found


async def paste(pilot: Pilot[None], text: str) -> None:
    line(pilot).post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()


LINES = [
    ("show-pipeline", "N", "escape"),
    ("show-pipeline", "a", "escape"),
    ("show-pipeline", "A", "escape"),
    ("show-pipeline", "/", "escape"),
    ("show-pipeline", "f", "escape"),
    ("show-glossary", "/", "escape"),
]
"""Every one-line place that can be left before it is sent: its screen, its key, and the key that leaves it."""


@pytest.mark.parametrize(("screen", "key", "leave"), LINES)
async def test_the_words_of_a_line_that_was_left_are_offered_and_the_first_letter_replaces_them(
    kept: Session, screen: str, key: str, leave: str
) -> None:
    async with running(kept, screen) as pilot:
        await press(pilot, key)
        await type_text(pilot, "kestrel")
        await press(pilot, leave, key)
        assert line(pilot).value == "kestrel"
        await type_text(pilot, "q")
        assert line(pilot).value == "q"


@pytest.mark.parametrize(("screen", "key", "leave"), LINES)
async def test_the_words_of_a_line_outlive_the_end_of_the_program(
    kept: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str, key: str, leave: str
) -> None:
    async with running(kept, screen) as pilot:
        await press(pilot, key)
        await type_text(pilot, "kestrel")
    dead = next(number for number in range(2**21, 2**22) if not Path(f"/proc/{number}").exists())
    for file in (tmp_path / "state").glob("lines-*.json"):
        file.rename(file.with_name(file.name.replace(f"-{os.getpid()}.", f"-{dead}.")))
    again = Session(kept.workspace, Settings(), Keymap(), memory=SessionState(tmp_path / "state", "demo"))
    async with running(again, screen) as pilot:
        await press(pilot, key)
        assert line(pilot).value == "kestrel"


async def test_what_was_added_is_not_offered_again(kept: Session) -> None:
    async with running(kept) as pilot:
        await press(pilot, "N")
        await type_text(pilot, "Tarn rollout")
        await press(pilot, "enter", "N")
        assert line(pilot).value == ""


async def test_a_search_of_the_glossary_stays_on_another_screen(kept: Session) -> None:
    async with running(kept, "show-glossary") as pilot:
        await press(pilot, "/")
        await type_text(pilot, "churn")
        await press(pilot, "enter", "4", "2")
        assert "churn" in screen_text(pilot).lower()


async def test_lines_pasted_into_quick_add_are_records_in_one_commit(kept: Session) -> None:
    workspace = kept.workspace
    before, count = workspace.seq, len(workspace.rows("deal"))
    async with running(kept) as pilot:
        await press(pilot, "N")
        await paste(pilot, "Tarn rollout 12k\n\nMere pilot 3k close:fri\n")
        assert isinstance(pilot.app.screen, Picker)
        assert "2 lines were pasted" in screen_text(pilot)
        await press(pilot, "enter")
        assert len(workspace.rows("deal")) == count + 2
        assert workspace.seq == before + 1


async def test_lines_pasted_into_quick_add_are_a_record_with_notes(kept: Session) -> None:
    workspace = kept.workspace
    async with running(kept) as pilot:
        await press(pilot, "N")
        await paste(pilot, "Tarn rollout 12k\nmet at the fair\nwants a trial")
        await press(pilot, "down", "enter")
        made = next(row for row in workspace.rows("deal").values() if row["title"] == "Tarn rollout")
        assert made["notes"] == "met at the fair\nwants a trial"


async def test_lines_pasted_into_a_search_go_into_the_notes_or_stay_one_line(kept: Session) -> None:
    workspace = kept.workspace
    async with running(kept) as pilot:
        screen = pilot.app.screen
        await press(pilot, "/")
        await paste(pilot, "kestrel\nrollout")
        await press(pilot, "down", "enter")
        assert isinstance(screen, BaseScreen)
        key = screen.document_here
        assert str(workspace.rows("deal")[key]["notes"]).endswith("kestrel\nrollout")
        await press(pilot, "escape", "N")
        await paste(pilot, "Tarn\nrollout")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, QuickAdd)
        assert line(pilot).value == "Tarn rollout"


async def test_lines_of_which_one_cannot_be_added_stay_in_the_line_and_none_is_added(kept: Session) -> None:
    before = kept.workspace.seq
    async with running(kept) as pilot:
        await press(pilot, "N")
        await paste(pilot, "Tarn rollout 12k\nMere stage:nowhere")
        await press(pilot, "enter")
        assert "unknown stage 'nowhere'" in screen_text(pilot)
        assert line(pilot).value == "Tarn rollout 12k Mere stage:nowhere"
        assert kept.workspace.seq == before
