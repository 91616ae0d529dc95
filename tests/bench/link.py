"""Keys over a thin, slow link: 20 kB a second each way, 200 ms there and back.

What the program writes is taken from the terminal no faster than the link carries it, so that it meets
the same back-pressure as over SSH; a key arrives half the delay after it was pressed, and what it
caused is seen half the delay after it was sent.
"""

import time
from pathlib import Path

from tests.bench.outside import OPEN, environ
from tests.bench.session import Session
from tests.bench.table import Line, median

BYTES_A_SECOND = 20_000
DELAY = 0.2
AT_ONCE, IN_FLOW = 400, 1_000
"""Milliseconds from key to settled: what a small step may take, and what a whole screen may without breaking the
flow of thought (J. Nielsen, Usability Engineering, 1993, chapter 5)."""

_TICK = 0.01
_QUIET = 0.25
_ONE_WAY = DELAY / 2


class Link:
    """A session at the far end of a link."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._credit = 0.0

    def key(self, text: str) -> float:
        """Milliseconds from pressing a key to seeing the last of what it caused."""
        terminal = self._session.terminal
        began = time.perf_counter()
        time.sleep(_ONE_WAY)
        terminal.press(text)
        last = quiet = time.perf_counter()
        while time.perf_counter() - quiet < _QUIET:
            took = time.perf_counter()
            size = terminal.read_some(_TICK, most=int(BYTES_A_SECOND * _TICK))
            if size:
                # The link is busy with these bytes for so long, however fast they were read.
                time.sleep(max(0.0, size / BYTES_A_SECOND - (time.perf_counter() - took)))
                last = quiet = time.perf_counter()
        return (last + _ONE_WAY - began) * 1000


def over_a_thin_link(workspace: Path) -> list[Line]:
    """Search, cursor, page, move and screen switch, from key to settled."""
    session = Session(OPEN, environ(workspace), " open · ")
    link = Link(session)
    try:
        found = [
            ("cursor", [link.key("j") for _ in range(6)], AT_ONCE),
            ("page", [link.key("\x04") for _ in range(4)], AT_ONCE),
            ("move a card", [link.key(key) for key in "LHLH"], AT_ONCE),
        ]
        session.rest(7)
        found.append(("switch of screens", [link.key(key) for key in "2424"], IN_FLOW))
        link.key("2")
        link.key("/")
        found.append(("search, a character", [link.key(letter) for letter in "churn"], IN_FLOW))
    finally:
        session.terminal.close()
    return [
        Line(f"20 kB/s, 200 ms: {what}, median", median(times), budget, "ms") for what, times, budget in found
    ]
