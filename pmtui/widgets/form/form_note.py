"""The line of a form that says what it keeps, and why it cannot be saved."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import toned

_MOST = 3


class FormNote(Widget):
    """A sentence of up to three lines; one line where there is nothing to say."""

    DEFAULT_CSS = """
    FormNote { height: auto; width: 1fr; padding: 0 1; color: $foreground; }
    """

    text: reactive[str] = reactive("", layout=True)
    """The sentence."""
    tone: reactive[str] = reactive("dim")
    """How it is set apart."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of the sentence."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return toned(clean_line(self.text), self.tone).wrap(max(width, 8))[:_MOST] or [Content("")]

    def render(self) -> Content:
        """The sentence."""
        return Content("\n").join(self._lines(self.content_size.width))
