"""The base of the table and the timeline: one document a line, a cursor that scrolls, and the messages about it."""

from collections.abc import Iterable
from typing import ClassVar, Protocol

from textual.geometry import Region
from textual.reactive import reactive

from pmtui.widgets.drawing import terminal_scroll
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.drawing.scrolling import paged, scrolled, steadiest, within

_WHEEL = 3


class Keyed(Protocol):
    """Documents in an order, known by their keys."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def key(self, index: int) -> str:
        """The key of the one at a place."""
        ...

    def index(self, key: str) -> int | None:
        """Where one stands, or `None` where it is not among them."""
        ...


class RowView(LineView):
    """Rows under a header, one a line.

    Where the cursor runs off the edge, the terminal scrolls the rows by itself if they have its full
    width, else it goes on by half a page.
    """

    HEADER: ClassVar[int] = 1
    """Lines over the rows."""

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """The row under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._top = 0
        self._shown: dict[int, str] = {}

    @property
    def keyed(self) -> Keyed:
        """The documents behind the rows."""
        raise NotImplementedError

    @property
    def _page(self) -> int:
        return max(0, self.fitted_size.height - self.HEADER)

    @property
    def current_region(self) -> Region | None:
        """The line of the cursor's row."""
        region = self.region
        return Region(region.x, region.y + self.HEADER + self.cursor - self._top, region.width, 1)

    # Movement

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        self.cursor += rows

    def page(self, half_pages: int) -> None:
        """Move the cursor, and what is shown, by half pages."""
        top, cursor = paged(self._top, self.cursor, self._page, len(self.keyed), half_pages)
        self.set_reactive(RowView.cursor, cursor)
        self._change_key(self._document_at(cursor))
        self._show_from(top)

    def first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def last(self) -> None:
        """To the last row."""
        self.cursor = len(self.keyed) - 1

    def go_to(self, key: str) -> bool:
        """Put the cursor on a document; `False` where it is not shown."""
        index = self.keyed.index(key)
        if index is None:
            return False
        self.cursor = index
        return True

    def validate_cursor(self, cursor: int) -> int:
        """The nearest row that exists."""
        return within(cursor, len(self.keyed))

    def watch_cursor(self, before: int, after: int) -> None:
        """Show the cursor on its row, and that row on the screen."""
        self._change_key(self._document_at(after))
        count = len(self.keyed)
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
        last = self.HEADER + self._page - 1
        if abs(up) <= self._page // 2 and terminal_scroll.scroll(self, self.HEADER, last, up):
            self.lines_scrolled(self.HEADER, last, up)
        self.update_lines()

    # Marks

    def mark_range(self) -> None:
        """Mark from the latest mark to the cursor."""
        start = self.keyed.index(self._anchor) if self._anchor is not None else None
        low, high = sorted((self.cursor if start is None else start, self.cursor))
        self.add_marks(self.keyed.key(place) for place in range(low, min(high + 1, len(self.keyed))))

    def mark_all(self) -> None:
        """Mark every row."""
        self.add_marks(self.keyed.key(place) for place in range(len(self.keyed)))

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Some of the shown documents, as they stand."""
        places = sorted((place, key) for key in keys if (place := self.keyed.index(key)) is not None)
        return tuple(key for _, key in places)

    # Changes from above

    def rows_changed(self) -> None:
        """Take in that the order or the number of rows changed: draw again only what differs.

        The cursor stays on its document, and as many lines as possible stay where they are.
        """
        count = len(self.keyed)
        index = self.keyed.index(self._key) if self._key is not None else None
        place = within(self.cursor if index is None else index, count)
        moved = scrolled(self._top + place - self.cursor, place, self._page, count)
        self._top = steadiest(
            (scrolled(self._top, place, self._page, count), moved), self._shown, self._document_at
        )
        self.set_reactive(RowView.cursor, place)
        self.keep_marks([key for key in self._marks if self.keyed.index(key) is not None])
        self._change_key(self._document_at(place))
        self.update_lines()

    def refresh_rows(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents, if it is on the screen and looks different."""
        changed = frozenset(keys)
        for y, key in tuple(self._shown.items()):
            if key in changed:
                self.update_line(self.HEADER + y)

    def size_changed(self) -> None:
        """Keep the cursor in sight."""
        self._shown.clear()
        self._top = scrolled(self._top, self.cursor, self._page, len(self.keyed))

    def _document_at(self, index: int) -> str | None:
        return self.keyed.key(index) if 0 <= index < len(self.keyed) else None

    def _update_row(self, index: int) -> None:
        if 0 <= index - self._top < self._page:
            self.update_line(self.HEADER + index - self._top)

    def _row_at(self, y: int) -> int | None:
        """The row that stands on a line, which is then known to show it; `None` where none does."""
        y -= self.HEADER
        key = self._document_at(self._top + y)
        if key is None:
            self._shown.pop(y, None)
            return None
        self._shown[y] = key
        return self._top + y

    def _more(self) -> str:
        """A sign that there are rows above what is shown, below, or both."""
        above, below = self._top > 0, self._top + self._page < len(self.keyed)
        signs = self.signs
        return (signs.around if below else signs.above) if above else signs.below if below else " "

    # The mouse

    def _click_row(self, y: int) -> None:
        """A click on a row moves the cursor; on the one that has it, it opens."""
        index = self._top + y - self.HEADER
        if index >= len(self.keyed):
            return
        if index == self.cursor and self._key is not None:
            self.post_message(self.Opened(self._key))
        self.cursor = index

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move(-_WHEEL)
