"""A program in a real pseudo-terminal, its screen read with pyte."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE = 60.0
"""Seconds to wait for something to appear before the test fails."""

_SYNC_QUESTION, _SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""What is asked of a terminal that can show an update all at once, and what it answers."""

_KEPT = 1 << 16  # bytes of what came last

_QUIET = 0.15  # seconds that a program sleeps and says nothing, after which its screen counts as settled

_LOOK = 0.01  # seconds between two looks at whether it sleeps


def text_of(screen: pyte.Screen) -> str:
    """What is on a screen; what is set apart on the first line by its background alone stands in brackets."""
    frame, first = screen.buffer[0], screen.display[0]
    usual = Counter(frame[column].bg for column in range(screen.columns)).most_common(1)[0][0]
    line = list(first)
    filled = [False, *(frame[column].bg != usual for column in range(screen.columns)), False]
    for column in range(min(len(first), screen.columns)):
        before, here, after = filled[column : column + 3]
        if here and line[column] == " " and not (before and after):
            line[column] = "]" if before else "["
    return "\n".join(("".join(line), *screen.display[1:]))


class Terminal:
    """One program on one terminal.

    Args:
        command: What to run.
        environ: Its environment.
        size: Columns and lines.
    """

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.latest = b""
        self.arrived = 0.0
        """When something came last, on the clock of `time.perf_counter`; to read it with pyte takes longer."""
        self.exit_code: int | None = None
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), {"TERM": "xterm-256color", **environ})
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def press(self, text: str) -> None:
        """Send keys as a terminal would."""
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        """Send bytes, in one piece."""
        os.write(self._master, data)

    def hang_up(self) -> None:
        """Close the line; what the program does then can be seen elsewhere only."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    def text(self) -> str:
        """What is on the screen, the open screen's tab in brackets."""
        return text_of(self.screen)

    def wait_for(self, text: str) -> str:
        """Read until a text is on the screen; returns the screen."""
        return self.wait_until(lambda screen: text in screen, text)

    def wait_until(self, seen: Callable[[str], bool], what: str) -> str:
        """Read until the screen is as wanted; returns it."""
        deadline = time.monotonic() + PATIENCE
        while not seen(self.text()):
            if time.monotonic() > deadline or not self.read_some(deadline - time.monotonic()):
                raise AssertionError(f"waited for {what!r}; the screen is:\n{self.text()}")
        return self.text()

    def settle(self) -> int:
        """Read until nothing more comes, since the program waits for a key; returns the bytes that came.

        A program that is held up by others on a busy machine is silent too: it does not count as settled.
        """
        before = self.received
        deadline = time.monotonic() + PATIENCE
        asleep_since, used = time.monotonic(), -1.0
        while time.monotonic() - asleep_since < _QUIET:
            came = self.read_some(_LOOK)
            if came or not self._is_asleep() or self.cpu_seconds() != used:
                asleep_since, used = time.monotonic(), self.cpu_seconds()
            if time.monotonic() > deadline:
                raise AssertionError(f"the program never rests; the screen is:\n{self.text()}")
            if self._has_ended():
                break
        return self.received - before

    def _is_asleep(self) -> bool:
        """Whether every thread of the program sleeps or is stopped, rather than runs or waits for its turn."""
        return all(state in ("S", "T") for state in self._states())

    def _states(self) -> list[str]:
        """What each of its threads does, as the kernel writes it."""
        found = []
        for thread in Path(f"/proc/{self._pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):
                found.append(thread.read_text().rpartition(")")[2].split()[0])
        return found

    def _has_ended(self) -> bool:
        return self._states() in ([], ["Z"])

    def wait_for_exit(self) -> int:
        """Read until the program ends; returns its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.read_some(max(0.0, deadline - time.monotonic())):
            pass
        return self._reap()

    def kill(self, number: int = signal.SIGKILL) -> int:
        """Send a signal and wait for the end."""
        os.kill(self._pid, number)
        while self.read_some(PATIENCE):
            pass
        return self._reap()

    def suspend(self) -> None:
        """Stop the program as a shell's job control would."""
        os.kill(self._pid, signal.SIGTSTP)
        while not self._is_stopped():
            self.read_some(0.05)

    def resume(self) -> None:
        """Let it go on, in the foreground."""
        os.kill(self._pid, signal.SIGCONT)

    def _is_stopped(self) -> bool:
        return all(state == "T" for state in self._states())

    def cpu_seconds(self) -> float:
        """The processor time that the program has used, to the nanosecond."""
        used = 0
        for thread in Path(f"/proc/{self._pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):
                used += int(thread.read_text().split()[0])
        return used / 1e9

    def memory_megabytes(self) -> float:
        """The memory that the program has in use."""
        pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return (
            self.exit_code is None
            and Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )

    def has_loaded(self, library: str) -> bool:
        """Whether a compiled library is part of the program by now."""
        return library in Path(f"/proc/{self._pid}/maps").read_text()

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self.exit_code is None:
            os.kill(self._pid, signal.SIGKILL)
            self._reap()
        os.close(self._master)

    def _reap(self) -> int:
        _, status = os.waitpid(self._pid, 0)
        self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code

    def read_some(self, patience: float, most: int = 1 << 16) -> int:
        """Take in what has come, `most` bytes of it; 0 at the end of the program or of the patience."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, patience))
        if not ready:
            return 0
        try:
            data = os.read(self._master, most)
        except OSError:
            return 0
        self.arrived = time.perf_counter()
        if _SYNC_QUESTION in data:
            os.write(self._master, _SYNC_ANSWER)
        self.received += len(data)
        self.latest = (self.latest + data)[-_KEPT:]
        self._stream.feed(data)
        return len(data)


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(_LOOK)
