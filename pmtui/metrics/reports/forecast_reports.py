"""The reports of the forecast: by category, week by week, and why deals were won and lost."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from pmtui.metrics.deals.forecast_categories import Outlook, outlook, win_loss, win_rates
from pmtui.metrics.deals.movement import movement
from pmtui.metrics.format import rounded, shown_value
from pmtui.metrics.report_table import Bar, Line, Report, built, label_of
from pmtui.metrics.scope import Source
from pmtui.models.values.money_text import whole_amount, whole_sums
from pmtui.models.values.period import Period, containing
from pmtui.store.changes import Transaction

MONTH = "month"
"""The grouping of a forecast that is not a field of deals: one for each month of the period."""


class Remembering(Source, Protocol):
    """A source that knows how it came to be; a `Workspace` does."""

    def history(self) -> Iterator[Transaction]:
        """The transactions, newest first."""
        ...


def forecast_report(source: Source, period: Period, by: str) -> Report:
    """Won, commit, best case and pipeline beside the target, for everybody or for each group."""
    lines: list[Line] = []
    for head, each in _outlooks(source, period, by):
        for line in each.lines:
            cells = (
                head, each.currency, line.category, whole_amount(line.amount), whole_amount(line.cumulative),
                whole_amount(line.weighted), str(len(line.ids)),
            )  # fmt: skip
            lines.append(Line(cells, line.ids, line.amount, each.currency))
        if each.target is not None:
            attained = shown_value(each.attainment, "ratio") if each.attainment is not None else "-"
            cover = shown_value(each.coverage, "times") if each.coverage is not None else "-"
            cells = (head, each.currency, "target", whole_amount(each.target), attained, cover, "")
            lines.append(Line(cells, (), each.target, each.currency))
            gap = each.gap or Decimal()
            cells = (head, each.currency, "gap", whole_amount(gap), "", "", "")
            lines.append(Line(cells, (), gap, each.currency))
    bars = tuple(
        Bar(line.cells[2] if not by else f"{line.cells[0]} {line.cells[2]}", line.value, line.unit)
        for line in lines
        if line.value is not None
    )
    lines += [*_left_out(source, period, by), *_rates(source, period)]
    columns = (by or "for", "currency", "line", "amount", "cumulative", "weighted", "deals")
    told = f" by {by}" if by else ""
    title = f"Forecast {period.label}{told}; beside the target stand attainment and coverage of the gap"
    return built(title, columns, lines, "amount", 3, bars)


def _left_out(source: Source, period: Period, by: str) -> Iterator[Line]:
    """A line for each reason why open deals are in no period's forecast; it opens them."""
    for each in outlook(source, period, "" if by == MONTH else by):
        for line in each.left_out:
            cells = (
                each.group or ("nobody" if by not in ("", MONTH) else "all"), each.currency,
                f"left out: {line.category}", whole_amount(line.amount), "", whole_amount(line.weighted), 
                f"{len(line.ids):,}",
            )  # fmt: skip
            yield Line(cells, line.ids, line.amount, each.currency)


def _rates(source: Source, period: Period) -> Iterator[Line]:
    """The win rate by count so far in the period."""
    for found in win_rates(source, period):
        if found.measure == "count":
            cells = ("all", "", "win rate", shown_value(found.value, "ratio"), "", "", f"{len(found.ids):,}")
            yield Line(cells, found.ids, found.value, "ratio")


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


def movement_report(source: Remembering, period: Period) -> Report:
    """The amounts that came into the forecast of a period, left it or changed, week by week."""
    lines = [
        Line(
            (
                each.first.isoformat(), each.currency, whole_amount(each.opening), _signed(each.added),
                _signed(each.moved), _signed(each.changed), _signed(-each.won), _signed(-each.lost),
                whole_amount(each.closing), str(len(each.ids)),
            ),
            tuple(one for one in each.ids if one in source.rows("deal")),
            each.closing,
            each.currency,
        )
        for each in movement(source, source.history(), period)
    ]  # fmt: skip
    columns = (
        "week from", "currency", "open", "added", "moved", "changed", "won", "lost", "open then", "deals",
    )  # fmt: skip
    bars = tuple(Bar(line.cells[0], line.value, line.unit) for line in lines if line.value is not None)
    title = f"Movement of the forecast {period.label}, week by week"
    return built(title, columns, lines, "open then", 2, bars)


def _signed(amount: Decimal) -> str:
    figure = rounded(amount, 0)
    return f"{figure:+,}" if figure else "0"


def win_loss_report(source: Source, period: Period) -> Report:
    """The deals decided in a period by outcome and reason."""
    lines = [
        Line(
            (
                each.outcome,
                each.reason or ("" if each.outcome == "won" else "no reason given"),
                str(len(each.ids)),
                whole_sums(each.amounts),
            ),
            each.ids,
            Decimal(len(each.ids)),
        )
        for each in win_loss(source, period)
    ]
    bars = tuple(Bar(label_of(line.cells[:2]), line.value, line.unit) for line in lines if line.value)
    for found in win_rates(source, period):
        by = "by count" if found.measure == "count" else f"by value, {found.measure}"
        cells = ("win rate", by, shown_value(found.value, "ratio"), "")
        lines.append(Line(cells, found.ids, found.value, "ratio"))
    columns = ("outcome", "reason", "deals", "amount")
    return built(f"Won and lost {period.label}", columns, lines, "deals", 2, bars)
