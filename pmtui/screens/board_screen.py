"""A book that opens with a board, and under it a strip on the card that the cursor is on."""

from typing import ClassVar

from textual.app import ComposeResult

from pmtui.screens.book import BookScreen
from pmtui.screens.panes import BoardPane
from pmtui.screens.strip import Strip


class BoardScreen(BookScreen):
    """A board first, tables after it."""

    PLACE: ClassVar[str] = "board"

    def below(self) -> ComposeResult:
        """What the card under the cursor does not say."""
        yield Strip(id="strip")

    def follow(self) -> None:
        """Let the strip follow the cursor; tables tell all in their columns."""
        super().follow()
        strip = self.query_one(Strip)
        strip.display = self.has_strip
        if strip.display:
            self.fill_strip(strip)

    @property
    def has_strip(self) -> bool:
        """Whether the view that is shown leaves something for the strip to tell."""
        return isinstance(self.pane, BoardPane)

    def fill_strip(self, strip: Strip) -> None:
        """Tell of what is under the cursor."""
        strip.show(self.pane, self.session)
