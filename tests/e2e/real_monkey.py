"""The monkey of `tests.pilot.monkey`, in front of the real program in a terminal: all keys of an act at once."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import open_workspace
from tests.e2e.terminal import Terminal
from tests.pilot.monkey.acts import Click, Foreign, Home, Key, Paste, Resize, Step, Text, acts
from tests.pilot.monkey.others import commit_elsewhere

_ESCAPES = 14
"""More than can lie above one another."""

_REMEMBERED = 30
_TOAST = (74, 14)
"""Columns and lines at the lower right in which messages come and go by themselves."""

_VIEWS = re.compile(r"\[(board|table|leads|activities|deals|[a-z ]+)\]")


def _sequences() -> dict[str, str]:
    found: dict[str, str] = {}
    for sequence, keys in ANSI_SEQUENCES_KEYS.items():
        if isinstance(keys, tuple) and len(keys) == 1:
            found.setdefault(keys[0].value, sequence)
    return {
        **found,
        "enter": "\r",
        "escape": "\x1b",
        "tab": "\t",
        "backspace": "\x7f",
        "space": " ",
        "slash": "/",
        "colon": ":",
        "question_mark": "?",
        "equals_sign": "=",
        "full_stop": ".",
        "left_square_bracket": "[",
        "right_square_bracket": "]",
        "less_than_sign": "<",
        "greater_than_sign": ">",
        "asterisk": "*",
        "plus": "+",
        "minus": "-",
    }


_SEQUENCES = _sequences()


class TerminalMonkey:
    """One run in front of one terminal.

    Args:
        terminal: The program, started in English on a workspace folder.
        folder: The folder, in which somebody else works too.
        seed: What decides every step.
        size: Columns and lines at the start.
    """

    def __init__(self, terminal: Terminal, folder: Path, seed: int, size: tuple[int, int]) -> None:
        self._terminal, self._folder, self._seed, self._size = terminal, folder, seed, size
        self._chance = Random(seed)
        self._lately: deque[str] = deque(maxlen=_REMEMBERED)
        self.steps = 0
        """Steps taken so far."""

    def run(self, steps: int) -> None:
        """Take at least so many steps; come home from each few, and leave in the end.

        Raises:
            AssertionError: The program ended, does not come home, or shows what a redraw would not.
        """
        with closing(open_workspace(self._folder, user="ben", clock=Clock())) as other:
            for name, act in acts(self._seed):
                self._lately.append(f"{name}: {act}")
                sent = ""
                for step in act:
                    self.steps += 1
                    if isinstance(step, Foreign):
                        self._send(sent)
                        sent = ""
                        commit_elsewhere(other, step, self._chance)
                    elif isinstance(step, Home):
                        self._come_home()
                    else:
                        sent += "".join(self._encoded(step))
                self._send(sent)
                if self.steps >= steps:
                    break
        self._come_home()
        self._terminal.press("q")
        code = self._terminal.wait_for_exit()
        assert code == 0, self._told(f"left with {code}")

    def _encoded(self, step: Step) -> Iterator[str]:
        columns, lines = self._size
        match step:
            case Key(name):
                yield _SEQUENCES.get(name, name if len(name) == 1 else "")
            case Text(text):
                yield text
            case Paste(text):
                yield f"\x1b[200~{text}\x1b[201~".encode("utf-8", "replace").decode()
            case Resize(width, height):
                self._size = (width, height)
                self._terminal.resize(self._size)
            case Click(x, y, how, to):
                here = f"{int(x * (columns - 1)) + 1};{int(y * (lines - 1)) + 1}"
                there = f"{int(to[0] * (columns - 1)) + 1};{int(to[1] * (lines - 1)) + 1}"
                if how in ("down", "up"):
                    yield f"\x1b[<{64 + (how == 'down')};{here}M"
                    return
                for _ in range(2 if how == "double" else 1):
                    yield f"\x1b[<0;{here}M"
                    yield f"\x1b[<32;{there}M" if how == "drag" else ""
                    yield f"\x1b[<0;{there if how == 'drag' else here}m"

    def _send(self, keys: str) -> None:
        if keys:
            self._terminal.press(keys)
        self._terminal.settle()
        assert self._terminal.is_running(), self._told(self._how_it_ended())

    def _how_it_ended(self) -> str:
        reports = [report.read_text() for report in self._folder.parent.rglob("crashes/*.txt")]
        return "\n".join((f"the program ended with {self._terminal.wait_for_exit()}", *reports))

    def _come_home(self) -> None:
        """Escape from everything; then the screen is what a redraw makes of it, and a key leads to its screen."""
        if self._size[0] < 80 or self._size[1] < 24:
            self._size = (120, 40)
            self._terminal.resize(self._size)
        for _ in range(_ESCAPES):
            self._send("\x1b")
        self._send("4")
        assert _VIEWS.search(self._terminal.text()), self._told("does not come home")
        before = self._settled_lines()
        self._send("\x0c")
        after = self._settled_lines()
        assert before == after, self._told(f"a redraw shows otherwise:\n{before}\n{after}")

    def _settled_lines(self) -> str:
        """What is on the screen but for where messages come and go."""
        columns, lines = self._size
        shown = self._terminal.text().split("\n")
        cut = [
            line[: columns - _TOAST[0]] if at >= lines - _TOAST[1] else line for at, line in enumerate(shown)
        ]
        return "\n".join(line.rstrip() for line in cut)

    def _told(self, problem: str) -> str:
        told = "\n  ".join(self._lately)
        screen = self._terminal.text()
        return f"seed {self._seed}, step {self.steps}: {problem}\n  {told}\nthe screen is:\n{screen}"
