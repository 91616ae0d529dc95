"""Files and folders that only their owner may read, whatever the umask is."""

import errno
import os

from pmtui.errors import InputError

FILE_MODE = 0o600
"""The mode of our files."""

FOLDER_MODE = 0o700
"""The mode of our folders."""


def make_private_folder(path: str | os.PathLike[str]) -> None:
    """Make a folder that only its owner can enter, and its missing parents; existing ones stay as they are.

    Raises:
        OSError: It cannot be made.
    """
    missing = []
    folder = os.path.abspath(path)
    while not os.path.isdir(folder):
        missing.append(folder)
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    for each in reversed(missing):
        try:
            os.mkdir(each, FOLDER_MODE)
        except FileExistsError:
            if not os.path.isdir(each):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), each) from None
            continue  # another process was faster
        os.chmod(each, FOLDER_MODE)  # a umask may have taken the owner's own rights


def private_temporary_folder(prefix: str) -> str:
    """Make a folder for a while that only its owner can enter.

    Raises:
        InputError: There is no place for one.
    """
    import tempfile

    try:
        folder = tempfile.mkdtemp(prefix=prefix)
        os.chmod(folder, FOLDER_MODE)
    except OSError as error:
        raise InputError(f"no temporary folder can be made: {error.strerror}; set TMPDIR to one") from None
    return folder


def keep_private(descriptor: int) -> int:
    """Give a file's owner the rights that a umask may have taken when it was made.

    Returns:
        The descriptor.

    Raises:
        OSError: They cannot be given.
    """
    if os.fstat(descriptor).st_mode & FILE_MODE != FILE_MODE:
        os.fchmod(descriptor, FILE_MODE)
    return descriptor


def open_private(path: str | os.PathLike[str], flags: int = os.O_TRUNC) -> int:
    """Open a file for writing that only its owner can read; a link in its place is not followed.

    Args:
        path: The file; made if it is missing.
        flags: How to open it besides for writing: `os.O_TRUNC`, `os.O_APPEND` or `os.O_EXCL`.

    Returns:
        The file descriptor.

    Raises:
        OSError: It cannot be opened.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | flags, FILE_MODE)
    try:
        os.fchmod(descriptor, FILE_MODE)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
