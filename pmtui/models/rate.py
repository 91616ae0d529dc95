"""The exchange rate: what one unit of a currency is worth in another, from a day on."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import Day
from pmtui.models.values.money import Code
from pmtui.models.values.numbers import DECIMALS, LARGEST

Figure = Annotated[
    Decimal, Field(gt=0, lt=LARGEST, decimal_places=DECIMALS, max_digits=60, allow_inf_nan=False)
]
"""The worth of one unit: a number above 0."""


class Rate(TypedPart):
    """One dated rate.

    Attributes:
        currency: ISO 4217 code of the unit.
        into: The currency that it is worth something in.
        day: The first day on which it holds, until a later rate of the same two.
        figure: The worth of one unit.
    """

    EXAMPLE: ClassVar[str] = "EUR | into=USD | day=2026-10-01 | figure=1.08"

    currency: Code
    into: Code
    day: Day
    figure: Figure

    @model_validator(mode="after")
    def _joins_two(self) -> Self:
        if self.currency == self.into:
            raise ValueError(f"a rate joins two currencies; both are {self.into}")
        return self
