"""The pipeline: deals by stage, deals as a table, and what is done about them."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pmtui.errors import InputError
from pmtui.models.values.folding import folded
from pmtui.rules.deals.outcome import is_open
from pmtui.screens.deals.pipeline_board import PipelineBoard
from pmtui.screens.documents.board_screen import BoardScreen
from pmtui.screens.documents.panes import Pane, TablePane
from pmtui.screens.documents.view_definitions import ACTIVITIES, DEALS, LEADS
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker


class PipelineScreen(BoardScreen):
    """Deals on their way."""

    TITLE_SHOWN: ClassVar[str] = "Pipeline"

    def make_panes(self) -> Sequence[Pane]:
        """The board, the table, the leads, the activities."""
        session = self.session
        self._board = PipelineBoard(session)
        return (
            self._board,
            TablePane(DEALS, session),
            TablePane(LEADS, session),
            TablePane(ACTIVITIES, session),
        )

    def taken_for_granted(self) -> Mapping[str, object]:
        """A deal added in one line on a board joins the pipeline that is shown."""
        return {"pipeline": self._board.pipeline} if self.pane is self._board and self._board.pipeline else {}

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; there must be two pipelines to choose from."""
        reasons = super().disabled_reasons()
        reasons.pop("pipelines", None)
        if len(self.session.workspace.rows("pipeline")) <= 1:
            reasons["pipelines"] = (
                "there is one pipeline; `pmtui pipelines NAME --preset hubspot` makes another"
            )
        return reasons

    @tells_errors
    def action_pipelines(self) -> None:
        """Show another pipeline on the board."""
        pipelines = self.session.workspace.pipelines
        if len(pipelines) == 1:
            raise InputError("there is one pipeline; `pmtui pipelines NAME --preset hubspot` makes another")
        choices = [
            Choice(
                f"={pipelines.key(each)}",
                each.name,
                " > ".join(stage.name for stage in each.stages if is_open(stage)),
            )
            for each in pipelines
        ]

        def picked(key: str | None) -> None:
            if key is not None:
                self._board.choose(key.removeprefix("="))
                self.show_pane(self._board)

        self.app.push_screen(
            Picker(
                "Which pipeline?",
                lambda typed: [each for each in choices if folded(typed) in folded(each.label)],
            ),
            picked,
        )
