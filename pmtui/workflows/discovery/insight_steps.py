"""The check of an edited insight: only the gate decides."""

from pmtui.errors import FieldError
from pmtui.models.discovery.insight import Insight
from pmtui.workflows.kind_steps import ActionContext, KindSteps


def amend(before: Insight, after: Insight) -> Insight:
    """An insight after an edit: what was decided at the gate stays.

    Raises:
        FieldError: The edit would decide.
    """
    if after.gate != before.gate:
        raise FieldError(
            "gate", f"is decided at the gate: `pmtui gate {before.id}`, or its key on the screen"
        )
    return after


class InsightSteps(KindSteps[Insight]):
    """The steps of insights."""

    def amend(self, before: Insight, after: Insight, context: ActionContext) -> Insight:
        """Leave what was decided at the gate alone."""
        return amend(before, after)
