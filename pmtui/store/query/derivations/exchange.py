"""The workspace's exchange rates as of today, read from the stored settings."""

from collections.abc import Mapping
from decimal import Decimal

from pmtui.models.values.money_text import short_sums, whole_sums
from pmtui.models.workspace_rows import SettingsRow
from pmtui.rules.money import Rates, total
from pmtui.store.query.derived import TODAY, Derived, Source
from pmtui.store.query.sorted_view import Exchange


def _rates(source: Source) -> Rates:
    settings = SettingsRow.of_workspace(source.rows("settings"))
    return Rates(settings.rates, source.derived(TODAY))


RATES = Derived(_rates, frozenset({"settings"}), uses=(TODAY,))
"""The rates that hold today."""


def exchange_of(source: Source) -> Exchange:
    """Return how amounts of unlike currencies compare in a workspace today."""
    settings = SettingsRow.of_workspace(source.rows("settings"))
    return Exchange(settings.currency, source.derived(RATES).worth)


def short_total(source: Source, sums: Mapping[str, Decimal]) -> str:
    """Sums of several currencies, short: one figure with its parts if there are rates for all, else side by side."""
    own = exchange_of(source)
    return short_sums(sums, own.currency, total(sums, own.currency, own.worth))


def whole_total(source: Source, sums: Mapping[str, Decimal]) -> str:
    """Sums of several currencies without decimals: one figure with its parts if there are rates, else side by side."""
    own = exchange_of(source)
    return whole_sums(sums, total(sums, own.currency, own.worth), own.currency)
