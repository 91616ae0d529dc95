"""The line above the keys: what happened, how to take it back, why not, and what is marked."""

import ast

import pytest

from pmtui.errors import InputError
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.message_line import MessageLine
from pmtui.widgets.frame.picker import Picker
from tests.screens import NARROW, WIDE, press, running, screen_text, told, type_text
from tests.source import trees


def message(text: str) -> str:
    """The last but one line of a screen."""
    return text.splitlines()[-2].strip()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_move_says_from_where_to_where_and_how_it_is_taken_back(
    demo_session: Session, size: tuple[int, int]
) -> None:
    async with running(demo_session, size=size) as pilot:
        await press(pilot, "l", "L")
        line = message(screen_text(pilot))
        assert line.startswith("! Orchard add-on: Qualified ▸ Discovery; 3 not checked")
        assert line.endswith("x has the checklist")
        await press(pilot, "u")
        assert "Took back: Move on" in message(screen_text(pilot))


async def test_a_message_goes_with_the_next_key_and_by_no_clock(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "H")
        assert message(screen_text(pilot)).startswith("! D-")
        line = pilot.app.screen.query_one(MessageLine)
        assert not line.auto_refresh
        assert not line._timers
        await press(pilot, "j")
        assert message(screen_text(pilot)) == ""


async def test_marks_stand_there_with_their_sum_and_come_back_after_a_message(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "space", "space")
        assert message(screen_text(pilot)) == "2 marked · 5.7k"
        await press(pilot, "s", "escape", "ctrl+r")
        assert "redo" in message(screen_text(pilot)) or "again" in message(screen_text(pilot))
        await press(pilot, "k")
        assert message(screen_text(pilot)) == "2 marked · 5.7k"
        await press(pilot, "space")
        assert message(screen_text(pilot)) == "1 marked · 1.2k"
        await press(pilot, "escape")
        assert message(screen_text(pilot)) == ""


async def test_a_dialog_says_what_it_has_to_say_on_its_own_line(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "slash")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        picker.tell_error(InputError("[b] is no name"))
        await pilot.pause()
        assert "! [b] is no name" in screen_text(pilot)
        await type_text(pilot, "a")
        assert told(pilot) == ""
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DocumentScreen)


def test_messages_have_one_way_to_the_screen() -> None:
    """Textual's notices would lie over what somebody works in, and pass by a clock."""
    calls = [
        f"{path}:{node.lineno}"
        for path, tree in trees().items()
        if path.startswith(("screens/", "widgets/", "app.py", "drivers/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "notify"
    ]
    assert calls == []
