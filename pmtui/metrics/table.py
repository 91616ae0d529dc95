"""A report as a table of text, and how amounts are written in one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.metrics.shown import rounded


class Report(NamedTuple):
    """A table with a title."""

    title: str
    """What it tells."""
    columns: tuple[str, ...]
    """The heads of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """The rows."""


def whole(amount: Decimal) -> str:
    """An amount without its minor units, thousands set apart."""
    return f"{rounded(amount, 0):,}"


def sums(amounts: Mapping[str, Decimal]) -> str:
    """Amounts of several currencies side by side; `-` for none."""
    return " + ".join(f"{whole(amount)} {code}" for code, amount in sorted(amounts.items())) or "-"
