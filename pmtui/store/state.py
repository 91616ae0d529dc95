"""The live state: every document as stored, in memory, kept in step with the log."""

from collections.abc import Mapping
from copy import copy

from pmtui.models.kinds import KINDS, number_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, Transaction
from pmtui.store.collector import resting_collector
from pmtui.store.log import TransactionLog
from pmtui.store.snapshot import Snapshot, Tables


class State:
    """Tables of stored documents at one place in the log.

    A stored document is never changed in place: a change puts a new one there, so that whoever
    holds the old one, or a shallow copy of a table, keeps what it saw.

    Attributes:
        seq: The last transaction applied.
        counters: The highest number ever allocated, by kind.
        tables: The documents, by kind and id.
        index: The orders that are kept beside the checkpoint; `None` where there is none.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.seq = snapshot.seq
        self.schema = snapshot.schema
        self.counters = dict(snapshot.counters)
        self.tables: Tables = snapshot.tables
        self.index = snapshot.index

    def snapshot(self) -> Snapshot:
        """The state as it is now; later changes leave it as it is."""
        tables = {kind: copy(documents) for kind, documents in self.tables.items()}
        return Snapshot(self.seq, self.schema, dict(self.counters), tables)

    def apply(self, transaction: Transaction) -> None:
        """Do what a transaction did."""
        for change in transaction.changes:
            self.apply_change(change)
        self.seq = transaction.seq

    def revert(self, transaction: Transaction) -> None:
        """Take back what a transaction did, where it still stands."""
        for change in reversed(transaction.changes):
            self._revert_change(change)
        self.seq = transaction.seq - 1

    def _revert_change(self, change: Change) -> None:
        """Take back one change; a field that was set again since keeps what it was set to."""
        current = self.tables.get(change.kind, {}).get(change.id)
        if change.was is None or change.now is None:
            if (current is None) == (change.now is None):
                self.apply_change(change.inverse())
        elif current is not None:
            standing = {name: each for name, each in change.now.items() if current.get(name) == each}
            was = {name: change.was.get(name) for name in standing}
            self.apply_change(Change(change.kind, change.id, standing, was))

    def apply_change(self, change: Change) -> None:
        """Create, delete, or set the fields of one document."""
        table = self.tables.setdefault(change.kind, {})
        if change.now is None:
            table.pop(change.id, None)
            return
        number = number_of(change.id) if is_numbered(change.kind) else 0
        if number > self.counters.get(change.kind, 0):
            self.counters[change.kind] = number
        current = {} if change.was is None else table.get(change.id, {})
        table[change.id] = merged(change.id, current, change.now)


def is_numbered(kind: str) -> bool:
    """Whether ids of the kind are a letter and a number, allocated by the store."""
    return kind in KINDS and bool(KINDS[kind].prefix)


def merged(document_id: str, current: Mapping[str, JsonValue], now: Mapping[str, JsonValue]) -> Stored:
    """A stored document with fields set; `None` unsets. The id comes first, then the names in order."""
    fields = {**current, **now}
    return {
        "id": document_id,
        **{name: fields[name] for name in sorted(fields) if fields[name] is not None and name != "id"},
    }


def load_state(log: TransactionLog) -> State:
    """The state of a log."""
    with resting_collector():
        return State(log.load())
