"""A program in a terminal, its keys timed and its bytes counted."""

import time
from collections.abc import Mapping, Sequence

from tests.e2e.terminal import Terminal

_QUIET = 0.12
"""Seconds without output after which what a key caused is over."""


class Session:
    """A program that has been started and has come to rest.

    Args:
        command: What to run.
        environ: Its environment.
        ready: What is on the screen once it can be used.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], ready: str) -> None:
        self.terminal = Terminal(command, environ)
        began = time.perf_counter()
        try:
            self.terminal.wait_for(ready)
        except BaseException:
            self.terminal.close()
            raise
        self.started = time.perf_counter() - began
        """Seconds until it was ready."""
        self.terminal.settle()

    def key(self, text: str) -> tuple[float, int]:
        """Milliseconds from a key to the last byte it causes, and how many bytes."""
        before = self.terminal.received
        began = time.perf_counter()
        self.terminal.press(text)
        last = began
        while self.terminal.read_some(_QUIET):
            last = self.terminal.arrived
        return (last - began) * 1000, self.terminal.received - before

    def rest(self, seconds: float) -> None:
        """Press nothing for a while, and take in what comes."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.terminal.read_some(left)

    def keys(self, text: str, times: int) -> tuple[list[float], list[int]]:
        """A key several times over."""
        found = [self.key(text) for _ in range(times)]
        return [milliseconds for milliseconds, _ in found], [size for _, size in found]
