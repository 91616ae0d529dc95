"""A calendar in cells: which cell a day falls into, and what a bar with its marks looks like there."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pmtui.widgets.drawing.cell_text import width_of
from pmtui.widgets.drawing.line_segments import Line, Look, Piece

Scale = Literal["month", "quarter"]
"""The period that a column of the calendar represents."""

UNIT = 9
"""Cells of a month, or of a quarter."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPANS: dict[Scale, int] = {"month": 1, "quarter": 3}
_YEAR = 12


class BarSigns(NamedTuple):
    """One set of signs, each a single cell wide."""

    solid: str = "█"
    """Planned work."""
    slip: str = "┄"
    """Between the first target and the one that holds now."""
    target: str = "◆"
    """The target."""
    first: str = "◇"
    """The first target."""
    shipped: str = "✓"
    """The day it shipped."""
    today: str = "│"
    """Today, on every line."""
    now: str = "▼"
    """Today, under the heads."""
    rule: str = "─"
    """The line under the heads."""
    tick: str = "┬"
    """On that line, where a column begins."""
    earlier: str = "‹"
    """All of the bar lies before what is shown."""
    later: str = "›"
    """All of the bar lies after what is shown."""


UNICODE = BarSigns()
"""For terminals whose locale is UTF-8."""

ASCII = BarSigns("=", ".", "T", "o", "x", "|", "v", "-", "+", "<", ">")
"""For all others."""


class Bar(NamedTuple):
    """One document on a timeline."""

    title: str
    """Its name."""
    start: date | None = None
    """When work begins."""
    target: date | None = None
    """When it is meant to be done."""
    first: date | None = None
    """When it was first meant to be done."""
    shipped: date | None = None
    """When it was done."""
    conflict: bool = False
    """Whether it begins before something that it waits for ends."""

    @property
    def end(self) -> date | None:
        """When it was done, or is meant to be."""
        return self.shipped or self.target

    @property
    def slipped(self) -> bool:
        """Whether it ends later than was first planned."""
        return self.first is not None and self.end is not None and self.first < self.end


