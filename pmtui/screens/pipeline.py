"""The pipeline: deals by stage, deals as a table, and what is done about them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from pmtui.screens.lanes import deal_lane
from pmtui.screens.panes import BoardPane, Pane, TablePane, stage_lanes
from pmtui.screens.records import RecordScreen
from pmtui.screens.strip import Strip
from pmtui.screens.views import ACTIVITIES, DEALS, PIPELINE_BOARD


class PipelineScreen(RecordScreen):
    """Deals on their way."""

    TITLE_SHOWN: ClassVar[str] = "Pipeline"
    PLACE: ClassVar[str] = "board"

    def make_panes(self) -> Sequence[Pane]:
        """The board, the table, the activities."""
        session = self.session
        board = BoardPane(PIPELINE_BOARD, session, deal_lane, lambda: stage_lanes(session), "stage")
        return (board, TablePane(DEALS, session), TablePane(ACTIVITIES, session))

    def below(self) -> ComposeResult:
        """What the card under the cursor does not say."""
        yield Strip(id="strip")

    def follow(self) -> None:
        """Let the strip follow the cursor."""
        super().follow()
        strip = self.query_one(Strip)
        strip.display = isinstance(self.pane, BoardPane)
        if strip.display:
            strip.show(self.pane, self.session)
