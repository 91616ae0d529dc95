"""Copying: a workspace with its whole history from one place to another, compared before it can be opened.

The source is only read. The target says that it is incomplete from before the first document until
after the comparison, and nobody can open it meanwhile.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Protocol

from pmtui.address import is_address, shown
from pmtui.errors import WorkspaceError
from pmtui.store.changes import Transaction
from pmtui.store.log import history
from pmtui.store.log.codec import encode
from pmtui.store.log.files import UNFINISHED, Places, flush_folder, make_folder, telling, write_whole
from pmtui.store.log.journal import head_line
from pmtui.store.log.snapshot import Snapshot, encode_snapshot
from pmtui.store.log.state import State
from pmtui.store.log.transaction_log import WholeLog
from pmtui.store.open_workspace import log_of
from pmtui.store.progress_callback import Tick, passed_over
from pmtui.store.tables import size_of

_BATCH = 500


PARTS = 100
"""How many parts the work of a copy has: half of them to write, half to compare."""


@dataclass(frozen=True)
class Copied:
    """The size of a copy.

    Attributes:
        documents: The number of documents.
        transactions: The number of transactions of history.
    """

    documents: int
    transactions: int


class Target(Protocol):
    """Where a copy is made."""

    def begin(self) -> None:
        """Make it, marked as incomplete.

        Raises:
            WorkspaceError: There is something there already, or nothing can be written.
        """
        ...

    def take(self, transactions: list[Transaction]) -> None:
        """Write some transactions, oldest first."""
        ...

    def state(self, snapshot: Snapshot) -> None:
        """Write the documents as they are after the last transaction."""
        ...

    def finish(self) -> None:
        """Take the mark off."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class FolderTarget:
    """A copy in a folder.

    Args:
        folder: The folder; it may exist, but hold nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._places = Places(folder)

    def begin(self) -> None:
        """Make the folder and mark it.

        Raises:
            WorkspaceError: It holds something.
        """
        places = self._places
        with telling(places.folder):
            if places.folder.exists() and (not places.folder.is_dir() or any(places.folder.iterdir())):
                raise WorkspaceError(f"{places.folder} is not empty; it was left as it was")
        make_folder(places.folder)
        write_whole(places.incomplete, (UNFINISHED,))

    def take(self, transactions: list[Transaction]) -> None:
        """Add the transactions to the history."""
        history.append(self._places.history, map(encode, transactions))

    def state(self, snapshot: Snapshot) -> None:
        """Write the checkpoint, and a journal that follows it."""
        write_whole(self._places.journal, (head_line(snapshot.seq),))
        write_whole(self._places.snapshot, encode_snapshot(snapshot))

    def finish(self) -> None:
        """Remove the mark."""
        with telling(self._places.incomplete):
            self._places.incomplete.unlink()
            flush_folder(self._places.folder)

    def close(self) -> None:
        """Nothing is held open."""


def copy(source: str, target: str, tick: Tick = passed_over) -> Copied:
    """Copy a workspace with its history.

    Args:
        source: A folder or an address; it is only read.
        target: A folder or an address, where there is no workspace yet.
        tick: Is told how many of `PARTS` are done.

    Raises:
        InputError: A place makes no sense, or the extra for PostgreSQL is not installed.
        WorkspaceError: The source cannot be read, or the target not be written or already holds something; a
            target that was begun is incomplete and does not open.
    """
    with closing(log_of(source, read_only=True)) as log, closing(_target(target)) as copied:
        snapshot = _whole(log)
        copied.begin()
        transactions = (each for each in log.oldest_first() if each.seq <= snapshot.seq)
        count = 0
        while batch := list(islice(transactions, _BATCH)):
            copied.take(batch)
            count += len(batch)
            tick(count * PARTS // 2 // snapshot.seq)
        copied.state(snapshot)
        with closing(log_of(target, read_only=True, unfinished=True)) as again:
            _compare(shown(target), (log, snapshot), (again, _whole(again)), tick)
        copied.finish()
    return Copied(size_of(snapshot.whole), count)


def _target(place: str) -> Target:
    log_of(place).close()
    if not is_address(place):
        return FolderTarget(Path(place).expanduser())
    from pmtui.store.postgres.server_copy import ServerTarget

    return ServerTarget(place)


def _whole(log: WholeLog) -> Snapshot:
    """The state after the last transaction."""
    state = State(log.load())
    for transaction in log.news():
        state.apply(transaction)
    return state.snapshot()


def _compare(
    name: str, ours: tuple[WholeLog, Snapshot], theirs: tuple[WholeLog, Snapshot], tick: Tick
) -> None:
    """Refuse a copy that is not the same, document by document and transaction by transaction.

    Raises:
        WorkspaceError: They differ; the first difference is named.
    """
    (source, before), (target, after) = ours, theirs
    if before.seq != after.seq or before.counters != after.counters:
        raise _different(name, "the counts of transactions and ids")
    ours_whole, theirs_whole = before.whole, after.whole
    for kind in {**ours_whole, **theirs_whole}:
        here, there = ours_whole.get(kind, {}), theirs_whole.get(kind, {})
        for document_id in {**here, **there}:
            if here.get(document_id) != there.get(document_id):
                raise _different(name, f"{kind} {document_id}")
    pairs = zip_longest(_until(source, before.seq), _until(target, after.seq))
    for mine, other in pairs:
        if mine is None or other is None or not _same(mine, other):
            seq = (mine or other or Transaction(0, "", "", "")).seq
            raise _different(name, f"transaction {seq}")
        tick(PARTS // 2 + mine.seq * PARTS // 2 // before.seq)


def _until(log: WholeLog, seq: int) -> Iterator[Transaction]:
    return (each for each in log.oldest_first() if each.seq <= seq)


def _same(mine: Transaction, other: Transaction) -> bool:
    """Whether two transactions are the same, their moments compared as moments."""
    moments = datetime.fromisoformat(mine.at), datetime.fromisoformat(other.at)
    return replace(mine, at="") == replace(other, at="") and moments[0] == moments[1]


def _different(name: str, what: str) -> WorkspaceError:
    return WorkspaceError(
        f"{name}: {what} did not arrive as they are in the source; the copy is marked as incomplete and does "
        "not open. The source is as it was"
    )
