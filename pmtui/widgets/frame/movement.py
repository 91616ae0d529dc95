"""Movement: what the keys of movement do, on every screen, dialog and pane alike."""

from collections.abc import Sized
from typing import Protocol

from textual.containers import VerticalScroll


class Movable(Protocol):
    """Something that can be moved in."""

    def move(self, rows: int) -> None:
        """Move by some rows, stopping at the ends."""

    def sideways(self, steps: int) -> None:
        """Move to another column or lane."""

    def page(self, half_pages: int) -> None:
        """Move by half pages."""

    def first(self) -> None:
        """To the first row."""

    def last(self) -> None:
        """To the last row."""


class Movement:
    """The actions of the keys of movement."""

    @property
    def moving(self) -> Movable:
        """The widget that the movement keys move in."""
        raise NotImplementedError

    def times(self) -> int:
        """How often a movement is made at once."""
        return 1

    def action_down(self) -> None:
        """Down a row."""
        self.moving.move(self.times())

    def action_up(self) -> None:
        """Up a row."""
        self.moving.move(-self.times())

    def action_left(self) -> None:
        """To the column or lane at the left."""
        self.moving.sideways(-self.times())

    def action_right(self) -> None:
        """To the column or lane at the right."""
        self.moving.sideways(self.times())

    def action_first(self) -> None:
        """To the first row."""
        self.moving.first()

    def action_last(self) -> None:
        """To the last row."""
        self.moving.last()

    def action_page_down(self) -> None:
        """A page on."""
        self.moving.page(2 * self.times())

    def action_page_up(self) -> None:
        """A page back."""
        self.moving.page(-2 * self.times())

    def action_half_page_down(self) -> None:
        """Half a page on."""
        self.moving.page(self.times())

    def action_half_page_up(self) -> None:
        """Half a page back."""
        self.moving.page(-self.times())


class ScrolledText(VerticalScroll):
    """A text that is scrolled as a whole."""

    def move(self, rows: int) -> None:
        """Scroll by rows."""
        self.scroll_relative(y=rows, animate=False)

    def sideways(self, steps: int) -> None:
        """Stay: there is nothing at the sides."""

    def page(self, half_pages: int) -> None:
        """Scroll by half pages."""
        self.scroll_relative(y=half_pages * (self.size.height // 2), animate=False)

    def first(self) -> None:
        """Scroll to the top."""
        self.scroll_home(animate=False)

    def last(self) -> None:
        """Scroll to the end."""
        self.scroll_end(animate=False)


class LineCursor(Movement):
    """A cursor over the lines of a dialog, which draws them anew when it has moved."""

    _cursor = 0

    @property
    def moving(self) -> Movable:
        """The lines."""
        return self

    @property
    def lines_moved_in(self) -> Sized:
        """The lines that the cursor goes over."""
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    def move(self, rows: int) -> None:
        """Move by some lines, stopping at the ends."""
        self._cursor = max(0, min(self._cursor + rows, len(self.lines_moved_in) - 1))
        self._show()

    def sideways(self, steps: int) -> None:
        """Stay, unless the lines have sides."""

    def page(self, half_pages: int) -> None:
        """To the first line or the last one: a dialog is a page."""
        self.move(half_pages * len(self.lines_moved_in))

    def first(self) -> None:
        """To the first line."""
        self.page(-1)

    def last(self) -> None:
        """To the last line."""
        self.page(1)
