"""Metrics of the pipeline: how often deals are won, how large, how fast, and where they stand still."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from pmtui.metrics.metric import Metric, Values, itself, ratio
from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope
from pmtui.models.deals.deal_rows import DealRow
from pmtui.rules.deals.counts import cycle_days, win_rate
from pmtui.rules.deals.funnel import Entry, stage_entries, visits
from pmtui.rules.deals.outcome import is_lost

_DEAL = "deal"


def counted(name: str, ids: Sequence[str], unit: str = "count", kind: str = _DEAL) -> Input:
    """An input that is the number of some records."""
    return Input(name, Decimal(len(ids)), unit, kind, tuple(ids))


def summed(scope: Scope, name: str, deals: Iterable[DealRow]) -> Input:
    """An input that is the sum of the amounts of some deals in the scope's currency."""
    found = [(deal.id, amount) for deal in deals if (amount := scope.amount(deal)) is not None]
    total = sum((amount for _, amount in found), Decimal())
    return Input(name, total, scope.currency, _DEAL, tuple(deal_id for deal_id, _ in found))


def decided(scope: Scope) -> list[Input]:
    """The deals won and lost in the period, whatever their currency: what a win rate by count is made of."""
    return [
        counted("won", [deal.id for deal in scope.closed("won")]),
        counted("lost", [deal.id for deal in scope.closed("lost")]),
    ]


def decided_money(scope: Scope) -> list[Input]:
    """The money won and lost in the period in the scope's currency: what a win rate by value is made of."""
    return [summed(scope, "won", scope.closed("won")), summed(scope, "lost", scope.closed("lost"))]


def rate(values: Values) -> Decimal | None:
    """The win rate of `won` and `lost`."""
    won, lost = values["won"], values["lost"]
    return None if won is None or lost is None else win_rate(won, lost)


def _won_size(scope: Scope) -> list[Input]:
    value = summed(scope, "closed-won value", scope.closed("won"))
    return [value, counted("closed-won deals", value.ids)]


def _cycle(scope: Scope) -> list[Input]:
    lengths = {deal.id: days for deal in scope.closed("won") if (days := cycle_days(deal)) is not None}
    middle = Decimal(str(median(lengths.values()))) if lengths else None
    return [
        Input("days in all", Decimal(sum(lengths.values())), "days", _DEAL, tuple(lengths)),
        counted("won deals", tuple(lengths)),
        Input("median", middle, "days"),
    ]


def _velocity(scope: Scope) -> list[Input]:
    open_deals = list(scope.deals("open"))
    here = [deal.id for deal in open_deals if scope.counts_here(deal)]
    outcomes, size, cycle = decided(scope), _won_size(scope), _cycle(scope)
    mean = ratio("days in all", "won deals")({each.name: each.value for each in cycle})
    average = ratio("closed-won value", "closed-won deals")({each.name: each.value for each in size})
    ids = (*outcomes[0].ids, *outcomes[1].ids)
    apart = [counted(f"open deals in {scope.currency}", here)] if len(here) < len(open_deals) else []
    return [
        counted("open deals", [deal.id for deal in open_deals]),
        *apart,
        Input("average deal size", average, scope.currency, _DEAL, size[0].ids),
        Input("win rate", rate({each.name: each.value for each in outcomes}), "ratio", _DEAL, ids),
        Input("sales cycle", mean, "days", _DEAL, cycle[0].ids),
    ]


def _flow(values: Values) -> Decimal | None:
    """Open deals x size x rate / cycle; of several currencies, of the deals in this one."""
    open_deals = next((count for name, count in values.items() if name.startswith("open deals in ")), None)
    if open_deals is None:
        open_deals = values["open deals"]
    size, share, cycle = (values[name] for name in ("average deal size", "win rate", "sales cycle"))
    if open_deals is None or size is None or share is None or not cycle:
        return None
    return open_deals * size * share / cycle


def _open_amount(scope: Scope) -> list[Input]:
    return [summed(scope, "open amount", scope.deals("open"))]


def _ages(scope: Scope) -> list[Input]:
    ages = {deal.id: (scope.as_of - deal.opened).days for deal in scope.deals("open") if deal.opened}
    return [
        Input("days in all", Decimal(sum(ages.values())), "days", _DEAL, tuple(ages)),
        counted("open deals", tuple(ages)),
    ]


def _slips(scope: Scope) -> list[Input]:
    open_deals = list(scope.deals("open"))
    moved = {
        deal.id: (deal.expected_close - deal.first_expected_close).days
        for deal in open_deals
        if deal.first_expected_close and deal.expected_close
    }
    pushed = [deal for deal in open_deals if deal.pushes]
    return [
        Input("days moved in all", Decimal(sum(moved.values())), "days", _DEAL, tuple(moved)),
        counted("open deals with a date", tuple(moved)),
        Input(
            "pushes",
            Decimal(sum(deal.pushes for deal in pushed)),
            "count",
            _DEAL,
            tuple(deal.id for deal in pushed),
        ),
    ]


def _stalled(scope: Scope) -> list[Input]:
    open_deals = list(scope.deals("open"))
    stalled = [deal.id for deal in open_deals if scope.attention.is_rotting(deal)]
    return [counted("stalled deals", stalled), counted("open deals", [deal.id for deal in open_deals])]


