"""Backups: dated copies of the checkpoint, thinned out as they age."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store.log.files import flush_folder, make_folder, telling, write_whole
from pmtui.store.log.migrations import schema, upgrade
from pmtui.store.log.snapshot import Snapshot, read_snapshot

KEEP_DAYS = 7
"""Every daily copy is kept this many days; after that one a month."""

_DAILY = "workspace-%Y-%m-%d.json"
_BY_HAND = "workspace-%Y-%m-%dT%H%M%S.json"


def keep_daily(snapshot: Path, folder: Path, today: date) -> None:
    """Keep today's first checkpoint as a copy, and thin out the old copies.

    The copy is a hard link where the file system has them: the checkpoint is replaced, never
    rewritten, so the link keeps the bytes.
    """
    target = folder / today.strftime(_DAILY)
    if target.exists() or not snapshot.exists():
        return
    make_folder(folder)
    with telling(target):
        _copy(snapshot, target)
        flush_folder(folder)
    for path in _superfluous(folder, today):
        with contextlib.suppress(OSError):
            path.unlink()


def keep_by_hand(snapshot: Path, folder: Path, now: datetime) -> Path:
    """Keep a copy that is never thinned out, under a name that no copy has yet.

    It shares nothing with the checkpoint, so that an editor which rewrites that in place spares it.
    """
    with telling(snapshot):
        return keep_state((snapshot.read_bytes(),), folder, now)


def keep_state(pieces: Iterable[bytes], folder: Path, now: datetime) -> Path:
    """Keep the bytes of a checkpoint as a copy by hand, under a name that no copy has yet."""
    make_folder(folder)
    target = folder / now.strftime(_BY_HAND)
    number = 1
    while target.exists():
        number += 1
        target = folder / now.strftime(_BY_HAND).replace(".json", f"-{number}.json")
    with telling(target):
        write_whole(target, pieces)
    return target


def keep_older(snapshot: Path, folder: Path, written: int) -> None:
    """Keep the checkpoint of an older schema, once, before anything of a newer one is written."""
    make_folder(folder)
    target = folder / f"workspace-schema-{written}.json"
    if snapshot.exists() and not target.exists():
        with telling(target):
            write_whole(target, (snapshot.read_bytes(),))


def all_of(folder: Path) -> list[Path]:
    """All copies, by name."""
    with telling(folder):
        names = os.listdir(folder) if os.path.isdir(folder) else []
    return [
        folder / name for name in sorted(names) if name.startswith("workspace-") and name.endswith(".json")
    ]


def best(folder: Path) -> tuple[Path, Snapshot] | None:
    """The copy with the latest transactions among those that can be read, or `None`."""
    found: tuple[Path, Snapshot] | None = None
    for path in all_of(folder):
        with contextlib.suppress(WorkspaceError, OSError):
            snapshot = read_snapshot(path)
            if snapshot.schema <= schema() and (found is None or snapshot.seq > found[1].seq):
                found = path, snapshot
    if found is not None:
        upgrade(found[1])
    return found


def _copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        write_whole(target, (source.read_bytes(),))


def _superfluous(folder: Path, today: date) -> Iterator[Path]:
    """Daily copies past their days, but for the first of each month."""
    months: set[tuple[int, int]] = set()
    for path in sorted(folder.glob("workspace-????-??-??.json")):
        try:
            day = datetime.strptime(path.name, _DAILY).date()
        except ValueError:
            continue
        month = (day.year, day.month)
        if month in months and (today - day).days > KEEP_DAYS:
            yield path
        months.add(month)
