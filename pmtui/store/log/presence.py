"""Presence: who has the workspace open, on which record, and whether they are writing in it.

A small file for each session in the workspace's `presence` folder, written when its record changes and touched
now and then; nobody's work depends on it. Whoever cannot write there is not seen, and sees the others all the same.
"""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

import orjson

from pmtui.private_files import make_private_folder
from pmtui.store.log.files import new_beside
from pmtui.terminal.text import clean_line

ALIVE = 70.0
"""Seconds after its last sign of life in which a session counts as open."""

SIGN = 30.0
"""Seconds between two signs of life."""

REST = 1.5
"""Seconds between two writes at least: where somebody only passes by is of no interest."""


LONGEST_WORD = 2_000
"""Bytes of what a session tells of itself, at most."""

LONGEST_NAME = 200
"""Characters of a name that are shown."""

CROWD = 1_000
"""Sessions that are looked at, at most."""

_LAST_PROCESS = (1 << 31) - 1


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
    """A link that reports this session to the others, and the others to this one."""

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
        """The last result of `others`."""
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
        self._file = self._folder / f"{os.getpid()}-{os.urandom(8).hex()}.json"
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
        try:
            make_private_folder(self._folder)
            beside, descriptor = new_beside(self._file)
            with open(descriptor, "wb") as file:
                file.write(orjson.dumps(told._asdict()))
            beside.replace(self._file)
        except (OSError, TypeError):
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
        """The sessions that were read last."""
        return self._seen

    def _read(self) -> list[Present]:
        found = []
        with suppress(OSError), os.scandir(self._folder) as files:
            for file in islice(files, CROWD):
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
    """The session that a file describes; `None` if the file makes no sense."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            return present_of(read_word(file.read(LONGEST_WORD + 1)))
    except OSError:
        return None


def read_word(data: bytes) -> dict[str, object]:
    """The JSON report of another session; empty if it is not an object, too long, or too deep."""
    if len(data) > LONGEST_WORD:
        return {}
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def present_of(told: Mapping[str, object]) -> Present | None:
    """A session from what it told of itself, which anybody may have written; `None` where it makes no sense."""
    user, host, document = (told.get(name) for name in ("user", "host", "document"))
    process, editing = told.get("process"), told.get("editing")
    if not isinstance(user, str) or not isinstance(host, str) or not isinstance(document, str):
        return None
    if type(process) is not int or not 0 < process <= _LAST_PROCESS or not isinstance(editing, bool):
        return None
    texts = (clean_line(each)[:LONGEST_NAME] for each in (user, host, document))
    shown_user, shown_host, shown_document = texts
    return Present(shown_user, shown_host, process, shown_document, editing)


def is_alive(process: int) -> bool:
    """Whether a process of this host runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
