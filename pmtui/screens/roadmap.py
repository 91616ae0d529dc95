"""The roadmap: features by horizon, features as a table, products, and who asks for what."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.screens.board_screen import BoardScreen
from pmtui.screens.lanes import feature_lane, roadmap_lanes
from pmtui.screens.panes import BoardPane, Pane, TablePane
from pmtui.screens.views import FEATURES, PRODUCTS, REQUESTS, ROADMAP_BOARD


class RoadmapScreen(BoardScreen):
    """Features on their way."""

    TITLE_SHOWN: ClassVar[str] = "Roadmap"

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
