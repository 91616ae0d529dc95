"""The line that says where you are: workspace, user, filter, marks, and what is held back."""

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

_BETWEEN = " · "


class StatusPart(NamedTuple):
    """One piece of the status line."""

    text: str
    """Its plain text."""
    tone: str = ""
    """How it is set apart: a key of `TONES`."""


class StatusLine(Widget):
    """One line of parts from the left, and one text at the right.

    Where room is short the right text goes first, then the parts from the right: so the parts
    stand in order of weight.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; background: $surface; color: $foreground; }
    """

    parts: reactive[tuple[StatusPart, ...]] = reactive(())
    """The parts at the left, the most important first."""
    right: reactive[StatusPart] = reactive(StatusPart(""))
    """The part at the right end, if there is room."""

    def render(self) -> Content:
        """The line for the width there is."""
        room = self.size.width - 2
        line = self._left(room)
        gap = room - line.cell_length - toned(self.right.text).cell_length
        if self.right.text and gap >= len(_BETWEEN):
            line = Content.assemble(line, " " * gap, toned(self.right.text, self.right.tone))
        return Content.assemble(" ", line)

    def _left(self, room: int) -> Content:
        line = Content("")
        for part in filter(lambda each: each.text, self.parts):
            between = toned(_BETWEEN, "dim") if line else Content("")
            longer = Content.assemble(line, between, toned(part.text, part.tone))
            if longer.cell_length > room:
                return line or longer.truncate(room, ellipsis=True)
            line = longer
        return line
