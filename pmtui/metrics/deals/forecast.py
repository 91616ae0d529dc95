"""Metrics that look ahead: what the open deals will bring, and what of the target is still missing."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.metrics.deals.sales import summed
from pmtui.metrics.metric import Metric, Values, itself, ratio
from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope
from pmtui.models.deals.deal_rows import TargetRow
from pmtui.models.values.period import Period
from pmtui.rules.deals.forecast_date import LEFT_OUT
from pmtui.rules.periods import read_period

_PERCENT = 100


def _weighted(scope: Scope) -> list[Input]:
    closing = [
        (deal.id, amount, Decimal(deal.probability or 0))
        for deal in scope.forecast()
        if (amount := scope.amount(deal)) is not None
    ]
    ids = tuple(each for each, _, _ in closing)
    weighted = sum((amount * chance / _PERCENT for _, amount, chance in closing), Decimal())
    whole = sum((amount for _, amount, _ in closing), Decimal())
    return [
        Input("amount × probability", weighted, scope.currency, "deal", ids),
        Input("amount", whole, scope.currency, "deal", ids),
        *_left_out(scope),
    ]


def _left_out(scope: Scope) -> list[Input]:
    """The open amounts that are in no period's forecast, by reason."""
    return [summed(scope, f"left out, {reason}", scope.left_out(reason)) for reason in LEFT_OUT]


def target_of(scope: Scope) -> Input:
    """The target of the period: the team's own, or else the sum of its members'; none for any other group.

    Each is the one set for the whole period, or else the sum of those set for parts of it, where these
    leave no day of it out; parts within a larger part are its breakdown and not added.
    """
    set_by: defaultdict[str, list[_Set]] = defaultdict(list)
    if scope.by not in ("", "owner"):
        return Input("target", None, scope.currency, "target")
    for target in map(TargetRow, scope.source.rows("target").values()):
        amount, period = target.amount, _period(target.period, scope)
        if amount.currency == scope.currency and period is not None and scope.period.covers(period):
            set_by[target.owner].append(_Set(target.id, period, amount.amount))
    if scope.by == "owner":
        set_by = defaultdict(list, {scope.group: set_by[scope.group]} if scope.group else {})
    found = {owner: chosen for owner, each in set_by.items() if (chosen := _tiled(each, scope.period))}
    counted = [found[""]] if "" in found else list(found.values())
    ids = tuple(each.id for chosen in counted for each in chosen)
    total = sum((each.amount for chosen in counted for each in chosen), Decimal()) if counted else None
    return Input("target", total, scope.currency, "target", ids)


class _Set(NamedTuple):
    """A target that was set."""

    id: str
    period: Period
    amount: Decimal


def _period(label: str, scope: Scope) -> Period | None:
    try:
        return read_period(scope.source, label, scope.as_of)
    except InputError:
        return None


def _tiled(targets: list[_Set], period: Period) -> list[_Set]:
    """The largest targets that do not overlap, where they leave no day of the period out; else none."""
    chosen: list[_Set] = []
    for each in sorted(targets, key=lambda target: target.period.first - target.period.last):
        if all(
            each.period.last < other.period.first or other.period.last < each.period.first for other in chosen
        ):
            chosen.append(each)
    days = sum((each.period.last - each.period.first).days + 1 for each in chosen)
    return chosen if days == (period.last - period.first).days + 1 else []


def _attained(scope: Scope) -> list[Input]:
    return [summed(scope, "won", scope.closed("won")), target_of(scope)]


def _covered(scope: Scope) -> list[Input]:
    return [summed(scope, "open amount", scope.forecast()), *_attained(scope), *_left_out(scope)]


def _coverage(values: Values) -> Decimal | None:
    """Open amount ÷ (target − won); none where the target is met, since nothing is left to cover."""
    open_amount, won, target = values["open amount"], values["won"], values["target"]
    if open_amount is None or won is None or target is None or target <= won:
        return None
    return open_amount / (target - won)


_TARGET = "a target for {period} that is not met yet (pmtui add target period={period} amount=…)"

FORECAST = (
    Metric(
        "weighted-forecast", "money", "deal", _weighted, itself("amount × probability"),
        "open deals with an amount, expected to close in {period}", monetary=True,
    ),
    Metric("pipeline-coverage", "times", "deal", _covered, _coverage, _TARGET, monetary=True, also="target"),
    Metric(
        "quota-attainment", "ratio", "deal", _attained, ratio("won", "target"),
        "a target for {period} (pmtui add target period={period} amount=…)", monetary=True, also="target",
    ),
)  # fmt: skip
"""The metrics of this theme."""
