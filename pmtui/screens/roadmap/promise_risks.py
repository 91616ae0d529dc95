"""The features and deals with a promise that will not be kept, for the signs on the boards."""

from pmtui.metrics.roadmap.promise_status import at_risk
from pmtui.store.query.derived import DAY, Derived, Source
from pmtui.store.query.stored_stages import stage_kinds


def _risks(workspace: Source) -> frozenset[str]:
    return at_risk(workspace.tables, stage_kinds(workspace.rows("pipeline")), workspace.clock.today())


PROMISE_RISKS = Derived(_risks, frozenset({"request", "feature", "deal", "pipeline", DAY}))
"""The ids of features and deals that have such a promise."""
