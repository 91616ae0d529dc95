"""Running the application on a session, for the tests that press keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from pmtui.app import PmtuiApp, Start
from pmtui.config import Settings
from pmtui.screens.frame.session import Session
from pmtui.screens.screen_manager import ScreenManager
from pmtui.widgets.frame.message_line import Speaking

NARROW, WIDE = (80, 24), (120, 40)
"""The two sizes of terminal that every screen is shown at."""


def app_on(session: Session, start: str = "show-pipeline", theme: str = "") -> PmtuiApp:
    """The application, about to open on a screen."""
    settings = Settings(theme=theme)
    return PmtuiApp(lambda: ScreenManager(session), settings, session.keymap, Start(start))


@asynccontextmanager
async def running(
    session: Session, start: str = "show-pipeline", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """The application, open on a screen."""
    app = app_on(session, start)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield pilot
    if app.failure is not None:
        raise app.failure


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, waiting for each to take effect."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type text into whatever has the focus."""
    names = {" ": "space", ":": "colon", "-": "minus", ".": "full_stop", ">": "greater_than_sign"}
    for letter in text:
        await pilot.press(names.get(letter, letter))
    await pilot.pause()


def screen_text(pilot: Pilot[None]) -> str:
    """What is on the screen, as lines of plain text."""
    width, height = pilot.app.size
    compositor = pilot.app.screen._compositor
    strips = compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips[:height] if width)


def told(pilot: Pilot[None]) -> str:
    """The message above the keys, and how to take back what it tells; on the screen it may be wrapped."""
    screen = pilot.app.screen
    said = screen.said if isinstance(screen, Speaking) else None
    return " ".join((said.text, *said.way_back)) if said is not None else ""
