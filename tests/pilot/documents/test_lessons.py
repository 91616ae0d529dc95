"""Empty screens, boards and filters say what would stand there, and which key begins."""

import pytest

from pmtui.screens.frame.session import Session
from tests.screens import NARROW, WIDE, press, running, screen_text, type_text


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    ("start", "title", "taught"),
    [
        ("show-pipeline", "no deals yet", "in one line: Arbor platform 48k close:4 dec"),
        ("show-roadmap", "no features yet", "add the first feature by form"),
        ("show-customers", "no accounts yet", "A company that buys or may buy from you"),
        ("show-discovery", "no insights yet", "bring many from a file"),
    ],
)
async def test_an_empty_screen_teaches(
    empty_session: Session, start: str, title: str, taught: str, size: tuple[int, int]
) -> None:
    async with running(empty_session, start, size=size) as pilot:
        assert title in screen_text(pilot)
        assert taught in screen_text(pilot)


async def test_the_lesson_of_a_board_goes_with_its_first_card(empty_session: Session) -> None:
    async with running(empty_session) as pilot:
        await press(pilot, "N")
        await type_text(pilot, "Arbor platform 48k")
        await press(pilot, "enter")
        assert "no deals yet" not in screen_text(pilot)
        assert "Arbor platform" in screen_text(pilot)
        await press(pilot, "u")
        assert "no deals yet" in screen_text(pilot)


async def test_a_filter_without_hits_says_which_word_leaves_nothing(demo_session: Session) -> None:
    async with running(demo_session, "show-customers") as pilot:
        await press(pilot, "f")
        await type_text(pilot, "owner:ann name:zzz")
        await press(pilot, "enter")
        shown = screen_text(pilot)
        assert "nothing matches owner:ann name:zzz" in shown
        assert "without name:zzz there are " in shown
        await press(pilot, "escape")
        assert "nothing matches" not in screen_text(pilot)


async def test_a_board_without_hits_says_so_too(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "title:zzz")
        await press(pilot, "enter")
        assert "nothing matches title:zzz" in screen_text(pilot)
