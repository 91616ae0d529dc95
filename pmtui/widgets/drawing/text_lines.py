"""Lines of text with looks, as they are given: headings, facts with something at the right."""

from collections.abc import Callable, Sequence

from textual.reactive import reactive

from pmtui.widgets.drawing.cell_text import cut, width_of
from pmtui.widgets.drawing.diffed_widget import DiffedWidget
from pmtui.widgets.drawing.line_segments import Line, Piece

Made = Callable[[int, int], Sequence[Line]]
"""Makes the lines for a width and a height."""


class TextLines(DiffedWidget):
    """A pane that shows lines made for its size, drawn again only where they differ."""

    made: reactive[Made | None] = reactive[Made | None](None, init=False, repaint=False, always_update=True)
    """Makes the lines; those that are too long are cut."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] | None = None

    def watch_made(self) -> None:
        """Draw what differs."""
        self._lines = None
        self.update_lines()

    def size_changed(self) -> None:
        """Make the lines anew for the size."""
        self._lines = None

    def line(self, y: int) -> Line:
        """One line, filled up to the width."""
        width, height = self.fitted_size
        if self._lines is None:
            self._lines = self.made(width, height) if self.made is not None and width else ()
        pieces: list[Piece] = []
        for text, look in self._lines[y] if y < len(self._lines) else ():
            shown = _cut(text, width)
            width -= width_of(shown)
            pieces.append((shown, look))
        return (*pieces, (" " * width, ""))


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with something at its right end; the left gives way."""
    room = width - sum(width_of(text) for text, _ in right)
    kept: list[Piece] = []
    for text, look in left:
        shown = _cut(text, max(room - 1, 0))
        room -= width_of(shown)
        kept.append((shown, look))
    return (*kept, (" " * max(room, 0), ""), *right)


def _cut(text: str, width: int) -> str:
    """Text in at most so many cells; blanks before it stay."""
    words = text.lstrip(" ")
    blanks = min(len(text) - len(words), width)
    return " " * blanks + cut(words, width - blanks) if words else text[:width]
