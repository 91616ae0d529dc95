"""The terms that a person looked up, and when: one line per lookup, on this machine alone.

`pmtui define` writes here and must start in a blink, so nothing is imported that it can do without.
"""

import os
from collections import Counter
from datetime import date

from pmtui.private_files import make_private_folder, open_private

_PARTS, _DAY = 2, len("2026-11-23")
_LONGEST = 1 << 20
"""Bytes after which the older half is let go."""


class Lookups:
    """The record of looks.

    Args:
        folder: Where it is kept, as `pmtui.base_folders.state_folder` says; empty to keep nothing.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, "lookups")

    def note(self, slug: str, day: date) -> None:
        """Note that an entry was looked up; where that cannot be written, reading goes on without."""
        if not slug or not self._folder or any(sign.isspace() for sign in slug):
            return
        try:
            make_private_folder(self._folder)
            handle = open_private(self._path, os.O_APPEND)
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
        if not self._folder:
            return []
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
        with open(open_private(fresh), "wb") as file:
            file.write(kept[kept.find(b"\n") + 1 :])
        os.replace(fresh, self._path)
