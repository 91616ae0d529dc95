"""Carries out the acts in a running application, and checks what must hold after each of them."""

import asyncio
import unicodedata
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from random import Random

from textual import events
from textual.app import ScreenStackError
from textual.geometry import Offset, Size
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pmtui.errors import PmtuiError
from pmtui.screens.documents.details.document_details import document_lines
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.store.query.sorted_view import Listing
from pmtui.store.workspace import Workspace
from pmtui.widgets.drawing.diffed_widget import KeptLines
from pmtui.widgets.drawing.line_segments import merged
from pmtui.widgets.record.detail import Detail
from tests.pilot.monkey.acts import Click, Foreign, Home, Key, Paste, Resize, Step, Text, acts
from tests.pilot.monkey.others import commit_elsewhere

_PATIENCE = 120.0
"""Seconds that one step may take on a busy machine before the screen counts as hung."""

_ESCAPES = 14
"""More than can lie above one another: dialogs, help, marks, filters, the detail, another day."""

_REMEMBERED = 40
"""Acts that a failure tells."""


class MonkeyError(AssertionError):
    """Something that must hold does not; the message tells the seed and the acts that led there."""


class Monkey:
    """One run over one application.

    Args:
        pilot: The application.
        workspace: What it shows.
        other: The same workspace, opened by somebody else.
        seed: What decides every step.
    """

    def __init__(self, pilot: Pilot[None], workspace: Workspace, other: Workspace, seed: int) -> None:
        self._pilot, self._workspace, self._other, self._seed = pilot, workspace, other, seed
        self._app = pilot.app
        self._chance = Random(seed)
        self._lately: deque[str] = deque(maxlen=_REMEMBERED)
        self.keys = 0
        """Steps taken so far."""

    async def run(self, steps: int) -> None:
        """Take at least so many steps, and come home.

        Raises:
            MonkeyError: Something that must hold does not.
        """
        for name, act in acts(self._seed):
            self._lately.append(f"{name}: {' '.join(_told(step) for step in act)}")
            for step in act:
                await self._take(step)
                self.keys += 1
                self._alive()
            await self._settle()
            self._alive()
            for problem in self._problems():
                raise self._error(problem)
            if self.keys >= steps:
                break
        await self._come_home()

    # Steps

    async def _take(self, step: Step) -> None:
        match step:
            case Key(name):
                await self._press(name)
            case Text(text):
                for letter in text:
                    await self._press(_character_to_key(letter) if not letter.isalnum() else letter, letter)
            case Paste(text):
                await self._send(events.Paste(text))
            case Resize(width, height):
                size = Size(width, height)
                await self._send(events.Resize(size, size))
            case Click():
                await self._click(step)
            case Foreign():
                commit_elsewhere(self._other, step, self._chance)
                await self._poll()
            case Home():
                await self._come_home()

    async def _press(self, name: str, letter: str | None = None) -> None:
        if letter is None:
            with suppress(KeyError):
                letter = unicodedata.lookup(_get_unicode_name_from_key(name))
            if letter is None and len(name) == 1:
                letter = name
        await self._send(events.Key(name, letter))

    async def _send(self, event: events.Event) -> None:
        event.set_sender(self._app)
        driver = self._app._driver
        assert driver is not None
        driver.send_message(event)
        await self._settle()

    async def _click(self, click: Click) -> None:
        width, height = self._app.size
        here = Offset(int(click.x * max(width - 1, 0)), int(click.y * max(height - 1, 0)))
        there = Offset(int(click.to[0] * max(width - 1, 0)), int(click.to[1] * max(height - 1, 0)))
        if click.how in ("down", "up"):
            turn = events.MouseScrollDown if click.how == "down" else events.MouseScrollUp
            await self._send(_mouse(turn, here))
            return
        await self._send(_mouse(events.MouseMove, here, button=0))
        for _ in range(2 if click.how == "double" else 1):
            await self._send(_mouse(events.MouseDown, here))
            if click.how == "drag":
                await self._send(_mouse(events.MouseMove, there))
            await self._send(_mouse(events.MouseUp, there if click.how == "drag" else here))

    async def _poll(self) -> None:
        """The look at what others committed, which the application takes every second."""
        desk = getattr(self._app, "_now", None)
        if desk is not None:
            self._app.call_later(desk.poll)
            await self._settle()

    async def _come_home(self) -> None:
        """Escape until nothing lies over the screen, and the detail, the filter, the marks and the day are left."""
        if self._app.size.width < 60 or self._app.size.height < 16:
            await self._take(Resize(120, 40))
        for _ in range(_ESCAPES):
            if self._at_home():
                return
            await self._press("escape")
            self._alive()
        if not self._at_home():
            screen = self._app.screen
            raise self._error(f"escape does not come home: {screen!r}, {screen.focused!r}, {screen.classes}")

    def _at_home(self) -> bool:
        screen = self._app.screen
        if len(self._app.screen_stack) > 2 or not isinstance(screen, BaseScreen):
            return False
        if screen.session.as_of is not None or isinstance(screen.focused, Input | TextArea):
            return screen.session.as_of is None and screen.TITLE_SHOWN == "Glossary"
        if isinstance(screen, DocumentScreen):
            if screen.has_class("-detail") or screen.has_class("-filtering"):
                return False
            return not (screen.view_widget.marks or screen.pane.filter_text or screen.pane.only)
        return True

    # Waiting

    async def _settle(self) -> None:
        """Wait until what was sent has had its effect on all that it passes through."""
        for _ in range(3):
            for pump in self._pumps():
                await self._worked_off(pump)

    def _pumps(self) -> Iterator[MessagePump]:
        yield self._app
        with suppress(ScreenStackError):
            focused = self._app.focused
            yield from self._app.screen_stack
            if focused is not None:
                yield from (each for each in focused.ancestors_with_self if isinstance(each, MessagePump))

    async def _worked_off(self, pump: MessagePump) -> None:
        done = asyncio.Event()
        if not pump.is_running or not pump.call_later(done.set):
            return
        waiting: Callable[[], Awaitable[bool]] = done.wait
        for _ in range(int(_PATIENCE * 10)):
            with suppress(TimeoutError):
                await asyncio.wait_for(waiting(), 0.1)
                return
            if self._app._exit or self._app._exception is not None or not pump.is_running:
                return
        raise self._error(f"{pump!r} hangs")

    # What must hold

    def _alive(self) -> None:
        failure = self._app._exception or getattr(self._app, "failure", None)
        if failure is not None:
            raise self._error(f"{type(failure).__name__}: {failure}") from failure
        if self._app._exit or not self._app.is_running:
            ended = f"exit {self._app._exit}, code {self._app.return_code}, running {self._app.is_running}"
            raise self._error(f"the application ended: {ended}")

    def _problems(self) -> Iterator[str]:
        """What does not hold; nothing on a screen that is too small or not a screen of the workspace."""
        for widget in self._app.screen.query(KeptLines):
            if widget.display and widget.size.area:
                yield from _stale_lines(widget)
        for screen in self._app.screen_stack:
            if isinstance(screen, DocumentScreen) and screen.session.as_of is None:
                yield from self._disagreements(screen)
        if isinstance(self._app.screen, BaseScreen) and not isinstance(self._app.focused, Input | TextArea):
            yield from _dead_keys(self._app.screen)

    def _disagreements(self, screen: DocumentScreen) -> Iterator[str]:
        """Where a screen and the store differ."""
        pane = screen.pane
        listing = pane.listing
        anew = Listing(listing._rows, listing.order, listing._lane_of, listing._condition)
        if set(listing.ids()) != set(anew.ids()):
            differing = sorted(set(listing.ids()) ^ set(anew.ids()))
            yield f"{pane.view.title} lists otherwise than the store: {differing[:5]}"
        for lane in anew.lanes():
            if listing.lane(lane).entries != anew.lane(lane).entries:
                yield f"{pane.view.title} has another order in {lane!r} than the store"
            if listing.sums([lane]) != anew.sums([lane]):
                yield f"{pane.view.title} counts {listing.sums([lane])} in {lane!r}, the store {anew.sums([lane])}"
        key = pane.widget.current_key
        if key is not None and listing.find(key) is None:
            yield f"the cursor of {pane.view.title} is on {key}, which is not listed"
        if screen.is_current and screen.has_class("-detail") and key is not None:
            with suppress(PmtuiError):
                document = self._workspace.find(key)
                lines = document_lines(document, screen.session) if document is not None else ()
                if screen.query_one(Detail).lines != lines and screen._following._resting is None:
                    yield f"the detail of {key} is not what the store has"

    def _error(self, problem: str) -> MonkeyError:
        told = "\n  ".join(self._lately)
        return MonkeyError(f"seed {self._seed}, step {self.keys}: {problem}\n  {told}")


