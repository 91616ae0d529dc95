"""Restoring: what turns the workspace as it is into what a backup holds, as one change set."""

from collections.abc import Mapping
from pathlib import Path

from pmtui.errors import InputError
from pmtui.models.document import to_stored
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, ChangeSet, difference, without_stamps
from pmtui.store.log.files import reason
from pmtui.store.log.migrations import schema, upgrade
from pmtui.store.log.snapshot import Damaged, Foreign, Snapshot, read_any
from pmtui.store.progress_callback import Tick, passed_over
from pmtui.store.validation import names_of, problem_of, validated


def read_backup(path: Path) -> tuple[Snapshot, bool]:
    """The state that a backup holds.

    A checkpoint that somebody has edited is taken too: who names the file means it, every document
    in it is checked, and one undo takes all of it back.

    Returns:
        The state, and whether it is as pmtui wrote it.

    Raises:
        InputError: There is no such file, or it is no checkpoint that this pmtui can read.
    """
    try:
        snapshot, intact = read_any(path)
    except (Damaged, Foreign) as error:
        raise InputError(str(error).removesuffix("; it was left alone")) from None
    except OSError as error:
        raise InputError(f"{path}: {reason(error)}") from None
    if snapshot.schema > schema():
        raise InputError(f"{path} was made by a newer pmtui")
    upgrade(snapshot)
    return snapshot, intact


def restoring(tables: Mapping[str, Mapping[str, Stored]], path: Path, tick: Tick = passed_over) -> ChangeSet:
    """The changes that turn tables into those of a backup.

    Args:
        tables: The documents as they are now.
        path: The backup.
        tick: Called with the number of documents compared so far.

    Raises:
        InputError: It is not a checkpoint, or holds an invalid document.
    """
    snapshot, intact = read_backup(path)
    changes = ChangeSet(f"Restore {path.name}" if intact else f"Restore {path.name}, edited by hand")
    changes.as_stored = intact
    done = 0
    for kind in {**tables, **snapshot.tables}:
        there = snapshot.tables.get(kind, {})
        here = tables.get(kind, {})
        if there and kind not in KINDS and not intact:
            raise InputError(f"{path}: there is no kind {kind!r}")
        for document_id in {**here, **there}:
            tick(done := done + 1)
            sides = here.get(document_id), there.get(document_id)
            if sides[1] is not None and not intact and sides[0] != sides[1]:
                sides = sides[0], _checked(kind, sides[1], here, path)
            _put(changes, kind, sides)
    return changes


def _checked(kind: str, stored: Stored, here: Mapping[str, Stored], path: Path) -> Stored:
    """A document that somebody may have edited, as its model stores it.

    Raises:
        InputError: It is not valid, or has a field that neither this pmtui nor any document here has.
    """
    if problem := problem_of(kind, stored):
        raise InputError(f"{path}: {kind} {stored.get('id')}: {problem}")
    known = names_of(list(here.values())) if problem_of(kind, stored, ()) else ()
    if problem := problem_of(kind, stored, known):
        raise InputError(f"{path}: {kind} {stored.get('id')}: {problem}")
    return to_stored(validated(kind, stored))


def _put(
    changes: ChangeSet,
    kind: str,
    sides: tuple[Mapping[str, JsonValue] | None, Mapping[str, JsonValue] | None],
) -> None:
    """Add what turns the first document into the second; a missing one is `None`.

    What pmtui wrote is taken as it is: a field of a newer one, and a document that cannot be used, too.
    """
    here, there = sides
    if there is None:
        if here is not None:
            changes.put(Change(kind, str(here["id"]), without_stamps(here), None))
        return
    if here is not None and without_stamps(here) == without_stamps(there):
        return
    if here is None:
        changes.put(Change(kind, str(there["id"]), None, there))
        return
    was, now = difference(without_stamps(here), without_stamps(there))
    if now:
        changes.put(Change(kind, str(there["id"]), was, now))
