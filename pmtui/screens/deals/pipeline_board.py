"""The board of one pipeline of several: its stages as lanes, its deals as cards."""

from collections.abc import Mapping
from dataclasses import replace

from pmtui.errors import InputError
from pmtui.glossary.stage_entries import STAGES
from pmtui.glossary.words import folded
from pmtui.models.kinds import MAIN
from pmtui.models.workspace_rows import PipelineRow
from pmtui.rules.deals.outcome import Outcome, is_open, outcome_of
from pmtui.screens.documents.board_lanes import LaneName
from pmtui.screens.documents.panes import BoardPane
from pmtui.screens.documents.view_definitions import PIPELINE_BOARD
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.stored_orders import deal_lane, deal_part
from pmtui.store.query.stored_rows import Row
from pmtui.store.query.stored_stages import stored_stages

_HEADWORDS: dict[Outcome, str] = {"open": "pipeline-stage", "won": "closed-won", "lost": "closed-lost"}


class PipelineBoard(BoardPane):
    """The deals of a pipeline by stage; the main one's at first.

    Attributes:
        pipeline: Which one is shown, as deals name it; empty for the main one.
    """

    def __init__(self, session: Session) -> None:
        self.pipeline = ""
        super().__init__(
            PIPELINE_BOARD, session, deal_lane, lambda: stage_lanes(session, self.pipeline), "stage"
        )
        self.within = self._holds
        self._entitle()

    def choose(self, pipeline: str) -> None:
        """Show another pipeline, as deals name it."""
        self.pipeline = pipeline
        self._entitle()
        self.list_anew(self.condition)

    def beginning(self) -> Mapping[str, str]:
        """A new deal starts in this pipeline, in the stage under the cursor where that is an open one."""
        begun = super().beginning()
        return {**begun, "pipeline": self.pipeline} if self.pipeline else begun

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit; a pipeline that is gone gives way to the main one."""
        if "pipeline" in changed.ids:
            if self.pipeline not in stored_stages(self._session.workspace.rows("pipeline")):
                self.choose("")
            self._entitle()
        super().on_commit(changed)

    def _holds(self, row: Row) -> bool:
        return deal_part(row) == self.pipeline

    @property
    def part(self) -> str:
        """Which of the kept orders it shows."""
        return self.pipeline

    def _entitle(self) -> None:
        """Where there are several pipelines, the view bears the name of the one that is shown."""
        rows = self._session.workspace.rows("pipeline")
        main = PipelineRow.of(self._session.workspace.tables, MAIN)
        name = self.pipeline or (main.name if main is not None else "") or "Sales"
        self.view = replace(PIPELINE_BOARD, title=name if len(rows) > 1 else PIPELINE_BOARD.title)


def stage_lanes(session: Session, pipeline: str = "") -> list[LaneName]:
    """The stages of a pipeline as lanes, in their order.

    Raises:
        InputError: It has none.
    """
    lanes = [
        LaneName(
            stage.name,
            stage.name,
            STAGES.get(folded(stage.name), _HEADWORDS[outcome_of(stage)]),
            is_open(stage),
            f"{stage.probability} %" if is_open(stage) else "",
        )
        for stage in stored_stages(session.workspace.rows("pipeline")).get(pipeline, [])
    ]
    if not lanes:
        raise InputError("the pipeline has no stages; `pmtui undo` or `pmtui restore` brings them back")
    return lanes
