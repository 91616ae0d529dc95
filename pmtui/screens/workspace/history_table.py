"""The history as a table: read a page at a time as the cursor goes down."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from pmtui.errors import InputError, PmtuiError
from pmtui.metrics.workspace.effects import Effects
from pmtui.models.kinds import KINDS
from pmtui.models.stored_text import stored_text
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.settings_table import Act, SettingsTable
from pmtui.store.changes import Change, Transaction, user_of
from pmtui.widgets.drawing.data_sources import Cell, Column, Tone
from pmtui.workflows.workspace.history import HistoryLine, history_lines
from pmtui.workflows.workspace.undo import refuse_standing, take_back

PAGE = 200
"""Commands that are read at once."""

_COLUMNS = (
    Column("seq", "#", 5, 3, "right", False, 2),
    Column("when", "when", 16, 11, "left", False, 4),
    Column("user", "who", 8, 4, "left", False, 3),
    Column("name", "what", 30, 12, "left", True, 5),
    Column("state", "", 20, 4, "right", False, 1),
)
_FIELDS = 8
"""Changed fields that are shown of a command."""

_CHECKED = 100
"""Records of a command up to which it is looked at beforehand whether it can be taken back."""

_OWN = frozenset({"version", "updated_at", "created_at", "id"})


class HistoryTable(SettingsTable):
    """Every command, newest first, or those that touched one record.

    Args:
        session: The workspace, keys and settings.
        name: The name of the table.
        about: The record; empty for all.
    """

    EMPTY: ClassVar[str] = "what is done in the workspace is written here"

    def __init__(self, session: Session, name: str, about: str = "") -> None:
        super().__init__(session, name)
        self.about_record = about
        self._coming: Iterator[HistoryLine] = history_lines(self.workspace, about)
        self._lines: dict[str, HistoryLine] = {}
        self.read_on()

    def read_on(self) -> bool:
        """Read another page; `False` if there is none."""
        page = list(islice(self._coming, PAGE))
        self._lines.update((str(line.seq), line) for line in page)
        return bool(page)

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def count(self) -> str:
        """Nothing is counted: the log is as long as it is."""
        return ""

    @property
    def note(self) -> str:
        """What it is about."""
        return "newest first" if not self.about_record else f"of {self.about_record}, newest first"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Number, when, who, what, and whether it stands."""
        return _COLUMNS

    def row_keys(self) -> Sequence[str]:
        """The numbers that were read."""
        return list(self._lines)

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a command."""
        line = self._lines[key]
        gone: Tone = "dim" if line.taken_back_by else ""
        if column == "state":
            return Cell(f"taken back by #{line.taken_back_by}" if line.taken_back_by else "", "dim")
        if column == "user":
            return Cell(user_of(line.by), gone)
        return Cell({"seq": key, "when": line.when, "name": line.name}[column], gone)

    def text(self, key: str, column: str) -> str:
        """One cell as text."""
        return self.cell(key, column).text

    def locked(self, key: str, column: str) -> str:
        """The past is not edited."""
        return "what was done is not edited; it can be taken back"

    def taking_back(self, key: str) -> Act:
        """The act that takes a command back."""
        return lambda: take_back(self.workspace, int(key))

    def transaction(self, key: str) -> Transaction | None:
        """A command with its changes."""
        for record in self.workspace.records():
            if record.head.seq == int(key):
                return record.read()
            if record.head.seq < int(key):
                break
        return None

    def record(self, key: str) -> str:
        """The first record that a command changed and that is still there.

        Raises:
            InputError: There is none.
        """
        transaction = self.transaction(key)
        for change in transaction.changes if transaction is not None else ():
            if (
                change.kind in KINDS
                and KINDS[change.kind].home
                and change.id in self.workspace.rows(change.kind)
            ):
                return change.id
        raise InputError("it changed no record that has a page, or none that is still there")

    def outcome(self, key: str) -> Effects:
        """Whether a command can be taken back, and if not, why."""
        line = self._lines[key]
        if line.taken_back_by:
            return Effects(f"taken back by #{line.taken_back_by}; redo does it again")
        if line.stays:
            return Effects("it stays: it began the workspace, or took another command back")
        transaction = self.transaction(key)
        if transaction is None:
            return Effects("")
        if len(transaction.changes) > _CHECKED:
            return Effects(
                f"{len(transaction.changes):,} records; whether it can be is found when it is taken back"
            )
        try:
            changes = refuse_standing(self.workspace, transaction)
        except PmtuiError as error:
            return Effects(f"cannot be taken back: {error}")
        count = len(changes)
        return Effects(f"taking it back changes {count:,} record{'' if count == 1 else 's'}")

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """What the command changed, field by field."""
        transaction = self.transaction(key)
        if transaction is None:
            return "", ()
        lines = [line for change in transaction.changes[:_FIELDS] for line in self._told(change)]
        if len(transaction.changes) > _FIELDS:
            lines = [*lines[:_FIELDS], (f"and {len(transaction.changes) - _FIELDS:,} more records", "")]
        return f"#{key}  what it changed", lines[: _FIELDS + 1]

    def _told(self, change: Change) -> Iterator[tuple[str, str]]:
        if change.was is None or change.now is None:
            made = "made" if change.was is None else "deleted"
            stored = change.now or change.was or {}
            title = str(stored.get(KINDS[change.kind].title, "")) if change.kind in KINDS else ""
            yield f"{change.id}  {title}", made
            return
        for name, value in change.now.items():
            if name not in _OWN:
                was, now = (
                    stored_text(change.kind, name, each) or "nothing"
                    for each in (change.was.get(name), value)
                )
                yield f"{change.id}  {name}", f"{_short(was)} ▸ {_short(now)}"


_LONG = 24


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
