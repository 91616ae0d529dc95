"""Stages are data: the names of a pipeline's steps and what they mean; a workspace may have several pipelines."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from pmtui.errors import FieldError, nearest
from pmtui.models.document import Document, Part, Percent
from pmtui.models.values.bounds import Count
from pmtui.models.values.folding import squeezed
from pmtui.models.values.text_fields import Line, Title

StageKind = Literal["open", "won", "lost"]
"""The meaning of a stage, whatever it is called."""


class Stage(Part):
    """One step of a pipeline.

    Attributes:
        name: What the team calls it.
        kind: Whether a deal there is open, won or lost.
        probability: Chance of winning from here, percent.
        rot_days: Idle days after which a deal here is stale; `None` for never.
        forecast: Forecast category of its deals.
        exit: What must be true before a deal goes on; without commas, since they separate what is checked.
        enforced: Whether a deal that misses one of them cannot go on.
        reason_optional: Of a lost stage: whether a deal is lost there without saying why.
    """

    name: Line
    kind: StageKind = "open"
    probability: Percent = 0
    rot_days: Count | None = None
    forecast: Line = "pipeline"
    exit: tuple[Line, ...] = ()
    enforced: bool = False
    reason_optional: bool = False


class Pipeline(Document):
    """The stages a deal passes, in their order."""

    name: Title
    stages: tuple[Stage, ...] = ()

    def stage(self, name: str) -> Stage | None:
        """The stage of that name, spaces and case apart; `None` where there is none."""
        wanted = squeezed(name)
        return next((stage for stage in self.stages if squeezed(stage.name) == wanted), None)

    def stage_named(self, name: str) -> Stage:
        """The stage of that name.

        Raises:
            InputError: There is none; the message says which is nearest.
        """
        stage = self.stage(name)
        if stage is None:
            raise FieldError(
                "stage", f"unknown stage {name!r}{nearest(name, tuple(each.name for each in self.stages))}"
            )
        return stage

    def first_open(self) -> Stage:
        """The stage a new deal starts in."""
        return next(stage for stage in self.stages if stage.kind == "open")

    def with_open_stage(self, name: str, probability: int = 50) -> "Pipeline":
        """This pipeline with one more open stage, placed by its probability among the open ones."""
        added = Stage(name=name, probability=probability, rot_days=30)
        place = next(
            (
                index
                for index, stage in enumerate(self.stages)
                if stage.kind != "open" or stage.probability > probability
            ),
            len(self.stages),
        )
        return self.model_copy(update={"stages": (*self.stages[:place], added, *self.stages[place:])})


class Pipelines:
    """The pipelines of a workspace.

    A stage that several of them have means the same in all: it is open, won or lost everywhere.

    Args:
        pipelines: At least one; the first is the main one, which holds the deals that name none.
    """

    def __init__(self, pipelines: Sequence[Pipeline]) -> None:
        self._pipelines = tuple(pipelines)

    def __iter__(self) -> Iterator[Pipeline]:
        return iter(self._pipelines)

    def __len__(self) -> int:
        return len(self._pipelines)

    @property
    def main(self) -> Pipeline:
        """The one that holds the deals which name none."""
        return self._pipelines[0]

    @cached_property
    def whole(self) -> Pipeline:
        """Every stage of every pipeline once, those that are open first: what a stage's name means anywhere."""
        if len(self._pipelines) == 1:
            return self.main
        stages = {squeezed(stage.name): stage for each in reversed(self._pipelines) for stage in each.stages}
        order = {squeezed(stage.name): None for each in self._pipelines for stage in each.stages}
        found = sorted((stages[name] for name in order), key=lambda stage: stage.kind != "open")
        return self.main.model_copy(update={"stages": tuple(found)})

    def find(self, name: str) -> Pipeline | None:
        """The pipeline of that name, the main one where the name is empty; `None` where there is none."""
        wanted = squeezed(name) or squeezed(self.main.name)
        return next((each for each in self._pipelines if squeezed(each.name) == wanted), None)

    def of(self, name: str) -> Pipeline:
        """The pipeline of that name, the main one where the name is empty.

        Raises:
            InputError: There is none; the message says which is nearest.
        """
        found = self.find(name)
        if found is None:
            names = tuple(pipeline.name for pipeline in self._pipelines)
            raise FieldError("pipeline", f"unknown pipeline {name!r}{nearest(name, names)}")
        return found

    def key(self, pipeline: Pipeline) -> str:
        """How deals name a pipeline: not at all where it is the main one."""
        return "" if pipeline.name == self.main.name else pipeline.name

    def stage(self, pipeline: str, stage: str) -> Stage | None:
        """A stage of a pipeline, both as deals store them; `None` where there is none."""
        return self._stages.get((pipeline, stage))

    @cached_property
    def _stages(self) -> dict[tuple[str, str], Stage]:
        return {(self.key(each), stage.name): stage for each in self._pipelines for stage in each.stages}
