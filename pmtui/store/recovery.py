"""Recovery: what is done about a checkpoint that cannot be read. It is never overwritten."""

import contextlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store import backups, history
from pmtui.store.codec import decode
from pmtui.store.files import Places, flush_folder, telling
from pmtui.store.snapshot import Damaged, Foreign, Snapshot
from pmtui.store.state import State


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder."""
    return os.access(folder, os.W_OK | os.X_OK) and not os.statvfs(folder).f_flag & os.ST_RDONLY


def refuse_foreign(places: Places, error: WorkspaceError) -> None:
    """Raise unless the folder holds the remains of a workspace of ours.

    Raises:
        WorkspaceError: There is no workspace, it is somebody else's file, or nothing is left to rebuild from.
    """
    ours = (
        places.journal.exists()
        or history.history_files(places.history)
        or backups.newest_first(places.backups)
    )
    if isinstance(error, Foreign | Damaged):
        if not ours:
            raise error
    elif places.snapshot.exists():
        raise error
    elif not ours:
        raise WorkspaceError(
            f"there is no workspace at {places.folder}; `pmtui init` makes one, `pmtui demo` shows one"
        )


def rebuild(places: Places, error: WorkspaceError) -> tuple[Snapshot, list[str]]:
    """The state from the last good backup and the transactions since, and what to tell about it."""
    source, start = next(backups.good_ones(places.backups), (None, Snapshot()))
    state = State(start)
    since, missing = start.seq, 0
    lines = list(history.read_since(places.history, start.seq))
    if places.journal.exists():
        lines += [line for line in history.lines_of(places.journal) if line.startswith(b'{"seq":')]
    for line in lines:
        transaction = decode(line)
        if transaction.seq <= state.seq:
            continue
        missing += transaction.seq - state.seq - 1
        state.apply(transaction)
    base = f"the backup {source.name}" if source else "the beginning"
    told = [f"{error}", f"it was rebuilt from {base} and {state.seq - since - missing} later transaction(s)"]
    if missing:
        told.append(f"{missing} transaction(s) were not found and are missing from it")
    elif not state.seq:
        told.append("no transaction was found: the workspace is empty")
    return state.snapshot(), told


def set_aside(path: Path, now: datetime, *, keep: bool = False) -> Path | None:
    """Move (or with `keep` copy) a damaged file out of the way, under a name that says when.

    Returns:
        Where it is now, or `None` where there was none.
    """
    if not path.exists():
        return None
    target = path.with_name(f"{path.stem}.damaged-{now:%Y%m%dT%H%M%S}{path.suffix}")
    with telling(path):
        if keep:
            shutil.copyfile(path, target)
        else:
            path.rename(target)
        with contextlib.suppress(OSError):
            flush_folder(path.parent)
    return target
