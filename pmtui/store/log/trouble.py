"""Trouble: files that cannot be read or written at the moment, and may be well again at the next try."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from pmtui.errors import WorkspaceError
from pmtui.store.log.files import reason, telling

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class Placed(Protocol):
    """Something that has its files in a folder."""

    folder: Path


_Log = TypeVar("_Log", bound=Placed)


def in_words(
    work: Callable[Concatenate[_Log, _Given], _Found],
) -> Callable[Concatenate[_Log, _Given], _Found]:
    """Let what the system says against a method be an error that a person can act on."""

    @wraps(work)
    def working(log: _Log, /, *arguments: _Given.args, **how: _Given.kwargs) -> _Found:
        with telling(log.folder):
            return work(log, *arguments, **how)

    return working


class Trouble:
    """The failure of a file, until something goes well again.

    Args:
        path: The file.
        now: The real time.

    Attributes:
        told: The message to show; empty while all is well.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._since: datetime | None = None
        self.told = ""

    @contextlib.contextmanager
    def noted(self) -> Iterator[None]:
        """Note what goes wrong, and raise it as ours.

        Raises:
            WorkspaceError: The system refused; the message names the file.
        """
        try:
            yield
        except OSError as error:
            raise self._note(WorkspaceError(f"{self._path}: {reason(error)}")) from error
        except WorkspaceError as error:
            self._note(error)
            raise
        self._since, self.told = None, ""

    def _note(self, error: WorkspaceError) -> WorkspaceError:
        self._since = self._since or self._now()
        said = str(error).split("; nothing was written")[0]
        self.told = f"{said} (since {self._since.astimezone():%H:%M}): reading from memory, trying again"
        return error
