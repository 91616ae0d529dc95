"""The workspace's exchange rates as of today, read from the stored settings."""

from pmtui.models.workspace_rows import SettingsRow
from pmtui.rules.money import Rates
from pmtui.store.query.derived import DAY, TODAY, Derived, Source
from pmtui.store.query.sorted_view import Exchange


def _rates(source: Source) -> Rates:
    settings = SettingsRow(source.rows("settings").get("workspace", {}))
    return Rates(settings.rates, source.derived(TODAY))


RATES = Derived(_rates, frozenset({"settings", DAY}))
"""The rates that hold today."""


def exchange_of(source: Source) -> Exchange:
    """Return how amounts of unlike currencies compare in a workspace today."""
    settings = SettingsRow(source.rows("settings").get("workspace", {}))
    return Exchange(settings.currency, source.derived(RATES).worth)
