"""Days, moments and numbers as documents hold them: within bounds that no calculation leaves.

What is typed is refused beyond them with a sentence; these hold for what is stored, whoever wrote it.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from pmtui.models.values.dates import EARLIEST, LATEST
from pmtui.models.values.numbers import DECIMALS, LARGEST


def _sane_day(value: date) -> date:
    if not EARLIEST <= value.year <= LATEST:
        raise ValueError(f"is in the year {value.year}; years {EARLIEST} to {LATEST} are kept")
    return value


def _sane_moment(value: datetime) -> datetime:
    _sane_day(value.date())
    return value


Day = Annotated[date, AfterValidator(_sane_day)]
"""A day that dates can be counted from."""

Moment = Annotated[datetime, AfterValidator(_sane_moment)]
"""A time that every zone can show."""

Nonnegative = Annotated[
    Decimal, Field(ge=0, lt=LARGEST, decimal_places=DECIMALS, max_digits=60, allow_inf_nan=False)
]
"""A price or quantity: a number from 0."""

Share = Annotated[Decimal, Field(ge=0, le=100, decimal_places=DECIMALS, allow_inf_nan=False)]
"""A percentage that may be broken."""

AnyNumber = Annotated[float, Field(gt=-LARGEST, lt=LARGEST, allow_inf_nan=False)]
"""A measure."""

NotNegative = Annotated[float, Field(ge=0, lt=LARGEST, allow_inf_nan=False)]
"""A measure from 0."""


def _to(highest: int) -> Callable[[float], float]:
    def check(value: float) -> float:
        if not 1 <= value <= highest:
            raise ValueError(f"{value:g} is off the scale: 1 to {highest}")
        return value

    return check


OneToTen = Annotated[
    float,
    Field(allow_inf_nan=False),
    AfterValidator(_to(10)),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": 10}),
]
"""A judgement from 1 to 10."""

OneToFive = Annotated[
    float,
    Field(allow_inf_nan=False),
    AfterValidator(_to(5)),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": 5}),
]
"""A judgement from 1 to 5."""

Count = Annotated[int, Field(ge=0, lt=LARGEST)]
"""How many there are."""
