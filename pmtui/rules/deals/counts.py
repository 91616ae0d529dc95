"""The counts and rates of deals: one definition each, and none of them split by currency."""

from collections.abc import Iterable
from decimal import Decimal

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.values.period import Period
from pmtui.rules.deals.outcome import DealLike, Outcome


def is_decided_in(deal: DealLike, outcome: Outcome | None, period: Period) -> bool:
    """Return whether a deal with an outcome was won or lost within a period, by the day it was closed."""
    closed = deal.closed
    return outcome in ("won", "lost") and closed is not None and period.first <= closed <= period.last


def win_rate(won: int | Decimal, lost: int | Decimal) -> Decimal | None:
    """Return won / (won + lost), of deals or of money; `None` if nothing was decided."""
    decided = won + lost
    return Decimal(won) / Decimal(decided) if decided else None


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """Return the mean of some values; `None` if there are none."""
    found = tuple(values)
    return sum(found, Decimal()) / len(found) if found else None


def cycle_days(deal: DealRow) -> int | None:
    """Return the days from opened to closed of a deal; `None` if one of them is unknown."""
    opened, closed = deal.opened, deal.closed
    return (closed - opened).days if opened is not None and closed is not None else None
