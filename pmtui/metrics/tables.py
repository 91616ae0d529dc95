"""Reports as rows of text: the same for the screen, the terminal, CSV and Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from pmtui.errors import InputError, nearest
from pmtui.metrics.movement import movement
from pmtui.metrics.outlook import Outlook, outlook, win_loss
from pmtui.metrics.scope import Source
from pmtui.metrics.shown import rounded, shown_value
from pmtui.metrics.strategy_tables import market_report, matrix_report, portfolio_report, revenue_report
from pmtui.metrics.table import Report, sums, whole
from pmtui.models.period import Period, containing
from pmtui.store.changes import Transaction

_NUMBER = re.compile(r"[+-]?[\d,.]+(?: (?:%|×|[A-Z]{3}))?|-|")

REPORTS = ("forecast", "movement", "winloss", "portfolio", "market", "revenue", "matrix")
"""The names of the reports."""


class Remembering(Source, Protocol):
    """A source that knows how it came to be; a `Workspace` does."""

    def history(self) -> Iterator[Transaction]:
        """The transactions, newest first."""
        ...


def report(source: Remembering, name: str, period: Period, by: str = "") -> Report:
    """A report over a period.

    Raises:
        InputError: There is none of that name.
    """
    makers: dict[str, Callable[[], Report]] = {
        "forecast": lambda: _forecast(source, period, by),
        "movement": lambda: _movement(source, period),
        "winloss": lambda: _win_loss(source, period),
        "portfolio": lambda: portfolio_report(source, period),
        "market": lambda: market_report(source),
        "revenue": lambda: revenue_report(source),
        "matrix": lambda: matrix_report(source),
    }
    if name in makers:
        return makers[name]()
    raise InputError(f"unknown report {name!r}{nearest(name, REPORTS)}")


def as_text(shown: Report) -> str:
    """A report in columns, figures to the right."""
    columns = list(zip(shown.columns, *shown.rows, strict=True))
    lines = [shown.title, ""]
    widths = [max(map(len, column)) for column in columns]
    figures = [all(map(_figure, column[1:])) for column in columns]
    for row in (shown.columns, *shown.rows):
        cells = (
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, figures, strict=True)
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def as_markdown(shown: Report) -> str:
    """A report as a Markdown table."""
    rows = (shown.columns, tuple("---" for _ in shown.columns), *shown.rows)
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([f"## {shown.title}", "", *lines]) + "\n"


def _figure(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


MONTH = "month"
"""What a forecast is told by beside fields of deals: one for each month of the period."""


def _outlooks(source: Source, period: Period, by: str) -> Iterator[tuple[str, Outlook]]:
    """The forecasts of a period with what each is for."""
    if by != MONTH:
        nobody = "nobody" if by else "all"
        yield from ((each.group or nobody, each) for each in outlook(source, period, by))
        return
    day = period.first
    while day <= period.last:
        month = containing(day, MONTH)
        yield from ((month.label, each) for each in outlook(source, month))
        day = month.last + timedelta(days=1)


def _forecast(source: Source, period: Period, by: str) -> Report:
    rows: list[tuple[str, ...]] = []
    for head, each in _outlooks(source, period, by):
        for line in each.lines:
            rows.append(
                (
                    head, each.currency, line.category, whole(line.amount), whole(line.cumulative),
                    whole(line.weighted), str(len(line.ids)),
                )
            )  # fmt: skip
        if each.target is not None:
            attained = shown_value(each.attainment, "ratio") if each.attainment is not None else "-"
            cover = shown_value(each.coverage, "times") if each.coverage is not None else "-"
            rows.append((head, each.currency, "target", whole(each.target), attained, cover, ""))
            rows.append((head, each.currency, "gap", whole(each.gap or Decimal()), "", "", ""))
    columns = (by or "for", "currency", "line", "amount", "cumulative", "weighted", "deals")
    told = f" by {by}" if by else ""
    title = f"Forecast {period.label}{told}; beside the target stand attainment and coverage of the gap"
    return Report(title, columns, tuple(rows))


def _movement(source: Remembering, period: Period) -> Report:
    rows = [
        (
            each.first.isoformat(), each.currency, whole(each.opening), _signed(each.added),
            _signed(each.moved), _signed(each.changed), _signed(-each.won), _signed(-each.lost),
            whole(each.closing), str(len(each.ids)),
        )
        for each in movement(source, source.history(), period)
    ]  # fmt: skip
    columns = (
        "week from", "currency", "open", "added", "moved", "changed", "won", "lost", "open then", "deals",
    )  # fmt: skip
    return Report(f"Movement of the forecast {period.label}, week by week", columns, tuple(rows))


def _signed(amount: Decimal) -> str:
    whole = rounded(amount, 0)
    return f"{whole:+,}" if whole else "0"


def _win_loss(source: Source, period: Period) -> Report:
    rows = [
        (
            each.outcome,
            each.reason or ("" if each.outcome == "won" else "no reason given"),
            str(len(each.ids)),
            sums(each.amounts),
        )
        for each in win_loss(source, period)
    ]
    return Report(f"Won and lost {period.label}", ("outcome", "reason", "deals", "amount"), tuple(rows))


def csv_rows(shown: Report) -> Sequence[Sequence[str]]:
    """A report as rows for a spreadsheet, figures without thousands separators."""
    return [
        shown.columns,
        *(tuple(_bare(cell) if _figure(cell) else cell for cell in row) for row in shown.rows),
    ]


def _bare(cell: str) -> str:
    return cell.replace(",", "").removeprefix("+")
