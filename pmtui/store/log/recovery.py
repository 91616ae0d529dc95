"""Recovery: what is done about files that are not as they were written. None is ever overwritten."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.models.kinds import KINDS
from pmtui.store.checksummed_line import is_whole
from pmtui.store.log import backups, history
from pmtui.store.log.codec import decode, decode_head
from pmtui.store.log.files import FILE_MODE, Places, flush_folder, free_name, telling, write_whole
from pmtui.store.log.journal import JournalReader, head_line, head_of
from pmtui.store.log.migrations import schema, upgrade
from pmtui.store.log.snapshot import (
    Damaged,
    Foreign,
    Snapshot,
    decode_snapshot,
    foreign_tables,
    read_any,
    read_snapshot,
)
from pmtui.store.log.state import State


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder."""
    try:
        return os.access(folder, os.W_OK | os.X_OK) and not os.statvfs(folder).f_flag & os.ST_RDONLY
    except OSError:
        return False


def refuse_foreign(places: Places, error: WorkspaceError) -> None:
    """Raise unless the folder holds the remains of a workspace of ours.

    Raises:
        WorkspaceError: There is no workspace, it is somebody else's file, or nothing is left to rebuild from.
    """
    if isinstance(error, Foreign | Damaged):
        if not _has_remains(places):
            raise error
    elif not isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
        raise error
    elif not _has_remains(places):
        raise WorkspaceError(
            f"there is no workspace at {places.folder}; `pmtui init` makes one, `pmtui demo` shows one"
        )


def _has_remains(places: Places) -> bool:
    """Whether there is anything that only pmtui can have written."""
    with telling(places.journal):
        if places.journal.exists() and _is_ours(places.journal):
            return True
    return any(map(_is_ours, history.history_files(places.history))) or bool(backups.best(places.backups))


def _is_ours(path: Path) -> bool:
    with telling(path), path.open("rb") as file:
        head = head_of(file.readline())
    return head is not None or bool(history.lines_of(path))


def foreign(places: Places) -> tuple[Snapshot, str] | None:
    """The state in a `workspace.json` that is not to be written: with nothing else of ours beside it.

    Returns:
        The state, and what to say of it; `None` where it is a workspace like any other, or none at all.

    Raises:
        WorkspaceError: It cannot be read.
    """
    if any(os.path.lexists(each) for each in (places.journal, places.history, places.backups, places.lock)):
        return None
    try:
        with telling(places.snapshot):
            data = places.snapshot.read_bytes()
    except WorkspaceError:
        return None  # opening it says why
    if (tables := foreign_tables(data)) is not None:
        known = {kind: table for kind, table in tables.items() if kind in KINDS}
        left = sum(len(table) for kind, table in tables.items() if kind not in KINDS)
        more = f"; {left:,} documents in tables that pmtui does not know are not shown" if left else ""
        return (
            Snapshot(schema=schema(), tables={**{kind: {} for kind in KINDS}, **known}),
            f"{places.snapshot} is a TinyDB database that pmtui did not write; it is open for reading only and "
            f"left as it is{more}",
        )
    with contextlib.suppress(Damaged, Foreign):
        snapshot, intact = decode_snapshot(places.snapshot, data)
        if intact and snapshot.schema <= schema():
            upgrade(snapshot)
            return snapshot, (
                f"{places.snapshot} stands alone: its journal and its history are not here, so it is open for "
                "reading only. To go on with it make a workspace with `pmtui --workspace FOLDER init` and "
                f"`pmtui --workspace FOLDER restore {places.snapshot}`"
            )
    return None


