"""The two columns of the sheet of keys; one below the other where there is no room for both."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.widgets.drawing.text_styles import toned

_BOTH = 96
"""Cells from which the columns stand side by side."""

_GAP = 3
_MOST_KEYS = 11


class HelpRow(NamedTuple):
    """A key and what it does."""

    command: str
    """The id of the command."""
    keys: str
    """Its keys in force."""
    text: str
    """What it does."""
    whole: str = ""
    """All of what it does, told of the row under the cursor; empty if `text` is all."""
    reason: str = ""
    """Why it does nothing now; empty if it does."""
    also: str = ""
    """Other words that it is found by."""
    runs: bool = True
    """Whether it can be run from here at all: keys of forms cannot."""


class HelpSection(NamedTuple):
    """Rows under a heading."""

    title: str
    """The heading."""
    rows: tuple[HelpRow, ...]
    """The rows."""


class _Drawn(NamedTuple):
    """A line of a column."""

    content: Content
    row: int
    """The row it belongs to; -1 for none."""


class HelpColumns(ScrollView):
    """Sections in two columns, with a cursor over their rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--cursor"}
    DEFAULT_CSS = """
    HelpColumns {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $panel; color: $foreground;
        & > .help--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    class Moved(Message):
        """Another row is under the cursor."""

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, row: HelpRow) -> None:
            super().__init__()
            self.row = row
            """The row."""

    def __init__(
        self, here: Sequence[HelpSection], elsewhere: Sequence[HelpSection], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._columns = (tuple(here), tuple(elsewhere))
        self._cursor = 0
        self._lines: list[tuple[_Drawn, _Drawn]] = []

    @property
    def rows(self) -> tuple[HelpRow, ...]:
        """The rows, those of the first column first."""
        return tuple(row for column in self._columns for section in column for row in section.rows)

    @property
    def current(self) -> HelpRow | None:
        """The row under the cursor; `None` if there is none."""
        rows = self.rows
        return rows[self._cursor] if self._cursor < len(rows) else None

    def show(self, here: Sequence[HelpSection], elsewhere: Sequence[HelpSection]) -> None:
        """Show other sections, from the first row."""
        self._columns = (tuple(here), tuple(elsewhere))
        self._cursor = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.post_message(self.Moved())
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by rows, stopping at the ends."""
        self._go(max(0, min(self._cursor + rows, len(self.rows) - 1)))

    def sideways(self) -> None:
        """To the first row of the other column."""
        left = sum(len(section.rows) for section in self._columns[0])
        self._go(left if self._cursor < left < len(self.rows) else 0)

    def _go(self, row: int) -> None:
        self._cursor = max(row, 0)
        place = next((y for y, line in enumerate(self._lines) if any(each.row == row for each in line)), 0)
        top, height = self.scroll_offset.y, self.size.height
        if row == 0:
            self.scroll_to(y=0, animate=False, immediate=True)
        elif not top <= place < top + height:
            self.scroll_to(y=place if place < top else place - height + 1, animate=False, immediate=True)
        self.post_message(self.Moved())
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the columns out for the width."""
        self._lay_out(event.size.width)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, and tell of it."""
        place = event.y + self.scroll_offset.y
        if place < len(self._lines):
            left, right = self._lines[place]
            row = (right if event.x > self._width(self.size.width - 1) else left).row
            if row >= 0:
                self._go(row)
                self.post_message(self.Clicked(self.rows[row]))

    def _width(self, width: int) -> int:
        """Cells of one column."""
        return (width - _GAP) // 2 if width >= _BOTH else width

    def _lay_out(self, width: int = 0) -> None:
        width = (width or self.size.width or _BOTH) - 1
        cells = self._width(width)
        first = sum(len(section.rows) for section in self._columns[0])
        left = list(_lines(self._columns[0], 0, cells))
        right = list(_lines(self._columns[1], first, cells))
        nothing = _Drawn(Content(""), -1)
        if width >= _BOTH:
            longest = max(len(left), len(right))
            left += [nothing] * (longest - len(left))
            right += [nothing] * (longest - len(right))
            self._lines = list(zip(left, right, strict=True))
        else:
            between = [nothing] if left and right else []
            self._lines = [(line, nothing) for line in (*left, *between, *right)]
        self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """A line of both columns."""
        place, width = y + self.scroll_offset.y, self.size.width
        base = self.visual_style
        if place >= len(self._lines):
            return Strip.blank(width, base.rich_style)
        cells = self._width(width - 1)
        left, right = (self._cell(each, cells) for each in self._lines[place])
        line = left if width - 1 < _BOTH else Content.assemble(left, " " * _GAP, right)
        return Strip(line.truncate(width, pad=True).render_segments(base))

    def _cell(self, drawn: _Drawn, cells: int) -> Content:
        padded = drawn.content.truncate(cells, pad=True)
        if drawn.row != self._cursor or drawn.row < 0:
            return padded
        return Content.styled(f"▌{padded.plain[1:]}", self.get_visual_style("help--cursor"))


def _lines(sections: Sequence[HelpSection], first: int, cells: int) -> Iterator[_Drawn]:
    """The lines of a column; a text that is longer than the line goes on below where it began."""
    labels = [Content(row.keys).cell_length for section in sections for row in section.rows]
    wide = min(max(labels, default=0), _MOST_KEYS) + 3
    row = first
    for place, section in enumerate(sections):
        if place:
            yield _Drawn(Content(""), -1)
        yield _Drawn(toned(f" {section.title}", "strong"), -1)
        for each in section.rows:
            said = f"{each.text}: {each.reason}" if each.reason else each.text
            pieces = toned(said, "dim" if each.reason else "").wrap(max(cells - wide, 8))
            keys = toned(f" {each.keys or '-'}", "dim" if each.reason else "key")
            for number, piece in enumerate(pieces):
                start = keys.truncate(wide, pad=True) if not number else Content(" " * wide)
                yield _Drawn(start + piece, row)
            row += 1
