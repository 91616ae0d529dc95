"""Backups: dated copies of the checkpoint, thinned out as they age."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store.files import FILE_MODE, flush_folder, make_folder, telling
from pmtui.store.snapshot import Snapshot, read_snapshot

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
    """Keep a copy that is never thinned out, under a name that no copy has yet."""
    make_folder(folder)
    target = folder / now.strftime(_BY_HAND)
    number = 1
    while target.exists():
        number += 1
        target = folder / now.strftime(_BY_HAND).replace(".json", f"-{number}.json")
    with telling(target):
        _copy(snapshot, target)
        flush_folder(folder)
    return target


def newest_first(folder: Path) -> list[Path]:
    """All copies, the newest first."""
    paths = [path for path in folder.glob("workspace-*.json") if path.is_file()] if folder.is_dir() else []
    return sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def good_ones(folder: Path) -> Iterator[tuple[Path, Snapshot]]:
    """The copies that can be read, those with the latest transactions first."""
    found = []
    for path in newest_first(folder):
        with contextlib.suppress(WorkspaceError, OSError, KeyError, TypeError, AttributeError):
            found.append((path, read_snapshot(path)))
    yield from sorted(found, key=lambda pair: pair[1].seq, reverse=True)


def _copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        temporary = target.with_name(f".{target.name}.tmp")
        shutil.copyfile(source, temporary)
        temporary.chmod(FILE_MODE)
        temporary.replace(target)


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
