"""A shell in tmux, which has a second screen as terminals do, and tells in what state a program has left it."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

from tests.e2e.terminal import PATIENCE, text_of

_STATE = (
    "alternate_on", "mouse_any_flag", "mouse_sgr_flag", "mouse_standard_flag", "cursor_flag", "wrap_flag",
    "insert_flag", "origin_flag", "keypad_flag", "keypad_cursor_flag", "scroll_region_upper", "scroll_region_lower",
)  # fmt: skip


class Shell:
    """A shell on a screen of its own.

    Args:
        folder: Where it starts.
        environ: Its environment.
        size: Columns and lines.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str], size: tuple[int, int] = (100, 30)) -> None:
        self._socket = str(folder / "tmux")
        self._size = columns, lines = size
        self._tmux(
            "new-session", "-d", "-x", str(columns), "-y", str(lines), "-c", str(folder), "env", "-i",
            *(f"{name}={value}" for name, value in environ.items()), "TERM=screen-256color", "PS1=$ ",
            "bash", "--norc", "--noprofile", "-i",
        )  # fmt: skip
        self.wait_until(lambda: self.lines() == ["$"], "the prompt")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", os.devnull, *words], capture_output=True, text=True, check=True
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Send keys, by the names that tmux has for them, or letter by letter."""
        for key in keys:
            self._tmux("send-keys", key if len(key) > 1 and key[0].isupper() else "-l", *(
                () if len(key) > 1 and key[0].isupper() else (key,)
            ))  # fmt: skip

    def run(self, command: str) -> None:
        """Type a command and begin it."""
        self._tmux("send-keys", "-l", command)
        self._tmux("send-keys", "Enter")

    def lines(self) -> list[str]:
        """What is on the screen, without the empty lines below it; the open screen's tab in brackets."""
        looks = self.looks()
        screen = pyte.Screen(*self._size)
        pyte.Stream(screen).feed(looks.replace("\n", "\r\n"))
        return [line.rstrip() for line in text_of(screen).rstrip().split("\n")]

    def looks(self) -> str:
        """What is on the screen with its colors."""
        return self._tmux("capture-pane", "-p", "-e").rstrip()

    def state(self) -> dict[str, str]:
        """The modes that the terminal is in."""
        told = self._tmux("display-message", "-p", " ".join(f"#{{{name}}}" for name in _STATE))
        return dict(zip(_STATE, told.split(), strict=True))

    def cursor(self) -> tuple[int, int]:
        """The column and the line of the cursor."""
        column, line = self._tmux("display-message", "-p", "#{cursor_x} #{cursor_y}").split()
        return int(column), int(line)

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited for {what}; the screen is:\n" + "\n".join(self.lines()))
            time.sleep(0.03)

    def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.wait_until(lambda: any(text in line for line in self.lines()), text)

    def close(self) -> None:
        """End it, and all in it."""
        self._tmux("kill-server")
