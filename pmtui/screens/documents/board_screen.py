"""A book that opens with a board, and under it a strip on the card that the cursor is on."""

from typing import ClassVar

from textual.app import ComposeResult

from pmtui.screens.documents.card_summary import CardSummary
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.panes import BoardPane


class BoardScreen(DocumentScreen):
    """A board first, tables after it."""

    PLACE: ClassVar[str] = "board"

    def below(self) -> ComposeResult:
        """The strip with the details that the card under the cursor does not show."""
        yield CardSummary(id="strip")

    def follow(self) -> None:
        """Let the strip follow the cursor; tables tell all in their columns."""
        super().follow()
        strip = self.query_one(CardSummary)
        strip.display = self.has_strip
        if strip.display:
            self.fill_strip(strip)

    @property
    def has_strip(self) -> bool:
        """Whether the view that is shown leaves something for the strip to tell."""
        return isinstance(self.pane, BoardPane)

    def fill_strip(self, strip: CardSummary) -> None:
        """Tell of what is under the cursor."""
        strip.show(self.pane, self.session)
