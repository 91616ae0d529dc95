"""Keys in their turn, read from a pipe that stands for a terminal."""

import array
import asyncio
import fcntl
import os
import termios
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Thread

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pmtui.drivers import turns
from pmtui.drivers.parsing import InputParser
from pmtui.drivers.reading import Call, ReadingBytes

_PATIENCE = 20.0


class Piped(ReadingBytes):
    """A driver that reads a pipe and paints nowhere."""

    keyboard = -1
    """The end that a test types at, of the latest one."""

    def write(self, data: str) -> None:
        pass

    def start_application_mode(self) -> None:
        self.fileno, Piped.keyboard = os.pipe()
        self.stop_reading = Call()
        self.send_message(events.Resize(Size(80, 24), Size(80, 24)))
        self._thread = Thread(target=self._run_input_thread)
        self._thread.start()

    def disable_input(self) -> None:
        self.drop_queued()
        self.stop_reading.set()
        self._thread.join()

    def stop_application_mode(self) -> None:
        self.disable_input()

    def unread(self) -> int:
        """The bytes that have been typed and not been read."""
        waiting = array.array("i", [0])
        fcntl.ioctl(self.fileno, termios.FIONREAD, waiting)
        return waiting[0]


class Form(ModalScreen[None]):
    """Something to be typed into."""

    def compose(self) -> ComposeResult:
        yield Input()


class Desk(App[None]):
    """Opens a form at `n`, once it may."""

    def __init__(self) -> None:
        super().__init__(driver_class=Piped)
        self.may = asyncio.Event()
        self.told: list[str] = []
        self.ready = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Static("desk")

    def on_ready(self) -> None:
        self.ready.set()

    async def on_key(self, event: events.Key) -> None:
        self.told.append(event.key)
        if event.key == "n":
            await self.may.wait()
            await self.push_screen(Form())

    def hang_up(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @property
    def driver(self) -> Piped:
        assert isinstance(self._driver, Piped)
        return self._driver


@asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    """A desk that runs."""
    desk = Desk()
    running = asyncio.create_task(desk.run_async())
    await asyncio.wait_for(desk.ready.wait(), _PATIENCE)
    try:
        yield desk
    finally:
        desk.may.set()
        desk.exit()
        await asyncio.wait_for(running, _PATIENCE)


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def test_what_is_typed_ahead_reaches_the_form_that_it_means() -> None:
    async with opened() as desk:
        desk.may.set()
        os.write(Piped.keyboard, "nHäfen\x1b[200~, lights\x1b[201~!".encode())
        await eventually(
            lambda: isinstance(desk.screen, Form) and desk.screen.query_one(Input).value.endswith("!")
        )
        assert desk.screen.query_one(Input).value == "Häfen, lights!"
        assert desk.told[0] == "n"


async def test_reading_does_not_wait_for_what_a_key_does() -> None:
    async with opened() as desk:
        os.write(Piped.keyboard, b"n")
        await eventually(lambda: desk.told == ["n"])
        os.write(Piped.keyboard, b"x" * 10_000)
        await eventually(lambda: desk.driver.unread() == 0)
        assert not desk.may.is_set()
        assert desk.told == ["n"]


async def test_a_key_that_never_has_its_effect_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "_LOOK", 0.001)
    async with opened() as desk:
        os.write(Piped.keyboard, b"n")
        await eventually(lambda: desk.told == ["n"])
        os.write(Piped.keyboard, b"jk")
        await eventually(lambda: not desk.driver._waiting)


async def test_an_escape_and_the_key_after_it_are_two_keys_and_an_escape_alone_is_one() -> None:
    async with opened() as desk:
        os.write(Piped.keyboard, b"\x1b4")
        await eventually(lambda: desk.told == ["escape", "4"])
        os.write(Piped.keyboard, b"\x1b")
        await eventually(lambda: desk.told == ["escape", "4", "escape"])


async def test_what_was_typed_for_nobody_is_dropped() -> None:
    async with opened() as desk:
        os.write(Piped.keyboard, b"njjj")
        await eventually(lambda: len(desk.driver._waiting) == 3)
        desk.driver.drop_queued()
        desk.may.set()
        await eventually(lambda: isinstance(desk.screen, Form))
        assert desk.screen.query_one(Input).value == ""


async def test_the_end_of_what_can_be_read_is_a_hang_up() -> None:
    async with opened() as desk:
        os.close(Piped.keyboard)
        await eventually(lambda: desk.return_code is not None)
        assert desk.return_code == 129


async def test_a_fault_in_the_thread_that_reads_ends_it_and_never_with_0(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(parser: InputParser, data: bytes) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(InputParser, "feed", fail)
    desk = Desk()
    running = asyncio.create_task(desk.run_async())
    await asyncio.wait_for(desk.ready.wait(), _PATIENCE)
    os.write(Piped.keyboard, b"j")
    await asyncio.wait_for(running, _PATIENCE)
    assert desk.return_code not in (0, None)
