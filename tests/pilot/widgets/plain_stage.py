"""A bare application around any widget, and what a person sees of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget


class PlainStage(App[None]):
    """One widget on an empty screen.

    Args:
        make: Makes the widget, once the application runs: an input cannot be made before.
    """

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__()
        self.make = make
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """The widget alone; a screen is put on top instead."""
        widget = self.make()
        if isinstance(widget, Screen):
            self.call_after_refresh(self.push_screen, widget)
        else:
            yield widget


@asynccontextmanager
async def staged(
    make: Callable[[], Widget], *kept: type[Message], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """A running application around a widget; messages of the kept types are in `app.heard`."""
    app = PlainStage(make)

    def keep(message: Message) -> None:
        if isinstance(message, kept) and not any(message is each for each in app.heard):
            app.heard.append(message)

    async with app.run_test(size=size, notifications=True, message_hook=keep) as pilot:
        await pilot.pause()
        yield pilot


def heard(pilot: Pilot[None]) -> list[Message]:
    """The kept messages so far."""
    assert isinstance(pilot.app, PlainStage)
    return pilot.app.heard


def seen(pilot: Pilot[None]) -> list[str]:
    """The lines of the screen as a person reads them, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def line_with(pilot: Pilot[None], text: str) -> int:
    """The number of the first line that holds a text; -1 where none does."""
    return next((number for number, line in enumerate(seen(pilot)) if text in line), -1)
