"""The forecast of a period by category, beside the target; and why deals were won and lost."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.deals.forecast import target_of
from pmtui.metrics.scope import Row, Scope, Source, currencies, number, text
from pmtui.models.values.period import Period

CATEGORIES = ("won", "commit", "best case", "pipeline")
"""The lines of a forecast, from certain to possible; what is omitted counts in none."""

_PERCENT = 100
_MONEY = (("deal", "amount"), ("target", "amount"))


class Line(NamedTuple):
    """One line of a forecast."""

    category: str
    """`won`, `commit`, `best case` or `pipeline`."""
    amount: Decimal
    """What its deals come to."""
    cumulative: Decimal
    """What they and all lines above come to."""
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
    lines: tuple[Line, ...]
    """A line a category."""
    target: Decimal | None
    """What is to be won; `None` where no target is set."""

    @property
    def won(self) -> Decimal:
        """What has been won."""
        return self.lines[0].amount

    @property
    def gap(self) -> Decimal | None:
        """What of the target is still missing; nothing less than 0."""
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
        for row in source.rows("target").values():
            groups.setdefault(text(row, "owner"), {})
    found = []
    for group in sorted(groups) or [""]:
        for code in currencies(source, _MONEY):
            scope = Scope(source, period, day, code, {"deal": groups.get(group, {})}, group, by)
            each = Outlook(code, period, group, tuple(_lines(scope)), target_of(scope).value)
            if each.target is not None or any(line.ids for line in each.lines):
                found.append(each)
    return found


def _lines(scope: Scope) -> Iterator[Line]:
    placed: defaultdict[str, list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    for deal_id, row in scope.rows("deal"):
        outcome = scope.outcome(row)
        day = text(row, "closed" if outcome == "won" else "expected_close")
        amount = scope.money(row)
        if amount is None or outcome not in ("open", "won") or not scope.period.holds(day):
            continue
        stage = scope.stage(row)
        usual = stage.forecast if stage is not None else "pipeline"
        category = "won" if outcome == "won" else text(row, "forecast") or usual
        chance = Decimal(_PERCENT) if outcome == "won" else number(row, "probability") or Decimal()
        placed[category].append((deal_id, amount, amount * chance / _PERCENT))
    so_far = Decimal()
    for category in CATEGORIES:
        deals = placed[category]
        amount = sum((one for _, one, _ in deals), Decimal())
        so_far += amount
        weighted = sum((one for _, _, one in deals), Decimal())
        yield Line(category, amount, so_far, weighted, tuple(each for each, _, _ in deals))


class Reason(NamedTuple):
    """A reason for which deals were lost, or that they were won."""

    outcome: str
    """`won` or `lost`."""
    reason: str
    """Why; empty where nobody said."""
    amounts: dict[str, Decimal]
    """What they came to, for each currency."""
    ids: tuple[str, ...]
    """The deals."""


def win_loss(source: Source, period: Period) -> list[Reason]:
    """The deals decided in a period by outcome and reason, the commonest first."""
    scope = Scope(source, period, min(source.clock.today(), period.last), source.settings.currency)
    found: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for outcome in ("won", "lost"):
        for deal_id, row in scope.closed(outcome):
            reason = text(row, "lost_reason") if outcome == "lost" else ""
            found.setdefault((outcome, reason.casefold()), []).append((deal_id, row))
    reasons = []
    for (outcome, reason), deals in found.items():
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for _, row in deals:
            value = row.get("amount")
            if isinstance(value, dict):
                amounts[str(value.get("currency"))] += Decimal(str(value.get("amount", 0)))
        reasons.append(Reason(outcome, reason, dict(amounts), tuple(each for each, _ in deals)))
    return sorted(reasons, key=lambda each: (each.outcome != "won", -len(each.ids), each.reason))
