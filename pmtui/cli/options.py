"""The options that stand before the verb; nothing heavy is imported for them."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmtui.address import folder_of, is_address
from pmtui.config import Loaded, load
from pmtui.errors import InputError, WorkspaceError
from pmtui.foreign_files import parts_within, real_path
from pmtui.models.values.clock import Clock
from pmtui.models.values.dates import parse_date
from pmtui.terminal.text import clean_line

OWN_NAMES = ("workspace.json", "workspace.index", "journal.jsonl", "lock", "history", "backups", "presence")
"""The parts of a workspace, by the names in its folder; `pmtui.store.log.files` places them."""


@dataclass(frozen=True)
class Options:
    """The options that stand before the verb.

    Attributes:
        workspace: Folder or address of the workspace; empty for the usual one.
        user: Who signs; empty for the login name.
        read_only: Whether every write is refused.
        restricted: Whether files outside the workspace and other programs are out of reach.
        low_bandwidth: Whether as little as can be is sent to the terminal.
        screen_reader: Whether a screen reader reads along.
        today: What `--today` says; empty for the real day.
        as_of: What `--as-of` says; empty for now.
        in_session: Whether the verb runs inside the screens, which have the terminal.
    """

    workspace: str = ""
    user: str = ""
    read_only: bool = False
    restricted: bool = False
    low_bandwidth: bool = False
    screen_reader: bool = False
    today: str = ""
    as_of: str = ""
    in_session: bool = False

    def loaded(self) -> Loaded:
        """The settings in force, these options among them."""
        given: dict[str, str | bool] = {}
        if self.workspace:
            given["workspace"] = self.workspace
        if self.user:
            given["user"] = self.user
        if self.read_only:
            given["read_only"] = True
        if self.low_bandwidth:
            given["low_bandwidth"] = True
        if self.screen_reader:
            given["screen_reader"] = True
        return load(options=given)

    def clock(self) -> Clock:
        """The clock, set by `--as-of` or `--today`.

        Raises:
            InputError: The day is no date.
        """
        said = self.as_of or self.today
        return Clock(day_of(said, "--as-of" if self.as_of else "--today")) if said else Clock()

    def place(self) -> str:
        """The place of the workspace: a folder, or an address, which may hold a password.

        Raises:
            WorkspaceError: None is named, and there is no home folder for the usual one.
        """
        place = self.loaded().places.workspace
        if not place:
            raise WorkspaceError(
                "there is no home folder for the usual workspace; set HOME, or name one with --workspace"
            )
        return place

    def folder(self) -> Path:
        """The workspace's folder; for a workspace on a server, where its copies are kept on this machine.

        Raises:
            WorkspaceError: None is named, and there is no home folder for the usual one.
        """
        place = self.place()
        return folder_of(place) if is_address(place) else Path(place)

    def signer(self) -> str:
        """Who signs commits, on one line that a terminal can show."""
        return clean_line(self.loaded().settings.user) or _login()

    def date_order(self) -> str:
        """How this person writes dates in figures; empty where each must be evident."""
        return self.loaded().settings.date_order

    def walls(self) -> str:
        """Under `--restricted`, the folder whose files alone can be used; empty for no such folder.

        What opens files takes it along and follows no link out of it, so that nobody can put one in
        between a check and the opening.
        """
        return str(self.folder()) if self.restricted else ""

    def owns(self, path: str | os.PathLike[str]) -> bool:
        """Whether a file is in the workspace's folder, where all files are for its owner alone."""
        return Path(real_path(path)).is_relative_to(real_path(self.folder()))

    def refuse_file(self, path: str) -> None:
        """Under `--restricted`, refuse a file that is not in the workspace's folder.

        Raises:
            InputError: It is outside.
        """
        if self.restricted and path not in ("", "-"):
            parts_within(self.walls(), path)

    def refuse_target(self, path: str) -> None:
        """Refuse to write over what the workspace is made of, and what `refuse_file` refuses.

        Raises:
            InputError: It is part of the workspace, or outside where only what is inside can be used.
        """
        self.refuse_file(path)
        if path in ("", "-"):
            return
        folder, target = (Path(real_path(each)) for each in (self.folder(), path))
        if target == folder or (
            target.is_relative_to(folder) and target.relative_to(folder).parts[0] in OWN_NAMES
        ):
            raise InputError(f"{path}: is part of the workspace; write to another file")


def day_of(text: str, option: str) -> date:
    """The day that an option names; relative ones count from the real today.

    Raises:
        InputError: It is no date; the option is named.
    """
    try:
        return parse_date(text, Clock().today())
    except InputError as error:
        raise InputError(f"{option}: {error}") from None


def _login() -> str:
    """The name of who runs this, from the system."""
    import getpass

    try:
        return clean_line(getpass.getuser()) or str(os.getuid())
    except (KeyError, OSError, ImportError):
        return str(os.getuid())
