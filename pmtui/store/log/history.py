"""History: the transactions before the checkpoint, one file a month, kept for audit, undo and time travel."""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pmtui.private_files import keep_private
from pmtui.store.log.codec import decode_head, is_transaction
from pmtui.store.log.files import FILE_MODE, flush, flush_folder, make_folder, telling, write_all

_TAIL = 1 << 14
_NAME = re.compile(r"\d{4}-\d{2}\.jsonl")


def history_files(folder: Path) -> list[Path]:
    """The files of history, oldest first."""
    with telling(folder):
        names = os.listdir(folder) if os.path.isdir(folder) else []
    return [folder / name for name in sorted(names) if _NAME.fullmatch(name)]


def lines_of(path: Path) -> list[bytes]:
    """The transactions' lines of one file, oldest first; damaged ones are left out.

    Raises:
        WorkspaceError: The file cannot be read.
    """
    with telling(path):
        lines = path.read_bytes().split(b"\n")
    return [whole for line in lines if is_transaction(whole := line + b"\n")]


def read_since(folder: Path, seq: int) -> Iterator[bytes]:
    """The lines after a transaction, oldest first, each transaction once."""
    last = seq
    for path in history_files(folder):
        for line in lines_of(path):
            here = decode_head(line).seq
            if here > last:
                last = here
                yield line


def read_newest_first(folder: Path) -> Iterator[bytes]:
    """All lines, newest first, each transaction once."""
    before: int | None = None
    for path in reversed(history_files(folder)):
        for line in reversed(lines_of(path)):
            here = decode_head(line).seq
            if before is None or here < before:
                before = here
                yield line


def length(folder: Path) -> str:
    """How long the newest file is, as `name:bytes`; empty where there is none."""
    files = history_files(folder)
    with telling(folder):
        return f"{files[-1].name}:{files[-1].stat().st_size}" if files else ""


def last_seq(folder: Path) -> int:
    """The newest transaction that history holds, or 0."""
    for path in reversed(history_files(folder)):
        line = _last_line(path)
        if line is not None:
            return decode_head(line).seq
    return 0


def _last_line(path: Path) -> bytes | None:
    """The last whole line of a file, read from its end."""
    with telling(path), path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        window = _TAIL
        while True:
            start = max(0, size - window)
            file.seek(start)
            lines = file.read().split(b"\n")
            for line in reversed(lines if start == 0 else lines[1:]):
                if is_transaction(line + b"\n"):
                    return line + b"\n"
            if start == 0:
                return None
            window *= 8


def append(folder: Path, lines: Iterable[bytes]) -> None:
    """Add lines that history does not hold yet to this month's file, and flush it.

    A line torn by an earlier kill is cut off first; its transaction is still in the journal.
    """
    make_folder(folder)
    known = last_seq(folder)
    fresh = [line for line in lines if decode_head(line).seq > known]
    if not fresh:
        return
    path = folder / _file_now(history_files(folder))
    with telling(path):
        isnew = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
        try:
            keep_private(descriptor)
            end = _end_of_whole_lines(descriptor)
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            try:
                write_all(descriptor, fresh)
                flush(descriptor)
            except OSError:
                os.ftruncate(descriptor, end)
                raise
        finally:
            os.close(descriptor)
        if isnew:
            flush_folder(folder)


def _file_now(files: list[Path]) -> str:
    """This month's file; the newest one where the clock has gone back, so that names stay in order."""
    return max([f"{datetime.now(UTC):%Y-%m}.jsonl", *(path.name for path in files[-1:])])


def _end_of_whole_lines(descriptor: int) -> int:
    """Where the last newline is; what lies beyond was never finished."""
    position = os.fstat(descriptor).st_size
    while position > 0:
        start = max(0, position - _TAIL)
        found = os.pread(descriptor, position - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        position = start
    return 0
