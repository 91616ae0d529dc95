"""A table of any length: it asks for the rows on the screen, and draws again just those that changed."""

from collections.abc import Iterable

from textual import events
from textual.message import Message
from textual.reactive import reactive

from pmtui.widgets import terminal_scroll
from pmtui.widgets.cells import cut, fitted, width_of
from pmtui.widgets.fitting import FittedColumn, fit_columns
from pmtui.widgets.line_view import LineView
from pmtui.widgets.pieces import Line, Look, Piece, pieces
from pmtui.widgets.rows import Cell, Column, NoRows, Rows
from pmtui.widgets.scrolling import paged, scrolled, steadiest, within

_HEADER = 1
_GUTTER = 2
_GAP = 2
_MARGIN = 1
_WHEEL = 3


class Grid(LineView):
    """Rows in columns under a header.

    The cursor is a bar in the gutter and a strong first column, so that moving it redraws two short
    pieces and not two lines. Where the cursor runs off the edge, the terminal scrolls the list by
    itself if the list has its full width, else it goes on by half a page.
    """

    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """What is shown; the cursor stays on the same document where the new rows have it."""
    columns: reactive[tuple[Column, ...]] = reactive((), init=False, repaint=False)
    """All columns; those that do not fit are left out by rank."""
    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """The row under the cursor."""
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
        self._top = 0
        self._layout: tuple[FittedColumn, ...] = ()
        self._shown: dict[int, str] = {}

    @property
    def column_at_cursor(self) -> Column | None:
        """The column under the cursor, or `None` where none fits."""
        return self._layout[self._column_place].column if self._layout else None

    @property
    def _column_place(self) -> int:
        return within(self.column, len(self._layout))

    @property
    def _page(self) -> int:
        return max(0, self.fitted_size.height - _HEADER)

    # Movement

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        self.cursor += rows

    def page(self, half_pages: int) -> None:
        """Move the cursor, and what is shown, by half pages."""
        top, cursor = paged(self._top, self.cursor, self._page, len(self.rows), half_pages)
        self.set_reactive(Grid.cursor, cursor)
        self._key_changed(self._key_at(cursor))
        self._show_from(top)

    def first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def last(self) -> None:
        """To the last row."""
        self.cursor = len(self.rows) - 1

    def sideways(self, steps: int) -> None:
        """Move the cursor to another column."""
        self.column = within(self._column_place + steps, len(self._layout))

    def go_to(self, key: str) -> bool:
        """Put the cursor on a document; `False` where it is not shown."""
        index = self.rows.index(key)
        if index is None:
            return False
        self.cursor = index
        return True

    def validate_cursor(self, cursor: int) -> int:
        """The nearest row that exists."""
        return within(cursor, len(self.rows))

    def watch_cursor(self, before: int, after: int) -> None:
        """Show the cursor on its row, and that row on the screen."""
        self._key_changed(self._key_at(after))
        count = len(self.rows)
        top = scrolled(self._top, after, self._page, count)
        if top == self._top:
            self._update_row(before)
            self._update_row(after)
            return
        if terminal_scroll.can_scroll(self):
            top = scrolled(self._top, after, self._page, count, step=1)
        self._show_from(top)

    def _show_from(self, top: int) -> None:
        up, self._top = top - self._top, top
        if abs(up) <= self._page // 2 and terminal_scroll.scroll(self, _HEADER, self._page, up):
            self.lines_scrolled(_HEADER, self._page, up)
        self.update_lines()

    # Marks

    def mark_range(self) -> None:
        """Mark from the latest mark to the cursor."""
        start = self.rows.index(self._anchor) if self._anchor is not None else None
        low, high = sorted((self.cursor if start is None else start, self.cursor))
        self.add_marks(self.rows.key(place) for place in range(low, min(high + 1, len(self.rows))))

    def mark_all(self) -> None:
        """Mark every row."""
        self.add_marks(self.rows.key(place) for place in range(len(self.rows)))

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Some of the shown documents, as they stand."""
        places = sorted((place, key) for key in keys if (place := self.rows.index(key)) is not None)
        return tuple(key for _, key in places)

    # Changes from above

    def watch_rows(self) -> None:
        """Show other rows, with the cursor on the same document where that is possible."""
        self.rows_changed()

    def rows_changed(self) -> None:
        """Take in that the order or the number of rows changed: draw again only what differs.

        The cursor stays on its document, and as many lines as possible stay where they are.
        """
        count = len(self.rows)
        index = self.rows.index(self._key) if self._key is not None else None
        place = within(self.cursor if index is None else index, count)
        moved = scrolled(self._top + place - self.cursor, place, self._page, count)
        self._top = steadiest(
            (scrolled(self._top, place, self._page, count), moved), self._shown, self._key_at
        )
        self.set_reactive(Grid.cursor, place)
        self.keep_marks([key for key in self._marks if self.rows.index(key) is not None])
        self._key_changed(self._key_at(place))
        self.update_lines()

    def refresh_rows(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents, if it is on the screen and looks different."""
        changed = frozenset(keys)
        for y, key in tuple(self._shown.items()):
            if key in changed:
                self.update_line(_HEADER + y)

    def watch_columns(self) -> None:
        """Fit the new columns."""
        self.size_changed()
        self.redraw()

    def watch_sort(self) -> None:
        """Show the arrow on the sorted column."""
        self.update_line(0)

    def watch_column(self) -> None:
        """Underline the title under the cursor."""
        self.update_line(0)

    def size_changed(self) -> None:
        """Fit the columns, and keep the cursor in sight."""
        self._shown.clear()
        self._layout = fit_columns(self.columns, self.fitted_size.width - _GUTTER - _MARGIN, _GAP)
        self._top = scrolled(self._top, self.cursor, self._page, len(self.rows))

    def _key_at(self, index: int) -> str | None:
        return self.rows.key(index) if 0 <= index < len(self.rows) else None

    def _update_row(self, index: int) -> None:
        if 0 <= index - self._top < self._page:
            self.update_line(_HEADER + index - self._top)

    # Drawing

    def line(self, y: int) -> Line:
        """The header, a row, or nothing."""
        if y < _HEADER:
            return tuple(self._header())
        y -= _HEADER
        index = self._top + y
        key = self._key_at(index)
        if key is None:
            self._shown.pop(y, None)
            return ((" " * self.fitted_size.width, ""),)
        self._shown[y] = key
        cells = self.rows.cells(index, [each.column.id for each in self._layout])
        return tuple(self._row(cells, current=index == self.cursor, marked=key in self._marks))

    def _row(self, cells: Iterable[Cell], *, current: bool, marked: bool) -> Iterable[Piece]:
        signs = self.signs
        yield (signs.bar, "cursor") if current else (" ", "")
        yield (signs.mark, "cursor" if current else "mark") if marked else (" ", "")
        for place, ((column, width), cell) in enumerate(zip(self._layout, cells, strict=False)):
            if place:
                yield " " * _GAP, ""
            look: Look = "cursor" if current and not place else cell.tone
            yield from pieces(fitted(cell.text, width, column.align, signs.cut), look, cell.spans)
        yield " " * self._spare(), ""

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

    def _more(self) -> str:
        """A sign that there are rows above what is shown, below, or both."""
        above, below = self._top > 0, self._top + self._page < len(self.rows)
        signs = self.signs
        return (signs.around if below else signs.above) if above else signs.below if below else " "

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row that has it, it opens; on a title, it sorts."""
        if event.y < _HEADER:
            self._click_header(event.x)
            return
        index = self._top + event.y - _HEADER
        if index >= len(self.rows):
            return
        if index == self.cursor and self._key is not None:
            self.post_message(self.Opened(self._key))
        self.cursor = index

    def _click_header(self, x: int) -> None:
        left = _GUTTER
        for place, (column, width) in enumerate(self._layout):
            if left <= x < left + width + _GAP:
                self.column = place
                self.post_message(self.HeaderClicked(column.id))
            left += width + _GAP

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move(-_WHEEL)
