"""The keys that matter here, in one line at the bottom."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.terminal.key_names import parse_key
from pmtui.widgets.drawing.text_styles import toned

_GAP = "  "


class FooterKeys(Widget):
    """`? help  enter open  n new`: pairs that do not fit are dropped from the right, never cut."""

    DEFAULT_CSS = """
    FooterKeys { height: 1; width: 1fr; background: $surface; color: $foreground; }
    """

    pairs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """(key, word), the one to keep longest first."""

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        left = 1
        for key, word in self.pairs:
            right = left + Content(f"{key} {word}").cell_length
            if left <= event.x < right:
                for stroke in parse_key(key).split():
                    self.app.simulate_key(stroke)
                return
            left = right + len(_GAP)

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
