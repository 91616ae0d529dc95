"""Presence: who has the workspace open, on which record, and whether they are writing in it.

A small file for each session in the workspace's `presence` folder, written when its record changes and touched
now and then; nobody's work depends on it. Whoever cannot write there is not seen, and sees the others all the same.
"""

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from pmtui.store.files import FILE_MODE, FOLDER_MODE

ALIVE = 70.0
"""Seconds after its last sign of life in which a session counts as open."""

SIGN = 30.0
"""Seconds between two signs of life."""

REST = 1.5
"""Seconds between two writes at least: where somebody only passes by is of no interest."""


class Present(NamedTuple):
    """One other session."""

    user: str
    """Who it is."""
    host: str
    """The host that they work on."""
    process: int
    """The process, on that host."""
    document: str
    """The id of the document under their cursor; empty for none."""
    editing: bool
    """Whether they have its form open."""


class Presence(Protocol):
    """What tells the other sessions of this one, and of them."""

    def tell(self, document: str, *, editing: bool) -> None:
        """Say where this session is; cheap where that has not changed."""
        ...

    def others(self) -> tuple[Present, ...]:
        """The other sessions that are open, by name; cheap where nothing has changed."""
        ...

    def roll_call(self) -> tuple[Present, ...]:
        """The other sessions that are open now, for somebody who has just come; may take two seconds.

        Raises:
            WorkspaceError: They cannot be asked.
        """
        ...

    @property
    def seen(self) -> tuple[Present, ...]:
        """What `others` found last."""
        ...

    def leave(self) -> None:
        """Be seen no more."""
        ...


def company(present: Sequence[Present], document: str) -> str:
    """Who is on a document, in words: `ben edits this, ann is here`; empty for nobody."""
    here = [each for each in present if document and each.document == document]
    writing = sorted({each.user for each in here if each.editing})
    reading = sorted({each.user for each in here} - set(writing))
    parts = [
        f"{' and '.join(names)} {verb if len(names) == 1 else verbs}"
        for names, verb, verbs in ((writing, "edits this", "edit this"), (reading, "is here", "are here"))
        if names
    ]
    return ", ".join(parts)


class FolderPresence:
    """Presence by files.

    Args:
        folder: The workspace.
        user: Who this is.
        host: The host that this session runs on.
        silent: Whether this session is not to be seen, since nothing may be written.
    """

    def __init__(self, folder: Path, user: str, host: str, *, silent: bool = False) -> None:
        self._folder = folder / "presence"
        self._user, self._host = user, host
        self._file = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}.json"
        self._silent = silent
        self._told: tuple[str, bool] | None = None
        self._written = 0.0
        self._seen: tuple[Present, ...] = ()
        self._changed = self._looked = 0.0

    def tell(self, document: str, *, editing: bool) -> None:
        """Write it, where it has changed and the last time is a while ago."""
        now = time.monotonic()
        if self._silent or now - self._written < REST:
            return
        if (document, editing) == self._told and now - self._written < SIGN:
            return
        told = Present(self._user, self._host, os.getpid(), document, editing)
        beside = self._file.with_suffix(".part")
        try:
            self._folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            with open(os.open(beside, flags, FILE_MODE), "w", encoding="utf-8") as file:
                json.dump(told._asdict(), file)
            beside.replace(self._file)
        except OSError:
            self._silent = True
        self._told, self._written = (document, editing), now

    def others(self) -> tuple[Present, ...]:
        """Read their files where one has changed, or it is time to see who has gone."""
        now = time.monotonic()
        try:
            changed = self._folder.stat().st_mtime
        except OSError:
            self._seen = ()
            return ()
        if changed != self._changed or now - self._looked > SIGN:
            self._changed, self._looked = changed, now
            self._seen = tuple(sorted(self._read()))
        return self._seen

    def roll_call(self) -> tuple[Present, ...]:
        """Read their files."""
        return self.others()

    @property
    def seen(self) -> tuple[Present, ...]:
        """What was read last."""
        return self._seen

    def _read(self) -> list[Present]:
        found = []
        with suppress(OSError), os.scandir(self._folder) as files:
            for file in files:
                if file.name.endswith(".json") and file.name != self._file.name:
                    present = _present(Path(file.path))
                    if present is not None and self._is_open(present, file):
                        found.append(present)
        return found

    def _is_open(self, present: Present, file: "os.DirEntry[str]") -> bool:
        """Whether a session still runs; the file of one that does not is cleared away on the host that knows."""
        if present.host == self._host and not is_alive(present.process):
            if not self._silent:
                with suppress(OSError):
                    os.unlink(file.path)
            return False
        try:
            return time.time() - file.stat().st_mtime < ALIVE
        except OSError:
            return False

    def leave(self) -> None:
        """Take the file away."""
        with suppress(OSError):
            self._file.unlink()


def _present(path: Path) -> Present | None:
    """What a file says; `None` where it makes no sense."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Present(
            str(told["user"]),
            str(told["host"]),
            int(told["process"]),
            str(told["document"]),
            bool(told["editing"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_alive(process: int) -> bool:
    """Whether a process of this host runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
