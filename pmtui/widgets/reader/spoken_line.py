"""The line that a screen reader reads: what is current, and before it what has just happened."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class SpokenLine(Widget):
    """One sentence at the foot of the screen, at whose beginning the terminal's cursor stands."""

    DEFAULT_CSS = """
    SpokenLine { dock: bottom; height: 1; width: 1fr; background: $background; color: $foreground; }
    """

    said: reactive[str] = reactive("")
    """The sentence."""

    def render(self) -> Content:
        """The sentence, from the left edge on."""
        return Content(self.said)
