"""Follow the cursor: at once if it moves now and then, once it rests if it runs."""

import time
from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

_RUN = 0.1
"""Seconds between two moves below which the cursor runs, as under a key that is held down."""


class CursorDebounce:
    """A part of a screen that shows what the cursor is on.

    Args:
        screen: The screen.
        show: Shows it.
        rest: Seconds that a running cursor rests before it is followed.
    """

    def __init__(self, screen: Screen[None], show: Callable[[], None], rest: float) -> None:
        self._screen, self._show, self._rest = screen, show, rest
        self._moved = float("-inf")
        self._resting: Timer | None = None

    def moved(self, *, pause: float | None = None) -> None:
        """Take in that the cursor is elsewhere.

        Args:
            pause: Seconds to wait in any case, as where each letter that is typed moves the cursor.
        """
        now = time.monotonic()
        runs, self._moved = now - self._moved < _RUN, now
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if runs or pause is not None:
            self._resting = self._screen.set_timer(self._rest if pause is None else pause, self._show)
        else:
            self._show()
