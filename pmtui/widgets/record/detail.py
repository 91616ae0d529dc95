"""One document in full: labels and values under headings, read with the cursor."""

from itertools import groupby
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from pmtui.widgets.drawing.cell_text import cut, width_of
from pmtui.widgets.drawing.small_table import small_table
from pmtui.widgets.drawing.text_styles import TONES
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.movement import Movable, Movement

_LABEL_MOST = 22
"""The widest a column of labels becomes, in cells."""


class DetailLine(NamedTuple):
    """A label and its value, a heading (no value, `heading` set), or running text (no label)."""

    label: str
    """The field's label, or the heading."""
    value: str = ""
    """The value as text; it may have several lines."""
    tone: str = ""
    """How the value is set apart: a key of `TONES`."""
    headword: str = ""
    """Slug of the glossary entry behind the label, for `K`."""
    target: str = ""
    """The id of the document that enter opens, where the value stands for one."""
    heading: bool = False
    """Whether this is a heading."""
    field: str = ""
    """The field of the document that it shows and that can be edited; empty for none."""
    row: int = -1
    """Which row of the field it shows; -1 for the field itself."""
    cells: tuple[str, ...] = ()
    """Its texts by columns, where it is a row of a small table; the lines next to it are the others."""
    right: tuple[bool, ...] = ()
    """For each column, whether it ends at a right edge."""

    @property
    def can_hold_cursor(self) -> bool:
        """Whether the cursor can be on it: not on headings, nor on the heads of a table."""
        return not self.heading and not (self.cells and self.row < 0)


class _Row(NamedTuple):
    """One row on the screen: a piece of a line."""

    line: int
    label: str
    text: str


class _Layout(NamedTuple):
    """Lines wrapped for a width."""

    lines: tuple[DetailLine, ...] = ()
    width: int = 0
    label_width: int = 0
    rows: tuple[_Row, ...] = ()