def rebuild(places: Places, error: WorkspaceError) -> tuple[Snapshot, list[str]]:
    """The state from the last good backup and the transactions since, and what to tell about it."""
    source, start = backups.best(places.backups) or (None, Snapshot())
    state = State(start)
    since, missing = start.seq, 0
    for line in _lines_since(places, start.seq):
        transaction = decode(line)
        if transaction.seq > state.seq:
            missing += transaction.seq - state.seq - 1
            state.apply(transaction)
    base = _base(places)
    if base > state.seq:
        missing += base - state.seq
        state.seq = base
    origin = f"the backup {source.name}" if source else "the beginning"
    told = [
        str(error).removesuffix("; it was left alone"),
        f"it was rebuilt from {origin} and {state.seq - since - missing} later transaction(s)",
    ]
    if missing:
        told.append(f"{missing} transaction(s) were not found and are missing from it")
    elif not state.seq:
        told.append("no transaction was found: the workspace is empty")
    return state.snapshot(), told


def _lines_since(places: Places, seq: int) -> Iterator[bytes]:
    yield from history.read_since(places.history, seq)
    if places.journal.exists():
        yield from history.lines_of(places.journal)


def _base(places: Places) -> int:
    """The checkpoint that the journal follows; 0 where it cannot tell."""
    with contextlib.suppress(OSError), places.journal.open("rb") as file:
        head = head_of(file.readline())
        return head.base if head is not None else 0
    return 0


def set_aside(path: Path, now: datetime, *, keep: bool = False) -> Path | None:
    """Move (or with `keep` copy) a damaged file out of the way, under a name that says when.

    Returns:
        Where it is now, or `None` where there was none.
    """
    with telling(path):
        if not path.exists():
            return None
        target = free_name(path, "damaged", now)
        if keep:
            write_whole(target, (path.read_bytes(),))
        else:
            path.rename(target)
            flush_folder(path.parent)
    return target


def kept(aside: Path) -> str:
    """The message about a checkpoint that was set aside: where it is, and how to adopt an edit of it."""
    told = f"the file as it was found is kept as {aside}"
    with contextlib.suppress(WorkspaceError, OSError):
        read_any(aside)
        told += f"; if you had edited it, `pmtui restore {aside}` takes the edit over"
    return told


def rewrite_journal(path: Path, seq: int, now: datetime) -> Path | None:
    """Write the journal anew without its damaged lines; under the lock.

    Args:
        path: The journal.
        seq: The last transaction known, which the new journal follows where the old one holds none.
        now: For the name of the copy.

    Returns:
        Where the journal as it was is kept.
    """
    copy = set_aside(path, now, keep=True)
    reader = JournalReader(path)
    try:
        lines = reader.read(settled=True)
    finally:
        reader.close()
    base = reader.base
    if not reader.headed:
        base = decode_head(lines[0]).seq - 1 if lines else seq
    write_whole(path, (head_line(base), *lines))
    return copy


def problems(places: Places, seq: int) -> list[tuple[str, str]]:
    """Problems of the files, as (file, problem): damaged lines, missing transactions, open modes.

    Args:
        places: The files.
        seq: The last transaction, up to which none should be missing.
    """
    found: list[tuple[str, str]] = []
    seen: set[int] = set()
    logs = [*history.history_files(places.history), places.journal]
    for path in (path for path in logs if path.exists()):
        with telling(path):
            lines = path.read_bytes().splitlines(keepends=True)
        damaged = [number for number, line in enumerate(lines, start=1) if not is_whole(line)]
        if damaged:
            found.append((path.name, f"line {', '.join(map(str, damaged))}: not as it was written"))
        seen.update(decode_head(line).seq for line in history.lines_of(path))
    missing = sorted(set(range(1, seq + 1)) - seen)
    if missing:
        found.append(("history", f"{len(missing)} transaction(s) are missing, the first is {missing[0]}"))
    for path in backups.all_of(places.backups):
        try:
            with telling(path):
                read_snapshot(path)
        except WorkspaceError as error:
            found.append((path.name, f"this backup cannot be used: {error}"))
    for path in (places.snapshot, places.sidecar, *logs, *backups.all_of(places.backups)):
        if path.exists() and path.stat().st_mode & 0o777 & ~FILE_MODE:
            found.append((path.name, f"others can read it; `chmod 600 {path}` makes it private"))
    return found
