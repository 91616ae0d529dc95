"""How large a market is: what can be won is part of what can be served, and that of the whole."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, Protocol

from pmtui.models.values.money_text import long_money


class Money(Protocol):
    """An amount of money."""

    @property
    def amount(self) -> Decimal:
        """How much."""
        ...

    @property
    def currency(self) -> str:
        """ISO 4217 code."""
        ...


class Figure(NamedTuple):
    """One figure of a market."""

    name: str
    """`TAM`, `SAM` or `SOM`."""
    value: Money | None
    """The amount; `None` if nobody knows."""


def too_large(figures: Sequence[Figure]) -> tuple[str, str] | None:
    """Name the figure that is more than the one it is part of, and the rule: SOM <= SAM <= TAM; else `None`.

    Args:
        figures: TAM, SAM and SOM in this order; those in unlike currencies are not compared.
    """
    known = [(figure.name, figure.value) for figure in figures if figure.value is not None]
    for (outer, whole), (inner, part) in pairwise(known):
        if whole.currency == part.currency and part.amount > whole.amount:
            return inner.lower(), (
                f"{long_money(part.amount, part.currency)} is more than the {outer}, "
                f"{long_money(whole.amount, whole.currency)}; "
                f"the {inner} is part of it"
            )
    return None
