"""The driver that reads and writes the terminal: with thrift, and without waking where nothing happens."""

import asyncio
import codecs
import os
import selectors
import time
from contextlib import closing, suppress
from threading import Event

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from pmtui.drivers.turns import TakingTurns
from pmtui.terminal.thrift import Thrift

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What brackets an update that the terminal shows all at once."""

_STEP, _LATEST = 0.012, 0.12
"""Seconds to wait for a further step of a layout, and to wait in all."""

_TICK = 0.02
"""Seconds between two looks at whether an escape was a key of its own."""

_READ = 1 << 12


class _Call(Event):
    """An event that also ends a wait for input."""

    def __init__(self) -> None:
        super().__init__()
        self.reader, self._writer = os.pipe()

    def set(self) -> None:
        """Happen."""
        super().set()
        os.write(self._writer, b"!")

    def clear(self) -> None:
        """Wait to happen again."""
        super().clear()
        os.read(self.reader, _READ)


class SparingDriver(TakingTurns, LinuxDriver):
    """Textual's driver for terminals, which sends only what makes a difference, and sleeps until a key comes.

    What one key changes is sent at once. A whole screen is laid out in steps, each of which paints it all:
    it is sent when no further step comes, but for the first one, which somebody waits for.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._thrift = Thrift()
        self._updating = self._bracketed = False
        self._passing: list[str] = []
        self._due: asyncio.TimerHandle | None = None
        self._latest = 0.0
        self._stop = self.exit_event = _Call()

    def run_input_thread(self) -> None:
        """Read keys until `exit_event`, or until the terminal has gone; wake only for them."""
        parser = XTermParser(self._debug)
        decoded = codecs.getincrementaldecoder("utf-8")(errors="replace")
        awake_until = 0.0
        with closing(selectors.DefaultSelector()) as waiting:
            waiting.register(self.fileno, selectors.EVENT_READ)
            waiting.register(self._stop.reader, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = waiting.select(_TICK if time.monotonic() < awake_until else None)
                if any(key.fd == self.fileno for key, _ in ready):
                    data = _read(self.fileno)
                    if not data:
                        break
                    for message in parser.feed(decoded.decode(data)):
                        self.process_message(message)
                    awake_until = time.monotonic() + 2 * ESCAPE_DELAY
                for message in parser.tick():
                    self.process_message(message)
        with suppress(EOFError):
            list(parser.feed(""))

    def forget(self) -> None:
        """Send everything that is painted next: the terminal may show anything."""
        self._thrift.forget()

    def write(self, data: str) -> None:
        """Write what makes a difference."""
        if data == _BEGIN:
            self._updating = self._bracketed = True
        elif data == _END:
            self._updating = False
            self._send_soon()
        elif self._thrift.paint(data):
            if not self._updating:
                self._send_soon()
        else:
            self._passing += (self._thrift.changes(), data)
            self._thrift.passed(data)
            if not self._updating:
                self._send()

    def _send_soon(self) -> None:
        """Send at once, or a little later where the whole screen was painted and may be again."""
        whole = self._thrift.lines_painted >= self._app.size.height - 1
        starting = self._turn is None
        if self._due is None and (not whole or starting or self._thrift.knows_nothing):
            self._send()
            return
        loop = asyncio.get_running_loop()
        if self._due is None:
            self._latest = loop.time() + _LATEST
        else:
            self._due.cancel()
        self._due = loop.call_at(min(loop.time() + _STEP, self._latest), self._send)

    def close(self) -> None:
        """Send what was held back, and stop."""
        self._send()
        super().close()

    def _send(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        needed = "".join((*self._passing, self._thrift.changes()))
        self._passing.clear()
        if needed and self._writer_thread is not None:
            super().write(f"{_BEGIN}{needed}{_END}" if self._bracketed else needed)


def _read(descriptor: int) -> bytes:
    """What has come; empty where nothing can come any more."""
    try:
        return os.read(descriptor, _READ)
    except OSError:
        return b""
