"""Undo and redo: found by reading the log backwards, so that both survive a restart."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from pmtui.errors import ConflictError, InputError, NothingFound
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, ChangeSet, Transaction, without_stamps
from pmtui.store.log.codec import Head
from pmtui.store.log.initial_transaction import MAKER
from pmtui.store.log.merge import as_read, clash
from pmtui.store.log.transaction_log import Record
from pmtui.store.part_merge import merged_list


def _standing(records: Iterable[Record], user: str) -> Iterator[Record]:
    """The user's commands that the user has not taken back, newest first."""
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
            yield record


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


Records = Callable[[str], Iterable[Record]]
"""Reads the log, newest first: of a user, or all of it for an empty name."""


def to_take_back(records: Records, user: str, seq: int = 0) -> Transaction:
    """The command that an undo takes back.

    Args:
        records: Reads the log.
        user: Who takes it back.
        seq: Its number in the history, whoever's it is; 0 for the user's latest one that still stands.

    Raises:
        NothingFound: There is none, or it is taken back already.
        InputError: It is one that stays.
    """
    if seq:
        return _chosen(records(""), seq)
    for record in _standing(records(user), user):
        if not _taken_back_by_others(records(""), record.head.seq, user):
            return record.read()
    raise NothingFound(f"{user} has nothing to undo")


def _taken_back_by_others(records: Iterable[Record], seq: int, user: str) -> bool:
    for record in records:
        head = record.head
        if head.seq <= seq:
            break
        if seq in (head.undoes, head.redoes):
            return bool(head.undoes) and head.user != user
    return False


def _chosen(records: Iterable[Record], seq: int) -> Transaction:
    """The command of a number, as it was done last.

    Args:
        records: The log, newest first.
        seq: The number, as the history prints it; of a redo it stands for what was done again.

    Raises:
        NothingFound: There is no such command, or it is taken back already.
        InputError: It began the workspace, or took another one back.
    """
    states: dict[int, Record] = {}
    for record in records:
        head = record.head
        if head.seq < seq:
            break
        if target := head.undoes or head.redoes:
            states.setdefault(target, record)
        if head.seq != seq:
            continue
        if head.user == MAKER:
            raise InputError(f"#{seq} began the workspace: {head.name}; it stays")
        if head.undoes:
            raise InputError(f"#{seq} took #{head.undoes} back; `pmtui redo` or a new change does it again")
        last = states.get(head.redoes or seq)
        if last is None or last.head.seq == seq:
            return replace(record.read(), seq=head.redoes or seq)
        if last.head.undoes:
            raise NothingFound(f"#{seq} {head.name} is taken back already, by #{last.head.seq}")
        return replace(last.read(), seq=last.head.redoes, name=last.head.name.removeprefix("Redo: "))
    raise NothingFound(f"there is no command #{seq}; `pmtui history` lists them")


def undone(records: Records, now: "Documents", user: str, seq: int = 0) -> ChangeSet:
    """The change set that takes a command back on documents as they are now; see `to_take_back`, `taking_back`."""
    return taking_back(to_take_back(records, user, seq), now, records)


class Documents(Protocol):
    """The documents as they are now."""

    def stored(self, kind: str, document_id: str) -> Stored | None:
        """A document as it is stored; `None` if it does not exist."""
        ...


def taking_back(transaction: Transaction, now: Documents, records: Records) -> ChangeSet:
    """The change set that takes a transaction back and leaves what was done since.

    Args:
        transaction: The command.
        now: The documents as they are.
        records: Reads the log, to name what stands in the way.

    Raises:
        ConflictError: Later work stands on it; the command that did it is named.
    """
    changes = undoing(transaction)
    clashes: list[str] = []
    for change in tuple(changes):
        try:
            left = _left(change, now.stored(change.kind, change.id))
        except _Clash as clash:
            name = _by_whom(records(""), transaction.seq, change, clash.field)
            clashes.append(f"{change.id} {clash.problem}{name}")
            continue
        if left is None:
            changes.drop(change)
        elif left is not change:
            changes.put(left)
    if clashes:
        shown = "; ".join(clashes[:_NAMED])
        more = f"; and {len(clashes) - _NAMED:,} more" if len(clashes) > _NAMED else ""
        raise ConflictError(f"later work stands on {transaction.name}: {shown}{more}; nothing was written")
    return changes


class _Clash(Exception):
    """A document has gone on from what the change made of it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


def _left(change: Change, current: Stored | None) -> Change | None:
    """What of an inverse change is left to do; `None` for nothing."""
    if change.now is None:
        if current is None:
            return None
        if without_stamps(current) != without_stamps(change.was or {}):
            raise _Clash("", "has been changed in the meantime")
        return change
    if change.was is None:
        if current is None:
            return change
        raise _Clash("", "exists again")
    if current is None:
        raise _Clash("", "has been deleted in the meantime")
    return _fields_left(change, change.was, change.now, current)


def _fields_left(
    change: Change,
    was: Mapping[str, JsonValue],
    wanted: Mapping[str, JsonValue],
    current: Mapping[str, JsonValue],
) -> Change:
    before, after = dict(was), dict(wanted)
    for name, value in wanted.items():
        theirs = current.get(name)
        if theirs in (value, was.get(name)) or as_read(change.kind, current).get(name) == was.get(name):
            continue
        merged = merged_list(was.get(name), theirs, value)
        if merged is None:
            raise _Clash(name, clash(change.kind, name, theirs, value))
        before[name], after[name] = theirs, merged
    return change._replace(was=before, now=after) if (before, after) != (dict(was), dict(wanted)) else change


def _by_whom(records: Iterable[Record], seq: int, change: Change, field: str) -> str:
    """The latest command after another one that touched a document, or one field of it, in words."""
    for record in records:
        if record.head.seq <= seq:
            break
        if record.mentions(change.id) and any(
            each.kind == change.kind and each.id == change.id and _touches(each, field)
            for each in record.read().changes
        ):
            return f", since {told(record.head)}"
    return ""


def _touches(change: Change, field: str) -> bool:
    return not field or change.was is None or change.now is None or field in change.now


def told(head: Head) -> str:
    """A command as messages name it: `#57 of ben, Set amount of D-1`."""
    return f"#{head.seq} of {head.user}, {head.name}"


_NAMED = 3
"""Clashes that are named; more are counted."""


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
