"""The lock that one writer at a time holds."""

import errno
import os
import pwd
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType

from pmtui.errors import BusyError
from pmtui.private_files import keep_private
from pmtui.store.log.files import FILE_MODE, telling
from pmtui.store.log.transaction_log import WAIT
from pmtui.terminal.text import clean_line

_LONGEST_NAME = 200
"""Bytes of the file that are read of who holds the lock."""

_SOMEBODY = "another pmtui"

_NOTICED = 0.3
"""Seconds of waiting from which on a person should see for whom."""

_FIRST_PAUSE = 0.000_2
_LONGEST_PAUSE = 0.005


class WriteLock:
    """A lock on a file, held by the kernel: it is free again when its holder dies, however that happens.

    Entering it again in the same thread is allowed and counts; other threads wait as other
    processes do. The file stays open between uses, which makes a turn cost microseconds.

    Attributes:
        waiting_for: Who holds it, while a thread of this process has been waiting for a while; else empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.RLock()
        self._depth = 0
        self._descriptor = -1
        self._identity = (0, 0)
        self._process = 0
        self.waiting_for = ""

    def __enter__(self) -> None:
        self._enter(WAIT)

    @contextmanager
    def within(self, wait: float | None) -> Iterator[None]:
        """Hold it, once it is free.

        Args:
            wait: Seconds to wait for that; `None` for the usual time.

        Raises:
            BusyError: It was not free in time.
        """
        self._enter(WAIT if wait is None else wait)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, wait: float) -> None:
        if not self._threads.acquire(timeout=wait):
            raise self._held_elsewhere(wait)
        try:
            if self._depth == 0:
                with telling(self._path):
                    self._acquire_anew(wait)
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise
        finally:
            self.waiting_for = ""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        from filelock import unlock_descriptor

        self._depth -= 1
        if self._depth == 0:
            unlock_descriptor(self._descriptor)
        self._threads.release()

    def close(self) -> None:
        """Let go of the file, once no other thread holds the lock."""
        with self._threads:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)

    def _acquire_anew(self, wait: float) -> None:
        """Acquire it; where the system refuses, the file is opened again the next time."""
        try:
            self._acquire(wait)
        except OSError:
            with suppress(OSError):
                self.close()
            raise

    def _acquire(self, wait: float) -> None:
        from filelock import lock_descriptor, unlock_descriptor

        start = time.monotonic()
        pause = _FIRST_PAUSE
        while True:
            self._open()
            if lock_descriptor(self._descriptor, blocking=False):
                if self._is_current():
                    self._sign()
                    return
                unlock_descriptor(self._descriptor)
                continue
            waited = time.monotonic() - start
            if waited >= wait:
                raise self._held_elsewhere(wait)
            if waited > _NOTICED and not self.waiting_for:
                self.waiting_for = self._signed()
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
        self._descriptor = keep_private(os.open(self._path, flags, FILE_MODE))
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

    def _signed(self) -> str:
        """Who holds it, as the file says."""
        with suppress(OSError), open(os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            signed = file.read(_LONGEST_NAME)
            return clean_line(signed.decode("utf-8", "replace")).strip() or _SOMEBODY
        return _SOMEBODY

    def _held_elsewhere(self, wait: float) -> BusyError:
        holder = self._signed()
        return BusyError(
            holder, f"{holder} has held {self._path} for {wait:.3g} seconds; nothing was written, try again"
        )


@cache
def _holder_of(process: int) -> bytes:
    """The signature of a process: its user, its number and its host."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = str(os.getuid())
    return f"{user}, process {process} on {socket.gethostname()}\n".encode()[:_LONGEST_NAME]


def _holder() -> bytes:
    return _holder_of(os.getpid())
