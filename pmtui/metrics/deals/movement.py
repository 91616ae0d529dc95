"""How the forecast of a period moved from week to week, read from the history of the workspace."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.scope import Row, Source
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.values.clock import local_day
from pmtui.models.values.period import Period
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.forecast_date import is_forecast_in
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.periods import week_of
from pmtui.store.changes import Transaction
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.log.state import State

WEEKS = 13
"""So many weeks are looked back at most: a quarter."""

_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """The changes to the open amount that is expected to close in a period, in one currency, in one week.

    `opening + added + moved + changed - won - lost` is `closing`.
    """

    first: date
    """Monday, or the day on which the history begins to matter."""
    last: date
    """Sunday, or today."""
    currency: str
    """ISO 4217 code."""
    opening: Decimal
    """Open at the beginning."""
    added: Decimal
    """Of deals that were not there before."""
    moved: Decimal
    """Of deals whose expected close came into the period, less those that left it, passed or were deleted."""
    changed: Decimal
    """By amounts that were changed."""
    won: Decimal
    """Of deals that were won."""
    lost: Decimal
    """Of deals that were lost."""
    closing: Decimal
    """Open at the end."""
    ids: tuple[str, ...]
    """The deals that made a difference."""


class _Standing(NamedTuple):
    """Where a deal stood."""

    outcome: str
    """`open`, `won`, `lost`, or empty where the deal was not there."""
    amount: Decimal
    """Its worth to the forecast of the period; 0 outside the period."""
    currency: str
    counts: bool
    """Whether it was in the period."""


def movement(source: Source, history: Iterable[Transaction], period: Period) -> list[Week]:
    """The movement of a period's forecast week by week, the oldest first; weeks without history are left out.

    Args:
        source: The documents as they are now.
        history: The transactions that led there, newest first.
        period: The period in which deals are expected to close.
    """
    today = source.clock.today()
    state = State(Snapshot(tables={"deal": {each: dict(row) for each, row in source.rows("deal").items()}}))
    stages = Stages(source.pipelines)

    def standing(row: Row | None, day: date) -> _Standing:
        return _standing(row, stages, period, day)

    weeks: list[Week] = []
    deals = state.tables["deal"]
    totals = _totals(standing(row, today) for row in deals.values())
    by_close = _ByClose(deals)
    for (first, last), after in _by_week(history, state, today, week_of(source, today)[0]):
        moves: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        touched: defaultdict[str, list[str]] = defaultdict(list)
        by_close.update(after)
        before = first - timedelta(days=1)
        ends = {each: deals.get(each) for each in by_close.between(before, last)} | dict(after)
        for deal_id, row in ends.items():
            then, now = standing(deals.get(deal_id), before), standing(row, last)
            for currency, name, amount in _moves(then, now):
                moves[currency][name] += amount
                touched[currency].append(deal_id)
        for code in sorted({*totals, *moves}):
            part, closing = moves[code], totals.get(code, Decimal())
            opening = closing - part["added"] - part["moved"] - part["changed"] + part["won"] + part["lost"]
            totals[code] = opening
            if touched[code]:
                weeks.append(
                    Week(
                        first, last, code, opening, part["added"], part["moved"], part["changed"],
                        part["won"], part["lost"], closing, tuple(dict.fromkeys(touched[code])),
                    )
                )  # fmt: skip
    return sorted(weeks, key=lambda week: (week.first, week.currency))


class _ByClose:
    """Deals by the day on which they are expected to close: what leaves a forecast as the days go by.

    Args:
        deals: The stored deals, live.
    """

    def __init__(self, deals: Mapping[str, Row]) -> None:
        self._deals = deals
        self._ids: defaultdict[date, set[str]] = defaultdict(set)
        self._days: dict[str, date] = {}
        self.update(deals)

    def update(self, ids: Iterable[str]) -> None:
        """Take in that deals are now as they stand in the table."""
        for deal_id in ids:
            if (known := self._days.pop(deal_id, None)) is not None:
                self._ids[known].discard(deal_id)
            row = self._deals.get(deal_id)
            day = DealRow(row).expected_close if row is not None else None
            if day is not None:
                self._days[deal_id] = day
                self._ids[day].add(deal_id)

    def between(self, first: date, end: date) -> Iterator[str]:
        """The deals that are expected to close from a day on and before another."""
        for ahead in range((end - first).days):
            yield from sorted(self._ids.get(first + timedelta(days=ahead), ()))


def _by_week(
    history: Iterable[Transaction], state: State, today: date, first: date
) -> Iterator[tuple[tuple[date, date], Mapping[str, Row | None]]]:
    """Each week, newest first, with the touched deals as they were at its end; the state is then at its start."""
    last = today
    after: dict[str, Row | None] = {}
    for transaction in history:
        day = local_day(transaction.at)
        while day < first:
            yield (first, last), after
            after = {}
            first, last = first - _WEEK, first - timedelta(days=1)
            if (today - first).days >= WEEKS * 7:
                return
        changes = tuple(change for change in transaction.changes if change.kind == "deal")
        for change in changes:
            after.setdefault(change.id, state.tables["deal"].get(change.id))
        state.revert(replace(transaction, changes=changes))
    yield (first, last), after


def _standing(row: Row | None, stages: Stages, period: Period, day: date) -> _Standing:
    if row is None:
        return _Standing("", Decimal(), "", False)
    deal = DealRow(row)
    amount, outcome = deal.amount, stages.outcome(deal.stage)
    if amount is None:
        return _Standing("open", Decimal(), "", False)
    is_open = outcome == "open"
    counts = is_forecast_in(deal, period, day) if is_open else is_decided_in(deal, outcome, period)
    return _Standing(outcome, amount.amount, amount.currency, counts)


def _totals(standings: Iterable[_Standing]) -> dict[str, Decimal]:
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in standings:
        if each.counts and each.outcome == "open":
            totals[each.currency] += each.amount
    return dict(totals)


def _moves(then: _Standing, now: _Standing) -> Iterator[tuple[str, str, Decimal]]:
    """The moves between two standings of a deal, as (currency, name, amount)."""
    was_open, is_open = then.counts and then.outcome == "open", now.counts and now.outcome == "open"
    if was_open and (is_open or now.outcome in ("won", "lost")):
        if now.currency != then.currency:
            yield then.currency, "moved", -then.amount
            yield now.currency, "moved", now.amount
        elif now.amount != then.amount:
            yield now.currency, "changed", now.amount - then.amount
        if not is_open:
            yield now.currency, now.outcome, now.amount
    elif was_open:
        yield then.currency, "moved", -then.amount
    elif is_open:
        yield now.currency, "moved" if then.outcome else "added", now.amount
    elif now.counts and now.outcome == "won" and then.outcome in ("", "open"):
        yield now.currency, "moved" if then.outcome else "added", now.amount
        yield now.currency, "won", now.amount
