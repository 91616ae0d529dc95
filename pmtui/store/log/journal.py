"""The journal: transactions since the checkpoint, one checksummed JSON line each, flushed before it counts.

The first line is a head that names the checkpoint the journal follows. Readers keep their place
by file and offset; when a checkpoint has put a new journal in the place of the old one, the old
file is still read to its end through the open descriptor.

A writer flushes a line before it adds the newline, and readers count only lines that end: so
nobody ever sees a transaction that is not on the disk, even where a flush fails.
"""

import contextlib
import errno
import os
from pathlib import Path
from typing import NamedTuple

import orjson

from pmtui.errors import WorkspaceError
from pmtui.store.checksummed_line import is_whole
from pmtui.store.log.codec import decode_head, is_transaction, seal
from pmtui.store.log.files import FILE_MODE, flush, reason, write_all

_FORMAT = "pmtui journal"
_READ = 1 << 20


class JournalHead(NamedTuple):
    """The contents of a journal's first line.

    Attributes:
        base: The checkpoint that the journal follows.
        history: The size of the newest file of history at that time, as `name:bytes`; empty if nobody looked.
    """

    base: int
    history: str = ""


def head_line(base: int, history: str = "") -> bytes:
    """The first line of a journal that follows the checkpoint at transaction `base`."""
    head: dict[str, object] = {"format": _FORMAT, "base": base}
    return seal({**head, "history": history} if history else head)


def head_of(line: bytes) -> JournalHead | None:
    """The contents of a journal's first line, or `None` if it is not such a line."""
    if not line.startswith(b'{"format":') or not is_whole(line):
        return None
    record = orjson.loads(line)
    base = record.get("base")
    if record.get("format") != _FORMAT or not isinstance(base, int):
        return None
    return JournalHead(base, str(record.get("history", "")))


class Doubtful(WorkspaceError):
    """A commit was asked for, and whether it was written is not known."""

    @classmethod
    def of(cls, error: WorkspaceError) -> "Doubtful":
        """The error to report if an earlier attempt is in doubt and a later one fails."""
        said = str(error).replace("; nothing was written", "").replace("Nothing was written; ", "")
        return cls(
            f"whether this was written is not known yet: {said}. Save it again; it is not written twice"
        )


class JournalReader:
    """Reads one journal file, remembering how far it has come.

    Attributes:
        base: The checkpoint that this journal follows.
        headed: Whether the first line said so; where it is damaged, `base` is 0.
        history: How long history was when the journal was begun, as the first line says.
        last: The last transaction read, or `base`.
        offset: Bytes read so far, always at the end of a line.
        spoiled: Lines passed over because they were not as they were written.
        suspect: The line that an unsettled reading stopped at, which is spoiled unless it is being written.
        tail: What stands after the last newline: a line being written, or torn by a kill.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offset = 0
        self.base = 0
        self.last = 0
        self.headed = False
        self.history = ""
        self.spoiled = 0
        self.suspect = b""
        self.tail = b""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        self._identity = _identity(os.fstat(self._descriptor))
        self._seen_size = -1

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def is_current(self) -> bool:
        """Whether this is still the file of that name, not one that a checkpoint has replaced."""
        return _identity(os.stat(self.path)) == self._identity

    def has_news(self) -> bool:
        """Whether the file has grown since it was last read, or another has taken its place."""
        status = os.stat(self.path)
        return status.st_size != self._seen_size or _identity(status) != self._identity

    def is_shorter(self) -> bool:
        """Whether the file ends before what was read of it, which no pmtui brings about."""
        return os.fstat(self._descriptor).st_size < self.offset

    def passed(self, line: bytes, seq: int) -> None:
        """Go on after a line that this process has itself just written."""
        self.offset += len(line)
        self.last = seq
        self.tail = b""
        self._seen_size = self.offset

    def read(self, *, settled: bool) -> list[bytes]:
        """The transactions' lines since the last call.

        Args:
            settled: Whether nobody is writing, because this process holds the lock: damaged lines are
                then passed over and counted. Otherwise reading stops in front of one.
        """
        data = self._rest()
        found: list[bytes] = []
        start = 0
        self.suspect = b""
        while (end := data.find(b"\n", start) + 1) > 0:
            line = data[start:end]
            if self.offset == 0 and (head := head_of(line)) is not None:
                self.base = self.last = head.base
                self.history = head.history
                self.headed = True
            elif is_transaction(line):
                self.last = decode_head(line).seq
                found.append(line)
            elif is_whole(line) and not line.startswith(b'{"seq":'):
                pass  # a newer pmtui may write other lines
            elif not settled:
                self.suspect = line
                break
            else:
                self.spoiled += 1
            self.offset += len(line)
            start = end
        self.tail = data[start:] if not self.suspect else b""
        self._seen_size = -1 if self.tail or self.suspect else self.offset
        return found

    def _rest(self) -> bytes:
        pieces = []
        position = self.offset
        while piece := os.pread(self._descriptor, _READ, position):
            pieces.append(piece)
            position += len(piece)
        return b"".join(pieces)


class JournalWriter:
    """Appends to one journal file, under the workspace's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
        self._identity = _identity(os.fstat(self._descriptor))

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def is_current(self) -> bool:
        """Whether this is still the file of that name."""
        try:
            return _identity(os.stat(self._path)) == self._identity
        except OSError:
            return False

    def append(self, line: bytes, end: int) -> None:
        """Write one line after the last whole one and return once it is on the disk.

        Args:
            line: The line with its newline.
            end: Where the last whole line ends; a torn line beyond it is cut off.

        Raises:
            Doubtful: It may have been written, and could not be taken back.
            WorkspaceError: It could not be written; the journal is as it was before.
        """
        try:
            if os.fstat(self._descriptor).st_size != end:
                os.ftruncate(self._descriptor, end)
            os.lseek(self._descriptor, end, os.SEEK_SET)
        except OSError as error:
            raise WorkspaceError(f"{self._path}: {reason(error)}") from error
        try:
            write_all(self._descriptor, (line[:-1],))
            flush(self._descriptor)
            write_all(self._descriptor, (b"\n",))
        except OSError as error:
            self._take_back(end, error)
            raise WorkspaceError(f"{self._path}: {reason(error)}") from error

    def _take_back(self, end: int, error: OSError) -> None:
        """Cut off what was written of a line.

        Raises:
            Doubtful: That cannot be done.
        """
        try:
            os.ftruncate(self._descriptor, end)
            if os.fstat(self._descriptor).st_size != end:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        except OSError:
            raise Doubtful(
                f"whether this was written is not known yet: {self._path}: {error.strerror or error}. "
                "Save it again once the disk is well; it is not written twice"
            ) from error
        with contextlib.suppress(OSError):
            flush(self._descriptor)

    def cut(self, end: int) -> None:
        """Cut off what a killed process left unfinished beyond the last whole line."""
        try:
            os.ftruncate(self._descriptor, end)
            flush(self._descriptor)
        except OSError as error:
            raise WorkspaceError(f"{self._path}: {reason(error)}") from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
