"""A recording of what the store asks of the system, and whether a power cut at any moment could lose something."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import SupportsBytes

import pytest

_Place = str | os.PathLike[str] | int


class Recording:
    """Watches opens, writes, flushes and renames below a folder.

    Args:
        folder: The workspace; what is done elsewhere, and in `presence`, is not looked at.

    Attributes:
        calls: What was done: the call, and the name of the file within the folder.
        faults: What was done in the wrong order.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._paths: dict[int, Path] = {}
        self._unflushed: dict[Path, bytes] = {}
        self._unnamed: dict[Path, set[str]] = {}
        self._known: dict[int, Path] = {}
        self.calls: list[tuple[str, str]] = []
        self.faults: list[str] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what is done meanwhile; at the end everything has to be on the disk."""
        self._known = {path.stat().st_ino: path for path in self._folder.rglob("*") if path.is_file()}
        with pytest.MonkeyPatch.context() as patch:
            for name, watch in self._watches().items():
                patch.setattr(os, name, _watched(getattr(os, name), watch))
            yield
        self.settled()

    def _watches(self) -> dict[str, Callable[..., None]]:
        return {
            "open": self._open,
            "close": self._close,
            "write": self._write,
            "ftruncate": self._truncate,
            "fdatasync": self._flush,
            "fsync": self._flush,
            "replace": self._rename,
            "rename": self._rename,
            "link": self._link,
        }

    def settled(self) -> None:
        """Note what is not on the disk though whoever asked for it was told that it is."""
        for path, data in self._unflushed.items():
            if data not in (b"", b"\n"):  # a last line without its newline counts
                self.faults.append(f"{self._named(path)} was left unflushed")
        self.faults += [
            f"the names {names} in {self._named(path)}" for path, names in self._unnamed.items() if names
        ]

    def _named(self, path: Path) -> str:
        return str(path.relative_to(self._folder)) or "."

    def _seen(self, call: str, path: Path | None) -> bool:
        if path is None or not path.is_relative_to(self._folder) or path.parent.name == "presence":
            return False
        self.calls.append((call, self._named(path)))
        return True

    def _open(self, result: int, path: _Place, flags: int, *mode: int, **how: object) -> None:
        opened = Path(os.fspath(path)).absolute() if not isinstance(path, int) else Path()
        if not opened.is_relative_to(self._folder):
            return
        self._paths[result] = opened
        if flags & os.O_CREAT:
            self._seen("create" if flags & os.O_EXCL else "open or create", opened)
            is_new = os.fstat(result).st_ino not in self._known
            if is_new and opened.name != "lock" and not opened.name.endswith(".tmp"):
                self._unnamed.setdefault(opened.parent, set()).add(opened.name)
            if opened.name.endswith(".tmp") and not flags & os.O_EXCL:
                self.faults.append(f"{self._named(opened)} may have been somebody else's")

    def _path(self, descriptor: int) -> Path | None:
        """The file behind a descriptor, which may have been opened before."""
        return self._paths.get(descriptor) or self._known.get(os.fstat(descriptor).st_ino)

    def _close(self, result: None, descriptor: int) -> None:
        self._paths.pop(descriptor, None)

    def _write(self, result: int, descriptor: int, data: SupportsBytes) -> None:
        path = self._path(descriptor)
        if path is not None and self._seen("write", path):
            self._known[os.fstat(descriptor).st_ino] = path
            self._unflushed[path] = self._unflushed.get(path, b"") + bytes(data)[:result]

    def _truncate(self, result: None, descriptor: int, size: int) -> None:
        self._seen("truncate", self._path(descriptor))

    def _flush(self, result: None, descriptor: int) -> None:
        path = self._path(descriptor)
        if path is not None and self._seen("flush", path):
            self._unflushed.pop(path, None)
            self._unnamed.pop(path, None)

    def _rename(self, result: None, source: _Place, target: _Place, **how: object) -> None:
        before, after = (
            Path(os.fspath(each)).absolute() for each in (source, target) if not isinstance(each, int)
        )
        if not self._seen("rename", after):
            return
        if self._unflushed.pop(before, b""):
            self.faults.append(f"{self._named(after)} was put in its place before it was flushed")
        self._unnamed.setdefault(after.parent, set()).add(after.name)
        self._known[after.stat().st_ino] = after
        if after.name == "journal.jsonl":
            self._before_lines_go(after)

    def _before_lines_go(self, journal: Path) -> None:
        """A journal takes the place of another: what it no longer holds has to be on the disk elsewhere."""
        history = self._folder / "history"
        for path, data in self._unflushed.items():
            if path.is_relative_to(history) and data:
                self.faults.append("the journal went before history was flushed")
        for folder in (history, self._folder):
            for name in self._unnamed.get(folder, set()) - {journal.name}:
                self.faults.append(f"the journal went before the name {name} was on the disk")

    def _link(self, result: None, source: _Place, target: _Place, **how: object) -> None:
        path = Path(os.fspath(target)).absolute() if not isinstance(target, int) else None
        if path is not None and self._seen("link", path):
            self._unnamed.setdefault(path.parent, set()).add(path.name)


def _watched(call: Callable[..., object], watch: Callable[..., None]) -> Callable[..., object]:
    def watched(*arguments: object, **how: object) -> object:
        result = call(*arguments, **how)
        watch(result, *arguments, **how)
        return result

    return watched
