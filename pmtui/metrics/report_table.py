"""A report as a table of text with what a chart draws of it, and how amounts are written in one."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.format import shown_value
from pmtui.models.values.money_text import whole_amount

ALL = "all"
"""The first cell of a row that sums up the others; no chart draws it."""

SHARED = "all, shared"
"""The first cell of a row that says what the rows have in common, so that they come to more than all."""


class Bar(NamedTuple):
    """One bar of a chart."""

    label: str
    """The name of what it measures."""
    value: Decimal
    """How long it is."""
    unit: str
    """Its unit, as of `Metric.unit`, or a currency; bars of unlike units share no scale."""
    before: Decimal | None = None
    """The same over the period before; `None` where that is not asked for or not known."""


class Line(NamedTuple):
    """A row of a report with what stands behind it."""

    cells: tuple[str, ...]
    """The cells of the table."""
    ids: tuple[str, ...] = ()
    """The records it comes from, all of one kind."""
    value: Decimal | None = None
    """The figure that is drawn and compared; `None` where there is none."""
    unit: str = "count"
    """Its unit, as of `Metric.unit`, or a currency."""


class Report(NamedTuple):
    """A table with a title."""

    title: str
    """The title."""
    columns: tuple[str, ...]
    """The heads of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """The rows."""
    ids: tuple[tuple[str, ...], ...] = ()
    """For each row the records behind it; empty where no row has any."""
    measure: str = ""
    """The measure that is drawn and compared; empty for none."""
    bars: tuple[Bar, ...] = ()
    """The bars of its chart."""
    lines: tuple[Line, ...] = ()
    """The rows with their figures, for a comparison."""
    keys: int = 1
    """So many columns at the left tell a row from the others."""


def built(
    title: str,
    columns: tuple[str, ...],
    lines: Iterable[Line],
    measure: str = "",
    keys: int = 1,
    bars: tuple[Bar, ...] | None = None,
) -> Report:
    """A report of some rows; a chart draws their figures unless it is given other bars."""
    found = tuple(lines)
    drawn = tuple(_bars(found, keys)) if bars is None else bars
    return Report(
        title,
        columns,
        tuple(line.cells for line in found),
        tuple(line.ids for line in found),
        measure,
        drawn if measure else (),
        found,
        keys,
    )


def compared(now: Report, before: Report, label: str) -> Report:
    """A report with two more columns: its figure over the period before, and by how much it changed.

    Rows that only the period before had stand at the end.

    Args:
        now: The report.
        before: The same over the period before.
        label: What that period is called.
    """
    earlier = {_key(line, before.keys): line for line in before.lines}
    lines = [
        *now.lines,
        *(_gone(line, now.keys) for key, line in earlier.items() if key not in _keys(now)),
    ]
    rows, bars = [], []
    known = {(bar.label, bar.unit): bar for bar in before.bars}
    for line in lines:
        then = earlier.get(_key(line, now.keys))
        was = then.value if then is not None else _absent(line.unit)
        change = "-" if line.value is None or was is None else changed(line.value - was, line.unit)
        rows.append((*line.cells, shown_figure(was, line.unit), change))
    for bar in now.bars:
        match = known.get((bar.label, bar.unit))
        bars.append(bar._replace(before=match.value if match else _absent(bar.unit)))
    return now._replace(
        title=f"{now.title}; {now.measure} beside {label}",
        columns=(*now.columns, "before", "change"),
        rows=tuple(rows),
        ids=tuple(line.ids for line in lines),
        bars=tuple(bars),
        lines=tuple(lines),
    )


def _key(line: Line, keys: int) -> tuple[str, ...]:
    return line.cells[:keys]


def _keys(report: Report) -> set[tuple[str, ...]]:
    return {_key(line, report.keys) for line in report.lines}


def _gone(line: Line, keys: int) -> Line:
    """A row of the period before that this one lacks."""
    rest = ("-",) * (len(line.cells) - keys)
    return line._replace(cells=(*_key(line, keys), *rest), value=_absent(line.unit))


def _absent(unit: str) -> Decimal | None:
    """The figure of a missing row: 0 for a count, else unknown."""
    return Decimal() if unit == "count" else None


def _bars(lines: Iterable[Line], keys: int) -> Iterable[Bar]:
    for line in lines:
        if line.value is not None and line.cells[0] != ALL:
            yield Bar(label_of(line.cells[:keys]), line.value, line.unit)


def label_of(cells: tuple[str, ...]) -> str:
    """The cells that tell a row from the others, in one line."""
    return " ".join(cell for cell in cells if cell)


def shown_figure(value: Decimal | None, unit: str) -> str:
    """A figure in a table, money without its currency; `-` for none."""
    if value is None:
        return "-"
    if unit in ("ratio", "times", "days", "count", "points"):
        return shown_value(value, unit).removesuffix(" days")
    return whole_amount(value)


def changed(value: Decimal, unit: str) -> str:
    """By how much a figure changed, with its sign; shares change by points of a hundred."""
    told = shown_figure(value, unit)
    if unit == "ratio":
        told = told.removesuffix(" %") + " points"
    return f"+{told}" if value > 0 else told
