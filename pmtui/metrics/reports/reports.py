"""Reports as rows of text: the same for the screen, the terminal, CSV and Markdown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.metrics.report_table import Report, compared
from pmtui.metrics.reports.forecast_reports import (
    MONTH,
    Remembering,
    forecast_report,
    movement_report,
    win_loss_report,
)
from pmtui.metrics.reports.retention_reports import retention_report
from pmtui.metrics.reports.roadmap_reports import budget_report, delivery_report, demand_report
from pmtui.metrics.reports.sales_reports import (
    activity_report,
    attainment_report,
    funnel_report,
    velocity_report,
)
from pmtui.metrics.reports.strategy_reports import (
    market_report,
    matrix_report,
    portfolio_report,
    revenue_report,
)
from pmtui.models.registry import check_field
from pmtui.models.values.period import Period

_NUMBER = re.compile(r"[+-]?[\d,.]+(?: (?:%|×|points|[A-Z]{3}))?|-|")


class ReportKind(NamedTuple):
    """A report that there is."""

    name: str
    """Its name on the command line."""
    title: str
    """Its name on the screen."""
    headword: str
    """Slug of the glossary entry that defines it."""
    make: Callable[[Remembering, Period, str], Report]
    """Makes it of the documents, a period, and a field to tell it by."""
    by: str = ""
    """The kind of the records whose fields it can be told by; empty where it cannot."""
    fields: tuple[str, ...] = ()
    """The fields that are offered; any other of the kind does as well."""
    compares: bool = True
    """Whether it is over a period whole, so that the period before can stand beside it."""
    periodic: bool = True
    """Whether it is over a period; else it is a state."""
    also: str = ""
    """Other words that people use for it, separated by commas; the palette finds it by them."""


_DEAL_FIELDS = ("owner", "product", "source")

KINDS_OF_REPORT: Mapping[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind("funnel", "Funnel", "sales-funnel", funnel_report, "deal", ("stage", *_DEAL_FIELDS),
             also="conversion, stage conversion, drop-off"),
        ReportKind("forecast", "Forecast", "sales-forecast", forecast_report, "deal", (MONTH, *_DEAL_FIELDS),
             also="commit, best case, prediction"),
        ReportKind("movement", "Movement", "sales-forecast", lambda source, period, _: movement_report(source, period),
             compares=False,
             also="pipeline changes, week by week, waterfall"),
        ReportKind("velocity", "Velocity", "sales-velocity", velocity_report, "deal", _DEAL_FIELDS, compares=False,
             also="speed of sales, sales velocity"),
        ReportKind("winloss", "Won and lost", "win-loss-analysis",
             lambda source, period, _: win_loss_report(source, period),
             also="win loss, why we lose, won and lost reasons, loss reasons"),
        ReportKind("attainment", "Attainment", "quota-attainment", attainment_report, "deal", ("owner",),
             also="quota, targets against won, goal"),
        ReportKind("activity", "Activity", "sales-activity", activity_report, "activity", ("owner", "about"),
             also="calls made, touches, effort of people"),
        ReportKind("retention", "Retention", "customer-retention", retention_report, "account",
             ("owner", "industry", "size"),
             also="renewals, churn, recurring revenue"),
        ReportKind("demand", "Demand", "revenue-at-stake", lambda source, *_: demand_report(source),
             compares=False, periodic=False,
             also="money behind features, revenue at stake, who wants what"),
        ReportKind("delivery", "Delivery", "on-time-delivery", delivery_report, "feature",
             ("product", "owner", "status"),
             also="on time, slip, throughput, cycle time"),
        ReportKind("budget", "Budget", "budget-variance", lambda source, _, by: budget_report(source, by), "feature",
             ("id", "product", "owner"), compares=False, periodic=False,
             also="spending, costs, overspend, actual against budget"),
        ReportKind("portfolio", "Portfolio", "product-portfolio",
             lambda source, period, _: portfolio_report(source, period),
             also="products compared, lifecycle"),
        ReportKind("market", "Markets", "market-size", lambda source, *_: market_report(source),
             compares=False, periodic=False,
             also="tam sam som, market size"),
        ReportKind("revenue", "Revenue", "revenue-stream", lambda source, *_: revenue_report(source),
             compares=False, periodic=False,
             also="revenue streams, income, pricing model"),
        ReportKind("matrix", "Matrix", "feature-comparison-matrix", lambda source, *_: matrix_report(source),
             compares=False, periodic=False,
             also="feature comparison, competitors compared"),
    )
}  # fmt: skip
"""Every report by its name, in the order in which the screen lists them."""

REPORTS = tuple(KINDS_OF_REPORT)
"""The names of the reports."""


def report(source: Remembering, name: str, period: Period, by: str = "", *, compare: bool = False) -> Report:
    """A report over a period.

    Args:
        source: The documents and how they came to be.
        name: Which report.
        period: The period; a report of a state has none and tells what is now.
        by: A field to tell it by, such as `owner`; empty for the usual one.
        compare: Whether its figure over the period before stands beside it.

    Raises:
        InputError: There is none of that name, it cannot be told by that field, or not be compared.
    """
    kind = report_kind(name)
    if by and not kind.by:
        raise InputError(f"--by: the report {name} is not told by a field")
    if by and not (name == "forecast" and by == MONTH):
        check_field(kind.by, by.partition(".")[0])
    made = kind.make(source, period, by)
    if not compare:
        return made
    if not kind.compares:
        why = (
            "tells the periods side by side already"
            if kind.periodic
            else "is of a day; --as-of shows another"
        )
        raise InputError(f"--compare: the report {name} {why}")
    earlier = period.before()
    return compared(made, kind.make(source, earlier, by), earlier.label)


def report_kind(name: str) -> ReportKind:
    """The report of a name.

    Raises:
        InputError: There is none.
    """
    if name not in KINDS_OF_REPORT:
        raise InputError(f"unknown report {name!r}{nearest(name, REPORTS)}")
    return KINDS_OF_REPORT[name]


def as_text(shown: Report) -> str:
    """A report in columns, figures to the right."""
    columns = list(zip(shown.columns, *shown.rows, strict=True))
    lines = [shown.title, ""]
    widths = [max(map(len, column)) for column in columns]
    figures = [all(map(is_figure, column[1:])) for column in columns]
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


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, with or without a unit, or says that there is none."""
    return _NUMBER.fullmatch(cell) is not None


def csv_rows(shown: Report) -> Sequence[Sequence[str]]:
    """A report as rows for a spreadsheet, figures without thousands separators."""
    return [
        shown.columns,
        *(tuple(_bare(cell) if is_figure(cell) else cell for cell in row) for row in shown.rows),
    ]


def _bare(cell: str) -> str:
    return cell.replace(",", "").removeprefix("+")
