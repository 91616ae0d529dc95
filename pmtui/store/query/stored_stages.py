"""The stages of the pipelines as they are stored: what boards are drawn by before a model is needed."""

from collections.abc import Mapping

from pmtui.models.kinds import MAIN
from pmtui.models.workspace_rows import PipelineRow, StageRow
from pmtui.store.query.stored_rows import Row


def stored_stages(pipelines: Mapping[str, Row]) -> dict[str, tuple[StageRow, ...]]:
    """Return the stages of each pipeline, by the name that deals have for it; the main one, `""`, first."""
    found: dict[str, tuple[StageRow, ...]] = {"": ()}
    for pipeline in map(PipelineRow, pipelines.values()):
        found["" if pipeline.id == MAIN else pipeline.name] = pipeline.stages
    return found
