"""Money as rows read it: an exact amount in one currency, without the cost of a model."""

from decimal import Decimal
from typing import NamedTuple


class Amount(NamedTuple):
    """An amount in one currency.

    Attributes:
        amount: Exact, in the currency's main unit.
        currency: ISO 4217 code, such as `EUR`.
    """

    amount: Decimal
    currency: str
