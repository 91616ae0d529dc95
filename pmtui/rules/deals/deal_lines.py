"""The total of a deal's lines, and the products on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

_PERCENT = 100


class Line(Protocol):
    """One line of a deal."""

    @property
    def product(self) -> str:
        """The product that is sold."""
        ...

    @property
    def quantity(self) -> Decimal:
        """How many."""
        ...

    @property
    def list_price(self) -> Decimal:
        """The price of one before the discount."""
        ...

    @property
    def discount(self) -> Decimal | None:
        """Percent off."""
        ...


class WithLines(Protocol):
    """Whatever has a product and lines."""

    @property
    def product(self) -> str | None:
        """The product of the whole."""
        ...

    @property
    def lines(self) -> Sequence[Line]:
        """Its lines."""
        ...


def line_total(line: Line) -> Decimal:
    """Quantity times price, less the discount; not rounded."""
    return line.quantity * line.list_price * (_PERCENT - (line.discount or 0)) / _PERCENT


def products_of(deal: WithLines) -> set[str]:
    """The products on a deal: its own and those of its lines."""
    return {product for product in (deal.product, *(line.product for line in deal.lines)) if product}


def totals_by_product(deal: WithLines) -> Mapping[str, Decimal]:
    """The total of the lines of each product."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in deal.lines:
        totals[line.product] += line_total(line)
    return totals


def shares_by_product(deal: WithLines) -> Mapping[str, Decimal]:
    """The share of a deal that each product makes up; without lines that come to something, its own product all."""
    totals = totals_by_product(deal)
    whole = sum(totals.values(), Decimal())
    if not whole:
        return {deal.product or "": Decimal(1)}
    return {product: part / whole for product, part in totals.items()}
