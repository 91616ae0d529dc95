"""A table of any length: it asks for the rows on the screen, and draws again just those that changed."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from pmtui.widgets.cells import fit_columns, fitted, scrolled
from pmtui.widgets.line_view import BAR, MARK, LineView, Piece
from pmtui.widgets.rows import Cell, Column, NoRows, Rows

_GUTTER = 2
_GAP = 2
_HEADER = 1

_Drawn = tuple[str, bool, bool, Sequence[Cell]]


class Grid(LineView):
    """Rows in columns under a header.

    The cursor is a bar in the gutter and a strong first column, so that moving it redraws two
    short pieces and not two lines. Scrolling goes by half pages.
    """

    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """What is shown; the cursor stays on the same document where the new rows have it."""
    columns: reactive[tuple[Column, ...]] = reactive((), init=False)
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
        self._key: str | None = None
        self._fitted: tuple[tuple[Column, ...], int, list[tuple[Column, int]]] = ((), 0, [])
        self._drawn: dict[int, _Drawn] = {}

    # What is under the cursor

    @property
    def current_key(self) -> str | None:
        """The document under the cursor, or `None` where there is none."""
        return self._key

    @property
    def column_at_cursor(self) -> Column | None:
        """The column under the cursor, or `None` where none fits."""
        return self._layout[min(self.column, len(self._layout) - 1)][0] if self._layout else None

    @property
    def _page(self) -> int:
        return max(0, self.size.height - _HEADER)

    # Movement

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        self.cursor = self._within(self.cursor + rows)

    def page(self, half_pages: int) -> None:
        """Move the cursor by half pages."""
        self.move(half_pages * max(1, self._page // 2))

    def first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def last(self) -> None:
        """To the last row."""
        self.cursor = self._within(len(self.rows) - 1)

    def sideways(self, steps: int) -> None:
        """Move the column cursor."""
        self.column = max(0, min(self.column + steps, len(self._layout) - 1))

    def go_to(self, key: str) -> bool:
        """Put the cursor on a document; `False` where it is not shown."""
        index = self.rows.index(key)
        if index is None:
            return False
        self.cursor = index
        return True

    # Marks

    def mark_range(self) -> None:
        """Mark from the last mark to the cursor."""
        start = self.rows.index(self._anchor) if self._anchor is not None else None
        low, high = sorted((self.cursor if start is None else start, self.cursor))
        self._mark(self.rows.key(place) for place in range(low, min(high + 1, len(self.rows))))

    def mark_all(self) -> None:
        """Mark every row."""
        self._mark(self.rows.key(place) for place in range(len(self.rows)))

    # Changes from above

    def watch_rows(self) -> None:
        """Show other rows, with the cursor on the same document where that is possible."""
        self.rows_changed()

    def rows_changed(self) -> None:
        """Take in that the order or the number of rows changed: draw again only the lines that differ."""
        index = self.rows.index(self._key) if self._key is not None else None
        place = self._within(self.cursor) if index is None else index
        self.keep_marks(key for key in self._marks if self.rows.index(key) is not None)
        self.set_reactive(Grid.cursor, place)
        self._top = scrolled(self._top, place, self._page, len(self.rows))
        self._set_key(place)
        for y in range(self._page):
            if self._drawn.get(y) != self._line(y):
                self._refresh_line(y)

    def refresh_rows(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents, if it is on the screen and looks different."""
        for key in keys:
            index = self.rows.index(key)
            if index is not None and 0 <= index - self._top < self._page:
                y = index - self._top
                if self._drawn.get(y) != self._line(y):
                    self._refresh_line(y)

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents."""
        self.refresh_rows(keys)

    def watch_columns(self) -> None:
        """Draw the new columns."""
        self.refresh()

    def watch_sort(self) -> None:
        """Show the arrow on the sorted column."""
        self._refresh_header()

    def watch_column(self) -> None:
        """Underline the title under the cursor."""
        self._refresh_header()

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two rows' first pieces, or everything where the cursor ran off the edge."""
        self._set_key(after)
        top = scrolled(self._top, after, self._page, len(self.rows))
        if top != self._top:
            self._top = top
            self.refresh()
            return
        width = _GUTTER + (self._layout[0][1] if self._layout else 0)
        for row in (before, after):
            if 0 <= row - top < self._page:
                self.refresh(Region(0, _HEADER + row - top, width, 1))

    def _set_key(self, index: int) -> None:
        key = self.rows.key(index) if index < len(self.rows) else None
        if key != self._key:
            self._key = key
            self.post_message(self.Moved(key))

    def _within(self, index: int) -> int:
        return max(0, min(index, len(self.rows) - 1))

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._top = scrolled(self._top, self.cursor, self._page, len(self.rows))
        self._drawn.clear()
        self.refresh()

    @property
    def _layout(self) -> list[tuple[Column, int]]:
        """The columns that fit, worked out once for each width."""
        columns, width = self.columns, self.size.width
        if self._fitted[0] is not columns or self._fitted[1] != width:
            self._fitted = (columns, width, fit_columns(columns, width - _GUTTER - 1, _GAP))
        return self._fitted[2]

    def _refresh_line(self, y: int) -> None:
        self.refresh(Region(0, _HEADER + y, self.size.width, 1))

    def _refresh_header(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line: the header, a row, or nothing."""
        width = self.size.width
        if y < _HEADER:
            return self.strip_of(self._header(), width)
        drawn = self._line(y - _HEADER)
        self._drawn[y - _HEADER] = drawn
        return self.strip_of((*self._pieces(drawn), (self._thumb(y - _HEADER), "dim")), width)

    def _line(self, y: int) -> _Drawn:
        """What stands on a line: key, cursor, mark, cells."""
        index = self._top + y
        if index >= len(self.rows):
            return ("", False, False, ())
        key = self.rows.key(index)
        cells = self.rows.cells(index, [column.id for column, _ in self._layout])
        return (key, index == self.cursor, key in self._marks, cells)

    def _pieces(self, drawn: _Drawn) -> list[Piece]:
        _, current, marked, cells = drawn
        pieces: list[Piece] = [
            (BAR if current else " ", "cursor" if current else ""),
            (MARK if marked else " ", "mark" if marked else ""),
        ]
        room = self.size.width - _GUTTER - 1
        for place, ((column, width), cell) in enumerate(zip(self._layout, cells, strict=False)):
            if place:
                pieces.append((" " * _GAP, ""))
            tone = "cursor" if current and not place else cell.tone
            pieces.append((fitted(cell.text, width, column.align), tone))
            room -= width + (_GAP if place else 0)
        return [*pieces, (" " * max(0, room), "")]

    def _header(self) -> list[Piece]:
        pieces: list[Piece] = [(" " * _GUTTER, "")]
        for place, (column, width) in enumerate(self._layout):
            title = column.title
            if self.sort is not None and self.sort[0] == column.id:
                title = f"{title}{'▼' if self.sort[1] else '▲'}"
            style = "accent" if place == min(self.column, len(self._layout) - 1) else "header"
            pieces += [(fitted(title, width, column.align), style), (" " * _GAP, "")]
        return pieces

    def _thumb(self, y: int) -> str:
        """The sign at the right end that shows which part of the whole is on the screen."""
        count, page = len(self.rows), self._page
        if count <= page or not page:
            return " "
        size = max(1, page * page // count)
        start = self._top * (page - size) // (count - page)
        return "┃" if start <= y < start + size else " "

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
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move(-3)
