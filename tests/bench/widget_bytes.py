"""Measures what the grid and the board send to a terminal: bytes and milliseconds after each key.

`python -m tests.bench.widget_bytes` opens each widget with 50 and with 50,000 rows in a real
pseudo terminal of 120x40, plays keys, waits for silence after each and prints a table. Nothing is
asserted: the numbers are read by people, and `make bench` compares ratios.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

_COLUMNS, _LINES = 120, 40
_QUIET = 0.06  # seconds without a byte after which a key has been answered
_START_QUIET = 0.5
_SYNC_QUESTION, _SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_OURS = ("COLORTERM", "NO_COLOR", "COLUMNS", "LINES")
"""Variables of the terminal that we run in, which are not those of the terminal that is measured."""

_TERMINALS = {
    "truecolor": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256 colours": {"TERM": "xterm-256color"},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}


class Play(NamedTuple):
    """A widget, its size, and the keys to play on it."""

    name: str
    child: str
    rows: int
    keys: str
    """Played and counted one by one."""
    before: str = ""
    """Played first, all at once, and not counted."""


class Measured(NamedTuple):
    """What one key cost."""

    sent: int
    """Bytes."""
    seconds: float
    """From the key to the last byte."""


PLAYS = (
    Play("grid: cursor down and up", "grid", 50, "jjjjkkjjkj" * 3),
    Play("grid: cursor down and up", "grid", 50_000, "jjjjkkjjkj" * 3),
    Play("grid: held down, full width", "grid", 50_000, "j" * 200),
    Play("grid: held up, full width", "grid", 50_000, "k" * 200, "G"),
    Play("grid: held down, in a pane", "pane", 50_000, "j" * 200),
    Play("grid: half pages", "grid", 50_000, "dddduu"),
    Play("grid: to the end and back", "grid", 50_000, "GgGg"),
    Play("grid: mark, and on", "grid", 50_000, "m" * 20),
    Play("grid: a row changes", "grid", 50_000, "c" * 10),
    Play("grid: a row comes in above", "grid", 50_000, "i" * 10, "jjjjjjjjjj"),
    Play("grid: typed, other rows", "grid", 50_000, "tttttttttt"),
    Play("grid: column cursor", "grid", 50_000, "lllhh"),
    Play("board: cursor in a lane", "board", 50, "jjjkkjjkj" * 3),
    Play("board: cursor in a lane", "board", 50_000, "jjjkkjjkj" * 3),
    Play("board: cursor across lanes", "board", 50_000, "lllhhlhl"),
    Play("board: held down", "board", 50_000, "j" * 200),
    Play("board: move a card, top", "board", 50_000, "LHLHLHLH"),
    Play("board: move a card, middle", "board", 50_000, "LHLHLHLH", "jjjjj"),
    Play("board: a card changes", "board", 50_000, "c" * 10),
)


class Terminal:
    """A pseudo terminal with a program in it.

    Args:
        command: The program.
        environ: Its environment, beside ours.
    """

    def __init__(self, command: Sequence[str], environ: dict[str, str]) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            kept = {name: value for name, value in os.environ.items() if name not in _OURS}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
            os.execve(command[0], list(command), {**kept, **environ})

    def press(self, keys: str) -> None:
        """Type some keys at once."""
        if keys:
            os.write(self._file, keys.encode())

    def read_some(self, wait: float) -> bytes:
        """What comes next within some seconds, answering the question about synchronised updates."""
        if not select.select([self._file], [], [], wait)[0]:
            return b""
        try:
            received = os.read(self._file, 1 << 16)
        except OSError:
            return b""
        if _SYNC_QUESTION in received:
            os.write(self._file, _SYNC_ANSWER)
        return received

    def read_until_quiet(self, quiet: float, keys: str = "") -> Measured:
        """Type some keys, if any, and count what comes."""
        begun = last = time.perf_counter()
        sent = 0
        self.press(keys)
        while received := self.read_some(quiet):
            last = time.perf_counter()
            sent += len(received)
        return Measured(sent, last - begun)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)


def measure(play: Play, environ: dict[str, str]) -> tuple[Measured, list[Measured]]:
    """What opening the widget cost, and each key."""
    command = [sys.executable, "-m", "tests.bench.widget_app", play.child, str(play.rows)]
    terminal = Terminal(command, environ)
    try:
        opened = terminal.read_until_quiet(_START_QUIET)
        if opened.sent < _COLUMNS:  # slow to start: Python itself was quiet for so long
            opened = terminal.read_until_quiet(_START_QUIET * 4)
        if play.before:
            terminal.read_until_quiet(_START_QUIET, play.before)
        return opened, [terminal.read_until_quiet(_QUIET, key) for key in play.keys]
    finally:
        terminal.close()


def _line(play: Play, opened: Measured, keys: Sequence[Measured]) -> str:
    sent = [key.sent for key in keys]
    milliseconds = sorted(key.seconds * 1000 for key in keys)
    late = milliseconds[int(len(milliseconds) * 0.95)]
    return (
        f"{play.name:30} {play.rows:7,} {statistics.median(sent):8,.0f} {statistics.fmean(sent):8,.0f}"
        f" {max(sent):8,} {late:8.1f} {opened.sent:8,} {opened.seconds * 1000:8.0f}"
    )


def main(print_line: Callable[[str], None] = print) -> None:
    """Play everything, or what is named on the command line, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="plays whose name contains this")
    parser.add_argument("--terminal", choices=_TERMINALS, default="truecolor")
    parser.add_argument("--show", action="store_true", help="print the bytes of every key")
    options = parser.parse_args()
    print_line(f"{options.terminal}, {_COLUMNS}x{_LINES}; bytes a key, ms to the last byte, start-up")
    names = ("rows", "median", "mean", "most", "p95 ms", "opening", "open ms")
    print_line(" ".join([f"{'':30}", f"{names[0]:>7}", *(f"{name:>8}" for name in names[1:])]))
    for play in PLAYS:
        if options.only in play.name:
            opened, keys = measure(play, _TERMINALS[options.terminal])
            print_line(_line(play, opened, keys))
            if options.show:
                print_line(" ".join(str(key.sent) for key in keys))


if __name__ == "__main__":
    main()
