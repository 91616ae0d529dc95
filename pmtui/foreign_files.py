"""Reading files that somebody else made: regular files up to a size, and JSON and TOML of any depth.

A device never ends, a pipe may never begin, and text nested a thousand deep ends a parser: each is
refused with a sentence that names the file.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pmtui.errors import InputError

SETTINGS_SIZE = 1 << 20
"""The most bytes of a file of settings, keys or a playbook."""

DATA_SIZE = 1 << 30
"""The most bytes of a file with documents."""

_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe; save what comes through it to a file first"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
)


class NoSuchFile(InputError):
    """There is no file of that name."""


def read_foreign(path: str | os.PathLike[str], most: int = DATA_SIZE, *, within: str = "") -> bytes:
    """The bytes of a regular file.

    Args:
        path: The file.
        most: How many bytes it may have.
        within: The folder that the file must be in without any link on the way; empty for anywhere.

    Raises:
        NoSuchFile: There is no such file.
        InputError: It is no regular file, is too large, is outside, or cannot be read.
    """
    shown = os.fspath(path)
    with _opened(shown, most, within) as descriptor:
        chunks, size = [], 0
        while chunk := os.read(descriptor, _CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > most:
                raise InputError(f"{shown}: is larger than {most >> 20:,} MB; split it")
    return b"".join(chunks)


def check_foreign(path: str | os.PathLike[str], most: int = DATA_SIZE, *, within: str = "") -> None:
    """Refuse a file that `read_foreign` would refuse, for what reads it by itself.

    Raises:
        NoSuchFile: There is no such file.
        InputError: It is no regular file, is too large, is outside, or cannot be read.
    """
    with _opened(os.fspath(path), most, within):
        pass


def read_foreign_text(path: str | os.PathLike[str], most: int = DATA_SIZE, *, within: str = "") -> str:
    """The text of a UTF-8 file; a byte order mark is left out.

    Raises:
        NoSuchFile: There is no such file.
        InputError: As `read_foreign`, or it is not UTF-8.
    """
    data = read_foreign(path, most, within=within)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{os.fspath(path)}: is not UTF-8: byte {error.start} does not fit") from None


def parse_json(text: str, where: str) -> object:
    """The value of a JSON text.

    Args:
        text: The text.
        where: What messages begin with, such as the file.

    Raises:
        InputError: It is not JSON, or nested too deep.
    """
    import json

    try:
        value: object = json.loads(text)
    except RecursionError:
        raise InputError(f"{where}: is nested too deep") from None
    except ValueError as error:
        raise InputError(f"{where}: is not JSON: {_brief(error)}") from None
    return value


def parse_toml(text: str, where: str) -> Mapping[str, object]:
    """The entries of a TOML text.

    Args:
        text: The text.
        where: What messages begin with, such as the file.

    Raises:
        InputError: It is not TOML, or nested too deep.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError(f"{where}: is nested too deep") from None
    except ValueError as error:
        raise InputError(f"{where}: {_brief(error)}") from None


def open_within(folder: str, path: str) -> int:
    """Open a file inside a folder for reading; no link on the way from the folder to the file is followed.

    Each folder is opened by the one before it, so that nobody can put a link there between a check
    and the opening.

    Args:
        folder: The folder that may not be left.
        path: The file; a relative one counts from the current folder.

    Raises:
        InputError: It is outside the folder, or a link is on the way.
        OSError: It cannot be opened.
    """
    parent = folder_within(folder, path)
    parts = parts_within(folder, path)
    try:
        return os.open(parts[-1], _FLAGS | os.O_NOFOLLOW, dir_fd=parent)
    except OSError as error:
        raise _by_link(error, path, parts, folder) from None
    finally:
        os.close(parent)


def folder_within(folder: str, path: str) -> int:
    """Open the folder of a file inside a folder, as `open_within` does.

    Raises:
        InputError: It is outside the folder, or a link is on the way.
        OSError: It cannot be opened.
    """
    parts = parts_within(folder, path)
    if not parts:
        raise InputError(f"{path}: is a folder, not a file")
    current = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts[:-1]:
        try:
            inner = os.open(part, _INNER_FOLDER, dir_fd=current)
        except OSError as error:
            raise _by_link(error, path, parts, folder) from None
        finally:
            os.close(current)
        current = inner
    return current


def parts_within(folder: str, path: str) -> tuple[str, ...]:
    """The names on the way from a folder to a path inside it, by the names alone; empty for the folder itself.

    Raises:
        InputError: It is outside the folder.
    """
    try:
        wanted = os.path.abspath(path)
        bases = {os.path.abspath(folder), os.path.realpath(folder)}
    except (OSError, ValueError) as error:
        raise _lost(path, error) from None
    for base in bases:
        if wanted == base:
            return ()
        if wanted.startswith(base.rstrip(os.sep) + os.sep):
            return tuple(part for part in wanted[len(base) :].split(os.sep) if part)
    raise InputError(f"{path}: with --restricted only files in {folder} can be used")


def real_path(path: str | os.PathLike[str]) -> str:
    """The whole path of a file, where links lead.

    Raises:
        InputError: It is relative and the current folder is gone, or no file has such a name.
    """
    try:
        return os.path.realpath(path)
    except (OSError, ValueError) as error:
        raise _lost(os.fspath(path), error) from None


def _lost(path: str, error: OSError | ValueError) -> InputError:
    reason = (
        "no file has such a name" if isinstance(error, ValueError) else "the current folder is gone or locked"
    )
    return InputError(f"{path}: {reason}; name a whole path")


_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_INNER_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def _by_link(error: OSError, path: str, parts: tuple[str, ...], folder: str) -> Exception:
    """The error as it is, or what to say if it came of a link on the way."""
    ways = (os.path.join(folder, *parts[:count]) for count in range(1, len(parts) + 1))
    if any(map(os.path.islink, ways)):
        return InputError(f"{path}: with --restricted no link is followed")
    return error


@contextmanager
def _opened(shown: str, most: int, within: str) -> Iterator[int]:
    """A regular file that is not too large, open for reading.

    Raises:
        NoSuchFile: There is no such file.
        InputError: It is no regular file, is too large, is outside, or cannot be read.
    """
    descriptor = -1
    try:
        descriptor = open_within(within, shown) if within else os.open(shown, _FLAGS)
        found = os.fstat(descriptor)
        for is_kind, problem in _KINDS:
            if is_kind(found.st_mode):
                raise InputError(f"{shown}: {problem}")
        if found.st_size > most:
            raise InputError(f"{shown}: is larger than {most >> 20:,} MB; split it")
        yield descriptor
    except (FileNotFoundError, NotADirectoryError):
        raise NoSuchFile(f"{shown}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{shown}: cannot be read: {_reason(error)}") from None
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    """Why a file cannot be opened; `ValueError` is a name that no file can have."""
    return (
        (error.strerror or "it cannot be opened") if isinstance(error, OSError) else "no file has such a name"
    )


def _brief(error: ValueError) -> str:
    said = " ".join(str(error).split())[:200]
    return "a number has thousands of digits" if "integer string conversion" in said else said
