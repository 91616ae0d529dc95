"""What a person looked up, and when: one line a look, on this machine alone.

`pmtui define` writes here and must start in a blink, so nothing is imported that it can do without.
"""

import os
from collections import Counter
from collections.abc import Mapping
from datetime import date

_PARTS, _DAY = 2, len("2026-11-23")
_LONGEST = 1 << 20
"""Bytes after which the older half is let go."""


def state_folder(environ: Mapping[str, str]) -> str:
    """Where pmtui keeps what is one person's own: below `$XDG_STATE_HOME` or `~/.local/state`."""
    named = environ.get("XDG_STATE_HOME", "")
    return os.path.join(named if named.startswith("/") else os.path.expanduser("~/.local/state"), "pmtui")


class Lookups:
    """The record of looks.

    Args:
        folder: Where it is kept, as `state_folder` says.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, "lookups")

    def note(self, slug: str, day: date) -> None:
        """Note that an entry was looked up; where that cannot be written, reading goes on without."""
        if not slug or any(sign.isspace() for sign in slug):
            return
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(handle, f"{day.isoformat()} {slug}\n".encode())
                large = os.fstat(handle).st_size > _LONGEST
            finally:
                os.close(handle)
            if large:
                self._shorten()
        except OSError:
            pass

    def latest(self, count: int) -> list[str]:
        """The slugs looked up last, the latest first, each once."""
        return list(dict.fromkeys(slug for _, slug in reversed(self._read())))[:count]

    def since(self, day: date) -> Counter[str]:
        """How often each entry was looked up on a day or later."""
        first = day.isoformat()
        return Counter(slug for looked, slug in self._read() if looked >= first)

    def _read(self) -> list[tuple[str, str]]:
        """The looks in their order; lines that were torn are passed over."""
        try:
            with open(self._path, encoding="utf-8", errors="replace") as file:
                lines = [line.split(" ") for line in file.read().splitlines()]
        except OSError:
            return []
        return [(line[0], line[1]) for line in lines if len(line) == _PARTS and len(line[0]) == _DAY]

    def _shorten(self) -> None:
        with open(self._path, "rb") as file:
            kept = file.read()[-_LONGEST // 2 :]
        fresh = f"{self._path}.{os.getpid()}"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(kept[kept.find(b"\n") + 1 :])
        os.replace(fresh, self._path)
