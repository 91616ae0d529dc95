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

from pmtui.errors import InputError, WorkspaceError
from pmtui.private_files import keep_private, make_private_folder

FILE_MODE = 0o600
FOLDER_MODE = 0o700

UNFINISHED = b"a copy that is not finished\n"
"""The contents of the file that marks an unfinished copy."""

_OWN_FILES = ("workspace", "journal", ".workspace", ".journal")
_OWN_NAMES = ("lock", "incomplete", "history", "backups", "presence")

_ABANDONED = 3_600.0  # seconds; nobody takes that long to write a file


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

    def is_unfinished(self) -> bool:
        """Whether the folder is a copy that has not been finished: a file of that name alone says nothing."""
        with telling(self.incomplete):
            try:
                with open(os.open(self.incomplete, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                    return file.read(len(UNFINISHED) + 1) == UNFINISHED
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return False

    def is_workspace(self) -> bool:
        """Whether the folder looks like a workspace."""
        return self.journal.exists() or self.snapshot.exists()

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
        make_private_folder(path)


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
    with telling(path):
        temporary, descriptor = new_beside(path)
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


def new_beside(path: Path) -> tuple[Path, int]:
    """A new file beside `path`, open for writing, under a name that nobody on any host has."""
    while True:
        temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
        with contextlib.suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            return temporary, keep_private(os.open(temporary, flags, FILE_MODE))


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


def refuse_own_name(path: Path) -> None:
    """Refuse to write something of a person's where a workspace keeps its own files.

    Raises:
        InputError: The name is one that pmtui uses in that folder.
    """
    folder = path.parent.resolve()
    names = (path.name.casefold(), folder.name.casefold())
    is_own = Places(folder).is_workspace() and (
        names[0] in _OWN_NAMES or names[0].partition(".")[0] in _OWN_FILES or names[0].startswith(".")
    )
    if is_own or (names[1] in _OWN_NAMES and Places(folder.parent).is_workspace()):
        raise InputError(
            f"{path}: pmtui keeps its own files under such names there; choose another name or folder"
        )


def write_output(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that a person asked for, whole or not at all, and never over a workspace's own.

    Raises:
        InputError: The name is one that pmtui uses in that folder.
        WorkspaceError: It cannot be written.
    """
    refuse_own_name(path)
    write_whole(path, chunks)


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error a person can act on."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"{path}: {reason(error)}") from error


def reason(error: OSError) -> str:
    """The cause of an error with a file, and what to do about it."""
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
