"""Lines of text with looks, as they are given: headings, facts with something at the right."""

from textual.reactive import reactive

from pmtui.widgets.drawing.cell_text import cut, width_of
from pmtui.widgets.drawing.diffed_widget import DiffedWidget
from pmtui.widgets.drawing.line_segments import Line, Piece


class TextLines(DiffedWidget):
    """A pane that shows lines, drawn again only where they differ."""

    lines: reactive[tuple[Line, ...]] = reactive((), init=False, repaint=False)
    """The lines from the top; what is too long is cut."""

    def watch_lines(self) -> None:
        """Draw what differs."""
        self.update_lines()

    def line(self, y: int) -> Line:
        """One line, filled up to the width."""
        width = self.fitted_size.width
        pieces: list[Piece] = []
        for text, look in self.lines[y] if y < len(self.lines) else ():
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
