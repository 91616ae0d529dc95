"""The definition of a metric, and the result of computing it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.scope import Scope
from pmtui.models.values.period import Period

Values = Mapping[str, Decimal | None]
"""The values of a metric's inputs by their names."""


class Input(NamedTuple):
    """One of the numbers that a metric is made of."""

    name: str
    """Its name in the formula."""
    value: Decimal | None
    """The number; `None` where the workspace does not tell it."""
    unit: str
    """Its unit, as of `Metric.unit`."""
    kind: str = ""
    """The kind of the records it comes from."""
    ids: tuple[str, ...] = ()
    """The records it comes from."""


class Result(NamedTuple):
    """A metric worked out."""

    slug: str
    """The metric."""
    value: Decimal | None
    """The number; `None` where it cannot be told."""
    unit: str
    """Its unit; for money the currency."""
    inputs: tuple[Input, ...]
    """The numbers it was computed from."""
    as_of: date
    """The day it is told as of."""
    period: Period
    """The period it is taken over; for a state, the one that the day falls in."""
    missing: str = ""
    """The data that the workspace lacks for a value; empty if there is one."""
    group: str = ""
    """Of results by field: the value that its records share; for a link the id."""
    label: str = ""
    """The name of the group."""


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


def currency_of(result: Result) -> str:
    """The currency that a figure was worked out in where its unit does not tell; else empty, as for counts."""
    if result.unit == "count":
        return ""
    codes = {each.unit for each in result.inputs if len(each.unit) == len("USD") and each.unit.isupper()}
    return "" if result.unit[: len("USD")] in codes else next(iter(codes), "")
