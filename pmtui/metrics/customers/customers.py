"""Metrics of objectives and customers: progress, satisfaction, health, renewals and recurring revenue."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.metrics.deals.sales import counted
from pmtui.metrics.metric import Metric, Values, ratio
from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope
from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.roadmap.roadmap_rows import ObjectiveRow
from pmtui.models.values.clock import local_day
from pmtui.rules.periods import read_period
from pmtui.workflows.discovery.strategy import ways

_ACCOUNT = "account"
_PROMOTER, _DETRACTOR, _SATISFIED = 9, 6, 4
_POINTS = 100
_SIGNAL = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:[x×*]\s*(\d+(?:\.\d+)?))?\s*$")


def _progress(scope: Scope) -> list[Input]:
    """The share of the way that each key result has come; those whose start is their target tell nothing."""
    shares: list[Decimal] = []
    ids = []
    for each, row in scope.rows("objective"):
        if not _within(scope, ObjectiveRow(row).period or ""):
            continue
        ids.append(each)
        shares += ways(row)
    return [
        Input("shares of the way, added", sum(shares, Decimal()), "count", "objective", tuple(ids)),
        Input("key results", Decimal(len(shares)), "count", "objective", tuple(ids)),
    ]


def _within(scope: Scope, label: str) -> bool:
    """Whether an objective is of the period; one without a period always is."""
    if not label:
        return True
    try:
        period = read_period(scope.source, label, scope.as_of)
    except InputError:
        return False
    return period.covers(scope.period) or scope.period.covers(period)


def _accounts(scope: Scope) -> Iterator[AccountRow]:
    """The accounts of the group."""
    return (AccountRow(row) for _, row in scope.rows(_ACCOUNT))


def _answers(scope: Scope, name: str) -> dict[str, Decimal]:
    found = (
        (account.id, account.recommends if name == "recommends" else account.satisfaction)
        for account in _accounts(scope)
    )
    return {account_id: Decimal(value) for account_id, value in found if value is not None}


def _recommending(scope: Scope) -> list[Input]:
    answers = _answers(scope, "recommends")
    return [
        counted("promoters", [each for each, value in answers.items() if value >= _PROMOTER], kind=_ACCOUNT),
        counted(
            "detractors", [each for each, value in answers.items() if value <= _DETRACTOR], kind=_ACCOUNT
        ),
        counted("answers", list(answers), kind=_ACCOUNT),
    ]


def _net_promoters(values: Values) -> Decimal | None:
    promoters, detractors, answers = values["promoters"], values["detractors"], values["answers"]
    if promoters is None or detractors is None or not answers:
        return None
    return (promoters - detractors) * _POINTS / answers


def _satisfied(scope: Scope) -> list[Input]:
    answers = _answers(scope, "satisfaction")
    return [
        counted(
            "satisfied (4 or 5)",
            [each for each, value in answers.items() if value >= _SATISFIED],
            kind=_ACCOUNT,
        ),
        counted("answers", list(answers), kind=_ACCOUNT),
    ]


def health(account: AccountRow) -> Decimal | None:
    """The weighted mean of an account's signals, 0 to 100; `None` where it has none that can be read."""
    total = weights = Decimal()
    for value in account.signals.values():
        match = _SIGNAL.match(value)
        if match:
            weight = Decimal(match[2] or 1)
            total += Decimal(match[1]) * weight
            weights += weight
    return total / weights if weights else None


def _healthy(scope: Scope) -> list[Input]:
    found = ((account.id, health(account)) for account in _accounts(scope))
    scores = {account_id: score for account_id, score in found if score is not None}
    return [
        Input("health scores, added", sum(scores.values(), Decimal()), "points", _ACCOUNT, tuple(scores)),
        counted("accounts with signals", list(scores), kind=_ACCOUNT),
    ]


def _renewing(scope: Scope) -> list[Input]:
    """The accounts up for renewal in the period: renewed in it, lost in it, or with their date in it."""
    renewed, due = [], []
    for account in _accounts(scope):
        was_renewed, was_lost, comes_up = (
            _is_within(scope, day) for day in (account.renewed, account.churned, account.renewal)
        )
        if was_renewed or was_lost or comes_up:
            due.append(account.id)
        if was_renewed and not was_lost:
            renewed.append(account.id)
    return [counted("renewed", renewed, kind=_ACCOUNT), counted("up for renewal", due, kind=_ACCOUNT)]


