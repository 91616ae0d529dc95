"""How the promises of a workspace stand, by the documents they concern: a derived value."""

from pmtui.rules.roadmap.promises import Signs, outcome_by, signs
from pmtui.store.query.derivations.deal_attention import STAGES
from pmtui.store.query.derived import DAY, Derived, Source


def _signs(workspace: Source) -> Signs:
    outcome = outcome_by(workspace.derived(STAGES))
    return signs(workspace.tables, outcome, workspace.clock.today())


PROMISE_SIGNS = Derived(_signs, frozenset({"request", "feature", "deal", DAY}), uses=(STAGES,))
"""The standings of promises by request, feature and deal, and where something ships after the close."""
