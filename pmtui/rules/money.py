"""Money of several currencies: compared and added by the workspace's dated rates, or not at all."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from pmtui.models.values.currency_names import minor_digits
from pmtui.models.values.numbers import rounded_to

Worth = Callable[[Decimal, str, str], Decimal | None]
"""The worth of an amount in one currency in another on a day; `None` if there is no rate."""


class HasRate(Protocol):
    """A rate: what one unit of a currency is worth in another from a day on."""

    @property
    def currency(self) -> str:
        """The currency of the unit."""
        ...

    @property
    def into(self) -> str:
        """The currency that it is worth something in."""
        ...

    @property
    def day(self) -> date:
        """The first day on which it holds."""
        ...

    @property
    def figure(self) -> Decimal:
        """The worth of one unit."""
        ...


class Rates:
    """The rates that hold on a day.

    A pair that has no rate of its own is converted by that of the opposite direction, or through a third currency.

    Args:
        rates: All dated rates.
        on: The day; later rates do not hold yet.
    """

    def __init__(self, rates: Iterable[HasRate], on: date) -> None:
        latest: dict[tuple[str, str], tuple[date, Decimal]] = {}
        for rate in rates:
            if rate.day > on or rate.figure <= 0:
                continue
            for pair, figure in (
                ((rate.currency, rate.into), rate.figure),
                ((rate.into, rate.currency), 1 / rate.figure),
            ):
                if pair not in latest or latest[pair][0] <= rate.day:
                    latest[pair] = (rate.day, figure)
        self._figures = {pair: figure for pair, (_, figure) in latest.items()}

    def worth(self, amount: Decimal, code: str, into: str) -> Decimal | None:
        """The worth of an amount in another currency; `None` if there is no rate."""
        if code == into:
            return amount
        figure = self._figure(code, into)
        return None if figure is None else amount * figure

    def _figure(self, code: str, into: str) -> Decimal | None:
        if (code, into) in self._figures:
            return self._figures[code, into]
        for one, middle in self._figures:
            if one == code and (middle, into) in self._figures:
                return self._figures[one, middle] * self._figures[middle, into]
        return None


def total(sums: Mapping[str, Decimal], into: str, worth: Worth) -> Decimal | None:
    """Sums of several currencies as one figure; `None` for one currency alone, or if a rate is missing."""
    if len(sums) <= 1:
        return None
    parts = [worth(amount, code, into) for code, amount in sums.items()]
    known = [part for part in parts if part is not None]
    return rounded_to(sum(known, Decimal()), minor_digits(into)) if len(known) == len(parts) else None
