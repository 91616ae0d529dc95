"""The workspace screen: what the team works by, in tables edited in place, and the history."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult

from pmtui.commands import COMMANDS
from pmtui.errors import InputError
from pmtui.models.kinds import canonical_id
from pmtui.models.values.folding import folded
from pmtui.screens.frame.base_screen import BaseScreen, tells_errors
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.lazy_refresh import LazyRefresh
from pmtui.screens.frame.messages import ALL_HISTORY, OpenRecord
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.history_table import HistoryTable
from pmtui.screens.workspace.settings_digest import (
    BLANK,
    about_lines,
    change_lines,
    digest,
    half,
    lately_lines,
    wrapped,
)
from pmtui.screens.workspace.settings_table import SettingsTable, TableRows
from pmtui.screens.workspace.settings_views import HISTORY, VIEWS
from pmtui.screens.workspace.stage_table import StageTable
from pmtui.screens.workspace.table_editing import TableEditing
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.widgets.drawing.line_segments import Line
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.drawing.text_lines import TextLines, spread
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.containers import SideBySide, Stacked
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid

_NAMES = (Column("name", "", 12, 8, "left", True, 2), Column("count", "", 4, 2, "right", False, 1))
_FOOTER = ("help", "edit", "new", "delete", "row-down", "take-back", "next-view", "undo", "history", "palette",
           "quit")  # fmt: skip
_WRITES = ("new", "edit", "delete", "row-down", "row-up", "take-back")
_LEAST_DIGEST, _NARROW_DIGEST = 12, 6
_TALL = 32
_LEAST_ROWS = 4
_WIDEST = 26
"""Cells of the names of the tables at most."""
_REST = 0.15
"""Seconds that the cursor rests before what a command of the history changed is read."""


class TableNames:
    """The names of the tables of a view, with a figure each.

    Args:
        tables: The tables.
    """

    def __init__(self, tables: Sequence[SettingsTable]) -> None:
        self._tables = tables

    def __len__(self) -> int:
        return len(self._tables)

    def key(self, index: int) -> str:
        """The name of a table."""
        return self._tables[index].name

    def index(self, key: str) -> int | None:
        """The place of a table."""
        return next((place for place, table in enumerate(self._tables) if table.name == key), None)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Its name and its figure."""
        table = self._tables[index]
        return [Cell(table.name if column == "name" else table.count, "") for column in columns]


