"""Metrics that look ahead: what the open deals will bring, and what of the target is still missing."""

from decimal import Decimal

from pmtui.errors import InputError
from pmtui.metrics.result import Input, Metric, Values, itself, ratio
from pmtui.metrics.sales import summed
from pmtui.metrics.scope import Scope, number, text
from pmtui.models.period import parse_period

_PERCENT = 100


def _weighted(scope: Scope) -> list[Input]:
    closing = [
        (each, amount, number(row, "probability") or Decimal())
        for each, row in scope.deals("open")
        if scope.period.holds(text(row, "expected_close")) and (amount := scope.money(row)) is not None
    ]
    ids = tuple(each for each, _, _ in closing)
    weighted = sum((amount * chance / _PERCENT for _, amount, chance in closing), Decimal())
    whole = sum((amount for _, amount, _ in closing), Decimal())
    return [
        Input("amount × probability", weighted, scope.currency, "deal", ids),
        Input("amount", whole, scope.currency, "deal", ids),
    ]


def target_of(scope: Scope) -> Input:
    """The target of the period: the one set for it, or else the sum of those set for parts of it.

    The team's own target goes before those of its members; for a group by owner only theirs count.
    """
    whole: list[tuple[str, str, Decimal]] = []
    parts: list[tuple[str, str, Decimal]] = []
    for each, row in scope.source.rows("target").items():
        amount = scope.money(row)
        if amount is None or (scope.by == "owner" and text(row, "owner") != scope.group):
            continue
        try:
            period = parse_period(text(row, "period"), scope.as_of)
        except InputError:
            continue
        if period[:2] == scope.period[:2]:
            whole.append((each, text(row, "owner"), amount))
        elif scope.period.covers(period):
            parts.append((each, text(row, "owner"), amount))
    found = whole or parts
    found = [target for target in found if not target[1]] or found
    total = sum((amount for _, _, amount in found), Decimal()) if found else None
    return Input("target", total, scope.currency, "target", tuple(each for each, _, _ in found))


def _attained(scope: Scope) -> list[Input]:
    return [summed(scope, "won", scope.closed("won")), target_of(scope)]


def _covered(scope: Scope) -> list[Input]:
    closing = (
        (each, row) for each, row in scope.deals("open") if scope.period.holds(text(row, "expected_close"))
    )
    return [summed(scope, "open amount", closing), *_attained(scope)]


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
    Metric("pipeline-coverage", "times", "deal", _covered, _coverage, _TARGET, monetary=True),
    Metric(
        "quota-attainment", "ratio", "deal", _attained, ratio("won", "target"),
        "a target for {period} (pmtui add target period={period} amount=…)", monetary=True,
    ),
)  # fmt: skip
"""The metrics of this theme."""
