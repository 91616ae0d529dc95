"""Eight people in one workspace at once: nothing that anybody saw saved is lost, and no screen is stuck."""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_session import PMTUI, environ, run

SECONDS = float(os.environ.get("PMTUI_SOAK", "0"))
"""How long they work at least; `make soak` lets them work for ten minutes."""

ROUNDS = 2
"""How often each of them adds a deal at least."""

_PEOPLE = 8
_KEYS = ("j", "k", "l", "h", "L", "H", "j", "l", " ", ".", "2", "4", "4")
"""What they press between two deals that they add."""


class Person:
    """Somebody at a terminal of their own."""

    def __init__(self, folder: Path, number: int) -> None:
        self.name = f"user{number}"
        self.saved: list[str] = []
        self._chance = random.Random(number)
        self.terminal = Terminal([*PMTUI, "--user", self.name, "pipeline"], environ(folder))

    def work(self) -> None:
        """Move about, change what is under the cursor, and now and then add a deal."""
        for key in self._chance.choices(_KEYS, k=6):
            self.terminal.press(key)
            self.terminal.read_some(0.02)
        self.home()
        title = f"Crane{len(self.saved)} of {self.name}"
        self.terminal.press("N")
        self.terminal.wait_for("deal in one line")
        self.terminal.press(f"{title} 5k\r")
        self.terminal.wait_until(lambda text: "deal in one line" not in text, f"{title} saved")
        self.saved.append(title)

    def home(self) -> None:
        """Out of whatever is open, on the board."""
        self.terminal.press("\x1b4")  # in one piece, as on a slow line
        self.terminal.wait_for("[4 Pipeline]")

    def leave(self) -> int:
        """Show that the screen is alive, and quit."""
        self.home()
        self.terminal.press("7")
        self.terminal.wait_for("[7 Reports]")
        self.terminal.press("q")
        return self.terminal.wait_for_exit()


@pytest.fixture
def people(tmp_path: Path) -> Iterator[list[Person]]:
    """Eight of them, each with the board open."""
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    found = [Person(tmp_path, number) for number in range(_PEOPLE)]
    for each in found:
        each.terminal.wait_for("Quay cranes")
    yield found
    for each in found:
        each.terminal.close()


def test_eight_at_once_lose_nothing_and_nobody_is_stuck(people: list[Person], tmp_path: Path) -> None:
    until = time.monotonic() + SECONDS
    rounds = 0
    while rounds < ROUNDS or time.monotonic() < until:
        for each in people:
            each.work()
        rounds += 1
    assert [each.leave() for each in people] == [0] * _PEOPLE
    titles = [row["title"] for row in json.loads(run(tmp_path, "list", "deals", "--json"))]
    assert sorted(titles) == sorted(["Quay cranes", *(title for each in people for title in each.saved)])
    history = json.loads(run(tmp_path, "history", "--limit", "1000000", "--json"))
    sequence = [transaction["seq"] for transaction in history]
    assert sequence == list(range(len(sequence), 0, -1))
    assert {transaction["by"].partition("@")[0] for transaction in history} >= {each.name for each in people}
    assert "0 problems" in run_told(tmp_path, "doctor")
    assert not list((tmp_path / "acme" / "presence").iterdir())


def run_told(folder: Path, *words: str) -> str:
    """What a command line says on stderr; it must succeed."""
    import subprocess

    done = subprocess.run(
        [*PMTUI, *words], env=environ(folder), capture_output=True, text=True, check=True, cwd=folder
    )
    return done.stderr
