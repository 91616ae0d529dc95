"""The person's own settings and keys as tables; they are kept in files, and no undo takes them back."""

from collections.abc import Sequence
from pathlib import Path

from pmtui.address import shown
from pmtui.commands import COMMANDS, WHERE
from pmtui.config import Explained, check_setting, choices_of, explain, load, write_settings
from pmtui.key_writing import keys_with, read_keys, write_keys
from pmtui.keys_file import load_keymap
from pmtui.metrics.workspace.effects import Effects
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.settings_table import Act, SettingsTable, wide_columns
from pmtui.store.workspace import Commit
from pmtui.terminal.key_names import key_label
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.widgets.frame.themes import NAMES, known_theme

_UNKEPT = "your own settings are not kept here: a demo, a restricted session, or no home folder"


class OwnTable(SettingsTable):
    """A table of the person's own, kept in a file."""

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def file(self) -> Path | None:
        """The file; `None` where nothing is kept."""
        raise NotImplementedError

    @property
    def note(self) -> str:
        """The file."""
        return str(self.file) if self.file is not None else "not kept"

    def refuse(self) -> str:
        """Why nothing can be kept; empty where it can."""
        return "" if self.file is not None else _UNKEPT

    def _kept(self, what: str) -> Commit:
        return Commit(0, f"{what}; kept in {self.file}", {}, ())


class OwnSettingsTable(OwnTable):
    """What a person chooses: theme, editor, how dates are read."""

    @property
    def file(self) -> Path | None:
        """The file of settings."""
        return self.session.files.config if self.session.files is not None else None

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._rows = {row.name: row for row in explain(load())}

    @property
    def count(self) -> str:
        """Nothing is counted."""
        return ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The setting, its value, where it comes from, and what it is for."""
        return wide_columns(
            self,
            (("name", "setting", "left"), ("value", "value", "left"), ("origin", "from", "left"),
             ("help", "for", "left")),
            "help",
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The settings."""
        return list(self._rows)

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a setting."""
        if column != "value":
            return Cell(self.text(key, column), "dim" if column == "help" else "")
        text = self.text(key, column)
        return Cell(shown(text) if key == "workspace" else text)

    def text(self, key: str, column: str) -> str:
        """One cell as it is typed."""
        row: Explained = self._rows[key]
        if column == "value":
            return ("yes" if row.value else "no") if isinstance(row.value, bool) else row.value
        if column == "origin":
            return Path(row.origin).name if "/" in row.origin else row.origin
        return row.help if column == "help" else row.name

    def locked(self, key: str, column: str) -> str:
        """Why a cell is not typed in."""
        if column != "value":
            return "the value is what is edited"
        origin = self._rows[key].origin
        if origin.startswith("PMTUI_"):
            return f"the environment sets it: {origin}"
        return self.refuse()

    def choices(self, key: str, column: str) -> Sequence[str]:
        """The words that a setting may be."""
        return NAMES if key == "theme" else choices_of(key)

    def effects(self, key: str, column: str, text: str) -> Effects:
        """When it holds."""
        if key == "theme" and text:
            known_theme(text)
        check_setting(key, text)
        return Effects("holds from the next start on; ctrl+t tries a theme at once")

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Write it into the file of settings."""

        def keep() -> Commit:
            write_settings(self.file, {key: text})
            return self._kept(f"{key} = {text or 'nothing'}")

        return keep

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """What it is for."""
        return key, [(self._rows[key].help, "")]


class OwnKeysTable(OwnTable):
    """The keys of one group of commands.

    Args:
        session: The workspace, keys and settings.
        name: The group.
    """

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._keymap = load_keymap(self.file) if self.file is not None else session.keymap
        self._ids = [command.id for command in COMMANDS.values() if command.group == name]

    @property
    def file(self) -> Path | None:
        """The file of keys."""
        return self.session.files.keys if self.session.files is not None else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The command, its keys, the usual ones, and where it works."""
        return wide_columns(
            self,
            (("title", "command", "left"), ("keys", "keys", "left"), ("usual", "usual", "left"),
             ("where", "works", "left"), ("help", "does", "left")),
            "help",
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The commands."""
        return self._ids

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a command."""
        text = self.text(key, column)
        changed = column == "keys" and text != self.text(key, "usual")
        return Cell(text, "strong" if changed else "dim" if column in ("help", "usual") else "")

    def text(self, key: str, column: str) -> str:
        """One cell as it is typed."""
        command = COMMANDS[key]
        if column == "keys":
            return self._keymap.labels(key)
        if column == "usual":
            return ", ".join(map(key_label, command.keys))
        return {"title": command.title, "where": WHERE[command.scope], "help": command.help}[column]

    def locked(self, key: str, column: str) -> str:
        """Why a cell is not typed in."""
        return "the keys are what is edited" if column != "keys" else self.refuse()

    def effects(self, key: str, column: str, text: str) -> Effects:
        """Whether the keys are free.

        Raises:
            InputError: Another command has one of them, or it is no key.
        """
        keys_with(self.file, key, read_keys(text))
        return Effects(
            "holds from the next start on; `usual` brings the usual keys back, `none` takes it off"
        )

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Write them into the file of keys."""
        keys = read_keys(text)

        def keep() -> Commit:
            write_keys(self.file, key, keys)
            return self._kept(f"{key}: {text}")

        return keep

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """The id in the file."""
        return key, [(COMMANDS[key].help, "")]
