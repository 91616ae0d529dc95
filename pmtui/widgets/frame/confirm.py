"""One question before an act that reaches further than its record; its title is the act and what it is about."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.widgets import Static

from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.stand_clear import stand_clear

_EDGES = 8
"""Cells of the border and the padding."""
_WIDEST = 76


class Confirm(Dialog[bool]):
    """A yes or no; only `y` is yes, so that a stray enter does no harm.

    Args:
        question: The act and its object.
        consequence: What it would do.
        card: Where what it speaks of stands on the screen; the dialog keeps clear of that.
    """

    DEFAULT_CSS = """
    Confirm {
        align: left top;
        & > Vertical {
            height: auto; max-height: 90%; padding: 1 3 0 3; background: $surface; border: round $foreground 30%;
            border-title-color: $foreground; border-title-style: bold; border-title-background: $surface;
        }
        & Static { height: auto; margin-bottom: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
        *bindings("back"),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("y", "yes"), ("n", "no"), ("esc", "not yet"))

    def __init__(self, question: str, consequence: str = "", card: Region | None = None) -> None:
        super().__init__()
        self._question, self._consequence, self._card = question, consequence, card

    def compose(self) -> ComposeResult:
        """The question, and what it would do."""
        with Vertical() as panel:
            panel.border_title = Content(f" {self._question} ")
            yield Static(toned(self._consequence or self._question), markup=False)

    def on_mount(self) -> None:
        """Stand clear of what it speaks of: as wide as its longest line, as high as its content."""
        screen = self.app.size
        lines = (self._consequence or self._question).splitlines()
        longest = max(Content(line).cell_length for line in (*lines, self._question))
        width = min(longest + _EDGES, _WIDEST, max(0, screen.width - 2))
        wrapped = Content("\n".join(lines)).wrap(max(1, width - _EDGES))
        panel = self.query_one(Vertical)
        panel.styles.width = width
        panel.styles.offset = stand_clear(screen, Size(width, len(wrapped) + 4), self._card)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_back(self) -> None:
        """Escape is no."""
        self.dismiss(False)
