"""Effort as people type it: in person-months, or in days, weeks or hours of work."""

import re
from decimal import Decimal

from pmtui.errors import InputError, quoted
from pmtui.models.values.numbers import bounded

_DAYS: dict[str, Decimal] = {
    "h": Decimal(1) / 8,
    "d": Decimal(1),
    "w": Decimal(5),
    "m": Decimal(20),
    "y": Decimal(240),
}
"""Days of work in a unit: 8 hours a day, 5 days a week, 20 days a month."""

_TYPED = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>h|d|w|m|pm|y)[a-z]*", re.IGNORECASE)


def parse_effort(text: str) -> Decimal | None:
    """Read `2d`, `1w`, `3 weeks`, `1.5 months` as person-months; `None` for a number without a unit.

    Raises:
        InputError: It is too large.
    """
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return None
    days = Decimal(match["number"].replace(",", ".")) * _DAYS[match["unit"].lower().removeprefix("p")]
    try:
        return bounded(days / _DAYS["m"], text)
    except InputError:
        raise InputError(
            f"{quoted(text)} is more work than fits; efforts are person-months, 2d or 1w"
        ) from None
