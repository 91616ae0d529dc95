"""The reports of selling: the funnel, velocity, attainment of targets, activity."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from pmtui.metrics.compute import compute, history
from pmtui.metrics.deals.forecast_categories import outlook
from pmtui.metrics.deals.sales import came_in_closed, days_in_stages
from pmtui.metrics.report_table import ALL, Bar, Line, Report, built, changed, shown_figure
from pmtui.metrics.result import Input, Result
from pmtui.metrics.scope import Scope, Source, text
from pmtui.models.deals.deal_rows import ActivityRow
from pmtui.models.kinds import kind_of
from pmtui.models.values.money_text import whole_amount
from pmtui.models.values.period import Period
from pmtui.store.query.name_index import title_of

NOBODY = "nobody"
"""The label of an empty owner."""


def funnel_report(source: Source, period: Period, by: str) -> Report:
    """For each open stage, or each group over all of them: who came in, who went on, and how fast.

    A deal counts in a stage that it entered or passed over in the period, and as gone on if it was in a later
    one since; the median is of the days spent in the stage by visits that ended in the period or go on. Deals
    that came in already won or lost are a line of their own.
    """
    lines = []
    days = _stage_days(source, period)
    for result in compute(source, "stage-conversion", period, by):
        went, came, passed = result.inputs
        members = {each for spent in _lasting(source, period, by, result) for each in spent.ids}
        spent = [
            count
            for (deal, stage), count in days.items()
            if (deal in members if by else stage == result.group)
        ]
        middle = Decimal(str(median(spent))) if spent else None
        cells = (
            result.label or NOBODY,
            shown_figure(came.value, "count"),
            shown_figure(passed.value, "count"),
            shown_figure(went.value, "count"),
            shown_figure(result.value, "ratio"),
            shown_figure(middle, "days"),
        )
        lines.append(Line(cells, tuple(dict.fromkeys((*came.ids, *passed.ids))), came.value))
    if not any(line.ids for line in lines):
        lines = []
    bars = tuple(Bar(line.cells[0], line.value, line.unit) for line in lines if line.value is not None)
    closed = came_in_closed(_whole(source, period))
    if closed:
        lines.append(Line(("came in closed", f"{len(closed):,}", "-", "-", "-", "-"), tuple(closed)))
    columns = (by or "stage", "entered", "passed over", "went on", "conversion", "median days")
    title = (
        f"Funnel {period.label}: deals that entered or passed over a stage, and went on to a later one since"
    )
    return built(title, columns, lines, "entered", 1, bars)


def _whole(source: Source, period: Period) -> Scope:
    """Everybody's deals over a period, up to today."""
    return Scope(source, period, min(source.clock.today(), period.last), source.settings.currency)


def _stage_days(source: Source, period: Period) -> dict[tuple[str, str], int]:
    return days_in_stages(_whole(source, period))


def _lasting(source: Source, period: Period, by: str, group: Result) -> Iterator[Input]:
    """Of a funnel by a field: the deals of a group that were in a stage in the period."""
    if by:
        for result in compute(source, "time-in-stage", period, by):
            if result.group == group.group:
                yield result.inputs[0]


def velocity_report(source: Source, period: Period, by: str) -> Report:
    """The four factors of sales velocity and what they come to, beside those of the period before.

    Counts and rates are of all deals, whatever their currency; money is a row a currency.
    """
    before = {
        (result.group, _currency(result), each.name): each.value
        for result in compute(source, "sales-velocity", period.before(), by)
        for each in _factors(result)
    }
    lines: dict[tuple[str, ...], Line] = {}
    for result in compute(source, "sales-velocity", period, by):
        for each in _factors(result):
            if not any(factor.value for factor in _factors(result)):
                continue
            unit = each.unit.removesuffix(" a day")
            then = before.get((result.group, _currency(result), each.name))
            known = each.value is not None and then is not None
            cells = (
                *((result.label or NOBODY,) if by else ()),
                each.name,
                _unit_told(each.unit),
                shown_figure(each.value, unit),
                shown_figure(then, unit),
                changed((each.value or Decimal()) - (then or Decimal()), unit) if known else "-",
            )
            keys = 3 if by else 2
            lines.setdefault(cells[:keys], Line(cells, each.ids, each.value, unit))
    columns = (*((by,) if by else ()), "factor", "unit", "value", "before", "change")
    title = f"Sales velocity {period.label} beside {period.before().label}"
    bars = tuple(_eight(source, period)) if lines else ()
    return built(title, columns, lines.values(), "value", 3 if by else 2, bars)


def _unit_told(unit: str) -> str:
    return {"count": "deals", "ratio": "share"}.get(unit, unit)


def _currency(result: Result) -> str:
    return result.unit.removesuffix(" a day")


def _factors(result: Result) -> tuple[Input, ...]:
    """The factors, and the velocity itself with the deals that it comes from."""
    ids = tuple(dict.fromkeys(each for factor in result.inputs for each in factor.ids))
    return (*result.inputs, Input("velocity", result.value, result.unit, "deal", ids))


def _eight(source: Source, period: Period) -> Iterator[Bar]:
    """The velocity of the periods up to this one, the oldest first, in the workspace's currency."""
    values = history(source, "sales-velocity", period=period)
    for place, value in enumerate(values):
        if value is not None:
            label = period.before(len(values) - 1 - place).label
            yield Bar(label, value, f"{source.settings.currency} a day")


def attainment_report(source: Source, period: Period, by: str) -> Report:
    """For each owner and for all together: the target, what was won of it, and what is missing.

    Targets are set for owners alone: by any other field it tells the shares of what was won.
    """
    field = by or "owner"
    if field != "owner":
        return _shares(source, period, field)
    lines = [
        _attained(result.label if result.group else NOBODY, result)
        for result in compute(source, "quota-attainment", period, field)
        if result.inputs[0].ids or result.inputs[1].ids
    ]
    if lines:
        lines += [_attained(ALL, result) for result in compute(source, "quota-attainment", period)]
    columns = (field, "currency", "target", "won", "share", "gap")
    title = f"Attainment {period.label}: won of the target"
    return built(title, columns, lines, "share", 2)


def _shares(source: Source, period: Period, field: str) -> Report:
    """For each value of a field: what was won, and which share of all that was won in that currency."""
    groups = [(each, each.lines[0]) for each in outlook(source, period, field) if each.lines[0].ids]
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each, won in groups:
        totals[each.currency] += won.amount
    lines = []
    for each, won in groups:
        total = totals[each.currency]
        share = won.amount / total if total else None
        head = _named(source, each.group) if each.group else "none"
        cells = (head, each.currency, whole_amount(won.amount), shown_figure(share, "ratio"))
        lines.append(Line(cells, won.ids, share, "ratio"))
    title = f"Won {period.label} by {field}: shares of all that was won"
    return built(title, (field, "currency", "won", "share"), lines, "share", 2)


def _attained(head: str, result: Result) -> Line:
    won, target = result.inputs[0], result.inputs[1]
    gap = None if target.value is None else max(target.value - (won.value or Decimal()), Decimal())
    cells = (
        head,
        won.unit,
        "-" if target.value is None else whole_amount(target.value),
        whole_amount(won.value or Decimal()),
        shown_figure(result.value, "ratio"),
        "-" if gap is None else whole_amount(gap),
    )
    return Line(cells, won.ids or target.ids, result.value, "ratio")


def activity_report(source: Source, period: Period, by: str) -> Report:
    """For each owner, or another field, and type: what was done in the period, is planned in it, is overdue.

    What was due before the day and is not done is overdue, however long ago it was due.
    """
    field = by or "owner"
    day = min(source.clock.today(), period.last)
    counts: defaultdict[tuple[str, str], dict[str, list[str]]] = defaultdict(
        lambda: {"done": [], "planned": [], "overdue": []}
    )
    for each, row in source.rows("activity").items():
        activity = ActivityRow(row)
        state = _state(activity, day, period)
        if state:
            counts[_named(source, text(row, field)), activity.type][state].append(each)
    lines = []
    for (head, kind), states in sorted(counts.items()):
        figures = [Decimal(len(ids)) for ids in states.values()]
        cells = (head, kind, *(shown_figure(figure, "count") for figure in figures))
        ids = tuple(each for some in states.values() for each in some)
        lines.append(Line(cells, ids, figures[0]))
    title = f"Activity {period.label}: done, planned, overdue"
    return built(title, (field, "type", "done", "planned", "overdue"), lines, "done", 2)


def _state(activity: ActivityRow, day: date, period: Period) -> str:
    if activity.done is not None and activity.done <= day:
        return "done" if period.holds(activity.done.isoformat()) else ""
    if activity.due is None:
        return ""
    if activity.due < day:
        return "overdue"
    return "planned" if period.holds(activity.due.isoformat()) else ""


def _named(source: Source, value: str) -> str:
    """A value as a head: the name of what a link points at."""
    kind = kind_of(value).name
    row = source.rows(kind).get(value)
    return title_of(kind, row) if row else value or NOBODY
