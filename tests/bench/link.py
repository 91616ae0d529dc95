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
PLEASANT = 500
"""Milliseconds from key to settled that still feel like an answer: the delay, and 6 kB at most."""

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
        found = {
            "cursor": [link.key("j") for _ in range(6)],
            "page": [link.key("\x04") for _ in range(4)],
            "move a card": [link.key(key) for key in "LHLH"],
        }
        session.rest(7)
        found["switch of screens"] = [link.key(key) for key in "2424"]
        link.key("2")
        link.key("/")
        found["search, a character"] = [link.key(letter) for letter in "churn"]
    finally:
        session.terminal.close()
    return [
        Line(f"20 kB/s, 200 ms: {what}, median", median(times), PLEASANT, "ms")
        for what, times in found.items()
    ]
