"""A screen that opens with a board, and under it a line on the card that the cursor is on."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from pmtui.screens.documents.card_summary import CardSummary, card_summary
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.panes import BoardPane
from pmtui.screens.documents.view_definitions import BoardView
from pmtui.widgets.board.board import Board
from pmtui.widgets.frame.empty_state import EmptyState


class BoardScreen(DocumentScreen):
    """A board first, tables after it."""

    PLACE: ClassVar[str] = "board"

    DEFAULT_CSS = """
    BoardScreen #begin { height: auto; max-height: 70%; padding: 1 2 2 2; content-align: left top; display: none; }
    """

    strip: reactive[str | None] = reactive[str | None](None, init=False, repaint=False)
    """The details that the card under the cursor has no room for; `None` where the view has them all."""

    def below(self) -> ComposeResult:
        """The line of details."""
        yield CardSummary(id="strip").data_bind(text=BoardScreen.strip)
        yield EmptyState(id="begin").data_bind(
            title=DocumentScreen.nothing, lesson=DocumentScreen.lesson, keys=DocumentScreen.ways_on
        )

    def show_view(self) -> None:
        """Under a board without cards, say what would stand there and which key begins."""
        super().show_view()
        teaching = isinstance(self.pane.view, BoardView) and not len(self.pane.listing)
        self.query_one("#begin").display = teaching

    def follow(self) -> None:
        """Let the line follow the cursor; tables show everything in their columns."""
        super().follow()
        self.strip = self.details()

    @on(Board.Dropped)
    def _dropped(self, event: Board.Dropped) -> None:
        """Put a card where it was dropped, through the doors of the keys; with all marked ones if it is one of them."""
        event.stop()
        marks = self.view_widget.marks
        ids = self.view_widget.selected_keys() if event.key in marks else (event.key,)
        self.put_in(ids, event.lane)

    def details(self) -> str | None:
        """The details of what is under the cursor; `None` where the view has them all."""
        return card_summary(self.pane, self.session) if isinstance(self.pane, BoardPane) else None
