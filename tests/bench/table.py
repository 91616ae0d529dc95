"""One line of the table of budgets."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A budget and what was measured in this run.

    Attributes:
        what: What was measured.
        measured: In the unit that it says.
        budget: In the same unit, worked out from this run's reference where it is a ratio.
        note: The reference, or what it would take where the budget is not met.
    """

    what: str
    measured: float
    budget: float
    unit: str
    note: str = ""

    def row(self) -> str:
        """The line as it is printed."""
        met = "ok" if self.measured <= self.budget else "NOT MET"
        figures = f"{self.measured:>10,.2f} {self.budget:>10,.2f} {self.unit:<6}"
        return f"{self.what:<58} {figures} {met:<8} {self.note}"


HEAD = f"{'what':<58} {'measured':>10} {'budget':>10} {'unit':<6} {'':<8} reference"


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
