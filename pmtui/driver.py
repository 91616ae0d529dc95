"""The driver that writes to the terminal, with thrift."""

import asyncio

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from pmtui.terminal.thrift import Thrift

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What brackets an update that the terminal shows all at once."""

_STEP, _LATEST = 0.012, 0.12
"""Seconds to wait for a further step of a layout, and to wait in all."""


class SparingDriver(LinuxDriver):
    """Textual's driver for terminals, which sends only what makes a difference.

    What one key changes is sent at once. A whole screen is laid out in steps, each of which paints it all:
    it is sent when no further step comes.
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
        if self._due is None and (not whole or self._thrift.knows_nothing):
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
