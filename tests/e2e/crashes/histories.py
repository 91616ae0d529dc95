"""Histories: what writers asked for, what they were told and what they read, and whether all of that can be.

Checked as Jepsen does: a commit that was acknowledged is there exactly once, one that was called not written is
not there, the order of the log agrees with real time, and whatever anybody read was a prefix of the log.
"""

import errno
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest

from pmtui.errors import WorkspaceError
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.log import files, journal
from pmtui.store.open_workspace import open_place
from pmtui.store.postgres import connection, server_log
from pmtui.store.workspace import Workspace

_ENOUGH = 60
"""Attempts to save again what is in doubt."""


@dataclass
class Operation:
    """One commit.

    Attributes:
        title: What tells it from all others.
        start: When it was asked for, in nanoseconds.
        end: When it was answered; 0 while it was not.
        answer: `written`, `not written`, or empty for neither.
        seq: Its place in the log, where that was told.
        said: Why it was not written.
    """

    title: str
    start: int
    end: int = 0
    answer: str = ""
    seq: int = 0
    said: str = ""


@dataclass
class Read:
    """What a writer saw: how far it had come, and which deals there were."""

    seq: int
    titles: frozenset[str]


@dataclass
class Told:
    """What one process noted before it ended or was killed."""

    operations: list[Operation] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)


class Diary:
    """What one process notes, a line each, whole or not at all whenever it is killed."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, **told: object) -> None:
        """Note something, with the time."""
        os.write(self._descriptor, orjson.dumps({**told, "at": time.monotonic_ns()}) + b"\n")


def write_for_ever(place: str, name: str, seed: int, diary: Path, unwell: bool) -> None:
    """Commit, read, open and close until killed, and note all of it.

    Args:
        place: The workspace.
        name: The user; no other process has it.
        seed: For what is done when.
        diary: Where it is noted.
        unwell: Whether the disk fails now and then.
    """
    chance = random.Random(seed)
    notes = Diary(diary)
    patch = pytest.MonkeyPatch()
    patch.setattr(server_log, "AGAIN", (0.01, 0.05, 0.2))
    patch.setattr(connection, "PAUSES", (0.05,))
    if unwell:
        _fall_ill(chance, patch)
    number = 0
    while True:
        try:
            workspace = open_place(place, user=name, clock=Clock())
        except WorkspaceError:
            time.sleep(0.02)
            continue
        for _ in range(chance.randrange(5, 40)):
            number += 1
            _commit(workspace, f"{name} {number}", notes)
            if chance.random() < 0.3:
                workspace.poll()
                _read(workspace, notes)
            if chance.random() < 0.05:
                _checkpoint(workspace)
        workspace.let_go()


def _fall_ill(chance: random.Random, patch: pytest.MonkeyPatch) -> None:
    """Let flushes of the journal fail now and then, and the cutting off of what was written, too."""
    well, truncate = files.flush, os.ftruncate

    def flush(descriptor: int) -> None:
        if chance.random() < 0.05:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        well(descriptor)

    def ftruncate(descriptor: int, size: int) -> None:
        if chance.random() < 0.3:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        truncate(descriptor, size)

    patch.setattr(journal, "flush", flush)
    patch.setattr(os, "ftruncate", ftruncate)


def _commit(workspace: Workspace, title: str, notes: Diary) -> None:
    changes = ChangeSet(f"Add {title}")
    changes.create(Deal(title=title))
    notes.note(asked=title)
    for _ in range(_ENOUGH):
        try:
            done = workspace.commit(changes)
        except WorkspaceError as error:
            said = str(error)
            if "had been written already" in said:
                notes.note(answered=title, answer="written", seq=0)
                return
            if "is not known" in said:
                time.sleep(0.05)
                continue  # as a person would: saved again
            notes.note(answered=title, answer="not written", seq=0, said=said)
            return
        notes.note(answered=title, answer="written", seq=done.seq)
        return


def _read(workspace: Workspace, notes: Diary) -> None:
    titles = [str(row["title"]) for row in workspace.rows("deal").values()]
    notes.note(read=workspace.seq, titles=titles)


def _checkpoint(workspace: Workspace) -> None:
    try:
        workspace.checkpoint()
    except WorkspaceError:
        return


def told(diary: Path) -> Told:
    """What a process noted."""
    found = Told()
    known: dict[str, Operation] = {}
    for line in _lines(diary):
        if "asked" in line:
            operation = Operation(str(line["asked"]), _number(line["at"]))
            known[operation.title] = operation
            found.operations.append(operation)
        elif "answered" in line:
            operation = known[str(line["answered"])]
            operation.end, operation.answer = _number(line["at"]), str(line["answer"])
            operation.seq, operation.said = _number(line["seq"]), str(line.get("said", ""))
        else:
            titles = line["titles"]
            assert isinstance(titles, list)
            found.reads.append(Read(_number(line["read"]), frozenset(map(str, titles))))
    return found


def _lines(diary: Path) -> Iterator[dict[str, object]]:
    for line in diary.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield orjson.loads(line)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def check(log: list[tuple[int, str]], processes: list[Told]) -> list[str]:
    """What cannot be.

    Args:
        log: The place and the title of each deal that was made, oldest first.
        processes: What was told.
    """
    faults = []
    places: dict[str, list[int]] = {}
    for seq, title in log:
        places.setdefault(title, []).append(seq)
    operations = [each for process in processes for each in process.operations]
    for each in operations:
        there = places.get(each.title, [])
        if len(there) > 1:
            faults.append(f"{each.title} is there {len(there)} times")
        if each.answer == "written" and (not there or each.seq not in (0, there[0])):
            faults.append(f"{each.title} was acknowledged as {each.seq} and is at {there}")
        if each.answer == "not written" and there:
            faults.append(
                f"{each.title} was called not written and is at {there}{each.said and f': {each.said}'}"
            )
    asked = {each.title for each in operations}
    faults += [f"nobody asked for {title}" for title in places if title not in asked]
    faults += _disorder(log, {each.title: each for each in operations})
    titles = dict(log)
    for process in processes:
        faults += _no_prefixes(process, titles)
    return faults


def _disorder(log: list[tuple[int, str]], operations: dict[str, Operation]) -> Iterator[str]:
    """What stands behind something that was asked for only after it had been answered."""
    latest = 0
    for seq, title in log:
        operation = operations.get(title)
        if operation is None:
            continue
        if operation.end and operation.answer and operation.end < latest:
            yield f"{title} at {seq} had been answered before something in front of it was asked for"
        latest = max(latest, operation.start)


def _no_prefixes(process: Told, titles: dict[int, str]) -> Iterator[str]:
    last = 0
    for read in process.reads:
        expected = {title for seq, title in titles.items() if seq <= read.seq}
        if read.titles != expected:
            wrong = sorted(read.titles ^ expected)[:3]
            yield f"a read at {read.seq} is no prefix: {wrong}"
        if read.seq < last:
            yield f"a read at {read.seq} came after one at {last}"
        last = read.seq