class TimelineCalendar(NamedTuple):
    """The part of the calendar that is shown.

    Attributes:
        first: A day in its first column.
        scale: What a column stands for.
        width: Cells there are.
    """

    first: date
    scale: Scale
    width: int

    def _unit(self, day: date) -> int:
        return (day.year * _YEAR + day.month - 1) // _SPANS[self.scale]

    def _begin(self, unit: int) -> date:
        year, month = divmod(unit * _SPANS[self.scale], _YEAR)
        return date(year, month + 1, 1)

    def cell(self, day: date) -> int:
        """The cell of a day; negative where it lies before what is shown, too large where after."""
        unit = self._unit(day)
        begin = self._begin(unit)
        days = (self._begin(unit + 1) - begin).days
        return (unit - self._unit(self.first)) * UNIT + (day - begin).days * UNIT // days

    def shifted(self, columns: int) -> "TimelineCalendar":
        """The calendar some columns later, or earlier; it ends with the years that dates know."""
        unit = self._unit(self.first) + columns
        last = self._unit(date(9998, 12, 31))
        return self._replace(first=self._begin(max(_YEAR, min(unit, last))))

    def heads(self) -> Iterator[tuple[int, str]]:
        """The columns in sight, as (first cell, name with its year)."""
        start = self._unit(self.first)
        for place in range(-(-self.width // UNIT)):
            day = self._begin(start + place)
            name = _MONTHS[day.month - 1] if self.scale == "month" else f"Q{(day.month + 2) // 3}"
            yield place * UNIT, f"{name} {day.year}"


class Canvas:
    """The cells of one line, painted one over the other.

    Args:
        width: Cells there are.
    """

    def __init__(self, width: int) -> None:
        self._cells: list[Piece] = [(" ", "")] * max(0, width)

    def paint(self, left: int, right: int, sign: str, look: Look = "") -> None:
        """Put a sign into the cells from one to another; what lies outside is cut off."""
        for place in range(max(0, left), min(right, len(self._cells) - 1) + 1):
            self._cells[place] = (sign, look)

    def write(self, left: int, text: str, look: Look = "") -> None:
        """Put letters of one cell each into the cells from one on."""
        for place, letter in enumerate(text, left):
            self.paint(place, place, letter, look)

    def line(self) -> Line:
        """The cells as pieces, neighbours of one look joined."""
        joined: list[Piece] = []
        for sign, look in self._cells:
            if joined and joined[-1][1] == look:
                joined[-1] = (joined[-1][0] + sign, look)
            else:
                joined.append((sign, look))
        return tuple(joined)


def heads_line(calendar: TimelineCalendar) -> Line:
    """The names of the columns."""
    canvas = Canvas(calendar.width)
    for left, name in calendar.heads():
        if left + width_of(name) <= calendar.width:
            canvas.write(left, name, "header")
    return canvas.line()


def rule_line(calendar: TimelineCalendar, today: date, signs: BarSigns) -> Line:
    """The line under the heads, with today."""
    canvas = Canvas(calendar.width)
    canvas.paint(0, calendar.width, signs.rule, "rule")
    for left, _ in calendar.heads():
        canvas.paint(left, left, signs.tick, "rule")
    now = calendar.cell(today)
    if 0 <= now < calendar.width:
        canvas.write(now, f"{signs.now}today", "strong")
    return canvas.line()


def bar_line(bar: Bar, calendar: TimelineCalendar, today: date, signs: BarSigns) -> Line:
    """The line of a document in the calendar.

    Work from start to the first target is solid, any slip since is dotted; then come today's line and
    over it the marks: the first target if it is another day, and the target or the day it shipped.
    """
    canvas = Canvas(calendar.width)
    _paint_work(canvas, bar, calendar, signs)
    now = calendar.cell(today)
    canvas.paint(now, now, signs.today, "strong")
    for place, sign, look in (*_marks(bar, calendar, today, signs), *_outside(bar, calendar, signs)):
        canvas.paint(place, place, sign, look)
    if bar.end is None:
        canvas.write(0 if bar.start is None else max(0, calendar.cell(bar.start) + 2), _hint(bar), "dim")
    return canvas.line()


def _hint(bar: Bar) -> str:
    return "no dates" if bar.start is None else "no target"


def _paint_work(canvas: Canvas, bar: Bar, calendar: TimelineCalendar, signs: BarSigns) -> None:
    if bar.end is None:
        if bar.start is not None:
            canvas.paint(calendar.cell(bar.start), calendar.cell(bar.start), signs.solid)
        return
    planned = bar.first if bar.slipped and bar.first is not None else bar.end
    if bar.start is not None:
        canvas.paint(calendar.cell(bar.start), calendar.cell(planned), signs.solid)
    if bar.slipped:
        begin = planned if bar.start is None else max(planned, bar.start)
        canvas.paint(calendar.cell(begin), calendar.cell(bar.end), signs.slip, "risk")


def _marks(
    bar: Bar, calendar: TimelineCalendar, today: date, signs: BarSigns
) -> Iterator[tuple[int, str, Look]]:
    if bar.first is not None and bar.first != bar.end:
        yield calendar.cell(bar.first), signs.first, "dim"
    if bar.shipped is not None:
        yield calendar.cell(bar.shipped), signs.shipped, "good"
    elif bar.target is not None:
        yield calendar.cell(bar.target), signs.target, "risk" if bar.target < today else "strong"


def _outside(bar: Bar, calendar: TimelineCalendar, signs: BarSigns) -> Iterator[tuple[int, str, Look]]:
    """The sign for a document that lies all before or all after what is shown."""
    cells = [calendar.cell(day) for day in (bar.start, bar.first, bar.end) if day is not None]
    if cells and max(cells) < 0:
        yield 0, signs.earlier, "dim"
    if cells and min(cells) >= calendar.width:
        yield calendar.width - 1, signs.later, "dim"