def _mouse(kind: type[events.MouseEvent], at: Offset, *, button: int = 1) -> events.MouseEvent:
    return kind(
        widget=None, x=at.x, y=at.y, delta_x=0, delta_y=0, button=button, shift=False, meta=False, ctrl=False
    )


def _stale_lines(widget: KeptLines) -> Iterator[str]:
    """Lines that stand otherwise than they would be drawn now."""
    if widget.fitted_size != widget.size:
        return
    for y in range(widget.size.height):
        drawn = widget._wanted.get(y, widget._drawn.get(y))
        if drawn is not None and tuple(merged(drawn)) != tuple(merged(widget.line(y))):
            yield f"line {y} of {widget!r} stands as {drawn} and would be drawn as {widget.line(y)}"
            return


def _dead_keys(screen: BaseScreen) -> Iterator[str]:
    """Keys in the footer that no binding in force carries out."""
    from pmtui.commands import COMMANDS

    keymap = screen.session.keymap
    bound = {binding.binding.id for binding in screen.active_bindings.values()}
    labels = {keymap.label(command): command for command in COMMANDS}
    known = {
        keymap.label(command) for command in COMMANDS if command in bound or not keymap.single_keys(command)
    }
    for label, word in screen.footer_pairs():
        if label not in known:
            yield f"the footer offers {label!r} {word!r} ({labels.get(label)}), and nothing answers it"


def _told(step: Step) -> str:
    match step:
        case Key(name):
            return name
        case Text(text) | Paste(text):
            return f"{type(step).__name__}({text[:40]!r})"
        case Resize(width, height):
            return f"{width}x{height}"
        case _:
            return str(step)
