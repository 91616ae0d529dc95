"""The mode for screen readers: the line at which the terminal's cursor stands says what is current."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from pmtui.app import PmtuiApp, Start
from pmtui.config import Settings
from pmtui.screens.frame.session import Session
from pmtui.screens.screen_manager import ScreenManager
from tests.screens import press, screen_text, type_text


def app_of(session: Session, start: str) -> PmtuiApp:
    settings = Settings(screen_reader=True)
    session = replace(session, settings=settings, ascii=True)
    return PmtuiApp(lambda: ScreenManager(session), settings, session.keymap, Start(start), plain=True)


def read(pilot: Pilot[None]) -> str:
    """What a reader says of the line at which the cursor stands."""
    return screen_text(pilot).splitlines()[pilot.app.cursor_position.y].strip()


@pytest.mark.parametrize(
    ("start", "keys", "said"),
    [
        ("show-pipeline", ("right", "right"), "Discovery: Kestrel rollout, 32k, "),
        ("show-pipeline", ("down",), "Prospecting: Nordwind pilot"),
        ("show-pipeline", ("tab", "down"), "Deal Lumen Q4 extension, Account Lumen Cold Chain"),
        ("show-today", ("down",), ""),
        ("show-roadmap", ("right",), "next"),
        ("show-customers", ("down",), "Brightwater"),
        ("show-discovery", ("down",), ""),
        ("show-reports", ("down",), "Qualified"),
        ("show-glossary", ("down",), ""),
        ("show-workspace", ("down",), ""),
    ],
)
async def test_each_screen_says_what_is_current(
    demo_session: Session, start: str, keys: tuple[str, ...], said: str
) -> None:
    async with app_of(demo_session, start).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        first = read(pilot)
        assert first
        assert said.casefold() in first.casefold(), first
        assert not any("\u2500" <= letter <= "\u28ff" for letter in first)
        await press(pilot, "up" if keys[-1] == "down" else "down")
        assert read(pilot) != first


async def test_what_happened_is_said_before_what_is_current(demo_session: Session) -> None:
    async with app_of(demo_session, "show-pipeline").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "right", "right", "L")
        assert "Kestrel rollout" in read(pilot)
        assert "Proposal" in read(pilot)


@pytest.mark.parametrize(
    ("keys", "typed", "said"),
    [
        (("colon",), "oops", "Undo, pmtui undo, u"),
        (("question_mark",), "undo", "take the last change back"),
        (("slash",), "kestrel", "Kestrel"),
        (("n",), "Acme", "Title: Acme"),
        (("f",), "sta", "filter: sta"),
    ],
)
async def test_a_dialog_says_what_is_typed_or_chosen(
    demo_session: Session, keys: tuple[str, ...], typed: str, said: str
) -> None:
    async with app_of(demo_session, "show-pipeline").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        await type_text(pilot, typed)
        assert said in read(pilot), read(pilot)


async def test_nothing_is_only_drawn(demo_session: Session) -> None:
    async with app_of(demo_session, "show-pipeline").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "colon")
        filters = pilot.app.get_line_filters()
        assert type(filters[-1]).__name__ in ("SilentFilter", "AsciiFilter")


async def test_without_the_mode_no_line_is_added(demo_session: Session) -> None:
    settings = Settings()
    app = PmtuiApp(lambda: ScreenManager(demo_session), settings, demo_session.keymap, Start("show-pipeline"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "down")
        assert not pilot.app.screen.query("SpokenLine")
