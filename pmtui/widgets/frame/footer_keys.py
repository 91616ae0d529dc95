"""The keys that matter here, in one line at the bottom."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

_GAP = "  "


class FooterKeys(Widget):
    """`? help  enter open  n new`: pairs that do not fit are dropped from the right, never cut."""

    DEFAULT_CSS = """
    FooterKeys { height: 1; width: 1fr; background: $surface; color: $foreground; }
    """

    pairs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """(key, word), the one to keep longest first."""

    def render(self) -> Content:
        """As many pairs as the width takes."""
        line = Content(" ")
        for index, (key, word) in enumerate(self.pairs):
            longer = Content.assemble(
                line, _GAP if index else "", toned(key, "key"), toned(f" {word}", "dim")
            )
            if longer.cell_length > self.size.width:
                break
            line = longer
        return line
