"""The facts by which a filter is understood: the day, who asks, the stages, the names."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date

from pmtui.models.deals.pipelines import Pipelines
from pmtui.rules.deals.attention import Attention
from pmtui.rules.money import Worth
from pmtui.rules.roadmap.promises import Signs
from pmtui.store.query.blocked import BLOCKED
from pmtui.store.query.derivations.deal_attention import ATTENTION
from pmtui.store.query.derivations.exchange import RATES
from pmtui.store.query.derivations.promise_signs import PROMISE_SIGNS
from pmtui.store.query.derivations.working_rules import PIPELINES, SETTINGS
from pmtui.store.query.derived import Source
from pmtui.store.query.name_index import Names


@dataclass(frozen=True)
class FilterContext:
    """The context needed to understand a filter.

    Attributes:
        today: The day that relative dates count from.
        user: Who `me` is.
        currency: The currency of amounts that name none.
        pipelines: The stages that `stage:` and `is:open` know.
        names: The names that links are matched by.
        fiscal_year_start: The month that fiscal quarters count from.
        worth: Converts an amount into another currency at today's rates; `None` without a rate.
        signs: Returns the status of the promises; called once a filter needs it.
        attention: Returns the judge of which deals are over, late or rotting; called once a filter needs it.
        blocked: Returns the features and launches that something blocks; called once a filter needs it.
    """

    today: date
    user: str
    currency: str
    pipelines: Pipelines
    names: Names
    fiscal_year_start: int
    worth: Worth
    signs: Callable[[], Signs]
    attention: Callable[[], Attention]
    blocked: Callable[[], Container[str]]


def context_of(source: Source, user: str) -> FilterContext:
    """Return how a person's filters are understood in a workspace."""
    return FilterContext(
        source.clock.today(),
        user,
        source.derived(SETTINGS).currency,
        source.derived(PIPELINES),
        source.names,
        source.derived(SETTINGS).fiscal_year_start,
        source.derived(RATES).worth,
        lambda: source.derived(PROMISE_SIGNS),
        lambda: source.derived(ATTENTION),
        lambda: source.derived(BLOCKED),
    )
