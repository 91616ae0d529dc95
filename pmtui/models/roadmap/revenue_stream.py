"""The revenue stream: a price times a volume, with a low, a base and a high case."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, Self

from pmtui.errors import InputError, quoted
from pmtui.models.typed_part import TypedPart, Typing, number, plain
from pmtui.models.values.bounds import Nonnegative
from pmtui.models.values.money import Code, Money, parse_money
from pmtui.models.values.text_fields import Title

Per = Literal["week", "month", "quarter", "year", "once"]
"""How often a price is paid."""

TIMES: dict[str, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1, "once": 1}
"""How often a year each is."""

_STREAM = re.compile(
    r"^(?P<name>[^:]+):\s*(?P<volumes>[\d.,'\s/k]+?)\s*[x×*]\s*(?P<prices>.+?)"
    r"(?:\s+(?:(?:an?|per|every)\s+)?(?P<per>week|month|quarter|year|once))?$",
    re.IGNORECASE,
)
_NO_CURRENCY = "XXX"
_CASES = 3
_PERS: dict[str, Per] = {
    "week": "week", "month": "month", "quarter": "quarter", "year": "year", "once": "once"
}  # fmt: skip

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
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Seats: 40 x 31 EUR a month`, or with cases `Seats: 30/40/60 x 28/31/35 EUR a month`."""
        match = _STREAM.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form name: volume x price a month")
        volumes = _three([number(each, how) for each in match["volumes"].split("/")], line)
        found = [parse_money(each, _NO_CURRENCY, how.decimal_mark) for each in match["prices"].split("/")]
        codes = {each.currency for each in found} - {_NO_CURRENCY}
        if len(codes) > 1:
            raise InputError(f"{quoted(line)} names two currencies")
        return cls(
            name=match["name"].strip(),
            volumes=volumes,
            prices=_three([each.amount for each in found], line),
            currency=codes.pop() if codes else how.currency,
            per=_PERS[(match["per"] or "once").lower()],
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name, volume, price, how often; the cases only where they differ."""
        per = "once" if self.per == "once" else f"a {self.per}"
        return f"{self.name}: {_cases(self.volumes)} x {_cases(self.prices)} {self.currency} {per}"


def _three(values: list[Decimal], line: str) -> Three:
    """One value for all cases, or one for each.

    Raises:
        InputError: There are two or more than three, or they fall from low to high.
    """
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) != _CASES or values != sorted(values):
        raise InputError(f"{quoted(line)}: give one number, or three: low/base/high")
    low, base, high = values
    return low, base, high


def _cases(values: Three) -> str:
    return "/".join(map(plain, values if len(set(values)) > 1 else values[:1]))
