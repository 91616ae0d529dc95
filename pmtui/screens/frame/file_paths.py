"""Files to be picked by typing their path: what stands in the folder that is typed."""

import os
from collections.abc import Sequence
from pathlib import Path

from pmtui.terminal.text import clean_line
from pmtui.widgets.frame.choice_list import Choice

_MOST = 300
_READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json")


class FilePaths:
    """The files and folders that a typed path may go on to; hidden ones where a dot is typed.

    Args:
        within: The folder that must not be left; `None` for none.
    """

    def __init__(self, within: Path | None = None) -> None:
        self._within = within

    def is_allowed(self, path: Path) -> bool:
        """Whether a path, where links and `..` lead, is still within the folder."""
        return self._within is None or path.resolve().is_relative_to(self._within.resolve())

    def find(self, typed: str) -> Sequence[Choice]:
        """Folders, then files that can be a table, each as its whole path."""
        path = Path(os.path.expanduser(typed)) if typed else Path()
        folder, begins = (path, "") if typed.endswith(os.sep) or not typed else (path.parent, path.name)
        if not self.is_allowed(folder):
            return ()
        try:
            with os.scandir(folder) as entries:
                found = [
                    (not entry.is_dir(), entry.name)
                    for entry in entries
                    if entry.name.casefold().startswith(begins.casefold())
                    and (self._within is None or self.is_allowed(folder / entry.name))
                    and entry.name.startswith(".") == begins.startswith(".")
                    and (entry.is_dir() or entry.name.lower().endswith(_READABLE))
                ]
        except OSError:
            return ()
        return [
            Choice(
                f"{folder / name}{'' if is_file else os.sep}", clean_line(name), "" if is_file else "folder"
            )
            for is_file, name in sorted(found)[:_MOST]
        ]
