"""The journal: transactions since the checkpoint, one checksummed JSON line each, flushed before it counts.

The first line is a head that names the checkpoint the journal follows. Readers keep their place
by file and offset; when a checkpoint has put a new journal in the place of the old one, the old
file is still read to its end through the open descriptor.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import orjson

from pmtui.errors import WorkspaceError
from pmtui.store.codec import is_whole, seal
from pmtui.store.files import FILE_MODE, flush, reason, write_all

_FORMAT = "pmtui journal"
_READ = 1 << 20
_HEAD = 256


def head_line(base: int) -> bytes:
    """The first line of a journal that follows the checkpoint at transaction `base`."""
    return seal({"format": _FORMAT, "base": base})


def base_of(line: bytes) -> int | None:
    """The checkpoint that a journal's first line names, or `None` where it is no such line."""
    if not is_whole(line):
        return None
    record = orjson.loads(line)
    base = record.get("base")
    return base if record.get("format") == _FORMAT and isinstance(base, int) else None


class JournalReader:
    """Reads one journal file, remembering how far it has come.

    Attributes:
        base: The checkpoint that this journal follows.
        offset: Bytes read so far, always at the end of a whole line.
        spoiled: Lines that were not as they were written, other than a torn last one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offset = 0
        self.base = 0
        self.spoiled = 0
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        self._identity = _identity(os.fstat(self._descriptor))
        self._seen_size = -1
        first = os.pread(self._descriptor, _HEAD, 0).partition(b"\n")[0] + b"\n"
        base = base_of(first)
        if base is not None:
            self.base = base
            self.offset = len(first)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def is_current(self) -> bool:
        """Whether this is still the file of that name, not one that a checkpoint has replaced."""
        try:
            return _identity(os.stat(self.path)) == self._identity
        except OSError:
            return False

    def has_news(self) -> bool:
        """Whether the file has grown since it was last read, or another has taken its place."""
        try:
            status = os.stat(self.path)
        except OSError:
            return False
        return status.st_size != self._seen_size or _identity(status) != self._identity

    def passed(self, line: bytes) -> None:
        """Go on after a line that this process has itself just written."""
        self.offset += len(line)
        self._seen_size = self.offset

    def lines(self) -> Iterator[bytes]:
        """The whole lines since the last call; a torn last line is left for its writer to finish."""
        for line in self._whole_lines():
            if base_of(line) is None:
                yield line

    def _whole_lines(self) -> Iterator[bytes]:
        data = self._read_rest()
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            line = data[start : end + 1]
            start = end + 1
            if is_whole(line):
                self.offset += len(line)
                yield line
            elif data.find(b"\n", start) >= 0 or start < len(data):
                self.offset += len(line)
                self.spoiled += 1
            else:
                return

    def _read_rest(self) -> bytes:
        pieces = []
        position = self.offset
        while piece := os.pread(self._descriptor, _READ, position):
            pieces.append(piece)
            position += len(piece)
        self._seen_size = position
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
            WorkspaceError: It could not be written; the journal is as it was before.
        """
        try:
            if os.fstat(self._descriptor).st_size > end:
                os.ftruncate(self._descriptor, end)
            os.lseek(self._descriptor, end, os.SEEK_SET)
            write_all(self._descriptor, (line,))
            flush(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, end)
                flush(self._descriptor)
            raise WorkspaceError(f"{self._path}: {reason(error)}") from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
