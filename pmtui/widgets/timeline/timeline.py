"""A timeline of any length: a document a line, its bar in a calendar of cells."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, NamedTuple, Protocol

from textual import events
from textual.reactive import reactive

from pmtui.widgets.drawing.cell_text import fitted
from pmtui.widgets.drawing.line_segments import Line, Look, Piece
from pmtui.widgets.drawing.row_view import Keyed, RowView
from pmtui.widgets.timeline import timeline_scale as drawing
from pmtui.widgets.timeline.timeline_scale import Bar, BarSigns, Scale, TimelineCalendar

_GUTTER = 3  # the cursor, the mark, the letter
_GAP = 2  # the conflict, a blank
_LEAST, _MOST, _SHARE = 16, 32, 28
_LEGEND = (("target", "target"), ("first", "first"), ("shipped", "shipped"))


class Relation(NamedTuple):
    """The relation of a document to the one under the cursor."""

    letter: str
    """One letter, which the strip below explains."""
    conflict: bool = False
    """Whether the two collide."""


class Bars(Keyed, Protocol):
    """The documents of a timeline."""

    def bar(self, index: int) -> Bar:
        """The bar of the document at a place."""
        ...

    def related(self, key: str) -> Mapping[str, Relation]:
        """The documents that have to do with one, by their keys."""
        ...


class NoBars:
    """No documents at all."""

    def __len__(self) -> int:
        return 0

    def key(self, index: int) -> str:
        """There is none."""
        return ""

    def index(self, key: str) -> int | None:
        """There is none."""
        return None

    def bar(self, index: int) -> Bar:
        """There is none."""
        return Bar("")

    def related(self, key: str) -> Mapping[str, Relation]:
        """There are none."""
        return {}


class Timeline(RowView):
    """Titles at the left, a calendar at the right; sideways scrolls the calendar.

    The cursor is a bar in the gutter and a strong title. What has to do with the document under it has a
    letter in the gutter, so that moving the cursor redraws the left ends of a few lines and no bars; a
    conflict stands right of the title, where it need not be drawn again.
    """

    HEADER: ClassVar[int] = 2

    bars: reactive[Bars] = reactive(NoBars, init=False, repaint=False, always_update=True)
    """The bars that are shown; the cursor stays on the same document if the new ones have it."""
    scale: reactive[Scale] = reactive[Scale]("month", init=False, repaint=False)
    """The period that a column of the calendar represents."""
    today: reactive[date] = reactive(date.min, init=False, repaint=False)
    """The day that the line is drawn at."""

    def __init__(self, today: date, *, id: str | None = None) -> None:
        """Begin the calendar a column before today.

        Args:
            today: The day that the line is drawn at.
            id: Of the widget.
        """
        super().__init__(id=id)
        self.set_reactive(Timeline.today, today)
        self.begin = _usual_begin(today)
        self._related: Mapping[str, Relation] = {}
        self._stale: frozenset[str] = frozenset()

    def watch_today(self, before: date, after: date) -> None:
        """Draw the line of today at another day; a calendar that nobody has moved begins a column before it."""
        if self.begin == _usual_begin(before):
            self.begin = _usual_begin(after)
        self.update_lines()

    @property
    def keyed(self) -> Keyed:
        """The documents behind the rows."""
        return self.bars

    @property
    def bar_signs(self) -> BarSigns:
        """The signs that bars are drawn with."""
        return drawing.ASCII if self.ascii else drawing.UNICODE

    @property
    def _titles(self) -> int:
        """Cells of a title."""
        width = self.fitted_size.width
        return min(max(_LEAST, min(_MOST, width * _SHARE // 100)), max(0, width - _GUTTER - _GAP))

    @property
    def calendar(self) -> TimelineCalendar:
        """The part of the calendar that is shown."""
        room = self.fitted_size.width - _GUTTER - self._titles - _GAP
        return TimelineCalendar(self.begin, self.scale, max(0, room))

    # Movement

    def sideways(self, steps: int) -> None:
        """Scroll the calendar by some columns."""
        self.begin = self.calendar.shifted(steps).first
        self.update_lines()

    def watch_scale(self) -> None:
        """Show other columns, from about the same day on."""
        self.begin = self.calendar.shifted(0).first
        self.update_lines()

    def watch_cursor(self, before: int, after: int) -> None:
        """Move the letters too."""
        super().watch_cursor(before, after)
        self.refresh_rows(self._stale)

    def _change_key(self, key: str | None) -> None:
        related = self.bars.related(key) if key is not None else {}
        self._stale = frozenset({*self._related, *related})
        self._related = related
        super()._change_key(key)

    # Changes from above

    def watch_bars(self) -> None:
        """Show other documents."""
        self.rows_changed()

    # Drawing

    def line(self, y: int) -> Line:
        """A header, a row, or nothing."""
        if y < self.HEADER:
            return self._header(y)
        index = self._row_at(y)
        if index is None:
            return ((" " * self.fitted_size.width, ""),)
        bar, key = self.bars.bar(index), self.bars.key(index)
        right = drawing.bar_line(bar, self.calendar, self.today, self.bar_signs)
        return (*self._left(bar, key, current=index == self.cursor), *right)

    def _left(self, bar: Bar, key: str, *, current: bool) -> Line:
        signs, related = self.signs, self._related.get(key)
        letter: Piece = (" ", "")
        if related is not None:
            letter = (related.letter, "risk" if related.conflict else "strong")
        blank: Look = "cursor" if current else ""
        return (
            (signs.bar, "bar") if current else (" ", ""),
            (signs.mark, "cursor" if current else "mark") if key in self._marks else (" ", blank),
            (letter[0], blank or letter[1]),
            (fitted(bar.title, self._titles, ellipsis=signs.cut), blank),
            ("!", blank or "risk") if bar.conflict else (" ", blank),
            (" " * (_GAP - 1), ""),
        )

    def _header(self, y: int) -> Line:
        signs = self.bar_signs
        legend = " ".join(f"{getattr(signs, name)} {word}" for name, word in _LEGEND)
        titles = self._titles
        if y == 0:
            left: Line = ((" " * _GUTTER, ""), (fitted("Feature", titles), "header"), (" " * _GAP, ""))
            return (*left, *drawing.heads_line(self.calendar))
        left = (
            (f"{self._more()}{' ' * (_GUTTER - 1)}", "header"),
            (fitted(legend, titles, ellipsis=self.signs.cut), "dim"),
            (" " * _GAP, ""),
        )
        return (*left, *drawing.rule_line(self.calendar, self.today, signs))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row that has it, it opens."""
        if event.y >= self.HEADER:
            self._click_row(event.y)


def _usual_begin(today: date) -> date:
    """The first day of the month before today's."""
    return TimelineCalendar(today, "month", 0).shifted(-1).first
