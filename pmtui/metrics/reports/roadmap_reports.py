"""The reports of the roadmap: what is asked for, what shipped and when, what it cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pmtui.metrics.compute import METRICS, compute
from pmtui.metrics.format import shown_value
from pmtui.metrics.report_table import ALL, SHARED, Line, Report, built, changed, shown_figure
from pmtui.metrics.result import Input, Result
from pmtui.metrics.roadmap.demand import customer_of
from pmtui.metrics.scope import Row, Scope, Source, currencies
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.values.amount import Amount
from pmtui.models.values.money_text import whole_amount
from pmtui.models.values.period import Period
from pmtui.rules.periods import period_of
from pmtui.rules.roadmap.features import slip
from pmtui.store.query.name_index import title_of

_NONE = "none"


def demand_report(source: Source) -> Report:
    """The features that are asked for and have not shipped, by the open money that hangs on each.

    A deal that asks twice counts once for a feature. The last rows are the total, in which each deal
    counts once, and what the features share of it.
    """
    day = source.clock.today()
    asked: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for each, row in source.rows("request").items():
        asked[RequestRow(row).feature or ""][each] = row
    lines = []
    for code in currencies(source, (("deal", "amount"),)):
        of_code: list[Line] = []
        for feature, requests in asked.items():
            wanted = source.rows("feature").get(feature)
            if wanted is None:
                continue
            pool = {"feature": {feature: wanted}, "request": requests}
            scope = Scope(source, period_of(source, day), day, code, pool, feature, "id")
            stake = METRICS["revenue-at-stake"].inputs(scope)
            if stake[0].ids or (code == source.settings.currency and stake[2].ids):
                of_code.append(_demanded(title_of("feature", wanted), code, stake, _askers(source, requests)))
        of_code.sort(key=lambda line: (-(line.value or 0), line.cells[0]))
        lines += of_code
        if of_code:
            lines += _sums_of(source, code, of_code)
    columns = ("feature", "currency", "open amount", "weighted", "deals", "askers", "blockers")
    title = "Demand: features not shipped, by the open amount of the deals that ask"
    return built(title, columns, lines, "open amount", 2)


def _askers(source: Source, requests: Mapping[str, Row]) -> str:
    """How many customers ask; one that asks twice counts once."""
    tables = {kind: source.rows(kind) for kind in ("account", "deal")}
    return str(len({customer_of(tables, RequestRow(row)) or each for each, row in requests.items()}))


def _demanded(title: str, code: str, stake: Sequence[Input], askers: str) -> Line:
    amount, weighted, blockers = stake[0], stake[1], stake[2]
    cells = (
        title,
        code,
        whole_amount(amount.value or Decimal()),
        whole_amount(weighted.value or Decimal()),
        str(len(amount.ids)),
        askers,
        shown_figure(blockers.value, "count"),
    )
    return Line(cells, amount.ids or blockers.ids, amount.value, code)


def _sums_of(source: Source, code: str, lines: list[Line]) -> Iterator[Line]:
    for result in compute(source, "revenue-at-stake"):
        if result.unit == code:
            yield _demanded(ALL, code, result.inputs, "")
            each = sum((line.value or Decimal() for line in lines), Decimal())
            shared = each - (result.value or Decimal())
            if shared:
                yield Line((SHARED, code, whole_amount(shared), "", "", "", ""))


def delivery_report(source: Source, period: Period, by: str) -> Report:
    """For each product, or another field, and for all: what shipped, how punctually, how far it slipped.

    Slip is the mean of the days from the first target to the day of shipping, early ones below 0;
    the cycle is the mean of the days from the start of work, the lead of those from the idea.
    """
    field = by or "product"
    punctual = {each.group: each for each in compute(source, "on-time-delivery", period, field)}
    cycles = {each.group: each for each in compute(source, "cycle-time", period, field)}
    leads = {each.group: each for each in compute(source, "lead-time", period, field)}
    lines = [
        _delivered(source, result.label if result.group else _NONE, result, (punctual, cycles, leads))
        for result in compute(source, "throughput", period, field)
        if result.value
    ]
    if lines:
        whole_of = {
            slug: {each.group: each for each in compute(source, slug, period)}
            for slug in ("on-time-delivery", "cycle-time", "lead-time")
        }
        (every,) = compute(source, "throughput", period)
        lines.append(_delivered(source, ALL, every, tuple(whole_of.values())))
    columns = (field, "shipped", "with a date", "on time", "share", "slip days", "cycle days", "lead days")
    return built(f"Delivery {period.label}: features shipped", columns, lines, "shipped")


def _delivered(source: Source, head: str, shipped: Result, others: Sequence[Mapping[str, Result]]) -> Line:
    """A row of what shipped; `others` are punctuality, cycle time and lead time by group."""
    ids = shipped.inputs[0].ids
    on_time, cycle, lead = (each.get(shipped.group) for each in others)
    slips = list(_slips(source, ids))
    slip = Decimal(sum(slips)) / len(slips) if slips else None
    cells = (
        head,
        shown_figure(shipped.value, "count"),
        shown_figure(on_time.inputs[1].value if on_time else None, "count"),
        shown_figure(on_time.inputs[0].value if on_time else None, "count"),
        shown_figure(on_time.value if on_time else None, "ratio"),
        shown_figure(slip, "days"),
        shown_figure(cycle.value if cycle else None, "days"),
        shown_figure(lead.value if lead else None, "days"),
    )
    return Line(cells, ids, shipped.value)


def _slips(source: Source, ids: tuple[str, ...]) -> Iterator[int]:
    for each in ids:
        days = slip(FeatureRow(source.rows("feature")[each]))
        if days is not None:
            yield days


def budget_report(source: Source, by: str) -> Report:
    """For each feature, or each group, and for all: what was planned, what was spent, and the difference.

    A feature that lacks one of the two is told by itself and left out of the sums.
    """
    lines = [
        _spent(result.label or _NONE, result)
        for result in compute(source, "budget-variance", by=by or "id")
        if result.value is not None
    ]
    if not by:
        lines += _halves(source)
    if lines:
        lines += [
            _spent(ALL, result) for result in compute(source, "budget-variance") if result.value is not None
        ]
    columns = (by or "feature", "currency", "budget", "actual", "variance", "over by")
    return built(
        "Budget of the features: what was spent beside what was planned", columns, lines, "variance", 2
    )


def _spent(head: str, result: Result) -> Line:
    actual, budget = result.inputs[0], result.inputs[1]
    planned, spent = budget.value or Decimal(), actual.value or Decimal()
    share = shown_value((spent - planned) / planned, "ratio") if planned else "-"
    cells = (
        head, result.unit, whole_amount(planned), whole_amount(spent),
        changed(spent - planned, result.unit), share,
    )  # fmt: skip
    return Line(cells, actual.ids, result.value, result.unit)


def _halves(source: Source) -> Iterator[Line]:
    """The features of which only the budget or only what was spent is known in a currency."""
    for each, row in source.rows("feature").items():
        feature = FeatureRow(row)
        known: dict[str, Amount | None] = {"budget": feature.budget, "actual": feature.actual}
        sides = {name: money for name, money in known.items() if money is not None}
        codes = {money.currency for money in sides.values()}
        if len(sides) + len(codes) in (2, 4):
            for name, (amount, code) in sides.items():
                amounts = [whole_amount(amount) if name == side else "-" for side in ("budget", "actual")]
                yield Line((title_of("feature", row), code, *amounts, "-", "-"), (each,))
