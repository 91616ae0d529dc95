"""Watching a process for ways out: programs started, files touched where none should be."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.startfile", "webbrowser.open")
_CHANGES = (
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """What happened that should not have; empty while nobody looks."""

    def __init__(self) -> None:
        self.on = False
        self.allowed: tuple[str, ...] = ()
        self.forbidden: tuple[str, ...] = ()
        self.seen: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take in what the interpreter is about to do."""
        if not self.on:
            return
        if event in _PROGRAMS:
            self.seen.append(f"{event} {arguments[0]!r}")
        elif event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes | os.PathLike):
                self._file(event, path, isinstance(flags, int) and bool(flags & _WRITING))
        elif event in _CHANGES:
            for each in arguments:
                if isinstance(each, str | bytes | os.PathLike):
                    self._file(event, each, True)

    def _file(self, event: str, path: "str | bytes | os.PathLike[str]", changing: bool) -> None:
        name = os.path.abspath(os.fsdecode(path))
        if name.startswith(self.forbidden) or (changing and not name.startswith((*self.allowed, "/dev/"))):
            self.seen.append(f"{event} {name}")


_WATCH = Watch()
sys.addaudithook(_WATCH)


@contextmanager
def watched(allowed: Sequence[Path], forbidden: Sequence[Path] = ()) -> Iterator[list[str]]:
    """Note each program that is started, and each file changed elsewhere than allowed or touched where forbidden."""
    _WATCH.allowed, _WATCH.forbidden = tuple(map(str, allowed)), tuple(map(str, forbidden))
    _WATCH.seen = []
    _WATCH.on = True
    try:
        yield _WATCH.seen
    finally:
        _WATCH.on = False
