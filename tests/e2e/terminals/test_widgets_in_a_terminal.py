"""A grid of full width in a real terminal, where the terminal itself scrolls the rows."""

import re
import sys
import time
from collections.abc import Callable, Iterator

import pyte
import pytest

from tests.bench.widget_bytes import Terminal
from tests.pilot.widgets.models import amount, title

_COLUMNS, _LINES = 120, 40
_ROW = re.compile(r"^(.)(.)(\w+ \S+ (\d+)) ")
_SECONDS = 60


class Shown:
    """A grid of 500 rows in a pseudo terminal, and what a person would see of it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bench.widget_app", "grid", "500"]
        self._terminal = Terminal(command, {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
        self._screen = pyte.Screen(_COLUMNS, _LINES)
        self._stream = pyte.ByteStream(self._screen)
        self.received = b""

    def press(self, keys: str) -> None:
        """Type."""
        self._terminal.press(keys)

    def rows(self) -> list[tuple[str, int]]:
        """The sign in the gutter and the number of each row that is on the screen from end to end."""
        found = [(line, _ROW.match(line)) for line in self._screen.display]
        return [
            (row[1], int(row[4]))
            for line, row in found
            if row
            and row[3] == title(number := int(row[4]))
            and f" {amount(number)} " in line
            and line.rstrip().endswith("ann" if number % 4 else "bob")
        ]

    def wait_for(self, cursor: int) -> list[int]:
        """The numbers on the screen once the cursor is on a row and all rows are in place."""
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            received = self._terminal.read_some(0.05)
            self.received += received
            self._stream.feed(received)
            rows = self.rows()
            numbers = [number for _, number in rows]
            in_order = numbers == list(range(numbers[0], numbers[0] + _LINES - 3)) if numbers else False
            if in_order and [number for sign, number in rows if sign == "▌"] == [cursor]:
                return numbers
        raise AssertionError("\n".join(self._screen.display))

    def wait_for_text(self, text: str) -> None:
        """Read until a text is on the screen."""
        self._wait_until(lambda: text in "".join(self._screen.display))

    def wait_for_cursor(self, number: int) -> None:
        """Read until the cursor is on a row, whatever covers other rows."""

        def is_there() -> bool:
            found = (_ROW.match(line) for line in self._screen.display)
            return any(row[1] == "▌" and int(row[4]) == number for row in found if row)

        self._wait_until(is_there)

    def _wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _SECONDS
        while not condition():
            assert time.monotonic() < deadline, "\n".join(self._screen.display)
            received = self._terminal.read_some(0.05)
            self.received += received
            self._stream.feed(received)

    def close(self) -> None:
        """End the program."""
        self._terminal.close()


@pytest.fixture
def shown() -> Iterator[Shown]:
    grid = Shown()
    grid.wait_for(0)
    yield grid
    grid.close()


def test_every_row_stands_once_and_in_order_however_the_keys_come(shown: Shown) -> None:
    cursor = 0
    steps = {"j": 1, "k": -1}
    for keys in ("j" * 60, "k" * 50, "j" * 45 + "k" * 41, "jjk" * 30, "k" * 90):
        for key in keys:
            cursor = max(0, min(499, cursor + steps[key]))
        shown.press(keys)
        assert cursor in shown.wait_for(cursor)


def test_one_row_more_scrolls_by_one_row(shown: Shown) -> None:
    shown.press("j" * 37)
    assert shown.wait_for(37)[0] == 1
    shown.press("j")
    assert shown.wait_for(38)[0] == 2


def test_the_terminal_scrolls_and_is_not_painted_anew(shown: Shown) -> None:
    shown.press("j" * 36)
    shown.wait_for(36)
    shown.received = b""
    shown.press("j")
    shown.wait_for(37)
    assert b"\x1b[1M" in shown.received
    assert len(shown.received) < 1_000


def test_a_toast_over_the_rows_is_not_scrolled_along_and_leaves_no_trace(shown: Shown) -> None:
    shown.press("n")
    shown.wait_for_text("saved")
    shown.received = b""
    shown.press("j" * 40)
    shown.wait_for_cursor(40)
    assert b"M\x1b[r" not in shown.received
    shown.press("N")
    shown.wait_for(40)
    shown.press("j")
    assert 41 in shown.wait_for(41)
