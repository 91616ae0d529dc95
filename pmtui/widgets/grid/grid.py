"""A table of any length: it asks for the rows on the screen, and draws again just those that changed."""

from collections.abc import Iterable, Mapping

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from pmtui.widgets.drawing.cell_text import cut, fitted, width_of
from pmtui.widgets.drawing.column_layout import FittedColumn, fit_columns
from pmtui.widgets.drawing.data_sources import Cell, Column, NoRows, Rows
from pmtui.widgets.drawing.line_segments import Line, Look, Piece, pieces
from pmtui.widgets.drawing.row_view import RowView
from pmtui.widgets.drawing.scrolling import within

_GUTTER = 2
_GAP = 2
_MARGIN = 1


class Grid(RowView):
    """Rows in columns under a header.

    The row under the cursor is filled in one style. Columns get what the contents of the rows on the screen
    need: they are measured when they are first drawn.
    """

    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """The rows that are shown; the cursor stays on the same document if the new rows have it."""
    changed: reactive[frozenset[str]] = reactive(
        frozenset[str](), init=False, repaint=False, always_update=True
    )
    """The documents whose contents are different from what is drawn, where no row has moved."""
    columns: reactive[tuple[Column, ...]] = reactive((), init=False, repaint=False)
    """All columns; those that do not fit are left out by rank."""
    column: reactive[int] = reactive(0, init=False, repaint=False)
    """The column under the cursor, among those that fit: what `K` defines and `s` sorts by."""
    sort: reactive[tuple[str, bool] | None] = reactive(None, init=False, repaint=False)
    """The column that the rows are sorted by, and whether the largest comes first."""

    class HeaderClicked(Message):
        """A column's title was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column
            """The column's id."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout: tuple[FittedColumn, ...] = ()
        self._natural: dict[str, int] = {}
        self._measured: set[str] = set()
        self._is_fitted = False

    @property
    def keyed(self) -> Rows:
        """The documents behind the rows."""
        return self.rows

    @property
    def column_at_cursor(self) -> Column | None:
        """The column under the cursor, or `None` where none fits."""
        return self._layout[self._column_place].column if self._layout else None

    @property
    def _column_place(self) -> int:
        return within(self.column, len(self._layout))

    def cell_region(self, column: str) -> Region | None:
        """Where the cell of a column is on the cursor's row, within this table; `None` where it is not shown."""
        x = _GUTTER
        for each, width in self._layout:
            if each.id == column:
                return Region(x, self.HEADER + self.cursor - self._top, width, 1)
            x += width + _GAP
        return None

    # Movement

    def sideways(self, steps: int, *, around: bool = False) -> None:
        """Move the cursor to another column; from the last one to the first, where it goes around."""
        place, count = self._column_place + steps, max(1, len(self._layout))
        self.column = place % count if around else within(place, count)

    # Changes from above

    def watch_rows(self) -> None:
        """Show other rows, with the cursor on the same document where that is possible."""
        self._natural.clear()
        self._measured.clear()
        self.rows_changed()

    def watch_changed(self) -> None:
        """Draw the rows again that are different."""
        self._measured -= self.changed
        self.refresh_rows(self.changed)

    def watch_columns(self) -> None:
        """Fit the new columns."""
        self._natural.clear()
        self._measured.clear()
        self.size_changed()
        self.redraw()

    def watch_sort(self) -> None:
        """Show the arrow on the sorted column."""
        self._fit()
        self.update_line(0)

    def watch_column(self) -> None:
        """Underline the title under the cursor."""
        self.update_line(0)

    def size_changed(self) -> None:
        """Fit the columns, and keep the cursor in sight."""
        super().size_changed()
        self._is_fitted = False
        self._fit(redrawn=False)

    def render_line(self, y: int) -> Strip:
        """A line as segments; the columns are fitted to the rows before the first is drawn."""
        self.fit_size()
        if not self._is_fitted:
            self._is_fitted = True
            self._measure(range(self._top, self._top + self._page))
            self._fit(redrawn=False)
        return super().render_line(y)

    def _measure(self, places: Iterable[int]) -> bool:
        """Take in what the contents of some rows need; whether that is more than any row before needed."""
        rows, natural, grown = self.rows, self._natural, False
        ids = [column.id for column in self.columns]
        for place in places:
            if place >= len(rows):
                break
            key = rows.key(place)
            if key in self._measured:
                continue
            self._measured.add(key)
            for name, cell in zip(ids, rows.cells(place, ids), strict=False):
                needs = width_of(cell.text)
                if needs > natural.get(name, 0):
                    natural[name], grown = needs, True
        return grown

    def _fit(self, *, redrawn: bool = True) -> None:
        """Give the columns what their contents need, as far as there is room."""
        layout = fit_columns(self.columns, self.fitted_size.width - _GUTTER - _MARGIN, _GAP, self._needs())
        if layout != self._layout:
            self._layout = layout
            if redrawn:
                self.redraw()

    def _needs(self) -> Mapping[str, int]:
        """The cells that each column needs, its title and the arrow beside it included; none if it is empty."""
        by = self.sort[0] if self.sort is not None else ""
        return (
            {
                column.id: max(self._natural.get(column.id, 0), width_of(column.title) + (column.id == by))
                for column in self.columns
                if column.stays or self._natural.get(column.id)
            }
            if self._natural
            else {column.id: column.width for column in self.columns}
        )

    def update_lines(self) -> None:
        """Draw all lines again as far as they differ, and all of them if a column has to be wider."""
        self.fit_size()
        if self._measure(range(self._top, self._top + self._page)):
            self._fit()
        super().update_lines()

    def update_line(self, y: int) -> None:
        """Draw a line again as far as it differs."""
        place = self._top + y - self.HEADER
        if y >= self.HEADER and self._measure((place,)):
            self._fit()
        super().update_line(y)

    # Drawing

    def line(self, y: int) -> Line:
        """The header, a row, or nothing."""
        if y < self.HEADER:
            return tuple(self._header())
        index = self._row_at(y)
        if index is None:
            return ((" " * self.fitted_size.width, ""),)
        cells = self.rows.cells(index, [each.column.id for each in self._layout])
        marked = self.rows.key(index) in self._marks
        return tuple(self._row(cells, current=index == self.cursor, marked=marked))

    def _row(self, cells: Iterable[Cell], *, current: bool, marked: bool) -> Iterable[Piece]:
        signs = self.signs
        blank: Look = "cursor" if current else ""
        yield (signs.bar, "bar") if current else (" ", "")
        yield (signs.mark, "cursor" if current else "mark") if marked else (" ", blank)
        for place, ((column, width), cell) in enumerate(zip(self._layout, cells, strict=False)):
            if place:
                yield " " * _GAP, blank
            look: Look = blank or cell.tone
            yield from pieces(fitted(cell.text, width, column.align, signs.cut), look, cell.spans)
        yield " " * self._spare(), blank

    def _spare(self) -> int:
        """The cells right of the last column."""
        taken = sum(width for _, width in self._layout) + _GAP * max(0, len(self._layout) - 1)
        return max(0, self.fitted_size.width - _GUTTER - taken)

    def _header(self) -> Iterable[Piece]:
        yield " " * _GUTTER, ""
        for place, (column, width) in enumerate(self._layout):
            if place:
                yield " " * _GAP, ""
            title = self._title(column, width)
            blanks: Piece = (" " * (width - width_of(title)), "")
            named: Piece = (title, "column" if place == self._column_place else "header")
            yield from ((blanks, named) if column.align == "right" else (named, blanks))
        yield " " * (self._spare() - 1), ""
        yield self._more(), "header"

    def _title(self, column: Column, width: int) -> str:
        """A column's title, and an arrow where the rows are sorted by it."""
        if self.sort is None or self.sort[0] != column.id:
            return cut(column.title, width, self.signs.cut)
        arrow = self.signs.falling if self.sort[1] else self.signs.rising
        return f"{cut(column.title, width - 1, self.signs.cut)}{arrow}"[:width]

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row that has it, it opens; on a title, it sorts."""
        if event.y < self.HEADER:
            self._click_header(event.x)
        else:
            self._click_row(event.y)

    def _click_header(self, x: int) -> None:
        left = _GUTTER
        for place, (column, width) in enumerate(self._layout):
            if left <= x < left + width + _GAP:
                self.column = place
                self.post_message(self.HeaderClicked(column.id))
            left += width + _GAP
