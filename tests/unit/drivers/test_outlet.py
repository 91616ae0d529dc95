"""Output to a terminal that takes its time, is set oddly, or has gone."""

import os
import select
import threading
from collections.abc import Iterator

import pytest

from pmtui.drivers.outlet import Outlet

_PATIENCE = 20.0
_MUCH = "x" * (1 << 20)


class Line:
    """A pipe that stands for a terminal, and the outlet into it."""

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()
        self.ready, self.lost = threading.Event(), threading.Event()
        self.outlet = Outlet(self.writer, "utf-8", self.ready.set, self.lost.set)
        self.outlet.start()

    def read(self, amount: int) -> bytes:
        """Read so much."""
        found = b""
        while len(found) < amount:
            assert select.select([self.reader], [], [], _PATIENCE)[0]
            found += os.read(self.reader, amount - len(found))
        return found


@pytest.fixture
def line() -> Iterator[Line]:
    found = Line()
    yield found
    for end in (found.reader, found.writer):
        os.close(end)


def test_giving_does_not_wait_and_it_tells_when_all_is_written(line: Line) -> None:
    line.outlet.write(_MUCH)
    line.outlet.write("é")
    busy, ready = line.outlet.busy, line.ready.is_set()
    assert (busy, ready) == (True, False)
    assert line.read(len(_MUCH) + 2)[-2:] == "é".encode()
    assert line.ready.wait(_PATIENCE)
    assert not line.outlet.busy
    line.outlet.stop()
    assert not line.outlet.is_alive()


def test_a_terminal_that_another_program_made_impatient_gets_all_in_order(line: Line) -> None:
    os.set_blocking(line.writer, False)
    line.outlet.write(_MUCH)
    line.outlet.write("end")
    assert line.read(len(_MUCH) + 3).endswith(b"xend")
    line.outlet.stop()


def test_a_terminal_that_has_gone_is_told_of_once_and_holds_nobody_up() -> None:
    reader, writer = os.pipe()
    lost: list[int] = []
    outlet = Outlet(writer, "utf-8", lambda: None, lambda: lost.append(1))
    os.close(reader)
    outlet.start()
    for _ in range(3):
        outlet.write(_MUCH)
    outlet.stop()
    assert lost == [1]
    assert not outlet.busy
    os.close(writer)


def test_what_the_terminal_cannot_write_is_replaced() -> None:
    reader, writer = os.pipe()
    outlet = Outlet(writer, "latin-1", lambda: None, lambda: None)
    outlet.start()
    outlet.write("é漢")
    outlet.stop()
    assert os.read(reader, 10) == b"\xe9?"
    for end in (reader, writer):
        os.close(end)
