"""The `?` sheet: the keys that work here, read off the commands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.commands import COMMANDS, GROUPS, PLACES, Keymap
from pmtui.widgets.bindings import bindings
from pmtui.widgets.tones import toned


class HelpSheet(ModalScreen[None]):
    """Every command of a place with its keys in force, by group; closes with escape, `?` or `q`.

    Args:
        keymap: The keys in force.
        place: Where the person is: one of the places in `pmtui.commands.PLACES`.
        reasons: For commands that cannot be given now, why.
    """

    DEFAULT_CSS = """
    HelpSheet {
        align: center middle;
        & > VerticalScroll {
            width: 84; max-width: 98%; height: auto; max-height: 90%; padding: 0 2;
            background: $surface; border: round $primary; scrollbar-size-vertical: 1;
        }
        & Static { height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "help", "quit", "down", "up")

    def __init__(self, keymap: Keymap, place: str, reasons: dict[str, str] | None = None) -> None:
        super().__init__()
        self._keymap, self._place, self._reasons = keymap, place, reasons or {}

    def compose(self) -> ComposeResult:
        """One text, scrolled as a whole."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines()), markup=False)

    def _lines(self) -> list[Content]:
        here = [each for each in COMMANDS.values() if self._place in PLACES[each.scope]]
        width = max(Content(self._keymap.labels(each.id)).cell_length for each in here) + 2
        lines = []
        for group in GROUPS:
            rows = [each for each in here if each.group == group]
            if not rows:
                continue
            lines += [Content(""), toned(group, "strong")]
            for command in rows:
                why = self._reasons.get(command.id, "")
                keys = toned(self._keymap.labels(command.id) or "-", "dim" if why else "key")
                text = toned(f"{command.help} (not now: {why})", "dim") if why else toned(command.help)
                lines.append(Content.assemble("  ", keys, " " * (width - keys.cell_length), text))
        return [*lines[1:], Content(""), toned("esc closes, j k scroll", "dim")]

    def action_down(self) -> None:
        """Scroll a line on."""
        self.query_one(VerticalScroll).scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Scroll a line back."""
        self.query_one(VerticalScroll).scroll_relative(y=-1, animate=False)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    action_help = action_back
    action_quit = action_back
