"""Over: nothing more is to be done about a document, so nothing about it can be late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmtui.models.row import Stored
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import CLOSED

_ENDED = frozenset({*CLOSED, "converted", "disqualified"})


def _is_over(stored: Stored) -> bool:
    """A feature or a lead that has ended, an activity that is done, a launch that has launched."""
    return stored.get("status") in _ENDED or bool(stored.get("done")) or bool(stored.get("launched"))


@dataclass(frozen=True)
class DealOver:
    """Tells whether a stored deal is won or lost.

    Attributes:
        stages: The meaning of the stages.
    """

    stages: Stages

    def __call__(self, stored: Stored) -> bool:
        """Judge a stored deal."""
        return self.stages.is_over(str(stored.get("stage", "")))


def over_of(kind: str, pipelines: Mapping[str, Stored]) -> Callable[[Stored], bool]:
    """Return the function that tells whether a stored document of a kind is over.

    Args:
        kind: The kind.
        pipelines: The stored pipelines, which say when a deal is over.
    """
    return DealOver(Stages.stored(pipelines)) if kind == "deal" else _is_over
