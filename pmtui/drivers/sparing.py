"""The driver that reads and writes the terminal: with thrift, and without waking where nothing happens."""

import asyncio
import os
import signal
import sys
import termios
import tty
from contextlib import suppress
from threading import Thread
from types import FrameType

from textual import events
from textual.app import App
from textual.constants import DISABLE_KITTY_KEY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from pmtui.drivers.outlet import Outlet
from pmtui.drivers.reading import Call, ReadingBytes
from pmtui.terminal.profile import multiplexer
from pmtui.terminal.thrift import Thrift

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""The brackets around an update that the terminal shows all at once."""

_AT_ONCE = 512
"""Characters that reach the terminal in one piece, and so need no brackets."""

_STEP, _LATEST = 0.012, 0.12
"""Seconds to wait for a further step of a layout, and to wait in all."""

_MOUSE = ("\x1b[?1000h", "\x1b[?1003h", "\x1b[?1015h", "\x1b[?1006h")
_NO_MOUSE = ("\x1b[?1016l", "\x1b[?1006l", "\x1b[?1015l", "\x1b[?1003l", "\x1b[?1000l")
_KITTY_KEYS, _NO_KITTY_KEYS = "\x1b[>29u", "\x1b[<u"
"""Escape codes told apart, all keys reported, with their place on a Latin keyboard and their text."""

_POINTER, _USUAL_POINTER = "\x1b]22;", "\x1b]22;\x07"
_ALTERNATE, _PRIMARY = "\x1b[?1049h", "\x1b[?1049l"
_CAN_SYNCHRONIZE, _CAN_TELL_SIZE = "\x1b[?2026$p", "\x1b[?2048$p"
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_FOCUS, _NO_FOCUS = "\x1b[?1004h", "\x1b[?1004l"
_PASTE, _NO_PASTE = "\x1b[?2004h", "\x1b[?2004l"
_WRAP, _NO_WRAP = "\x1b[?7h", "\x1b[?7l"
_NO_SIZE_REPORTS = "\x1b[?2048l"
_CLEAN = "\x1b[r\x1b[0m\x1b[H\x1b[2J"
"""No scroll region, no colors, nothing on the screen: a terminal without a second screen goes on with this one."""


class SparingDriver(ReadingBytes, LinuxDriver):
    """Textual's driver for terminals, which sends only what makes a difference, and sleeps until a key comes.

    What one key changes is sent at once. A whole screen is laid out in steps, each of which paints it all:
    it is sent when no further step comes, but for the first one, which somebody waits for. To a terminal that takes
    its time nothing is sent until it has taken what came before; then what makes a difference by then.
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
        self._thrift = _thrift()
        self._updating = self._bracketed = self._pointer_shaped = False
        self._passing: list[str] = []
        self._due: asyncio.TimerHandle | None = None
        self._latest = 0.0
        self._outlet: Outlet | None = None
        self._on = self._held_back = False
        self.stop_reading = self.exit_event = Call()
        if self._file is None or not self._file.isatty():  # messages go to a file, the screen does not
            self._file = sys.__stdout__

    def start_application_mode(self) -> None:
        """Take the terminal over; whatever ends this gives it back."""
        screen = self._file
        if self._on or screen is None or not self._in_foreground():
            return
        self.answer_signals()
        self._outlet = Outlet(screen.fileno(), screen.encoding, self._drained, self.lost)
        self._outlet.start()
        self._thrift, self._on = _thrift(), True
        self._watch_size()
        modes = [_ALTERNATE, *(_MOUSE if self._mouse else ()), _FOCUS]
        modes += [] if getattr(self._app, "shows_cursor", False) else [_HIDE]
        modes += [] if DISABLE_KITTY_KEY else [_KITTY_KEYS]
        self._outlet.write("".join(modes))
        self._set_line()
        self._key_thread = Thread(target=self._run_input_thread, name="pmtui-input", daemon=True)
        self._key_thread.start()
        questions = [_CAN_TELL_SIZE]
        if self.input_tty and os.environ.get("TERM_PROGRAM") != "Apple_Terminal":  # which would print it
            questions = [_CAN_SYNCHRONIZE, *questions]
        self._outlet.write("".join((*questions, _PASTE, _NO_WRAP)))
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def _in_foreground(self) -> bool:
        """Whether the terminal is ours; if a shell keeps it, the process stops until it is not in the background."""
        if not os.isatty(self.fileno):
            return True

        def stop_again(number: int, frame: FrameType | None) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        for number in (signal.SIGTTOU, signal.SIGTTIN):
            signal.signal(number, stop_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error:
            return False
        finally:
            for number in (signal.SIGTTOU, signal.SIGTTIN):
                signal.signal(number, signal.SIG_DFL)
        return True

    def _watch_size(self) -> None:
        def tell() -> None:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

        def changed(number: int, frame: FrameType | None) -> None:
            if not self._in_band_window_resize:
                self._loop.call_soon_threadsafe(tell)

        signal.signal(signal.SIGWINCH, changed)
        tell()

    def _set_line(self) -> None:
        """Let every key come at once and as it is, and show none."""
        self.attrs_before = None
        with suppress(termios.error):
            before, after = termios.tcgetattr(self.fileno), termios.tcgetattr(self.fileno)
            after[tty.LFLAG] = self._patch_lflag(after[tty.LFLAG])
            after[tty.IFLAG] = self._patch_iflag(after[tty.IFLAG])
            after[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, after)
            self.attrs_before = before

    def disable_input(self) -> None:
        """Read no more; what has been typed is for nobody."""
        self.drop_queued()
        if self._key_thread is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.stop_reading.set()
        self._key_thread.join()
        self._key_thread = None
        self.stop_reading.clear()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was.

        What was to be painted is dropped. Nothing is sent after the primary screen has come back: the cursor is
        where it was, under the command that started this.
        """
        if not self._on or self._outlet is None:
            return
        self._on = False
        self._drop_painted()
        modes = [_NO_SIZE_REPORTS] if self._in_band_window_resize else []
        modes += _NO_MOUSE if self._mouse else ()
        modes += [_USUAL_POINTER] if self._pointer_shaped else []
        modes += [] if DISABLE_KITTY_KEY else [_NO_KITTY_KEYS]
        modes += [_NO_FOCUS, _NO_PASTE, _WRAP, _CLEAN, _SHOW, _PRIMARY]
        self._outlet.write("".join(modes))
        self.disable_input()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _drop_painted(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        self._passing.clear()
        self._thrift = _thrift()
        self._updating = self._bracketed = False

    def forget(self) -> None:
        """Send everything that is painted next: the terminal may show anything."""
        self._thrift.forget()

    def write(self, data: str) -> None:
        """Write what makes a difference."""
        if not self._on:
            return
        self._pointer_shaped |= data.startswith(_POINTER)
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
        if self._due is None and (not whole or not self.acted_on or self._thrift.knows_nothing):
            self._send()
            return
        loop = asyncio.get_running_loop()
        if self._due is None:
            self._latest = loop.time() + _LATEST
        else:
            self._due.cancel()
        self._due = loop.call_at(min(loop.time() + _STEP, self._latest), self._send)

    def close(self) -> None:
        """Stop once all has been written."""
        if self._outlet is not None:
            self._outlet.stop()

    def _drained(self) -> None:
        """Send what was held back while the terminal took its time; called in the thread that writes."""
        if self._held_back:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._send_held_back)

    def _send_held_back(self) -> None:
        if self._due is None and not self._updating:
            self._send()

    def _send(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if not self._on or self._outlet is None:
            return
        self._held_back = True  # before asking: who writes asks in the opposite order
        if self._outlet.busy:
            return
        self._held_back = False
        self._thrift.width = self._app.size.width
        needed = "".join((*self._passing, self._thrift.changes()))
        self._passing.clear()
        if needed:
            together = self._bracketed and len(needed) > _AT_ONCE
            self._outlet.write(f"{_BEGIN}{needed}{_END}" if together else needed)


def _thrift() -> Thrift:
    """A record of the terminal's contents; of the common ones only GNU screen erases without color."""
    return Thrift(erases=multiplexer(os.environ) != "screen" or bool(os.environ.get("TMUX")))
