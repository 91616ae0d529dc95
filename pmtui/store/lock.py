"""The lock that one writer at a time holds."""

from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from pmtui.errors import WorkspaceError
from pmtui.store.files import FILE_MODE, telling

WAIT = 10.0
"""Seconds to wait for another writer before giving up."""


class WriteLock:
    """A lock on a file, held by the kernel: it is free again when its holder dies, however that happens.

    Entering it again in the same process is allowed and counts.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, timeout=WAIT, mode=FILE_MODE)

    def __enter__(self) -> None:
        with telling(self._path):
            try:
                self._lock.acquire()
            except Timeout:
                raise WorkspaceError(
                    f"another pmtui has held {self._path} for {WAIT:.0f} seconds; nothing was written"
                ) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
