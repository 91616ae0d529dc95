"""A report as the rows and the bars that the widgets draw."""

from collections.abc import Iterator, Sequence

from pmtui.metrics.format import shown_value
from pmtui.metrics.report_table import ALL, SHARED, Bar, Report
from pmtui.metrics.reports.reports import KINDS_OF_REPORT, is_figure
from pmtui.widgets.charts.bar_chart import DrawnBar
from pmtui.widgets.drawing.cell_text import width_of
from pmtui.widgets.drawing.data_sources import Cell, Column

_MOST, _LEAST, _RANK = 34, 9, 20
_PERCENT = 100
_TOTALS = (ALL, SHARED)

HEADWORDS = {
    "stage": "pipeline-stage",
    "conversion": "stage-conversion",
    "median days": "time-in-stage",
    "weighted": "weighted-forecast",
    "reason": "loss-reason",
    "target": "sales-target",
    "share": "quota-attainment",
    "open amount": "revenue-at-stake",
    "budget": "budget",
    "variance": "budget-variance",
    "on time": "on-time-delivery",
    "cycle days": "cycle-time",
    "lead days": "lead-time",
    "measure": "kpi",
    "lifecycle": "product-lifecycle",
    "owner": "deal-owner",
    "feature": "feature",
    "product": "product",
}
"""The entries that define the heads of columns; the others lead to the report's own."""


class ReportNames:
    """The list of the reports.

    Args:
        letters: The letter of each, by which it is picked after the key of the next view.
    """

    def __init__(self, letters: Sequence[str]) -> None:
        self._names = list(KINDS_OF_REPORT)
        self._letters = letters

    def __len__(self) -> int:
        return len(self._names)

    def key(self, index: int) -> str:
        """The name of a report."""
        return self._names[index]

    def index(self, key: str) -> int | None:
        """The place of a report."""
        return self._names.index(key) if key in self._names else None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Its letter, and its title."""
        title = KINDS_OF_REPORT[self._names[index]].title
        cells = {"letter": Cell(self._letters[index], "dim"), "title": Cell(title)}
        return [cells[column] for column in columns]


class ReportRows:
    """The rows of a report; their keys are the cells that tell them apart."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._keys: dict[str, int] = {}
        for place, row in enumerate(report.rows):
            key = "\t".join(row[: report.keys])
            self._keys[key if key not in self._keys else f"{key}\t{place}"] = place
        self._ordered = list(self._keys)

    def __len__(self) -> int:
        return len(self._ordered)

    def key(self, index: int) -> str:
        """The key of the row."""
        return self._ordered[index]

    def index(self, key: str) -> int | None:
        """The place of a row."""
        return self._keys.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The cells of the row, the sums of the others set apart."""
        row = self._report.rows[index]
        total = row[0] in _TOTALS and self._report.rows[0][0] not in _TOTALS
        return [Cell(row[int(column)], "strong" if total else "") for column in columns]


def report_columns(report: Report, headword: str) -> tuple[Column, ...]:
    """The columns of a report: as wide as what stands in them, figures to the right."""
    columns = []
    for place, title in enumerate(report.columns):
        cells = [row[place] for row in report.rows]
        width = max(map(width_of, (title, *cells)))
        columns.append(
            Column(
                str(place),
                title,
                min(width, _MOST),
                min(width, _LEAST),
                "right" if cells and all(map(is_figure, cells)) else "left",
                False,
                _RANK - place,
                HEADWORDS.get(title, headword),
            )
        )
    return tuple(columns)


def drawn_bars(report: Report, currency: str) -> Sequence[DrawnBar]:
    """The bars of a report that share a scale: those in a currency, or else in the first unit.

    Shares are drawn in percent.
    """
    units = dict.fromkeys(bar.unit for bar in report.bars)
    unit = next((each for each in units if each.startswith(currency)), next(iter(units), ""))
    return tuple(_drawn(bar for bar in report.bars if bar.unit == unit))


def _drawn(bars: Iterator[Bar]) -> Iterator[DrawnBar]:
    for bar in bars:
        unit = bar.unit or "count"
        scale = _PERCENT if unit == "ratio" else 1
        before = None if bar.before is None else bar.before * scale
        told = "" if bar.before is None else shown_value(bar.before, unit)
        yield DrawnBar(bar.label, bar.value * scale, shown_value(bar.value, unit), before, told)
