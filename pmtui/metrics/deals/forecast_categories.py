"""The forecast of a period by category, beside the target; and why deals were won and lost."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.deals.forecast import target_of
from pmtui.metrics.deals.sales import decided, decided_money, rate
from pmtui.metrics.scope import Row, Scope, Source, currencies, text
from pmtui.models.deals.deal_rows import DealRow, TargetRow
from pmtui.models.values.folding import folded
from pmtui.models.values.period import Period
from pmtui.rules.deals.forecast_date import LEFT_OUT

CATEGORIES = ("won", "commit", "best case", "pipeline")
"""The lines of a forecast, from certain to possible; what is omitted counts in none."""

_PERCENT = 100
_NONE = Decimal()
_MONEY = (("deal", "amount"), ("target", "amount"))


class CategoryLine(NamedTuple):
    """One line of a forecast."""

    category: str
    """`won`, `commit`, `best case` or `pipeline`."""
    amount: Decimal
    """The total of its deals."""
    cumulative: Decimal
    """The total of these and all lines above."""
    weighted: Decimal
    """Amount times probability."""
    ids: tuple[str, ...]
    """The deals."""


class Outlook(NamedTuple):
    """The forecast of a period in one currency, for everybody or for one group."""

    currency: str
    """ISO 4217 code; unlike currencies are never added."""
    period: Period
    """The period."""
    group: str
    """The value of the field it is grouped by; empty for everybody."""
    lines: tuple[CategoryLine, ...]
    """A line a category."""
    target: Decimal | None
    """The amount to be won; `None` if no target is set."""
    left_out: tuple[CategoryLine, ...] = ()
    """The open deals that are in no period's forecast, a line a reason; those that hold none are missing."""

    @property
    def won(self) -> Decimal:
        """The amount won."""
        return self.lines[0].amount

    @property
    def gap(self) -> Decimal | None:
        """The part of the target that is still missing; never less than 0."""
        return None if self.target is None else max(self.target - self.won, Decimal())

    @property
    def attainment(self) -> Decimal | None:
        """Won ÷ target."""
        return self.won / self.target if self.target else None

    @property
    def coverage(self) -> Decimal | None:
        """Open amount ÷ gap; `None` where nothing is missing."""
        still_open = self.lines[-1].cumulative - self.won
        return still_open / self.gap if self.gap else None


def outlook(source: Source, period: Period, by: str = "") -> list[Outlook]:
    """The forecast of a period, one for each currency that has deals or a target, and for each group.

    A deal stands in its own forecast category, or else in that of its stage, and counts where it is
    expected to close, or was won, within the period.

    Args:
        source: The documents.
        period: The period.
        by: A field of deals to group by, such as `owner`; empty for all together.
    """
    day = min(source.clock.today(), period.last)
    groups: dict[str, dict[str, Row]] = {}
    for deal_id, row in source.rows("deal").items():
        groups.setdefault(text(row, by) if by else "", {})[deal_id] = row
    if by == "owner":
        for target in map(TargetRow, source.rows("target").values()):
            groups.setdefault(target.owner, {})
    found = []
    for group in sorted(groups) or [""]:
        for code in currencies(source, _MONEY):
            scope = Scope(source, period, day, code, {"deal": groups.get(group, {})}, group, by)
            left_out = tuple(line for line in _left_out(scope) if line.ids)
            each = Outlook(code, period, group, tuple(_lines(scope)), target_of(scope).value, left_out)
            if each.target is not None or left_out or any(line.ids for line in each.lines):
                found.append(each)
    return found


def _lines(scope: Scope) -> Iterator[CategoryLine]:
    placed: defaultdict[str, list[_Part]] = defaultdict(list)
    for deal in scope.closed("won"):
        amount = scope.amount(deal)
        if amount is not None:
            placed["won"].append(_Part(deal.id, amount, amount))
    for deal in scope.forecast():
        amount, stage = scope.amount(deal), scope.stage(deal)
        if amount is not None:
            category = deal.forecast or (stage.forecast if stage is not None else "pipeline")
            placed[category].append(_weighed(deal, amount))
    so_far = Decimal()
    for category in CATEGORIES:
        line = _line(category, placed[category], so_far)
        so_far = line.cumulative
        yield line


class _Part(NamedTuple):
    """The part that a deal adds to a line."""

    id: str
    amount: Decimal
    weighted: Decimal


def _weighed(deal: DealRow, amount: Decimal) -> _Part:
    return _Part(deal.id, amount, amount * Decimal(deal.probability or 0) / _PERCENT)


def _line(category: str, parts: list[_Part], so_far: Decimal = _NONE) -> CategoryLine:
    amount = sum((part.amount for part in parts), Decimal())
    weighted = sum((part.weighted for part in parts), Decimal())
    return CategoryLine(category, amount, so_far + amount, weighted, tuple(part.id for part in parts))


def _left_out(scope: Scope) -> Iterator[CategoryLine]:
    """The open deals without a day on which they may close; one without an amount counts with none."""
    for reason in LEFT_OUT:
        deals = [deal for deal in scope.left_out(reason) if scope.counts_here(deal)]
        yield _line(reason, [_weighed(deal, scope.amount(deal) or Decimal()) for deal in deals])


class Reason(NamedTuple):
    """A reason for which deals were lost, or that they were won."""

    outcome: str
    """`won` or `lost`."""
    reason: str
    """Why; empty where nobody said."""
    amounts: dict[str, Decimal]
    """Their total, for each currency."""
    ids: tuple[str, ...]
    """The deals."""


def win_loss(source: Source, period: Period) -> list[Reason]:
    """The deals decided in a period by outcome and reason, the commonest first."""
    scope = _scope(source, period)
    found: dict[tuple[str, str], list[DealRow]] = {}
    for deal in scope.closed("won"):
        found.setdefault(("won", ""), []).append(deal)
    for deal in scope.closed("lost"):
        found.setdefault(("lost", folded(deal.lost_reason)), []).append(deal)
    reasons = []
    for (outcome, reason), deals in found.items():
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for deal in deals:
            if (amount := deal.amount) is not None:
                amounts[amount.currency] += amount.amount
        reasons.append(Reason(outcome, reason, dict(amounts), tuple(deal.id for deal in deals)))
    return sorted(reasons, key=lambda each: (each.outcome != "won", -len(each.ids), each.reason))


class CategoryRate(NamedTuple):
    """A win rate of a period."""

    measure: str
    """`count`, or the currency of the money that was won and lost."""
    value: Decimal
    """Won / (won + lost)."""
    ids: tuple[str, ...]
    """The deals."""


def win_rates(source: Source, period: Period) -> list[CategoryRate]:
    """The win rate of a period by count, then by value for each currency; empty if nothing was decided."""
    scope = _scope(source, period)
    found = [("count", decided(scope))]
    found += [(code, decided_money(_scope(source, period, code))) for code in currencies(source, _MONEY[:1])]
    return [
        CategoryRate(measure, value, (*won.ids, *lost.ids))
        for measure, (won, lost) in found
        if (value := rate({won.name: won.value, lost.name: lost.value})) is not None
    ]


def _scope(source: Source, period: Period, currency: str = "") -> Scope:
    """Everybody's deals over a period, up to today."""
    day = min(source.clock.today(), period.last)
    return Scope(source, period, day, currency or source.settings.currency)
