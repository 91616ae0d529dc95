"""Metrics of the roadmap: how fast and how punctually work is done, what it costs, and what hangs on it."""

from collections.abc import Iterator
from decimal import Decimal

from pmtui.metrics.deals.sales import counted
from pmtui.metrics.result import Input, Metric, Values, itself, ratio
from pmtui.metrics.roadmap.promise_status import broken
from pmtui.metrics.scope import Row, Scope, days_between, text

_FEATURE = "feature"
_PERCENT = 100


def _shipped(scope: Scope) -> Iterator[tuple[str, Row]]:
    """The features shipped in the period, up to the day."""
    for each, row in scope.rows(_FEATURE):
        day = text(row, "shipped")
        if day and day <= scope.day and scope.period.holds(day):
            yield each, row


def _on_time(scope: Scope) -> list[Input]:
    due = [(each, row, day) for each, row in _shipped(scope) if (day := _planned(row))]
    kept = [each for each, row, day in due if text(row, "shipped") <= day]
    return [
        counted("finished by their date", kept, kind=_FEATURE),
        counted("finished, with a date", [each for each, _, _ in due], kind=_FEATURE),
    ]


def _planned(feature: Row) -> str:
    """The day that was first planned: moving it out makes nothing punctual."""
    return text(feature, "first_target") or text(feature, "target")


def _lasted(scope: Scope, start: str) -> list[Input]:
    days = {
        each: days_between(text(row, start), text(row, "shipped"))
        for each, row in _shipped(scope)
        if text(row, start) and text(row, start)[:10] <= text(row, "shipped")
    }
    return [
        Input("days in all", Decimal(sum(days.values())), "days", _FEATURE, tuple(days)),
        counted("features", tuple(days), kind=_FEATURE),
    ]


def _spending(scope: Scope) -> list[Input]:
    both = [
        (each, planned, spent)
        for each, row in scope.rows(_FEATURE)
        if (planned := scope.money(row, "budget")) is not None
        and (spent := scope.money(row, "actual")) is not None
    ]
    ids = tuple(each for each, _, _ in both)
    known = bool(both)
    return [
        Input(
            "actual",
            sum((spent for _, _, spent in both), Decimal()) if known else None,
            scope.currency,
            _FEATURE,
            ids,
        ),
        Input(
            "budget",
            sum((plan for _, plan, _ in both), Decimal()) if known else None,
            scope.currency,
            _FEATURE,
            ids,
        ),
    ]


def _over_budget(values: Values) -> Decimal | None:
    actual, budget = values["actual"], values["budget"]
    return actual - budget if actual is not None and budget is not None else None


def requests(scope: Scope) -> Iterator[tuple[str, Row, Row, str]]:
    """The requests for features of the group that have not shipped, as (id, request, feature, outcome).

    The outcome is that of the deal that asks, `open` where an account does; a lost deal asks no more.
    """
    features, deals = scope.source.rows(_FEATURE), scope.source.rows("deal")
    for each, row in scope.rows("request"):
        feature = features.get(text(row, "feature"))
        if (
            feature is None
            or text(feature, "status") == "shipped"
            or not scope.holds(_FEATURE, text(row, "feature"))
        ):
            continue
        deal = deals.get(text(row, "deal"))
        outcome = "open" if deal is None else scope.outcome(deal)
        if outcome in ("open", "won"):
            yield each, row, feature, outcome


def _at_stake(scope: Scope) -> list[Input]:
    """The open amounts of the deals that ask; a deal that asks twice counts once."""
    deals = scope.source.rows("deal")
    asking: dict[str, tuple[Decimal, Decimal]] = {}
    blockers = []
    for each, row, feature, outcome in requests(scope):
        if outcome != "open" or text(feature, "status") == "declined":
            continue
        deal = deals.get(text(row, "deal"))
        amount = scope.money(deal) if deal is not None else None
        if deal is not None and amount is not None:
            chance = deal.get("probability")
            weight = Decimal(chance) / _PERCENT if isinstance(chance, int) else Decimal()
            asking[text(row, "deal")] = (amount, amount * weight)
        if text(row, "kind") == "blocker":
            blockers.append(each)
    ids = tuple(asking)
    return [
        Input(
            "open amount",
            sum((amount for amount, _ in asking.values()), Decimal()),
            scope.currency,
            "deal",
            ids,
        ),
        Input("weighted", sum((part for _, part in asking.values()), Decimal()), scope.currency, "deal", ids),
        counted("blockers", blockers, kind="request"),
    ]


def _at_risk(scope: Scope) -> list[Input]:
    """The requests that are not met in time: of open deals and accounts, and what was promised to won ones."""
    deals = scope.source.rows("deal")
    waiting = [
        (each, row, feature)
        for each, row, feature, outcome in requests(scope)
        if text(row, "promised") or (outcome == "open" and text(feature, "status") != "declined")
    ]
    late = [each for each, row, feature in waiting if broken(row, feature, deals.get(text(row, "deal")))]
    return [
        counted("promises at risk", late, kind="request"),
        counted("open requests", [each for each, _, _ in waiting], kind="request"),
    ]


ROADMAP = (
    Metric(
        "on-time-delivery", "ratio", _FEATURE, _on_time,
        ratio("finished by their date", "finished, with a date"), "a feature with a target shipped in {period}",
    ),
    Metric(
        "budget-variance", "money", _FEATURE, _spending, _over_budget,
        "a feature with a budget and what was spent", periodic=False, monetary=True,
    ),
    Metric(
        "cycle-time", "days", _FEATURE, lambda scope: _lasted(scope, "start"), ratio("days in all", "features"),
        "a feature shipped in {period} with the day its work began",
    ),
    Metric(
        "lead-time", "days", _FEATURE, lambda scope: _lasted(scope, "created_at"),
        ratio("days in all", "features"), "a feature shipped in {period}",
    ),
    Metric(
        "throughput", "count", _FEATURE,
        lambda scope: [counted("features shipped", [each for each, _ in _shipped(scope)], kind=_FEATURE)],
        itself("features shipped"), "features",
    ),
    Metric(
        "revenue-at-stake", "money", _FEATURE, _at_stake, itself("open amount"),
        "an open deal that requests a feature", periodic=False, monetary=True,
    ),
    Metric(
        "promise-at-risk", "count", _FEATURE, _at_risk, itself("promises at risk"),
        "requests for features", periodic=False,
    ),
)  # fmt: skip
"""The metrics of this theme."""
