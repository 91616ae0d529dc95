"""The lock that one writer at a time holds."""

import errno
import os
import pwd
import socket
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType

from pmtui.errors import WorkspaceError
from pmtui.store.files import FILE_MODE, telling
from pmtui.terminal.text import clean_line

WAIT = 10.0
"""Seconds to wait for another writer before giving up."""

_LONGEST_NAME = 200
"""Bytes of the file that are read of who holds the lock."""

_FIRST_PAUSE = 0.000_2
_LONGEST_PAUSE = 0.005


class WriteLock:
    """A lock on a file, held by the kernel: it is free again when its holder dies, however that happens.

    Entering it again in the same thread is allowed and counts; other threads wait as other
    processes do. The file stays open between uses, which makes a turn cost microseconds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.RLock()
        self._depth = 0
        self._descriptor = -1
        self._identity = (0, 0)
        self._process = 0

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=WAIT):
            raise self._held_elsewhere()
        try:
            if self._depth == 0:
                with telling(self._path):
                    self._acquire()
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from filelock import unlock_descriptor

        self._depth -= 1
        if self._depth == 0:
            unlock_descriptor(self._descriptor)
        self._threads.release()

    def close(self) -> None:
        """Let go of the file, once no other thread holds the lock."""
        with self._threads:
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1

    def _acquire(self) -> None:
        from filelock import lock_descriptor, unlock_descriptor

        deadline = time.monotonic() + WAIT
        pause = _FIRST_PAUSE
        while True:
            self._open()
            if lock_descriptor(self._descriptor, blocking=False):
                if self._is_current():
                    self._sign()
                    return
                unlock_descriptor(self._descriptor)
                continue
            if time.monotonic() > deadline:
                raise self._held_elsewhere()
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _sign(self) -> None:
        """Say in the file who holds it, for those who wait too long; a full disk is no reason not to go on."""
        with suppress(OSError):
            if os.pread(self._descriptor, _LONGEST_NAME, 0) != _holder():
                os.ftruncate(self._descriptor, 0)
                os.pwrite(self._descriptor, _holder(), 0)

    def _open(self) -> None:
        """Open the file anew where it was never opened, was replaced, or was opened before a fork."""
        if self._descriptor >= 0 and self._process == os.getpid() and self._is_current():
            return
        self.close()
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        self._descriptor = os.open(self._path, flags, FILE_MODE)
        self._process = os.getpid()
        status = os.fstat(self._descriptor)
        self._identity = (status.st_dev, status.st_ino)

    def _is_current(self) -> bool:
        """Whether the open file is still the one of that name, so that everybody locks the same."""
        try:
            status = os.stat(self._path)
        except OSError as error:
            if error.errno == errno.ENOENT:
                return False
            raise
        return (status.st_dev, status.st_ino) == self._identity

    def _held_elsewhere(self) -> WorkspaceError:
        holder = "another pmtui"
        with suppress(OSError):
            signed = self._path.read_bytes()[:_LONGEST_NAME]
            holder = clean_line(signed.decode("utf-8", "replace")).strip() or holder
        return WorkspaceError(f"{holder} has held {self._path} for {WAIT:.0f} seconds; nothing was written")


@cache
def _holder_of(process: int) -> bytes:
    """What a process signs with: its user, its number and its host."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = str(os.getuid())
    return f"{user}, process {process} on {socket.gethostname()}\n".encode()[:_LONGEST_NAME]


def _holder() -> bytes:
    return _holder_of(os.getpid())
