"""Files that a person asked for: written whole or not at all, with the rights that the umask gives them.

Inside the workspace's folder they are for its owner alone; `--restricted` lets no other folder be written to.
"""

import contextlib
import itertools
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from pmtui.cli.options import Options
from pmtui.errors import InputError, OutputError
from pmtui.foreign_files import folder_within
from pmtui.private_files import FILE_MODE, FOLDER_MODE
from pmtui.store.log.files import refuse_own_name

_ANYBODY_FILE, _ANYBODY_FOLDER = 0o666, 0o777
"""Modes before the umask takes away what a person does not want to give."""

_numbers = itertools.count(1)


def write_file(options: Options, path: Path, text: str) -> None:
    """Write a file whole or not at all; into a pipe or a device, as far as it takes it.

    Args:
        options: Which workspace, and whether files outside of it are out of reach.
        path: The file.
        text: What goes into it.

    Raises:
        InputError: There is no such folder, or a folder in its place.
        OutputError: It cannot be written.
    """
    refuse_own_name(path)
    data, within = text.encode("utf-8", "replace"), options.walls()
    try:
        if within and path.is_symlink():
            raise InputError(f"{path}: with --restricted no link is followed")
        found = _found(path)
        if stat.S_ISDIR(found):
            raise InputError(f"{path}: is a folder, not a file")
        if not within and found and not stat.S_ISREG(found):
            path.write_bytes(data)
            return
        private = options.owns(path)
        with _folder(path, within) as folder:
            mode = FILE_MODE if private else stat.S_IMODE(found) or _ANYBODY_FILE
            _write_whole(folder, path.name, data, mode, exact=bool(private or found))
    except ValueError:
        raise InputError(f"{path}: no file has such a name") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def write_folder(options: Options, folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder that is new or empty; the one that says what it is comes last.

    Raises:
        InputError: There is something in it, or it is outside.
        OutputError: It cannot be written.
    """
    refuse_own_name(folder)
    private, within = options.owns(folder), options.walls()
    try:
        with _folder(folder, within) as parent:
            if within and folder.is_symlink():
                raise InputError(f"{folder}: with --restricted no link is followed")
            if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
                raise InputError(f"{folder}: is there already; name a folder that is new or empty")
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder.name, FOLDER_MODE if private else _ANYBODY_FOLDER, dir_fd=parent)
                if private:
                    os.chmod(folder.name, FOLDER_MODE, dir_fd=parent)  # a umask may take the owner's rights
    except ValueError:
        raise InputError(f"{folder}: no folder has such a name") from None
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from None
    for name in sorted(files, key=lambda name: not name.endswith(".csv")):
        write_file(options, folder / name, files[name])


def _found(path: Path) -> int:
    """The mode of what is at a path, where links lead; 0 for nothing."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


@contextlib.contextmanager
def _folder(path: Path, within: str) -> Iterator[int]:
    """The folder of a path, open."""
    if within:
        descriptor = folder_within(within, str(path))
    else:
        try:
            descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            raise InputError(f"{path}: there is no folder {path.parent}") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write_whole(folder: int, name: str, data: bytes, mode: int, *, exact: bool) -> None:
    """Write a file beside its name, then give it the name."""
    beside = f".{name[:100]}.{os.getpid()}-{next(_numbers)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(beside, flags, mode, dir_fd=folder)
    try:
        with open(descriptor, "wb") as file:
            if exact:
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise
