"""Metrics worked out: the one function that screens, entries, reports and the command line read."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pmtui.errors import InputError, nearest
from pmtui.metrics.customers import CUSTOMERS
from pmtui.metrics.forecast import FORECAST
from pmtui.metrics.prioritization import PRIORITIZATION
from pmtui.metrics.result import Metric, Result
from pmtui.metrics.roadmap import ROADMAP
from pmtui.metrics.sales import SALES
from pmtui.metrics.scope import Kept, Row, Scope, Source, currencies
from pmtui.models.kinds import KINDS
from pmtui.models.period import Period, containing
from pmtui.models.registry import check_field, links_of

METRICS: Mapping[str, Metric] = {
    metric.slug: metric for metric in (*SALES, *FORECAST, *ROADMAP, *PRIORITIZATION, *CUSTOMERS)
}
"""Every metric by the slug of its glossary entry."""

PERIODS = 8
"""So many periods a history has."""

_MONEY = (
    ("deal", "amount"), ("target", "amount"), ("feature", "budget"), ("feature", "actual"),
    ("account", "recurring_value"),
)  # fmt: skip


def metric_named(slug: str) -> Metric:
    """The metric of a slug.

    Raises:
        InputError: There is none; the message says which is nearest.
    """
    if slug not in METRICS:
        raise InputError(f"unknown metric {slug!r}{nearest(slug, tuple(METRICS))}")
    return METRICS[slug]


def compute(
    source: Source, slug: str, period: Period | None = None, by: str = "", as_of: date | None = None
) -> list[Result]:
    """Work out a metric.

    Args:
        source: The documents.
        slug: The metric.
        period: What it is taken over; the quarter of the day where none is given.
        by: The field whose values make groups, such as `owner`, or `account.industry` through a link;
            empty for all records together.
        as_of: The day it is told as of; today, or the period's last day where that is past.

    Returns:
        One result; for money one for each currency that has a value; with groups so for each group.

    Raises:
        InputError: There is no such metric, or no such field.
    """
    metric = metric_named(slug)
    today = source.clock.today()
    period = period or containing(as_of or today)
    day = as_of or min(today, period.last)
    scopes = list(_scopes(source, metric, period, day, by or metric.by))
    codes = currencies(source, _MONEY) if metric.monetary else [source.settings.currency]
    found = []
    for scope, label in scopes:
        each = [_result(metric, _in(scope, code), label) for code in codes]
        found += [result for result in each if result.value is not None and _tells(result)] or each[:1]
    if metric.by == "id" and not by:
        found.sort(key=lambda result: (result.value is None, -(result.value or 0), result.label))
    return found


def history(
    source: Source, slug: str, count: int = PERIODS, period: Period | None = None
) -> list[Decimal | None]:
    """The values of a metric in the periods up to one, the oldest first: what a sparkline is drawn from.

    Those of a state are told as of the last day of each period, as far as the documents' own dates
    tell it. Money is in the workspace's currency. Metrics that are one for each feature have none.
    """
    metric = metric_named(slug)
    if metric.by:
        return [None] * count
    last = period or containing(source.clock.today())
    values: list[Decimal | None] = []
    for place in range(count - 1, -1, -1):
        each = last.before(place)
        scope = Scope(source, each, min(each.last, source.clock.today()), source.settings.currency)
        values.append(_result(metric, scope, "").value)
    return values


def _tells(result: Result) -> bool:
    """Whether a result of one currency among several says anything: sums of nothing do not."""
    return any(each.ids for each in result.inputs)


def _in(scope: Scope, currency: str) -> Scope:
    return Scope(scope.source, scope.period, scope.as_of, currency, scope.keep, scope.group, scope.by)


def _result(metric: Metric, scope: Scope, label: str) -> Result:
    inputs = tuple(metric.inputs(scope))
    value = metric.combine({each.name: each.value for each in inputs})
    needs = metric.needs.format(period=scope.period.label)
    missing = f"no value: it would need {needs}" if value is None else ""
    unit = metric.unit.replace("money", scope.currency)
    return Result(
        metric.slug,
        value,
        unit,
        inputs,
        scope.as_of,
        scope.period,
        missing,
        scope.group,
        label or scope.group,
    )


def _scopes(
    source: Source, metric: Metric, period: Period, day: date, by: str
) -> Iterator[tuple[Scope, str]]:
    """The scope of each group with the group's name; a single one without groups."""
    currency = source.settings.currency
    if not by:
        yield Scope(source, period, day, currency), ""
    elif metric.by == "stage" == by:
        for stage in source.pipeline.stages:
            if stage.kind == "open":
                yield Scope(source, period, day, currency, group=stage.name, by=by), stage.name
    elif by == "id":
        title = KINDS[metric.kind].title
        for document_id, row in source.rows(metric.kind).items():
            yield (
                Scope(source, period, day, currency, _only(metric.kind, document_id), document_id, by),
                str(row.get(title) or document_id),
            )
    else:
        yield from _grouped(source, metric, period, day, by)


def _only(kind: str, document_id: str) -> Kept:
    return lambda each, row: each != kind or row.get("id") == document_id


def _grouped(
    source: Source, metric: Metric, period: Period, day: date, by: str
) -> Iterator[tuple[Scope, str]]:
    field, _, further = by.partition(".")
    link = links_of(metric.kind).get(check_field(metric.kind, field), "")
    if further:
        check_field(link, further) if link else check_field(metric.kind, by)

    def value_of(row: Row) -> str:
        value = row.get(field)
        if further and isinstance(value, str):
            value = source.rows(link).get(value, {}).get(further)
        return str(value) if isinstance(value, str | int | float) else ""

    names = source.rows(link) if link and not further else {}
    for group in sorted({value_of(row) for row in source.rows(metric.kind).values()}):
        title = KINDS[link].title if names else ""
        label = str(names[group].get(title) or group) if group in names else group or "none"

        def keep(kind: str, row: Row, group: str = group) -> bool:
            return kind != metric.kind or value_of(row) == group

        yield Scope(source, period, day, source.settings.currency, keep, group, by), label
