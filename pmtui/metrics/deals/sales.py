"""Metrics of the pipeline: how often deals are won, how large, how fast, and where they stand still."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from pmtui.metrics.result import Input, Metric, Values, itself, ratio, share
from pmtui.metrics.scope import Row, Scope, days_between, text

_DEAL = "deal"


def counted(name: str, ids: Sequence[str], unit: str = "count", kind: str = _DEAL) -> Input:
    """An input that is the number of some records."""
    return Input(name, Decimal(len(ids)), unit, kind, tuple(ids))


def summed(scope: Scope, name: str, deals: Iterator[tuple[str, Row]]) -> Input:
    """An input that is the sum of the amounts of some deals in the scope's currency."""
    found = [(each, amount) for each, row in deals if (amount := scope.money(row)) is not None]
    total = sum((amount for _, amount in found), Decimal())
    return Input(name, total, scope.currency, _DEAL, tuple(each for each, _ in found))


def _decided(scope: Scope) -> list[Input]:
    won, lost = ([each for each, _ in scope.closed(outcome)] for outcome in ("won", "lost"))
    return [counted("won", won), counted("lost", lost)]


def _won_size(scope: Scope) -> list[Input]:
    value = summed(scope, "closed-won value", scope.closed("won"))
    return [value, counted("closed-won deals", value.ids)]


def _cycle(scope: Scope) -> list[Input]:
    lengths = {
        each: days_between(text(row, "opened"), text(row, "closed"))
        for each, row in scope.closed("won")
        if text(row, "opened") and text(row, "closed")
    }
    middle = Decimal(str(median(lengths.values()))) if lengths else None
    return [
        Input("days in all", Decimal(sum(lengths.values())), "days", _DEAL, tuple(lengths)),
        counted("won deals", tuple(lengths)),
        Input("median", middle, "days"),
    ]


def _velocity(scope: Scope) -> list[Input]:
    open_deals = [each for each, row in scope.deals("open") if scope.in_currency(row)]
    won = [each for each, row in scope.closed("won") if scope.in_currency(row)]
    lost = [each for each, row in scope.closed("lost") if scope.in_currency(row)]
    decided = len(won) + len(lost)
    size, cycle = _won_size(scope), _cycle(scope)
    mean = ratio("days in all", "won deals")({each.name: each.value for each in cycle})
    average = ratio("closed-won value", "closed-won deals")({each.name: each.value for each in size})
    rate = Decimal(len(won)) / decided if decided else None
    return [
        counted("open deals", open_deals),
        Input("average deal size", average, scope.currency, _DEAL, size[0].ids),
        Input("win rate", rate, "ratio", _DEAL, tuple(won)),
        Input("sales cycle", mean, "days", _DEAL, cycle[0].ids),
    ]


def _flow(values: Values) -> Decimal | None:
    open_deals, size, rate, cycle = (
        values[name] for name in ("open deals", "average deal size", "win rate", "sales cycle")
    )
    if open_deals is None or size is None or rate is None or not cycle:
        return None
    return open_deals * size * rate / cycle


def _open_amount(scope: Scope) -> list[Input]:
    return [summed(scope, "open amount", scope.deals("open"))]


def _ages(scope: Scope) -> list[Input]:
    ages = {
        each: days_between(text(row, "opened"), scope.day)
        for each, row in scope.deals("open")
        if text(row, "opened")
    }
    return [
        Input("days in all", Decimal(sum(ages.values())), "days", _DEAL, tuple(ages)),
        counted("open deals", tuple(ages)),
    ]


def _slips(scope: Scope) -> list[Input]:
    moved = {
        each: days_between(text(row, "first_expected_close"), text(row, "expected_close"))
        for each, row in scope.deals("open")
        if text(row, "first_expected_close") and text(row, "expected_close")
    }
    pushed = [(each, row.get("pushes")) for each, row in scope.deals("open") if row.get("pushes")]
    pushes = sum(count for _, count in pushed if isinstance(count, int))
    return [
        Input("days moved in all", Decimal(sum(moved.values())), "days", _DEAL, tuple(moved)),
        counted("open deals with a date", tuple(moved)),
        Input("pushes", Decimal(pushes), "count", _DEAL, tuple(each for each, _ in pushed)),
    ]


def last_touched(scope: Scope) -> tuple[dict[str, str], set[str]]:
    """The last day something was done about each document, and those about which something is planned."""
    latest: dict[str, str] = {}
    planned: set[str] = set()
    for row in scope.source.rows("activity").values():
        about, done = text(row, "about"), text(row, "done")
        if done and done <= scope.day:
            latest[about] = max(latest.get(about, ""), done)
        elif not done and text(row, "due") >= scope.day:
            planned.add(about)
    return latest, planned


