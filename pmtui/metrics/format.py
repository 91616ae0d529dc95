"""Values of metrics as people read them."""

from decimal import Decimal

from pmtui.models.values.money_text import figure
from pmtui.models.values.numbers import rounded_to, trimmed
from pmtui.rules.roadmap.scores import score_text

_PERCENT = 100


def shown_value(value: Decimal, unit: str) -> str:
    """A value with its unit: `63.1 %`, `2.4 ×`, `47.5 days`, `12,400 USD`, `38`."""
    if unit == "ratio":
        return f"{rounded(value * _PERCENT, 1):,} %"
    if unit == "times":
        return f"{rounded(value, 2):,} ×"
    if unit == "points":
        return score_text(value)
    if unit == "count":
        return f"{rounded(value, 1):,}"
    if unit == "days":
        return f"{rounded(value, 1):,} {unit}"
    return f"{figure(value, unit.partition(' ')[0])} {unit}"


def rounded(value: Decimal, digits: int) -> Decimal:
    """A number to some digits, without zeros at its end."""
    exact = Decimal(trimmed(rounded_to(value, digits)))
    return exact or abs(exact)
