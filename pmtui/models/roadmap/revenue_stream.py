"""The revenue stream: a price times a volume, with a low, a base and a high case."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmtui.errors import InputError
from pmtui.models.row_text import join_list, split_list
from pmtui.models.typed_part import RowContext, TypedPart, merged
from pmtui.models.values.bounds import Nonnegative
from pmtui.models.values.money import Code, Money, apart
from pmtui.models.values.text_fields import Title

Per = Literal["week", "month", "quarter", "year", "once"]
"""How often a price is paid."""

TIMES: dict[str, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1, "once": 1}
"""How often a year each is."""

_CASES = 3

Three = tuple[Nonnegative, Nonnegative, Nonnegative]
"""The low, the base and the high case."""


class Stream(TypedPart):
    """One way in which a product earns money.

    Attributes:
        name: What is paid for.
        volumes: How many are sold: low, base and high case.
        prices: What each costs, in `currency`: low, base and high case.
        currency: ISO 4217 code.
        per: How often the price is paid; `once` counts in one year.
    """

    FOLLOWS: ClassVar[frozenset[str]] = frozenset(("currency",))
    EXAMPLE: ClassVar[str] = "Seats | volumes=30, 40, 60 | prices=31 EUR | per=month"

    name: Title
    volumes: Three
    prices: Three
    currency: Code
    per: Per = "once"

    @property
    def yearly(self) -> tuple[Money, Money, Money]:
        """Price times volume a year: low, base and high case."""
        low, base, high = (
            Money(amount=volume * price * TIMES[self.per], currency=self.currency)
            for volume, price in zip(self.volumes, self.prices, strict=True)
        )
        return low, base, high

    @classmethod
    def taken_apart(cls, text: str, parts: Mapping[str, str]) -> dict[str, str]:
        """The currency may stand with the prices."""
        found = super().taken_apart(text, parts)
        prices = [apart(price) for price in split_list(found.get("prices", ""))]
        codes = {code for _, code in prices if code}
        if len(codes) > 1:
            raise InputError(f"prices: {' and '.join(sorted(codes))} are two currencies; a stream has one")
        if not codes:
            return found
        return merged({"currency": codes.pop()}, {**found, "prices": join_list(price for price, _ in prices)})

    @classmethod
    def completed(cls, values: dict[str, object], how: RowContext) -> dict[str, object]:
        """One number stands for all three cases; the currency is the workspace's if the row names none."""
        cases: dict[str, object] = {
            name: _three(name, values[name]) for name in ("volumes", "prices") if name in values
        }
        return {"currency": how.currency, **values, **cases}


def _three(name: str, values: object) -> Three:
    """One value for all cases, or one for each.

    Raises:
        InputError: There are two or more than three, or they fall from low to high.
    """
    found = list(values) if isinstance(values, tuple) else []
    if len(found) == 1:
        found *= _CASES
    if len(found) != _CASES or found != sorted(found):
        raise InputError(f"{name}: give one number, or three that rise: low, base, high")
    low, base, high = found
    return low, base, high