def _stalled(scope: Scope) -> list[Input]:
    latest, planned = last_touched(scope)
    stalled, standing = [], []
    for each, row in scope.deals("open"):
        standing.append(each)
        stage = scope.stage(row)
        limit = stage.rot_days if stage is not None else None
        touched = max(latest.get(each, ""), entered(row), text(row, "opened"))
        comes = each in planned or text(row, "next_step_due") >= scope.day
        if limit is not None and touched and not comes and days_between(touched, scope.day) > limit:
            stalled.append(each)
    return [counted("stalled deals", stalled), counted("open deals", standing)]


def entered(deal: Row) -> str:
    """The day a deal entered the stage it is in, ISO; empty where its log does not say."""
    log = deal.get("stage_log")
    latest = log[-1] if isinstance(log, list) and log else None
    return str(latest.get("on", "")) if isinstance(latest, dict) else ""


def visits(deal: Row) -> Iterator[tuple[str, str, str]]:
    """The stages a deal has been in, as (stage, entered, left); left is empty for the one it is in."""
    log = deal.get("stage_log")
    steps = [step for step in (log if isinstance(log, list) else []) if isinstance(step, dict)]
    for place, step in enumerate(steps):
        left = steps[place + 1].get("on", "") if place + 1 < len(steps) else ""
        yield str(step.get("stage", "")), str(step.get("on", "")), str(left)


def _places(scope: Scope) -> dict[str, dict[str, int]]:
    """For each pipeline, as deals name it, where its stages stand; lost is none of them."""
    pipelines = scope.source.pipelines
    return {
        pipelines.key(each): {
            stage.name: place for place, stage in enumerate(each.stages) if stage.kind != "lost"
        }
        for each in pipelines
    }


def _entries(scope: Scope, deal: Row, places: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """The stages that a deal entered up to the day, as (place in its pipeline, day).

    A stage that a deal passed by on its way on counts as entered on the day it did.
    """
    before = -1
    for stage, on, _ in visits(deal):
        place = places.get(stage, -1)
        if place < 0 or on > scope.day:
            continue
        passed = range(before + 1, place) if 0 <= before < place else ()
        yield from ((each, on) for each in (*passed, place))
        before = place


def _converted(scope: Scope) -> list[Input]:
    """How many of the deals that entered a stage in the period went on to a later one, won among them."""
    places_of, wanted = _places(scope), scope.stages
    came, went = [], []
    for each, row in scope.rows(_DEAL):
        places = places_of.get(text(row, "pipeline"), {})
        entries = list(_entries(scope, row, places))
        for at in (places[stage] for stage in wanted if stage in places):
            first = next(
                (
                    number
                    for number, (place, on) in enumerate(entries)
                    if place == at and scope.period.holds(on)
                ),
                None,
            )
            if first is not None:
                came.append(each)
                went += [each] if any(place > at for place, _ in entries[first + 1 :]) else []
    return [counted("went on to a later stage", went), counted("entered the stage", came)]


def days_in_stages(scope: Scope) -> dict[tuple[str, str], int]:
    """The days that each deal spent in each stage, by (deal, stage).

    Counted are the visits that ended in the period, and those that went on at its end.
    """
    wanted = set(scope.stages)
    days: dict[tuple[str, str], int] = {}
    for each, row in scope.rows(_DEAL):
        closed = text(row, "closed")
        for stage, on, left in visits(row):
            ended = left or (closed if closed and scope.outcome(row) != "open" else "")
            running = not ended or ended > scope.day
            if stage not in wanted or on > scope.day or not (running or scope.period.holds(ended)):
                continue
            until = scope.day if running else ended
            days[each, stage] = days.get((each, stage), 0) + days_between(on, until)
    return days


def _spent(scope: Scope) -> list[Input]:
    days = days_in_stages(scope)
    ids = tuple(each for each, _ in days)
    return [Input("days in all", Decimal(sum(days.values())), "days", _DEAL, ids), counted("deals", ids)]


SALES = (
    Metric("win-rate", "ratio", _DEAL, _decided, share("won", "lost"), "a deal closed in {period}"),
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
        ratio("went on to a later stage", "entered the stage"), "a deal that entered this stage in {period}",
        by="stage",
    ),
    Metric(
        "time-in-stage", "days", _DEAL, _spent, ratio("days in all", "deals"),
        "a deal that was in this stage in {period}", by="stage",
    ),
)  # fmt: skip
"""The metrics of this theme."""