class Detail(Movement, ScrollView, can_focus=True):
    """A scrollable pane of `DetailLine`s; the cursor goes from field to field.

    New lines keep the cursor on the same label and the scroll where it was, and only rows that
    look different are drawn again.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--label", "detail--heading", "detail--cursor"}

    DEFAULT_CSS = """
    Detail {
        width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        & > .detail--label { color: $text-muted; }
        & > .detail--heading { text-style: bold; }
        & > .detail--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "down", "up", "first", "last", "page-down", "page-up", "half-page-down", "half-page-up", "open"
    )

    lines: reactive[tuple[DetailLine, ...]] = reactive((), repaint=False)
    """The lines that are shown."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The index of the line that the cursor is on."""

    class Opened(Message):
        """Enter on a value that stands for another document."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target
            """The id of the document to open."""

    class Moved(Message):
        """The cursor is on a line of another sort: a field, a link, or a row of a small table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout_kept = _Layout()
        self._styles: dict[tuple[Style, str, str], RichStyle] = {}

    @property
    def current(self) -> DetailLine | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    @property
    def headword(self) -> str:
        """The slug of the term behind the label under the cursor; empty where there is none."""
        return self.current.headword if self.current else ""

    def watch_lines(self, before: tuple[DetailLine, ...], after: tuple[DetailLine, ...]) -> None:
        """Stay on the same label, and draw what differs."""
        if self.cursor < len(before):
            found = _same_place(before[self.cursor], after)
            self.set_reactive(Detail.cursor, self._landing(0) if found is None else found)
        if self.current is None or not self.current.can_hold_cursor:
            self.set_reactive(Detail.cursor, self._landing(0))
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap anew for the new width."""
        self._lay_out()

    @property
    def _rows(self) -> tuple[_Row, ...]:
        """The lines of now, wrapped for the width of now: a hidden pane gets new lines and no new size."""
        kept, width = self._layout_kept, self.size.width
        if kept.lines is not self.lines or kept.width != width:
            kept = self._layout_kept = _wrapped_lines(self.lines, width)
        return kept.rows

    def _lay_out(self) -> None:
        """Repaint what differs from the rows painted before."""
        before = self._layout_kept
        rows, width = self._rows, self.size.width
        if not width:
            return
        self._make_room(Size(width, len(rows)))
        top = self.scroll_offset.y
        if (before.width, before.label_width) != (width, self._layout_kept.label_width):
            self.refresh()
            return
        for y in range(self.size.height):
            if before.rows[top + y : top + y + 1] != rows[top + y : top + y + 1]:
                self._refresh_rows(top + y, top + y + 1)

    def _make_room(self, room: Size) -> None:
        """Take in how large all of it is; the screen is laid out anew only where that moves something."""
        overflows = [each.height > self.size.height for each in (self.virtual_size, room)]
        if overflows[0] != overflows[1] or self.styles.auto_dimensions:
            self.virtual_size = room
            return
        self.set_reactive(Detail.virtual_size, room)
        if overflows[1]:
            self._scroll_update(room)
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def render_line(self, y: int) -> Strip:
        """One row."""
        at, width, base, rows = y + self.scroll_offset.y, self.size.width, self._style(), self._rows
        if at >= len(rows):
            return Strip.blank(width, base)
        row = rows[at]
        line = self.lines[row.line]
        if line.heading:
            heading = f" {cut(row.label, width - 1)}"
            return Strip([Segment(heading, self._style("detail--heading"))]).adjust_cell_length(width, base)
        return Strip(self._field(row, line)).adjust_cell_length(width, base)

    def _field(self, row: _Row, line: DetailLine) -> list[Segment]:
        base = self._style()
        segments = [Segment("▌" if row.line == self.cursor else " ", base)]
        if line.label:
            current = row.line == self.cursor and self.has_focus
            label_width = self._layout_kept.label_width
            label = cut(row.label, label_width)
            segments.append(Segment(label, self._style("detail--cursor" if current else "detail--label")))
            segments.append(Segment(" " * (label_width - width_of(label) + 2), base))
        if row.text:
            chosen = bool(line.cells) and row.line == self.cursor and self.has_focus
            style = self._style("detail--cursor") if chosen else self._style(tone=line.tone)
            segments.append(Segment(row.text, style))
        return segments

    def _style(self, part: str = "", tone: str = "") -> RichStyle:
        """The style of a part, or of a value in a tone, over what is behind the pane."""
        base = self.visual_style
        style = self._styles.get((base, part, tone))
        if style is None:
            over = self.get_visual_style(part) if part else self.app.stylesheet.parse_style(TONES[tone])
            style = self._styles[base, part, tone] = (base + over).rich_style
        return style

    def notify_style_update(self) -> None:
        """Take in another theme."""
        super().notify_style_update()
        self._styles.clear()

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two fields that changed, and bring the new one into sight with its heading."""
        for line in (before, after):
            rows = [at for at, row in enumerate(self._rows) if row.line == line]
            if rows:
                self._refresh_rows(rows[0], rows[-1] + 1)
        sorts = {self.lines[line].row >= 0 for line in (before, after) if line < len(self.lines)}
        if len(sorts) > 1 or before == after:
            self.post_message(self.Moved())
        rows = [at for at, row in enumerate(self._rows) if row.line == after]
        if rows:
            self._bring_into_sight(0 if after == self._landing(0) else rows[0], rows[-1])

    def watch_has_focus(self, focused: bool) -> None:
        """The cursor is stronger in the pane that has the focus."""
        super().watch_has_focus(focused)
        self.watch_cursor(self.cursor, self.cursor)

    def _bring_into_sight(self, first: int, last: int) -> None:
        top, height = self.scroll_offset.y, self.size.height
        wanted = min(first, max(top, last - height + 1))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def _refresh_rows(self, first: int, last: int) -> None:
        self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, last - first))

    def region_of(self, line: int) -> Region | None:
        """The cells of a line's value on the screen; `None` where it is out of sight."""
        rows = [at for at, row in enumerate(self._rows) if row.line == line]
        if not rows or not 0 <= rows[0] - self.scroll_offset.y < self.size.height:
            return None
        left = self._layout_kept.label_width + 3
        x, y = self.region.offset
        return Region(
            x + left, y + rows[0] - self.scroll_offset.y, max(self.size.width - left - 1, 1), len(rows)
        )

    def _landing(self, line: int, step: int = 1) -> int:
        """The nearest line from here, in the direction of the step, on which the cursor may stand."""
        while 0 <= line < len(self.lines) and not self.lines[line].can_hold_cursor:
            line += step
        return line if 0 <= line < len(self.lines) else self.cursor

    @property
    def moving(self) -> Movable:
        """The fields."""
        return self

    def move(self, rows: int) -> None:
        """The fields after or before; in a value taller than the pane, the rest of it first."""
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            drawn = [at for at, row in enumerate(self._rows) if row.line == self.cursor]
            top, height = self.scroll_offset.y, self.size.height
            if drawn and (drawn[-1] >= top + height if step > 0 else drawn[0] < top):
                self.scroll_relative(y=step, animate=False, immediate=True)
            else:
                self.cursor = self._landing(max(0, min(self.cursor + step, len(self.lines) - 1)), step)

    def sideways(self, steps: int) -> None:
        """Stay: a record has one column."""

    def page(self, half_pages: int) -> None:
        """Scroll by half panes; by a whole one, a row of it stays."""
        height = self.size.height
        whole, half = divmod(abs(half_pages), 2)
        rows = whole * (height - 1) + half * (height // 2)
        self._by_rows(rows if half_pages > 0 else -rows)

    def first(self) -> None:
        """The first field."""
        self.cursor = self._landing(0)

    def last(self) -> None:
        """The last field."""
        self.cursor = self._landing(len(self.lines) - 1, -1)

    def _by_rows(self, rows: int) -> None:
        """Scroll by rows and take the cursor to the first field that starts in sight."""
        if not self._rows:
            return
        self.scroll_relative(y=rows, animate=False, immediate=True)
        row = self._rows[min(self.scroll_offset.y, len(self._rows) - 1)]
        at_end = self.scroll_offset.y >= self.max_scroll_y and rows > 0
        self.cursor = self._landing(len(self.lines) - 1, -1) if at_end else self._landing(row.line)

    def action_open(self) -> None:
        """Open the document that the value stands for."""
        if self.current and self.current.target:
            self.post_message(self.Opened(self.current.target))


def _wrapped_lines(lines: tuple[DetailLine, ...], width: int) -> _Layout:
    """Turn lines into rows of a width; no rows where there is no width."""
    if not width:
        return _Layout(lines)
    labels = [Content(line.label).cell_length for line in lines if line.value and not line.heading]
    label_width = min(max(labels, default=0), _LABEL_MOST, width // 2)
    rows: list[_Row] = []
    tables = _table_rows(lines, width)
    for at, line in enumerate(lines):
        if at in tables:
            rows.append(_Row(at, "", tables[at]))
            continue
        if line.heading:
            rows += [_Row(at, "", ""), _Row(at, line.label, "")] if at else [_Row(at, line.label, "")]
            continue
        indent = label_width + 3 if line.label else 1
        texts = _wrapped(line.value, max(width - indent - 1, 4))
        rows += [_Row(at, "" if number else line.label, text) for number, text in enumerate(texts)]
    return _Layout(lines, width, label_width, tuple(rows))


def _same_place(line: DetailLine, lines: tuple[DetailLine, ...]) -> int | None:
    """Where a line is among others: the one with the same label, or the nearest row of the same field."""
    if line.row >= 0:
        rows = [at for at, other in enumerate(lines) if other.field == line.field and other.row >= 0]
        return rows[min(line.row, len(rows) - 1)] if rows else None
    return next(
        (at for at, other in enumerate(lines) if other.label == line.label and not other.heading), None
    )


def _table_rows(lines: tuple[DetailLine, ...], width: int) -> dict[int, str]:
    """The texts of the rows of small tables, by line."""
    found: dict[int, str] = {}
    places = [at for at, line in enumerate(lines) if line.cells]
    for _, group in groupby(enumerate(places), lambda numbered: numbered[1] - numbered[0]):
        table = [place for _, place in group]
        texts = small_table([lines[place].cells for place in table], lines[table[0]].right, width - 3)
        found.update(zip(table, texts, strict=True))
    return found


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells; most are short enough as they are."""
    if text.isprintable() and width_of(text) <= width:
        return [text.rstrip()]
    return [line.plain.rstrip() for line in Content(text).wrap(width)]
