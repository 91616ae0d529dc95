"""Whether a deal is open, won or lost: the kind of its stage says so, and nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal, Protocol, cast

from pmtui.models.kinds import MAIN
from pmtui.models.row import Stored
from pmtui.models.workspace_rows import PipelineRow

Outcome = Literal["open", "won", "lost"]
"""The outcome of a deal."""

OUTCOMES: tuple[Outcome, ...] = ("open", "won", "lost")
"""Every outcome, in the order in which they are told."""


MISSING_FEATURE = "missing feature"
"""The reason for a loss that asks which feature it was, and that brings the deal back when the feature ships."""


class StageLike(Protocol):
    """A stage, as a model or as a row."""

    @property
    def name(self) -> str:
        """The team's name for it."""
        ...

    @property
    def kind(self) -> str:
        """`open`, `won` or `lost`."""
        ...

    @property
    def rot_days(self) -> int | None:
        """Idle days after which a deal there is stale; `None` for never."""
        ...


class PipelineLike(Protocol):
    """A pipeline, as a model or as a row."""

    @property
    def id(self) -> str:
        """Its id; deals do not name the main one."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def stages(self) -> Iterable[StageLike]:
        """Its stages, in their order."""
        ...


class DealLike(Protocol):
    """A deal, as a model or as a row."""

    @property
    def pipeline(self) -> str:
        """Its pipeline, by the name that deals have for it."""
        ...

    @property
    def stage(self) -> str:
        """The name of its stage."""
        ...

    @property
    def opened(self) -> date | None:
        """The day it was opened."""
        ...

    @property
    def closed(self) -> date | None:
        """The day it was won or lost."""
        ...


def outcome_of(stage: StageLike) -> Outcome:
    """Return what a deal in a stage is."""
    return cast("Outcome", stage.kind)


class NamedDeal(Protocol):
    """A deal with its id, as a model or as a row."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def closed(self) -> date | None:
        """The day it was won or lost."""
        ...


def already_over(deal: NamedDeal, stage: StageLike) -> str:
    """Why a deal that is over can neither be won nor lost nor moved on, and what to do."""
    when = f" since {deal.closed}" if deal.closed is not None else ""
    return (
        f"{deal.id} is already {outcome_of(stage)}{when}; open it again first:"
        f" move it back, or `pmtui move {deal.id} open`"
    )


def is_open(stage: StageLike) -> bool:
    """Return whether a deal in a stage is still open."""
    return outcome_of(stage) == "open"


def is_won(stage: StageLike) -> bool:
    """Return whether a deal in a stage is won."""
    return outcome_of(stage) == "won"


def is_lost(stage: StageLike) -> bool:
    """Return whether a deal in a stage is lost."""
    return outcome_of(stage) == "lost"


class Stages:
    """The stages of a workspace, by the names that deals have for them.

    A stage that several pipelines have means the same in all of them. A stage that no pipeline has is open.

    Args:
        pipelines: The pipelines, as models or as rows.
    """

    def __init__(self, pipelines: Iterable[PipelineLike]) -> None:
        self._outcomes: dict[str, Outcome] = {}
        self._limits: dict[tuple[str, str], int | None] = {}
        for pipeline in pipelines:
            key = "" if pipeline.id in ("", MAIN) else pipeline.name
            for stage in pipeline.stages:
                self._outcomes[stage.name] = outcome_of(stage)
                self._limits[key, stage.name] = stage.rot_days if is_open(stage) else None

    @classmethod
    def stored(cls, pipelines: Mapping[str, Stored]) -> "Stages":
        """Read the stages off the stored pipelines."""
        return cls(map(PipelineRow, pipelines.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stages) and (self._outcomes, self._limits) == (
            other._outcomes,
            other._limits,
        )

    def __hash__(self) -> int:
        return hash(tuple(self._outcomes))

    def outcome(self, stage: str) -> Outcome:
        """Return what a deal in the stage of this name is."""
        return self._outcomes.get(stage, "open")

    def is_over(self, stage: str) -> bool:
        """Return whether a deal in the stage of this name is won or lost."""
        return self.outcome(stage) != "open"

    def named(self, outcome: Outcome) -> list[str]:
        """Return the names of the stages that mean an outcome, in their order."""
        return [name for name, found in self._outcomes.items() if found == outcome]

    @cached_property
    def over(self) -> frozenset[str]:
        """The names of the stages in which deals are won or lost."""
        return frozenset(name for name in self._outcomes if self.is_over(name))

    def rot_days(self, pipeline: str, stage: str) -> int | None:
        """Return the idle days that a stage allows, both names as deals have them; `None` for any number."""
        return self._limits.get((pipeline, stage))

    def outcome_on(self, deal: DealLike, day: date, today: date) -> Outcome | None:
        """Return what a deal was on a day, as far as its own dates tell; `None` if it was not there yet.

        Today and later its stage alone says it.
        """
        outcome = self.outcome(deal.stage)
        if day >= today:
            return outcome
        opened, closed = deal.opened, deal.closed
        if opened is not None and opened > day:
            return None
        return "open" if closed is not None and closed > day else outcome
