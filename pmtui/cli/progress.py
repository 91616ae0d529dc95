"""How far something long is: one line on the terminal that is written over, and nothing anywhere else."""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from pmtui.store.progress_callback import Tick
from pmtui.terminal.clean_stream import CleanStream
from pmtui.terminal.text import printable

_PATIENCE = 0.5
"""Seconds for which nothing is told."""

_PAUSE = 0.1
"""Seconds between two tellings."""

_PERCENT = 100


@contextmanager
def progress(what: str, total: int, ends: str = "leaves all as it was") -> Iterator[Tick]:
    """Tell on standard error how much is done; ctrl+c ends it.

    Args:
        what: What is being done.
        total: How much there is to do.
        ends: What ctrl+c does.

    Yields:
        What is to be told now and then how much is done.
    """
    shown = False
    last = time.monotonic() + _PATIENCE - _PAUSE
    err = sys.stderr
    is_terminal = err.isatty()
    put = err.write_sequence if isinstance(err, CleanStream) else err.write

    def tick(done: int) -> None:
        nonlocal shown, last
        now = time.monotonic()
        if is_terminal and now - last >= _PAUSE:
            shown, last = True, now
            share = min(_PERCENT, done * _PERCENT // max(total, 1))
            put(f"\r{printable(what)} {share:3d} %  ctrl+c {ends}")
            err.flush()

    try:
        yield tick
    finally:
        if shown:
            put("\r\x1b[K")
            err.flush()


class Counting(Protocol):
    """A workspace that counts the documents it validates."""

    def counting(self, tick: Tick) -> AbstractContextManager[None]:
        """Count while the context lasts."""


@contextmanager
def reading_many(workspace: Counting, what: str, total: int) -> Iterator[None]:
    """Tell in the same way how many documents of a workspace have been validated.

    Args:
        workspace: Where they are.
        what: What is being done with them.
        total: How many there are.
    """
    with progress(what, total) as tick, workspace.counting(tick):
        yield
