"""System calls that fail: each one that the store makes, in turn, as a network file system fails them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

CALLS = (
    "open", "stat", "fstat", "lstat", "pread", "read", "lseek", "write", "ftruncate", "fdatasync", "fsync",
    "replace", "rename", "link", "unlink", "listdir", "scandir", "mkdir",
)  # fmt: skip


class Failing:
    """Counts system calls, and lets one of them fail.

    Attributes:
        made: How many there were.
        failed: Which one failed, by name; empty for none yet.
    """

    def __init__(self) -> None:
        self.made = 0
        self.failed = ""
        self._number, self._error = 0, OSError()

    def at(self, number: int, code: int) -> None:
        """Let the call of that number fail, counted from one."""
        self.made, self.failed = 0, ""
        self._number, self._error = number, OSError(code, os.strerror(code))

    def _watched(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def watched(*arguments: object, **how: object) -> object:
            self.made += 1
            if self.made == self._number:
                self.failed = name
                raise self._error
            return call(*arguments, **how)

        return watched

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count and fail what is called meanwhile."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._watched(name, getattr(os, name)))
            yield


def every_call(
    work: Callable[[], object], code: int, begin: Callable[[], object] = bool, step: int = 1
) -> Iterator[Failing]:
    """Do something again and again, each time with another call that fails, until none does.

    Args:
        work: What is done; what it raises is passed on.
        code: The error.
        begin: What is done before each time.
        step: Which calls fail: all, or one in so many.
    """
    failing = Failing()
    for number in range(1, 100_000, step):
        begin()
        failing.at(number, code)
        with failing.watching():
            work()
        if not failing.failed:
            return
        yield failing
