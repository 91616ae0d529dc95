"""The result of computing a metric, and the inputs it was computed from."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.values.period import Period


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


def currency_of(result: Result) -> str:
    """The currency that a figure was worked out in where its unit does not tell; else empty, as for counts."""
    if result.unit == "count":
        return ""
    codes = {each.unit for each in result.inputs if len(each.unit) == len("USD") and each.unit.isupper()}
    return "" if result.unit[: len("USD")] in codes else next(iter(codes), "")