def _is_within(scope: Scope, day: date | None) -> bool:
    """Whether a day is within the period, up to the day it is told as of."""
    return day is not None and day <= scope.as_of and scope.period.first <= day <= scope.period.last


class _Worth(NamedTuple):
    """An account's yearly recurring value at the start and at the end of the period."""

    account: AccountRow
    start: Decimal
    end: Decimal

    @property
    def id(self) -> str:
        """The account's id."""
        return self.account.id


def _worths(scope: Scope, *, anything: bool = False) -> Iterator[_Worth]:
    """The worth of each account at both ends of the period, in the scope's currency or in any."""
    before, until = scope.period.first, min(scope.period.last, scope.as_of)
    for account in _accounts(scope):
        start = end = Decimal()
        for entry in account.worth_log:
            money, on = entry.amount, entry.on
            counts = money is not None and (anything or money.currency == scope.currency)
            amount = money.amount if money is not None and counts else Decimal()
            start = amount if on < before else start
            end = amount if on <= until else end
        yield _Worth(account, start, end)


def _bridge(scope: Scope) -> list[Input]:
    """The recurring value at the start, and what became of it: expansion, contraction, churn."""
    known = [worth for worth in _worths(scope) if worth.start]
    more = [worth for worth in known if worth.end > worth.start]
    less = [worth for worth in known if 0 < worth.end < worth.start]
    gone = [worth for worth in known if not worth.end]

    def added(name: str, worths: list[_Worth], change: list[Decimal]) -> Input:
        ids = tuple(worth.id for worth in worths)
        return Input(name, sum(change, Decimal()), scope.currency, _ACCOUNT, ids)

    return [
        added("start", known, [worth.start for worth in known]),
        added("expansion", more, [worth.end - worth.start for worth in more]),
        added("contraction", less, [worth.start - worth.end for worth in less]),
        added("churn", gone, [worth.start for worth in gone]),
    ]


def _retained(values: Values, *, net: bool) -> Decimal | None:
    start = values["start"]
    if not start:
        return None
    gained = (values["expansion"] or Decimal()) if net else Decimal()
    return (start + gained - (values["contraction"] or Decimal()) - (values["churn"] or Decimal())) / start


def _lost(scope: Scope) -> list[Input]:
    """The accounts that were customers when the period began, and those of them that left in it.

    A customer is an account that brings something each year, in whatever currency; one of which only
    the day is known on which it left was one before.
    """
    before = scope.period.first
    customers, lost = [], []
    for worth in _worths(scope, anything=True):
        account = worth.account
        churned, made, is_logged = account.churned, account.created_at, bool(account.worth_log)
        left = _is_within(scope, churned)
        was = bool(worth.start) if is_logged else left and made is not None and local_day(made) < before
        if was and not (churned is not None and churned < before):
            customers.append(worth.id)
            lost += [worth.id] if left or (is_logged and not worth.end) else []
    return [
        counted("customers lost", lost, kind=_ACCOUNT),
        counted("customers at the start", customers, kind=_ACCOUNT),
    ]


_WORTH = "an account with a recurring value known before {period}"

CUSTOMERS = (
    Metric(
        "okr-progress", "ratio", "objective", _progress, ratio("shares of the way, added", "key results"),
        "an objective with key results (pmtui add objective title=… key_results='name: start > target = current')",
    ),
    Metric(
        "nps", "points", _ACCOUNT, _recommending, _net_promoters, "an account with an answer in recommends",
        periodic=False,
    ),
    Metric(
        "csat", "ratio", _ACCOUNT, _satisfied, ratio("satisfied (4 or 5)", "answers"),
        "an account with an answer in satisfaction", periodic=False,
    ),
    Metric(
        "customer-health", "points", _ACCOUNT, _healthy, ratio("health scores, added", "accounts with signals"),
        "an account with health signals", periodic=False,
    ),
    Metric(
        "renewal-rate", "ratio", _ACCOUNT, _renewing, ratio("renewed", "up for renewal"),
        "an account whose renewal fell in {period}",
    ),
    Metric(
        "nrr", "ratio", _ACCOUNT, _bridge, lambda values: _retained(values, net=True), _WORTH, monetary=True
    ),
    Metric(
        "grr", "ratio", _ACCOUNT, _bridge, lambda values: _retained(values, net=False), _WORTH, monetary=True
    ),
    Metric(
        "churn-rate", "ratio", _ACCOUNT, _lost, ratio("customers lost", "customers at the start"), _WORTH
    ),
)  # fmt: skip
"""The metrics of this theme."""
