"""The live state: every document as stored, in memory, kept in step with the log."""

from collections.abc import Callable, Mapping
from copy import copy

from pmtui.models.kinds import KINDS, number_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, Transaction
from pmtui.store.gc_pause import resting_collector
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.log.transaction_log import TransactionLog
from pmtui.store.soundness import set_apart, unsound
from pmtui.store.tables import Tables


class State:
    """Tables of stored documents at one place in the log.

    A stored document is never changed in place: a change puts a new one there, so that whoever
    holds the old one, or a shallow copy of a table, keeps what it saw.

    Attributes:
        seq: The last transaction applied.
        counters: The highest number ever allocated, by kind.
        tables: The documents, by kind and id.
        apart: Those that cannot be used, as they are stored: in no table, and written back as they are.
        problems: What is wrong with each of them, by kind and id.
        index: The orders that are kept beside the checkpoint; `None` where there is none.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.seq = snapshot.seq
        self.schema = snapshot.schema
        self.counters = dict(snapshot.counters)
        self.tables: Tables = snapshot.tables
        self.index = snapshot.index
        self.problems: dict[tuple[str, str], str] = {}
        if snapshot.apart is None:
            self.apart, self.problems = set_apart(self.tables)
        else:
            self.apart = snapshot.apart

    def snapshot(self) -> Snapshot:
        """The state as it is now; later changes leave it as it is."""
        tables = {kind: copy(documents) for kind, documents in self.tables.items()}
        apart = {kind: dict(documents) for kind, documents in self.apart.items() if documents}
        return Snapshot(self.seq, self.schema, dict(self.counters), tables, apart=apart)

    def stored(self, kind: str, document_id: str) -> Stored | None:
        """A document as it is stored, whether it can be used or not; `None` where there is none."""
        found = self.tables.get(kind, {}).get(document_id)
        return found if found is not None else self.apart.get(kind, {}).get(document_id)

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
        current = self.stored(change.kind, change.id)
        if change.was is None or change.now is None:
            if (current is None) == (change.now is None):
                self.apply_change(change.inverse())
        elif current is not None:
            standing = {name: each for name, each in change.now.items() if current.get(name) == each}
            was = {name: change.was.get(name) for name in standing}
            self.apply_change(Change(change.kind, change.id, standing, was))

    def apply_change(self, change: Change) -> None:
        """Create, delete, or set the fields of one document."""
        self.put(change.kind, change.id, applied(change, self.stored))

    def put(self, kind: str, document_id: str, stored: Stored | None) -> None:
        """Let a document be as it is stored now, or not be there; one that cannot be used is set apart."""
        table = self.tables.setdefault(kind, {})
        number = number_of(document_id) if stored is not None and is_numbered(kind) else 0
        if number > self.counters.get(kind, 0):
            self.counters[kind] = number
        problem = unsound(kind, document_id, stored) if stored is not None else ""
        if problem or (kind, document_id) in self.problems:
            self.problems.pop((kind, document_id), None)
            self.apart.get(kind, {}).pop(document_id, None)
        if stored is None or problem:
            table.pop(document_id, None)
        else:
            table[document_id] = stored
        if stored is not None and problem:
            self.problems[kind, document_id] = problem
            self.apart.setdefault(kind, {})[document_id] = stored


def applied(change: Change, stored: Callable[[str, str], Stored | None]) -> Stored | None:
    """The document after a change; `None` if the change deletes it.

    Args:
        change: The change.
        stored: Returns the current document of a kind and an id.
    """
    if change.now is None:
        return None
    current = None if change.was is None else stored(change.kind, change.id)
    return merged(change.id, current or {}, change.now)


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
