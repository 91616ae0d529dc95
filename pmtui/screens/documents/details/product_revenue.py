"""The money that each product brings in this quarter, for the cards of the portfolio."""

from pmtui.rules.periods import period_of
from pmtui.store.query.derivations.working_rules import PIPELINES
from pmtui.store.query.derived import DAY, Derived, Source
from pmtui.workflows.discovery.strategy import Holding, portfolio


def _holdings(workspace: Source) -> dict[str, Holding]:
    pipelines = workspace.derived(PIPELINES)
    found = portfolio(workspace.tables, pipelines.whole, period_of(workspace, workspace.clock.today()))
    return {holding.product: holding for holding in found}


PRODUCT_REVENUE = Derived(
    _holdings, frozenset({"deal", "account", "product", "settings", DAY}), uses=(PIPELINES,)
)
"""The money of each product, by its id."""
