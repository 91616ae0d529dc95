"""Undo and redo: found by reading the log backwards, so that both survive a restart."""

from collections.abc import Iterable

from pmtui.errors import NothingFound
from pmtui.store.changes import Change, ChangeSet, Transaction
from pmtui.store.log.transaction_log import Record


def to_undo(records: Iterable[Record], user: str) -> Transaction | None:
    """The user's latest command that still stands, or `None`.

    Args:
        records: The log, newest first.
        user: Whose commands count; nobody takes back what another did.
    """
    decided: set[int] = set()
    standing: set[int] = set()
    for record in records:
        head = record.head
        if head.user != user:
            continue
        target = head.undoes or head.redoes
        if target and target not in decided:
            decided.add(target)
            if head.redoes:
                standing.add(target)
        elif not target and (head.seq in standing or head.seq not in decided):
            return record.read()
    return None


def to_redo(records: Iterable[Record], user: str) -> Transaction | None:
    """The user's command that was taken back last and not done again since, or `None`.

    A new command ends what can be done again.
    """
    decided: set[int] = set()
    wanted = 0
    for record in records:
        head = record.head
        if wanted:
            if head.seq == wanted:
                return record.read()
            continue
        if head.user != user:
            continue
        if not head.undoes and not head.redoes:
            return None
        if head.redoes:
            decided.add(head.redoes)
        elif head.undoes not in decided:
            wanted = head.undoes
    return None


def undoing_latest(records: Iterable[Record], user: str) -> ChangeSet:
    """The change set that takes back the user's latest command that still stands.

    Raises:
        NothingFound: There is none.
    """
    transaction = to_undo(records, user)
    if transaction is None:
        raise NothingFound(f"{user} has nothing to undo")
    return undoing(transaction)


def redoing_latest(records: Iterable[Record], user: str) -> ChangeSet:
    """The change set that does again the user's command that was taken back last.

    Raises:
        NothingFound: There is none.
    """
    transaction = to_redo(records, user)
    if transaction is None:
        raise NothingFound(f"{user} has nothing to redo")
    return redoing(transaction)


def undoing(transaction: Transaction) -> ChangeSet:
    """The change set that takes a transaction back."""
    changes = ChangeSet(f"Undo: {transaction.name}")
    changes.undoes = transaction.seq
    changes.as_stored = True
    for change in reversed(transaction.changes):
        changes.put(_without_stamps(change.inverse()))
    return changes


def redoing(transaction: Transaction) -> ChangeSet:
    """The change set that does again what a transaction did."""
    changes = ChangeSet(f"Redo: {transaction.name}")
    changes.redoes = transaction.seq
    changes.as_stored = True
    for change in transaction.changes:
        changes.put(_without_stamps(change))
    return changes


_COUNTED = ("updated_at", "version")


def _without_stamps(change: Change) -> Change:
    """The change without what every commit counts anew; one that creates keeps its version to go on from."""
    if change.was is None or change.now is None:
        return change
    was = {name: value for name, value in change.was.items() if name not in _COUNTED}
    now = {name: value for name, value in change.now.items() if name not in _COUNTED}
    return Change(change.kind, change.id, was, now)
