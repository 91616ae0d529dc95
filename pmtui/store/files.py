"""Files on disk: private, written whole or not at all, and on the disk before anyone is told so."""

import contextlib
import errno
import itertools
import os
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import WorkspaceError

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_ABANDONED = 3_600.0  # seconds; nobody takes that long to write a file
_numbers = itertools.count(1)


class Places(NamedTuple):
    """Where the parts of a workspace are."""

    folder: Path

    @property
    def snapshot(self) -> Path:
        """The state at the last checkpoint, a TinyDB database."""
        return self.folder / "workspace.json"

    @property
    def sidecar(self) -> Path:
        """Where the documents stand in the state, and the orders of the first lists; worked out from it."""
        return self.folder / "workspace.index"

    @property
    def journal(self) -> Path:
        """The transactions since the checkpoint."""
        return self.folder / "journal.jsonl"

    @property
    def history(self) -> Path:
        """The folder of transactions before the checkpoint."""
        return self.folder / "history"

    @property
    def backups(self) -> Path:
        """The folder of dated copies."""
        return self.folder / "backups"

    @property
    def incomplete(self) -> Path:
        """There while the folder is a copy that has not been finished."""
        return self.folder / "incomplete"

    @property
    def lock(self) -> Path:
        """The file that writers lock."""
        return self.folder / "lock"


def free_name(path: Path, word: str, now: datetime) -> Path:
    """A name beside a file, such as `workspace.damaged-20261123T101500.json`, that no file has yet."""
    stem = f"{path.stem}.{word}-{now:%Y%m%dT%H%M%S}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in itertools.count(1))
    return next(target for target in map(path.with_name, names) if not target.exists())


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and those of its parents that are missing."""
    with telling(path):
        for folder in reversed((path, *path.parents)):
            if not os.path.isdir(folder):
                folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def flush(descriptor: int) -> None:
    """Return once what was written to a file is on the disk."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(descriptor)


def flush_folder(path: Path) -> None:
    """Return once the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, chunks: Iterable[bytes]) -> None:
    """Write every byte, however the system splits the writes."""
    for chunk in chunks:
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def write_temporary(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write a file beside `path` and flush it, ready to take its place; nothing is left on failure."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}.tmp")
    with telling(path):
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, FILE_MODE)
        try:
            write_all(descriptor, chunks)
            flush(descriptor)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        finally:
            os.close(descriptor)
    return temporary


def sweep(path: Path) -> None:
    """Remove what killed processes left of temporary files for `path`, once they are old."""
    with contextlib.suppress(OSError):
        for temporary in path.parent.glob(f".{path.name}.*.tmp"):
            if time.time() - temporary.stat().st_mtime > _ABANDONED:
                temporary.unlink()


def replace_file(temporary: Path, path: Path) -> None:
    """Put a flushed temporary file in the place of `path`, at once and for good."""
    with telling(path):
        temporary.replace(path)
        flush_folder(path.parent)


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file so that it is there whole, or as it was before."""
    replace_file(write_temporary(path, chunks), path)


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error a person can act on."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"{path}: {reason(error)}") from error


def reason(error: OSError) -> str:
    """What went wrong with a file, and what to do about it."""
    advice = {
        errno.ENOSPC: "the disk is full; nothing was written. Free some space and try again",
        errno.EDQUOT: "your disk quota is used up; nothing was written. Free some space and try again",
        errno.EFBIG: "the file may not grow any further here; nothing was written",
        errno.EROFS: "the file system is read-only; nothing was written",
        errno.EACCES: "permission denied; nothing was written",
        errno.EPERM: "permission denied; nothing was written",
        errno.ENOENT: "there is no such file or folder",
        errno.ENOTDIR: "a part of the path is not a folder",
        errno.EISDIR: "is a folder",
    }
    return advice.get(error.errno or 0, f"{error.strerror or error}; nothing was written")