def _places(scope: Scope) -> dict[str, dict[str, int]]:
    """For each pipeline, as deals name it, where its stages stand; lost is none of them."""
    pipelines = scope.source.pipelines
    return {
        pipelines.key(pipeline): {
            stage.name: place for place, stage in enumerate(pipeline.stages) if not is_lost(stage)
        }
        for pipeline in pipelines
    }


def _converted(scope: Scope) -> list[Input]:
    """How many of the deals that entered or passed over a stage in the period went on, won among them."""
    places_of, wanted = _places(scope), scope.stages
    entered: list[str] = []
    passed: list[str] = []
    went: list[str] = []
    for deal in map(DealRow, (row for _, row in scope.rows(_DEAL))):
        places = places_of.get(deal.pipeline, {})
        entries = list(stage_entries(deal.stage_log, places, scope.as_of))
        for at in (places[stage] for stage in wanted if stage in places):
            first = _first_entry(scope, entries, at)
            if first is not None:
                (passed if entries[first].is_passed else entered).append(deal.id)
                went += [deal.id] if any(entry.place > at for entry in entries[first + 1 :]) else []
    return [
        counted("went on to a later stage", went),
        counted("entered the stage", entered),
        counted("passed over the stage", passed),
    ]


def _first_entry(scope: Scope, entries: Sequence[Entry], place: int) -> int | None:
    """Which entry was the first into a stage within the period; an entry goes before being passed over."""
    found = [
        number
        for number, entry in enumerate(entries)
        if entry.place == place and scope.period.holds(entry.on.isoformat())
    ]
    return min(found, key=lambda number: (entries[number].is_passed, number), default=None)


def _conversion(values: Values) -> Decimal | None:
    """Those who went on over those who entered or passed over."""
    went, entered, passed = (
        values[name] for name in ("went on to a later stage", "entered the stage", "passed over the stage")
    )
    came = (entered or Decimal()) + (passed or Decimal())
    return went / came if went is not None and came else None


def came_in_closed(scope: Scope) -> list[str]:
    """The deals that came in already won or lost in the period: no stage was entered before."""
    return [
        deal.id
        for deal in map(DealRow, (row for _, row in scope.rows(_DEAL)))
        if deal.stage_log
        and scope.meanings.is_over(deal.stage_log[0].stage)
        and scope.period.holds((deal.closed or deal.stage_log[0].on).isoformat())
    ]


def days_in_stages(scope: Scope) -> dict[tuple[str, str], int]:
    """The days that each deal spent in each stage, by (deal, stage).

    Counted are the visits that ended in the period, and those that went on at its end.
    """
    wanted = set(scope.stages)
    days: dict[tuple[str, str], int] = {}
    for _, row in scope.rows(_DEAL):
        deal = DealRow(row)
        closed, outcome = deal.closed, scope.outcome(row)
        for visit in visits(deal.stage_log):
            ended = visit.left or (closed if outcome != "open" else None)
            running = ended is None or ended > scope.as_of
            if visit.stage not in wanted or visit.on > scope.as_of:
                continue
            if not (running or (ended is not None and scope.period.holds(ended.isoformat()))):
                continue
            until = scope.as_of if running or ended is None else ended
            days[deal.id, visit.stage] = days.get((deal.id, visit.stage), 0) + (until - visit.on).days
    return days


def _spent(scope: Scope) -> list[Input]:
    days = days_in_stages(scope)
    ids = tuple(each for each, _ in days)
    return [Input("days in all", Decimal(sum(days.values())), "days", _DEAL, ids), counted("deals", ids)]


SALES = (
    Metric("win-rate", "ratio", _DEAL, decided, rate, "a deal closed in {period}"),
    Metric(
        "average-deal-size", "money", _DEAL, _won_size, ratio("closed-won value", "closed-won deals"),
        "a deal with an amount won in {period}", monetary=True,
    ),
    Metric(
        "sales-cycle", "days", _DEAL, _cycle, ratio("days in all", "won deals"), "a deal won in {period}"
    ),
    Metric(
        "sales-velocity", "money a day", _DEAL, _velocity, _flow,
        "deals won and lost in {period}, with amounts and the days they were opened", monetary=True,
    ),
    Metric(
        "pipeline-value", "money", _DEAL, _open_amount, itself("open amount"), "open deals with an amount",
        periodic=False, monetary=True,
    ),
    Metric(
        "deal-age", "days", _DEAL, _ages, ratio("days in all", "open deals"), "an open deal", periodic=False
    ),
    Metric(
        "stalled-deals", "count", _DEAL, _stalled, itself("stalled deals"), "open deals", periodic=False
    ),
    Metric(
        "close-date-slippage", "days", _DEAL, _slips, ratio("days moved in all", "open deals with a date"),
        "an open deal with an expected close", periodic=False,
    ),
    Metric(
        "stage-conversion", "ratio", _DEAL, _converted,
        _conversion, "a deal that entered this stage in {period}",
        by="stage",
    ),
    Metric(
        "time-in-stage", "days", _DEAL, _spent, ratio("days in all", "deals"),
        "a deal that was in this stage in {period}", by="stage",
    ),
)  # fmt: skip
"""The metrics of this theme."""
