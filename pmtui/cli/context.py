"""What every verb starts from: the options before it, the settings, the workspace."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmtui.config import Loaded, load
from pmtui.errors import InputError, WorkspaceError
from pmtui.models.clock import Clock
from pmtui.models.dates import parse_date
from pmtui.store.workspace import Workspace, current_user, open_workspace


@dataclass(frozen=True)
class Options:
    """The options that stand before the verb.

    Attributes:
        workspace: Folder of the workspace; empty for the usual one.
        user: Who signs; empty for the login name.
        read_only: Whether every write is refused.
        restricted: Whether files outside the workspace and other programs are out of reach.
        today: What `--today` says; empty for the real day.
        as_of: What `--as-of` says; empty for now.
    """

    workspace: str = ""
    user: str = ""
    read_only: bool = False
    restricted: bool = False
    today: str = ""
    as_of: str = ""

    def loaded(self) -> Loaded:
        """The settings in force, these options among them."""
        given: dict[str, str | bool] = {}
        if self.workspace:
            given["workspace"] = self.workspace
        if self.user:
            given["user"] = self.user
        if self.read_only:
            given["read_only"] = True
        return load(options=given)

    def clock(self) -> Clock:
        """The clock, set by `--as-of` or `--today`.

        Raises:
            InputError: The day is no date.
        """
        said = self.as_of or self.today
        return Clock(_day(said, "--as-of" if self.as_of else "--today")) if said else Clock()

    def folder(self) -> Path:
        """The workspace's folder."""
        return Path(self.loaded().places.workspace).expanduser()

    def signer(self) -> str:
        """Who signs commits."""
        return self.loaded().settings.user or current_user()

    def date_order(self) -> str:
        """How this person writes dates in figures; empty where each must be evident."""
        return self.loaded().settings.date_order

    def refuse_file(self, path: str) -> None:
        """Under `--restricted`, refuse a file that is not in the workspace's folder.

        Raises:
            InputError: It is outside.
        """
        if not self.restricted or path in ("", "-"):
            return
        folder = self.folder().resolve()
        if not Path(path).resolve().is_relative_to(folder):
            raise InputError(f"{path}: with --restricted only files in {folder} can be used")

    @contextmanager
    def opened(self, *, writing: bool = False) -> Iterator[Workspace]:
        """The workspace, closed at the end; what it has to tell goes to stderr.

        Args:
            writing: Whether the verb means to change something, which the past and a read-only
                workspace refuse before any work is done.

        Raises:
            WorkspaceError: It cannot be used, or not be written.
        """
        loaded = self.loaded()
        live = open_workspace(
            Path(loaded.places.workspace).expanduser(),
            user=self.signer(),
            clock=self.clock() if not self.as_of else Clock(),
            read_only=loaded.settings.read_only or bool(self.as_of),
        )
        try:
            for notice in live.notices:
                print(f"pmtui: {notice}", file=sys.stderr)
            workspace = live.as_of(_day(self.as_of, "--as-of")) if self.as_of else live
            if writing and workspace.read_only:
                raise WorkspaceError(self._why_read_only(loaded))
            yield workspace
        finally:
            live.close()

    def _why_read_only(self, loaded: Loaded) -> str:
        if self.as_of:
            return "with --as-of the workspace is as it was on an earlier day; it cannot be changed"
        if loaded.settings.read_only:
            return "with --read-only nothing is written"
        return f"{loaded.places.workspace} is open for reading only; nothing was written"


def _day(text: str, option: str) -> date:
    try:
        return parse_date(text, Clock().today())
    except InputError as error:
        raise InputError(f"{option}: {error}") from None
