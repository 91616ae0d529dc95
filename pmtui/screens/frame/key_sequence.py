"""The keys typed before a command: a sequence such as `g g`, a count such as `5` before `j`, a letter after `tab`."""

import time
from collections.abc import Sequence

from pmtui.commands import COMMANDS, Keymap

_DIGITS = 4
"""Figures of a count."""

_COUNTED = tuple(command.id for command in COMMANDS.values() if command.group == "Move")

_TURNING = ("next-view", "last-view")
"""The commands after which a letter picks a view."""

_SOON = 2.0
"""Seconds after which the letter is a command again."""


class KeySequence:
    """The keys of a screen that are not yet a command.

    Args:
        keymap: The keys in force.
    """

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._sequence: tuple[str, ...] = ()
        self._count = ""
        self._turned = float("-inf")
        self.command = ""
        """The command that the latest key has completed; empty for none."""

    def times(self) -> int:
        """The count typed before a movement, which is spent; 1 where none was."""
        count, self._count = self._count, ""
        return max(1, int(count or 1))

    def view_at(self, key: str, letters: Sequence[str]) -> int | None:
        """The view that a letter picks right after the key that turns to the next one; `None` for none."""
        now = time.monotonic()
        soon, self._turned = now - self._turned < _SOON, float("-inf")
        if any(key in self._keymap.keys(command) for command in _TURNING):
            self._turned = now
        return letters.index(key) if soon and key in letters else None

    def takes(self, key: str) -> bool:
        """Whether a key belongs to a sequence or a count; `command` is what it completes."""
        keymap, self.command = self._keymap, ""
        if key.isdigit() and len(key) == 1 and not self._sequence and keymap.is_free(key):
            self._count = f"{self._count}{key}"[-_DIGITS:]
            return True
        if self._count and not any(key in keymap.keys(command) for command in _COUNTED):
            self._count = ""
        sequences = keymap.sequences()
        typed = (*self._sequence, key)
        if typed in sequences:
            self._sequence, self.command = (), sequences[typed]
            return True
        self._sequence = typed if any(each[: len(typed)] == typed for each in sequences) else ()
        return bool(self._sequence)
