"""Metrics of the roadmap: how fast and how punctually work is done, what it costs, and what hangs on it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from pmtui.metrics.deals.sales import counted
from pmtui.metrics.metric import Metric, Values, itself, ratio
from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.values.amount import Amount
from pmtui.models.values.clock import local_day
from pmtui.rules.roadmap.features import first_planned, is_on_time, is_open
from pmtui.rules.roadmap.promises import Promise, promises_of

_FEATURE = "feature"
_PERCENT = 100


def _shipped(scope: Scope) -> Iterator[tuple[str, FeatureRow, date]]:
    """The features shipped in the period, up to the day, with their days."""
    for feature_id, row in scope.rows(_FEATURE):
        feature = FeatureRow(row)
        day = feature.shipped
        if day is not None and day <= scope.as_of and scope.period.holds(day.isoformat()):
            yield feature_id, feature, day


def _on_time(scope: Scope) -> list[Input]:
    due = [(each, feature) for each, feature, _ in _shipped(scope) if first_planned(feature) is not None]
    return [
        counted(
            "finished by their date", [each for each, feature in due if is_on_time(feature)], kind=_FEATURE
        ),
        counted("finished, with a date", [each for each, _ in due], kind=_FEATURE),
    ]


def _lasted(scope: Scope, began: Callable[[FeatureRow], date | None]) -> list[Input]:
    days = {
        each: (day - start).days
        for each, feature, day in _shipped(scope)
        if (start := began(feature)) is not None and start <= day
    }
    return [
        Input("days in all", Decimal(sum(days.values())), "days", _FEATURE, tuple(days)),
        counted("features", tuple(days), kind=_FEATURE),
    ]


def _began(feature: FeatureRow) -> date | None:
    return feature.start


def _created(feature: FeatureRow) -> date | None:
    return local_day(feature.created_at) if feature.created_at else None


def _spending(scope: Scope) -> list[Input]:
    features = [(each, FeatureRow(row)) for each, row in scope.rows(_FEATURE)]
    both = [
        (each, planned, spent)
        for each, feature in features
        if (planned := _in_currency(scope, feature.budget)) is not None
        and (spent := _in_currency(scope, feature.actual)) is not None
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


def _in_currency(scope: Scope, money: Amount | None) -> Decimal | None:
    return money.amount if money is not None and money.currency == scope.currency else None


def _over_budget(values: Values) -> Decimal | None:
    actual, budget = values["actual"], values["budget"]
    return actual - budget if actual is not None and budget is not None else None


def _requests(scope: Scope) -> Iterator[RequestRow]:
    """The requests for features of the group."""
    for _, row in scope.rows("request"):
        request = RequestRow(row)
        if request.feature and scope.holds(_FEATURE, request.feature):
            yield request


def _outcome(scope: Scope, deal: DealRow | None) -> str:
    """Whether the deal that asks is open, won or lost on the day; open if an account asks without one."""
    return "open" if deal is None else scope.outcome(deal.stored) or ""


def _at_stake(scope: Scope) -> list[Input]:
    """The open amounts of the deals that ask for what is still to come; a deal that asks twice counts once."""
    asking: dict[str, tuple[Decimal, Decimal]] = {}
    blockers = []
    tables = {kind: scope.source.rows(kind) for kind in (_FEATURE, "deal")}
    for request in _requests(scope):
        feature, deal = FeatureRow.of(tables, request.feature), DealRow.of(tables, request.deal)
        if feature is None or not is_open(feature) or _outcome(scope, deal) != "open":
            continue
        amount = _in_currency(scope, deal.amount) if deal is not None else None
        if deal is not None and amount is not None:
            asking[deal.id] = (amount, amount * (deal.probability or 0) / _PERCENT)
        if request.kind == "blocker":
            blockers.append(request.id)
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
    """The promises that are not going to be kept, with the open money behind them."""
    tables = {kind: scope.source.rows(kind) for kind in (_FEATURE, "deal")}
    found = list(promises_of(tables, _requests(scope), lambda deal: _outcome(scope, deal), scope.as_of))
    bad = [promise for promise in found if promise.is_bad]
    return [
        counted("promises at risk", [promise.request.id for promise in bad], kind="request"),
        counted(
            "broken",
            [promise.request.id for promise in bad if promise.standing == "broken"],
            kind="request",
        ),
        counted("promises", [promise.request.id for promise in found], kind="request"),
        *_open_money(scope, bad),
    ]


def _open_money(scope: Scope, found: list[Promise]) -> Iterator[Input]:
    """The total of the open deals behind promises, for each currency; a deal with several counts once."""
    deals = {
        promise.deal.id: promise.deal.amount
        for promise in found
        if promise.deal is not None and promise.outcome == "open"
    }
    money = {deal_id: amount for deal_id, amount in deals.items() if amount is not None}
    for code in sorted({amount.currency for amount in money.values()}):
        ids = tuple(deal_id for deal_id, amount in money.items() if amount.currency == code)
        total = sum((money[deal_id].amount for deal_id in ids), Decimal())
        yield Input(f"open {code}", total, code, "deal", ids)


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
        "cycle-time", "days", _FEATURE, lambda scope: _lasted(scope, _began),
        ratio("days in all", "features"),
        "a feature shipped in {period} with the day its work began",
    ),
    Metric(
        "lead-time", "days", _FEATURE, lambda scope: _lasted(scope, _created),
        ratio("days in all", "features"), "a feature shipped in {period}",
    ),
    Metric(
        "throughput", "count", _FEATURE,
        lambda scope: [counted("features shipped", [each for each, _, _ in _shipped(scope)], kind=_FEATURE)],
        itself("features shipped"), "features",
    ),
    Metric(
        "revenue-at-stake", "money", _FEATURE, _at_stake, itself("open amount"),
        "an open deal that requests a feature", periodic=False, monetary=True,
    ),
    Metric(
        "promise-at-risk", "count", _FEATURE, _at_risk, itself("promises at risk"),
        "requests with a promised date", periodic=False,
    ),
)  # fmt: skip
"""The metrics of this theme."""
