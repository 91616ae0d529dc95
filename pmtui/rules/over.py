"""Over: nothing more is to be done about a document, so nothing about it can be late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmtui.models.deals.deal_rows import ActivityRow, DealRow, LeadRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow
from pmtui.models.row import Stored
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import CLOSED


def _never(_: Stored) -> bool:
    """Documents of the other kinds are never over."""
    return False


_IS_OVER: Mapping[str, Callable[[Stored], bool]] = {
    "feature": lambda stored: FeatureRow(stored).status in CLOSED,
    "lead": lambda stored: LeadRow(stored).status in ("converted", "disqualified"),
    "activity": lambda stored: ActivityRow(stored).done is not None,
    "launch": lambda stored: LaunchRow(stored).launched is not None,
}
"""Whether a feature or a lead has ended, an activity is done, a launch has launched."""


@dataclass(frozen=True)
class DealOver:
    """Tells whether a stored deal is won or lost.

    Attributes:
        stages: The meaning of the stages.
    """

    stages: Stages

    def __call__(self, stored: Stored) -> bool:
        """Judge a stored deal."""
        return self.stages.is_over(DealRow(stored).stage)


def over_of(kind: str, pipelines: Mapping[str, Stored]) -> Callable[[Stored], bool]:
    """Return the function that tells whether a stored document of a kind is over.

    Args:
        kind: The kind.
        pipelines: The stored pipelines, which say when a deal is over.
    """
    return DealOver(Stages.stored(pipelines)) if kind == "deal" else _IS_OVER.get(kind, _never)
