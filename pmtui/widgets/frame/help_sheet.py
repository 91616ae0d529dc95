"""The `?` sheet: the keys that work here, read off the commands."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from pmtui.commands import COMMANDS, GROUPS, PLACES, Command, Keymap
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import Movement, ScrolledText


class HelpText(Widget):
    """The text of the sheet; help that is longer than the line goes on below where it began."""

    def __init__(self, keymap: Keymap, place: str, reasons: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap, self._place, self._reasons = keymap, place, reasons

    def render(self) -> Content:
        """All lines for the width there is."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the width makes of it."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        here = [each for each in COMMANDS.values() if self._place in PLACES[each.scope]]
        column = max(Content(self._keymap.labels(each.id)).cell_length for each in here) + 4
        lines = []
        for group in GROUPS:
            rows = [each for each in here if each.group == group]
            if rows:
                lines += [Content(""), toned(group, "strong")]
            for command in rows:
                lines += self._row(command, column, width)
        return [*lines[1:], Content(""), toned("esc closes, j k scroll", "dim")]

    def _row(self, command: Command, column: int, width: int) -> list[Content]:
        why = self._reasons.get(command.id, "")
        keys = toned(f"  {self._keymap.labels(command.id) or '-'}", "dim" if why else "key")
        text = toned(f"{command.help} (not now: {why})", "dim") if why else toned(command.help)
        pieces = text.wrap(max(width - column, 8))
        starts = [keys.truncate(column, pad=True), *(Content(" " * column) for _ in pieces[1:])]
        return [start + piece for start, piece in zip(starts, pieces, strict=True)]


class HelpSheet(Movement, Dialog[None]):
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
            background: $panel; border: round $border; scrollbar-size-vertical: 1;
        }
        & HelpText { height: auto; width: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "help", "quit", "down", "up")

    def __init__(self, keymap: Keymap, place: str, reasons: dict[str, str] | None = None) -> None:
        super().__init__()
        self._text = HelpText(keymap, place, reasons or {})

    def compose(self) -> ComposeResult:
        """One text, scrolled as a whole."""
        with ScrolledText():
            yield self._text

    @property
    def moving(self) -> ScrolledText:
        """The text."""
        return self.query_one(ScrolledText)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    action_help = action_back
    action_quit = action_back
