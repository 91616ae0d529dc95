"""The workspace that a verb works on: opened by the options before it, closed when it is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pmtui.address import shown
from pmtui.cli.options import Options, day_of
from pmtui.config import Loaded
from pmtui.errors import WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import open_place
from pmtui.store.workspace import Workspace


@contextmanager
def opened(options: Options, *, writing: bool = False) -> Iterator[Workspace]:
    """The workspace, closed at the end; what it has to tell goes to stderr.

    Args:
        options: Which workspace, whose, on which day.
        writing: Whether the verb means to change something, which the past and a read-only
            workspace refuse before any work is done.

    Raises:
        WorkspaceError: It cannot be used, or not be written.
    """
    loaded = options.loaded()
    live = open_place(
        options.place(),
        user=options.signer(),
        clock=Clock() if options.as_of else options.clock(),
        read_only=loaded.settings.read_only or bool(options.as_of),
    )
    told = _tell(live, 0)
    try:
        workspace = live.as_of(day_of(options.as_of, "--as-of")) if options.as_of else live
        if writing and workspace.read_only:
            raise WorkspaceError(_why_read_only(options, loaded))
        yield workspace
    finally:
        live.close()
        _tell(live, told)


def _tell(workspace: Workspace, told: int) -> int:
    """Tell the notices that have not been told yet; returns how many there are."""
    for notice in workspace.notices[told:]:
        print(f"pmtui: {notice}", file=sys.stderr)
    return len(workspace.notices)


def _why_read_only(options: Options, loaded: Loaded) -> str:
    if options.as_of:
        return "with --as-of the workspace is as it was on an earlier day; it cannot be changed"
    if loaded.settings.read_only:
        return "with --read-only nothing is written"
    return f"{shown(loaded.places.workspace)} is open for reading only; nothing was written"
