"""Metrics worked out: the one function that screens, entries, reports and the command line read."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.metrics.customers.customers import CUSTOMERS
from pmtui.metrics.deals.forecast import FORECAST
from pmtui.metrics.deals.sales import SALES
from pmtui.metrics.metric import Metric
from pmtui.metrics.result import Result
from pmtui.metrics.roadmap.prioritization import PRIORITIZATION
from pmtui.metrics.roadmap.roadmap import ROADMAP
from pmtui.metrics.scope import Pool, Row, Scope, Source, currencies
from pmtui.models.kinds import KINDS, number_of
from pmtui.models.registry import MODELS, check_field, links_of
from pmtui.models.values.period import Period
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.periods import period_of

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
    period = period or period_of(source, as_of or today)
    day = as_of or min(today, period.last)
    by = by or metric.by
    codes = currencies(source, _MONEY) if metric.monetary else [source.settings.currency]
    found: list[Result] = []
    for group in _groups(source, metric, by):
        scopes = [Scope(source, period, day, code, group.pool, group.value, by) for code in codes]
        each = [_result(metric, scope, group.label) for scope in scopes]
        found += [result for result in each if result.value is not None and _tells(result)] or each[:1]
    if metric.by == "id":
        found.sort(key=lambda result: (result.value is None, -(result.value or 0), result.label))
    return found or [_result(metric, Scope(source, period, day, codes[0], by=by), "")]


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
    last = period or period_of(source, source.clock.today())
    values: list[Decimal | None] = []
    for place in range(count - 1, -1, -1):
        each = last.before(place)
        scope = Scope(source, each, min(each.last, source.clock.today()), source.settings.currency)
        values.append(_result(metric, scope, "").value)
    return values


def _tells(result: Result) -> bool:
    """Whether a result of one currency among several says anything: sums of nothing do not."""
    return any(each.ids for each in result.inputs)


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


class _Group(NamedTuple):
    """Records that a metric is worked out for apart."""

    value: str = ""
    """The value they have in common."""
    label: str = ""
    """The name of that value."""
    pool: Pool = MappingProxyType({})
    """The records."""


def _groups(source: Source, metric: Metric, by: str) -> Iterator[_Group]:
    """The groups by a field; a single one of everything without it."""
    if metric.by == "id":
        yield from _each_record(source, metric, by)
    elif not by:
        yield _Group()
    elif by == "stage" == metric.by:
        yield from (_Group(stage, stage) for stage in Stages([source.pipelines.whole]).named("open"))
    elif by in ("id", metric.kind):
        yield from _each_record(source, metric, "id")
    else:
        yield from _grouped(source, metric, by)


def _each_record(source: Source, metric: Metric, by: str) -> Iterator[_Group]:
    title = KINDS[metric.kind].title
    value_of = None if by in ("", "id", metric.kind) else _reader(source, metric.kind, by)
    rows = source.rows(metric.kind)
    for document_id in sorted(rows, key=lambda found: (number_of(found), found)):
        row = rows[document_id]
        value = value_of(row) if value_of else document_id
        yield _Group(value, str(row.get(title) or document_id), {metric.kind: {document_id: row}})


def _grouped(source: Source, metric: Metric, by: str) -> Iterator[_Group]:
    value_of = _reader(source, metric.kind, by)
    pools: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for document_id, row in source.rows(metric.kind).items():
        pools[value_of(row)][document_id] = row
    if metric.also and by in MODELS[metric.also].model_fields:
        for row in source.rows(metric.also).values():
            pools.setdefault(str(row.get(by) or ""), {})
        pools = defaultdict(dict, {value: pool for value, pool in pools.items() if value or pool})
    link = "" if "." in by else links_of(metric.kind).get(by, "")
    names = source.rows(link) if link else {}
    for value in sorted(pools):
        label = str(names[value].get(KINDS[link].title) or value) if value in names else value or "none"
        yield _Group(value, label, {metric.kind: pools[value]})


def _reader(source: Source, kind: str, by: str) -> Callable[[Row], str]:
    """A function that reads a field off a record, or through a link off the record that it points at.

    Raises:
        InputError: There is no such field.
    """
    field, _, further = by.partition(".")
    link = links_of(kind).get(check_field(kind, field), "")
    if further:
        check_field(link or kind, further if link else by)

    usual = source.pipelines.main.name if (kind, field) == ("deal", "pipeline") else ""

    def value_of(row: Row) -> str:
        value = row.get(field)
        if value is None and usual:
            return usual
        if further and isinstance(value, str):
            value = source.rows(link).get(value, {}).get(further)
        return str(value) if isinstance(value, str | int | float) else ""

    return value_of
