"""Editing a settings table in place: one cell after the other, with what it does shown before it is kept."""

from textual import on
from textual.geometry import Region

from pmtui.errors import InputError, PmtuiError
from pmtui.metrics.workspace.effects import Effects
from pmtui.models.values.folding import folded
from pmtui.screens.frame.base_screen import BaseScreen, tells_errors
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.person_tables import OwnTable
from pmtui.screens.workspace.settings_table import NOTHING, Act, Done, SettingsTable
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.grid.cell_input import CellInput
from pmtui.widgets.grid.grid import Grid

_LEAST_FIGURE = 9
_LEAST_CELL = 14
"""Cells that the input of a narrow column takes at least."""


class TableEditing(BaseScreen):
    """A screen with one settings table, whose cells are edited in place."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.edited: tuple[str, str] | None = None
        """The row and the column that are edited; an empty row for one that is added."""
        self.effects, self.problem = NOTHING, ""
        self._input: CellInput | None = None

    @property
    def table(self) -> SettingsTable:
        """The table that is shown."""
        raise NotImplementedError

    @property
    def rows(self) -> Grid:
        """The rows of the table."""
        return self.query_one("#rows", Grid)

    def write_digest(self) -> None:
        """Write what stands under the table."""
        raise NotImplementedError

    def carry_out(self, act: Act, then: Done) -> None:
        """Commit, and go on."""
        self.session.commits.carry_out(self, act, then)

    def told(self, commit: Commit) -> None:
        """Say what was done."""
        raise NotImplementedError

    @tells_errors
    def action_edit(self) -> None:
        """Edit the cell under the cursor."""
        key, column = self.row_here(), self.rows.column_at_cursor
        if column is not None:
            self._edit(key, self._unlocked(key, column.id))

    def row_here(self) -> str:
        """The row under the cursor.

        Raises:
            InputError: There is none.
        """
        key = self.rows.current_key
        if key is None:
            raise InputError("there is no row here yet")
        return key

    def _unlocked(self, key: str, column: str) -> str:
        """The column, or the first one of the row that can be edited if it is counted.

        Raises:
            InputError: None can.
        """
        self.require_writable()
        reason = self.table.locked(key, column)
        if reason:
            raise InputError(reason)
        return column

    def require_writable(self) -> None:
        """Refuse a change where nothing can be written; one's own files can in any case."""
        if not isinstance(self.table, OwnTable):
            self.session.require_writable()

    def _edit(self, key: str, column: str) -> None:
        self.leave_cell()
        self.edited = key, column
        self.table.begin(key, column)
        self._open_cell(CellInput(self.table.text(key, column), self.table.choices(key, column)))

    def _open_cell(self, cell: CellInput) -> None:
        self._input = cell
        self.mount(cell)
        self.place_cell()
        cell.focus()
        self._try_out(cell.value)
        self.update_footer()

    def place_cell(self) -> None:
        """Lay the input over its cell, wherever the row has moved to."""
        if self._input is None or self.edited is None:
            return
        key, column = self.edited
        grid = self.rows
        if key:
            region = grid.cell_region(column)
        else:
            region = Region(2, min(len(grid.rows) + 1, grid.size.height - 1), grid.size.width - 3, 1)
        if region is not None:
            width = max(region.width, min(_LEAST_CELL, grid.size.width - region.x - 1))
            at_right = any(each.id == column and each.align == "right" for each in self.table.columns)
            if at_right:
                width = max(region.width, _LEAST_FIGURE)
                region = Region(region.right - width, region.y, width, 1)
            origin = grid.region.offset
            self._input.lie_over(Region(origin.x + region.x, origin.y + region.y, width, 1))

    def stay_in_cell(self) -> None:
        """After the rows were read again: stay in the cell that is edited, if it is still there."""
        if self.edited is None:
            return
        key, column = self.edited
        if key and self.rows.rows.index(key) is None:
            self.leave_cell()
            say(self, "the row that was edited is gone; nothing was kept", "warning")
            return
        self.rows.go_to(key)
        if key:
            self.table.begin(key, column)
        self.place_cell()
        if self._input is not None:
            self._try_out(self._input.value)

    @on(CellInput.Changed)
    def _typed(self, event: CellInput.Changed) -> None:
        event.stop()
        self._try_out(event.value)

    def _try_out(self, text: str) -> None:
        """Show what keeping the text would do, or why it cannot be kept."""
        if self.edited is None:
            return
        key, column = self.edited
        self.effects, self.problem = NOTHING, ""
        try:
            if not key:
                self.effects = Effects(self.table.add_hint)
                if text.strip():
                    self.table.adding(text, self.rows.current_key)
            elif text != self.table.text(key, column):
                self.effects = self.table.effects(key, column, text)
            elif choices := self.table.choices(key, column):
                self.effects = Effects(f"up and down choose: {', '.join(choices)}")
        except PmtuiError as error:
            self.problem = str(error)
        if self._input is not None:
            self._input.show_wrong(wrong=bool(self.problem))
        self.write_digest()

    @on(CellInput.Kept)
    def _keep(self, event: CellInput.Kept) -> None:
        event.stop()
        if self.edited is None:
            return
        key, column = self.edited
        onward = self._column_after(key, column, event.onward)
        try:
            if key and event.text == self.table.text(key, column):
                self.leave_cell()
                self._go_on(key, onward)
                return
            if key:
                self.table.effects(key, column, event.text)
                act = self.table.keeping(key, column, event.text)
            elif event.text.strip():
                act = self.table.adding(event.text, self.rows.current_key)
            else:
                self.leave_cell()
                return
        except PmtuiError as error:
            self.problem = str(error)
            self.write_digest()
            say(self, str(error), "refusal")
            return

        place = self.rows.cursor

        def kept(commit: Commit) -> None:
            self.leave_cell()
            self.told(commit)
            if not key:
                self._go_to_new(event.text)
            elif onward:
                self._go_on(key if self.rows.rows.index(key) is not None else self._row_at(place), onward)

        self.carry_out(act, kept)

    def _row_at(self, place: int) -> str:
        return self.rows.rows.key(place) if place < len(self.rows.rows) else ""

    def _go_to_new(self, text: str) -> None:
        """Put the cursor on a row that was added."""
        wanted = folded(text)
        for key in self.table.row_keys():
            first = self.table.columns[0].id
            if wanted.startswith(folded(self.table.text(key, first))):
                self.rows.go_to(key)
                return

    def _column_after(self, key: str, column: str, cells: int) -> str:
        """The column to go on to, among those of the row that can be edited; empty for none."""
        if not cells or not key:
            return ""
        free = [
            each.id for each in self.table.columns if each.id == column or not self.table.locked(key, each.id)
        ]
        return free[(free.index(column) + cells) % len(free)] if len(free) > 1 else ""

    def _go_on(self, key: str, column: str) -> None:
        """Edit another cell of a row."""
        if not column or not key or self.table.locked(key, column):
            return
        self.rows.go_to(key)
        for place, each in enumerate(self.table.columns):
            if each.id == column:
                self.rows.column = place
        self._edit(key, column)

    @on(CellInput.Left)
    def _left(self, event: CellInput.Left) -> None:
        event.stop()
        self.leave_cell()

    def leave_cell(self) -> None:
        """Take the input away; the cell is as the table has it."""
        self.edited, self.effects, self.problem = None, NOTHING, ""
        if self._input is not None:
            self._input.close()
            self._input.remove()
            self._input = None
        if self.is_mounted:
            self.cell_left()

    def cell_left(self) -> None:
        """Take in that no cell is edited any more."""
        raise NotImplementedError

    @tells_errors
    def action_new(self) -> None:
        """Add a row."""
        if not self.table.ADDS:
            raise InputError(f"nothing is added to {self.table.name.lower()}")
        self.require_writable()
        self.rows.focus()
        self.leave_cell()
        self.edited = "", ""
        self._open_cell(CellInput("", placeholder=self.table.add_hint))