class WorkspaceScreen(TableEditing, LazyRefresh):
    """One table of settings at a time."""

    TITLE_SHOWN: ClassVar[str] = "Workspace"
    PLACE: ClassVar[str] = "settings"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "workspace.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = 0
        self._tables: list[SettingsTable] = []
        self._place = 0
        self._about = ""
        self._lately_read: dict[tuple[str, str, int], Sequence[Line]] = {}

    def body(self) -> ComposeResult:
        """The names of the tables, and at their right the table over its digest."""
        with SideBySide(id="panes"):
            yield Grid(id="names")
            with Stacked(id="settings"):
                yield TextLines(id="heading")
                yield Grid(id="rows")
                yield TextLines(id="digest")

    def on_mount(self) -> None:
        """Show the first table."""
        self._names.columns = _NAMES
        self.renew()
        self.rows.focus()

    @property
    def _names(self) -> Grid:
        return self.query_one("#names", Grid)

    @property
    def moving(self) -> Grid:
        """The pane that has the focus."""
        return self._names if self._names.has_focus else self.rows

    @property
    def table(self) -> SettingsTable:
        """The table that is shown."""
        return self._tables[self._place]

    # Views

    @property
    def view_titles(self) -> tuple[str, ...]:
        """The names of the views."""
        return tuple(title for title, _ in VIEWS)

    @property
    def view_place(self) -> int:
        """The place of the view that is shown."""
        return self._view

    def show_view_at(self, place: int) -> None:
        """Show a view by its place."""
        self.leave_cell()
        self._view, self._place, self._about = place, 0, ""
        self.renew()
        self._show_first_row()
        self.rows.focus()

    def go_to(self, document_id: str) -> bool:
        """Show the history of a document, or of all."""
        self.leave_cell()
        self._view, self._place = HISTORY, 0
        self._about = "" if document_id == ALL_HISTORY else canonical_id(document_id)
        self.renew()
        return True

    def stand_like(self, other: BaseScreen) -> None:
        """Show the same table as another screen of this kind."""
        if isinstance(other, WorkspaceScreen):
            self._view, self._place, self._about = other._view, other._place, other._about
            self.renew()

    # What is shown

    def renew(self) -> None:
        """Read the tables of the view again, and draw them."""
        name = self._tables[self._place].name if self._place < len(self._tables) else ""
        if self._about:
            self._tables = [HistoryTable(self.session, "History", self._about)]
        else:
            self._tables = VIEWS[self._view][1](self.session)
        places = [place for place, table in enumerate(self._tables) if table.name == name]
        self._place = places[0] if places else min(self._place, len(self._tables) - 1)
        self._names.rows = TableNames(self._tables)
        self._names.go_to(self.table.name)
        self._names.styles.width = min(
            max(len(table.name) + len(table.count) for table in self._tables) + 8, _WIDEST
        )
        self._show_table()

    def _show_table(self) -> None:
        grid = self.rows
        grid.columns = self.table.columns
        grid.rows = TableRows(self.table)
        self._fit()
        self.stay_in_cell()
        self._write_heading()
        self.write_digest()
        self.update_status()
        self.update_footer()

    def _fit(self) -> None:
        """As many rows as there are, and what is left for the digest."""
        height = self.query_one("#settings").size.height
        if not height:
            return
        digest_height = _LEAST_DIGEST if self.size.height >= _TALL else _NARROW_DIGEST
        room = height - self.query_one("#heading").size.height - digest_height
        self.rows.styles.height = max(_LEAST_ROWS, min(len(self.rows.rows) + 2, room))

    def on_resize(self, event: events.Resize) -> None:
        """As many rows as there is room for."""
        super().on_resize(event)
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self._fit()
        self._write_heading()
        self.call_after_refresh(self.place_cell)

    def _write_heading(self) -> None:
        table, narrow = self.table, self.has_class("-narrow")
        several = f"{self._place + 1} of {len(self._tables)}" if narrow and len(self._tables) > 1 else ""
        right = "J K moves a row" if table.MOVES and not narrow else several
        left: Line = ((table.name, "strong"), (f"  {table.note}" if table.note else "", "dim"))
        self.query_one("#heading", TextLines).made = lambda width, _: (
            spread(left, ((right, "dim"),), width),
        )

    def write_digest(self) -> None:
        """The row in full, what a change does, and what was changed lately."""
        self.query_one("#digest", TextLines).made = self._digest

    def _digest(self, width: int, height: int) -> Sequence[Line]:
        key, table = self.rows.current_key, self.table
        told = table.about(key) if key is not None else ("", ())
        two = bool(told[0]) and (self.edited is not None or isinstance(table, HistoryTable))
        part = half(width) if two else width
        changes = change_lines(self.effects, self.problem, part) if self.edited is not None else []
        if isinstance(table, HistoryTable) and key is not None:
            changes = [(("Taking it back", "strong"),), *wrapped(table.outcome(key).summary, part)]
        about = about_lines(told, part)
        if key is None:
            about = [((f"nothing yet: {table.EMPTY}" if table.EMPTY else "nothing yet", "dim"),)]
        lines = digest(
            about, changes, self._lately(width), (width, height - 2), "|" if self.session.ascii else "│"
        )
        hint = self._hint()
        return (BLANK, *lines, *([BLANK, hint] if hint and len(lines) + 3 <= height else ()))

    def _lately(self, width: int) -> Sequence[Line]:
        """What was changed lately in the document of the table; read again once it has changed."""
        kind, document_id = self.table.document
        if not document_id:
            return ()
        key = kind, document_id, width
        if key not in self._lately_read:
            self._lately_read[key] = lately_lines(self.session.workspace, kind, document_id, width)
        return self._lately_read[key]

    def _hint(self) -> Line:
        """What can be done with the rows of the table."""
        label, table = self.session.keymap.label, self.table
        told = [f"{label('new')} adds a {table.ADDS}"] if table.ADDS else []
        if isinstance(table, HistoryTable):
            told = [f"{label('take-back')} takes the command back; {label('undo')} your latest one"]
        return ((" · ".join(told), "dim"),) if told else ()

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: at once where this screen is seen, else when it is seen again."""
        if changed.ids.keys() & {"pipeline", "settings"}:
            self._lately_read.clear()
        self.renew_when_seen()

    def status_parts(self) -> tuple[StatusPart, ...]:
        """The record whose history is shown."""
        return (StatusPart(self._about, "accent"),)

    def summary(self) -> str:
        """How many rows."""
        count = len(self.rows.rows)
        return f"{count:,} row{'' if count == 1 else 's'}"

    @property
    def document_here(self) -> str:
        """The record whose history is shown."""
        return self._about

    # Movement between the panes

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        event.stop()
        if not self._tables:
            return
        if self._names.has_focus and self._names.current_key not in (None, self.table.name):
            self._place = self._names.cursor
            self._show_first_row()
        elif event.key == self.rows.current_key:
            self._row_moved()

    def _row_moved(self) -> None:
        if isinstance(self.table, HistoryTable):
            if self.rows.cursor >= len(self.rows.rows) - 2 and self.table.read_on():
                self.rows.rows = TableRows(self.table)
            self.set_timer(_REST, self.write_digest)
        else:
            self.write_digest()
        self.update_footer()

    def action_left(self) -> None:
        """To the column at the left; from the first, to the names of the tables."""
        if self.rows.has_focus and self.rows.column == 0:
            if self.has_class("-narrow"):
                self._step_table(-1)
            else:
                self._names.focus()
        else:
            super().action_left()

    def action_right(self) -> None:
        """To the column at the right; from the names of the tables, into the table."""
        if self._names.has_focus:
            self.rows.focus()
            return
        before = self.rows.column_at_cursor
        super().action_right()
        if self.has_class("-narrow") and self.rows.column_at_cursor == before:
            self._step_table(1)

    def _step_table(self, steps: int) -> None:
        """Show the next table of the view, or the one before."""
        place = (self._place + steps) % len(self._tables)
        if place != self._place:
            self._place = place
            self._names.go_to(self.table.name)
            self._show_first_row()

    def _show_first_row(self) -> None:
        """Show another table from its first cell."""
        self._show_table()
        self.rows.column = 0
        self.rows.first()

    @tells_errors
    def action_open(self) -> None:
        """Edit the cell under the cursor, or open what a command changed; from the names, go into the table."""
        if self._names.has_focus:
            self.rows.focus()
        elif isinstance(self.table, HistoryTable):
            self.post_message(OpenRecord(self.table.record(self.row_here())))
        else:
            self.action_edit()

    def action_back(self) -> None:
        """Back to where one came from; the history is then of all records again."""
        if self._about:
            self._about = ""
            self.renew()
        super().action_back()

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def cell_left(self) -> None:
        """Go back to the row."""
        if self._tables:
            if not self._names.has_focus:
                self.rows.focus()
            self.write_digest()
            self.update_footer()

    # Rows

    @tells_errors
    def action_delete(self) -> None:
        """Delete the row; a stage with deals asks where they go."""
        self.require_writable()
        key, table = self.row_here(), self.table
        takers = table.takers(key) if isinstance(table, StageTable) else ()
        if not takers or not isinstance(table, StageTable):
            self.carry_out(table.deleting(key), self.told)
            return
        stages = table

        def picked(to: str | None) -> None:
            if to is not None:
                self.carry_out(stages.dropping_to(key, to), self.told)

        title = f"Delete {key}: where do its {len(stages.deals(key)):,} deals go?"
        self.app.push_screen(
            Picker(
                title, lambda typed: [Choice(each, each) for each in takers if folded(typed) in folded(each)]
            ),
            picked,
        )

    @tells_errors
    def action_row_down(self) -> None:
        """Move the row down."""
        self._move(1)

    @tells_errors
    def action_row_up(self) -> None:
        """Move the row up."""
        self._move(-1)

    def _move(self, steps: int) -> None:
        self.require_writable()
        self.carry_out(self.table.moving(self.row_here(), steps), self.told)

    @tells_errors
    def action_take_back(self) -> None:
        """Take back the command under the cursor."""
        table = self.table
        if not isinstance(table, HistoryTable):
            raise InputError(
                f"{self.session.keymap.label('history')} lists what was done; it is taken back there"
            )
        self.session.require_writable()
        self.carry_out(table.taking_back(self.row_here()), self.told)

    def told(self, commit: Commit) -> None:
        """Say what was done; what is kept in a file is read again, since no commit tells of it."""
        if not commit.seq:
            self.renew()
        say(self, commit.name, "done", self.session.way_back if commit.seq else ("", ""))

    @tells_errors
    def action_copy(self) -> None:
        """Copy the table as Markdown."""
        columns = self.table.columns
        lines = [" | ".join(column.title for column in columns), " | ".join("---" for _ in columns)]
        lines += [
            " | ".join(self.table.cell(key, column.id).text.replace("|", "\\|") for column in columns)
            for key in self.table.row_keys()
        ]
        copy_text(self, self.session, "\n".join(f"| {line} |" for line in lines))

    # Keys

    def footer_pairs(self) -> tuple[tuple[str, str], ...]:
        """The keys that work on this table, in this focus."""
        if self.edited is not None:
            return (("enter", "keep"), ("tab", "next cell"), ("esc", "leave as it was"))
        reasons, keymap = self.disabled_reasons(), self.session.keymap
        return tuple(
            (label, COMMANDS[each].title.lower())
            for each in _FOOTER
            if each not in reasons and (label := keymap.label(each))
        )

    def disabled_reasons(self) -> dict[str, str]:
        """Why a command does nothing on this table."""
        said = super().disabled_reasons()
        if not self._tables:
            return said
        table = self.table
        history = isinstance(table, HistoryTable)
        key = self.rows.current_key
        if not table.ADDS:
            said["new"] = f"nothing is added to {table.name.lower()}"
        if not table.ADDS or key is None:
            said["delete"] = f"nothing is deleted from {table.name.lower()}"
        if not table.MOVES or key is None:
            said |= dict.fromkeys(("row-down", "row-up"), "these rows stand in an order of their own")
        if not history:
            said["take-back"] = "only commands of the history are taken back"
        if history or key is None:
            said["edit"] = "what was done is not edited" if history else "there is no row here yet"
        return said
