"""The pipeline: deals by stage, deals as a table, and what is done about them."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.screens.board_screen import BoardScreen
from pmtui.screens.lanes import deal_lane
from pmtui.screens.panes import BoardPane, Pane, TablePane, stage_lanes
from pmtui.screens.views import ACTIVITIES, DEALS, LEADS, PIPELINE_BOARD


class PipelineScreen(BoardScreen):
    """Deals on their way."""

    TITLE_SHOWN: ClassVar[str] = "Pipeline"

    def make_panes(self) -> Sequence[Pane]:
        """The board, the table, the leads, the activities."""
        session = self.session
        board = BoardPane(PIPELINE_BOARD, session, deal_lane, lambda: stage_lanes(session), "stage")
        return (
            board,
            TablePane(DEALS, session),
            TablePane(LEADS, session),
            TablePane(ACTIVITIES, session),
        )
