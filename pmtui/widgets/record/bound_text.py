"""A text that a dialog is bound to: what it says is set from above."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class BoundText(Widget):
    """A piece of text as high as it is long; it is drawn again where it differs."""

    DEFAULT_CSS = "BoundText { height: auto; width: 1fr; }"

    said: reactive[Content] = reactive(Content(""), layout=True)
    """The text."""

    def render(self) -> Content:
        """The text."""
        return self.said
