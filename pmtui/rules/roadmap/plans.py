"""The limits of a feature's plan: no day after the fact, no start after the target, nothing off its scale."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from pmtui.rules.roadmap.scores import off_scale

_SCORED = (
    "impact", "effort", "ice_impact", "ice_confidence", "ease", "value", "effort_points", "user_value",
    "time_criticality", "risk_reduction", "job_size",
)  # fmt: skip
_MONEY = ("budget", "actual")


class Sum(Protocol):
    """An amount of money."""

    @property
    def amount(self) -> Decimal:
        """How much."""
        ...


class Planned(Protocol):
    """Whatever has the plan of a feature."""

    @property
    def start(self) -> date | None:
        """When work begins."""
        ...

    @property
    def target(self) -> date | None:
        """When it is meant to ship."""
        ...

    @property
    def shipped(self) -> date | None:
        """When customers got it."""
        ...

    @property
    def budget(self) -> Sum | None:
        """Planned spend."""
        ...

    @property
    def actual(self) -> Sum | None:
        """Spent so far."""
        ...


def problem_of(feature: Planned, today: date, before: Planned | None = None) -> tuple[str, str] | None:
    """Name the field of a plan that is wrong, and the rule; `None` if it is sound.

    Args:
        feature: The feature.
        today: The day.
        before: The feature before an edit; a field that stands as it stood is left alone.
    """
    changed = {
        name: getattr(feature, name)
        for name in ("start", "target", "shipped", *_MONEY, *_SCORED)
        if before is None or getattr(feature, name) != getattr(before, name)
    }
    return _dates(feature, changed, today) or _amounts(changed) or _scales(changed)


def _dates(feature: Planned, changed: Mapping[str, object], today: date) -> tuple[str, str] | None:
    start, target, shipped = feature.start, feature.target, feature.shipped
    if "shipped" in changed and shipped is not None and shipped > today:
        return "shipped", f"{shipped} is after today, {today}; a feature ships on a day that has come"
    if not changed.keys() & {"start", "target"} or start is None or target is None or start <= target:
        return None
    if "target" in changed:
        return "target", f"{target} is before the start, {start}; a feature ships after work on it begins"
    return "start", f"{start} is after the target, {target}; work begins before a feature ships"


def _amounts(changed: Mapping[str, object]) -> tuple[str, str] | None:
    for name in _MONEY:
        money = changed.get(name)
        amount = getattr(money, "amount", None)
        if isinstance(amount, Decimal) and amount < 0:
            return name, f"{amount} is below 0; money planned or spent is 0 or more"
    return None


def _scales(changed: Mapping[str, object]) -> tuple[str, str] | None:
    for name in _SCORED:
        value = changed.get(name)
        if isinstance(value, int | float) and (problem := off_scale(name, value)):
            return name, f"{value:g} {problem}"
    return None
