"""The check of an edited insight: only the gate decides."""

from pmtui.errors import FieldError
from pmtui.models.discovery.insight import Insight


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
