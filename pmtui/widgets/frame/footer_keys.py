"""The keys that matter here, in one line at the bottom."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.terminal.key_names import parse_key
from pmtui.widgets.drawing.text_styles import toned

_GAP = "  "
_HELP = "help"


class FooterKeys(Widget):
    """`? help  enter open  n new`: pairs that do not fit are dropped, never cut; help stands last."""

    DEFAULT_CSS = """
    FooterKeys { height: 1; width: 1fr; background: $surface; color: $foreground; }
    """

    pairs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """(key, word), the one to keep longest first."""

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        left = 1
        for key, word in self._fitting():
            right = left + Content(f"{key} {word}").cell_length
            if left <= event.x < right:
                for stroke in parse_key(key).split():
                    self.app.simulate_key(stroke)
                return
            left = right + len(_GAP)

    def render(self) -> Content:
        """As many pairs as the width takes, the key of help last."""
        pairs = [
            Content.assemble(toned(key, "key"), toned(f" {word}", "dim")) for key, word in self._fitting()
        ]
        return Content.assemble(" ", Content(_GAP).join(pairs))

    def _fitting(self) -> list[tuple[str, str]]:
        """The pairs that fit; help is never dropped, since it names all the others."""
        last = [pair for pair in self.pairs if pair[1] == _HELP]
        room = self.size.width - 1 - sum(map(_cells, last))
        found: list[tuple[str, str]] = []
        for pair in self.pairs:
            if pair not in last:
                room -= _cells(pair) + (len(_GAP) if found or last else 0)
                if room < 0:
                    break
                found.append(pair)
        return [*found, *last]


def _cells(pair: tuple[str, str]) -> int:
    return Content(f"{pair[0]} {pair[1]}").cell_length
