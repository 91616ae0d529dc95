"""The roadmap: features by horizon, features as a table, products, and who asks for what."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from pmtui.screens.lanes import feature_lane, roadmap_lanes
from pmtui.screens.panes import BoardPane, Pane, TablePane
from pmtui.screens.records import RecordScreen
from pmtui.screens.strip import Strip
from pmtui.screens.views import FEATURES, PRODUCTS, REQUESTS, ROADMAP_BOARD


class RoadmapScreen(RecordScreen):
    """Features on their way."""

    TITLE_SHOWN: ClassVar[str] = "Roadmap"
    PLACE: ClassVar[str] = "board"

    def make_panes(self) -> Sequence[Pane]:
        """The board, the table, the products, the requests."""
        session = self.session
        board = BoardPane(ROADMAP_BOARD, session, feature_lane, roadmap_lanes, "horizon")
        return (
            board,
            TablePane(FEATURES, session),
            TablePane(PRODUCTS, session),
            TablePane(REQUESTS, session),
        )

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
