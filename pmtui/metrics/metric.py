"""The definition of a metric."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope

Values = Mapping[str, Decimal | None]
"""The values of a metric's inputs by their names."""


class Metric(NamedTuple):
    """How a metric is worked out."""

    slug: str
    """The glossary entry that defines it."""
    unit: str
    """`ratio` (a share, 0.25 is a quarter), `times`, `days`, `count`, `points`, `money` or `money a day`."""
    kind: str
    """The kind of the records it is about: what `--by` groups."""
    inputs: Callable[[Scope], Sequence[Input]]
    """Reads the inputs off the records."""
    combine: Callable[[Values], Decimal | None]
    """The formula: the value for some inputs, `None` where there is none."""
    needs: str
    """The data that a workspace without a value for it lacks, as a clause: `a deal closed in {period}`."""
    periodic: bool = True
    """Whether it is taken over a period; else it is a state on a day."""
    monetary: bool = False
    """Whether it is worked out for each currency apart."""
    by: str = ""
    """The field that it is grouped by where no other is asked for; empty for none."""
    also: str = ""
    """Another kind whose records make groups too: who has a target and no deal."""


def ratio(over: str, under: str) -> Callable[[Values], Decimal | None]:
    """The formula `over ÷ under`."""

    def combine(values: Values) -> Decimal | None:
        one, other = values[over], values[under]
        return one / other if one is not None and other else None

    return combine


def itself(name: str) -> Callable[[Values], Decimal | None]:
    """The formula that is one input."""
    return lambda values: values[name]
