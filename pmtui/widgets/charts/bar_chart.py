"""Bars of text: a chart for narrow terminals and for those without Unicode."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import fitted, toned

_LABEL, _GAP, _LEAST = 26, 1, 4


class DrawnBar(NamedTuple):
    """One bar."""

    label: str
    """The name of the bar."""
    value: Decimal
    """How long it is; below 0 it is drawn with another sign."""
    told: str
    """The value as a person reads it."""
    before: Decimal | None = None
    """The value of a second bar under it."""
    before_told: str = ""
    """That value as a person reads it."""


class BarChart(Widget):
    """A bar to each label with its value in figures, so that it needs neither colour nor an axis."""

    DEFAULT_CSS = """
    BarChart { height: auto; width: 1fr; color: $foreground; }
    """

    bars: reactive[Sequence[DrawnBar]] = reactive((), layout=True)
    """The bars that are drawn, the first at the top."""
    most: reactive[int] = reactive(12, layout=True)
    """At most so many lines are drawn; what has no room is counted in the last one."""
    ascii: reactive[bool] = reactive(False)
    """Whether the bars are drawn without Unicode."""

    def render(self) -> Content:
        """The lines for the width there is."""
        lines = list(bar_lines(self.bars, max(self.size.width, 1), ascii=self.ascii))
        if len(lines) > self.most:
            hidden = len(lines) - self.most + 1
            lines = [*lines[: self.most - 1], f"and {hidden} more below"]
        return Content("\n").join(toned(line) for line in lines)


def bar_lines(bars: Sequence[DrawnBar], width: int, *, ascii: bool = False) -> Iterator[str]:
    """Bars as lines of text of a width: label, bar, value; under each the one before, where it has one."""
    figures = [told for bar in bars for told in (bar.told, bar.before_told)]
    label = min(_LABEL, max((Content(bar.label).cell_length for bar in bars), default=0), width // 3)
    figure = max(map(len, figures), default=0)
    room = max(width - label - figure - 2 * _GAP, _LEAST)
    values = [abs(value) for bar in bars for value in (bar.value, bar.before) if value is not None]
    scale = max(values, default=Decimal()) or Decimal(1)
    now, before, below = ("#", "-", "<") if ascii else ("█", "░", "▒")
    for bar in bars:
        sign = now if bar.value >= 0 else below
        yield _line(bar.label, label, sign * _cells(bar.value, scale, room), room, bar.told, figure)
        if bar.before is not None:
            drawn = before * _cells(bar.before, scale, room)
            yield _line("  before", label, drawn, room, bar.before_told, figure)


def _cells(value: Decimal, scale: Decimal, room: int) -> int:
    return round(abs(value) / scale * room)


def _line(label: str, width: int, drawn: str, room: int, told: str, figure: int) -> str:
    name = fitted(label, width)
    name += " " * (width - Content(name).cell_length)
    return f"{name} {drawn:<{room}} {told:>{figure}}"
