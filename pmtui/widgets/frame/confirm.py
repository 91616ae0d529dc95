"""One question before what cannot be undone; everything else is undoable and never asks."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog


class Confirm(Dialog[bool]):
    """A yes or no; only `y` is yes, so that a stray enter does no harm.

    Args:
        question: What is about to happen, as a question.
        consequence: What it would cost.
    """

    DEFAULT_CSS = """
    Confirm {
        align: center middle;
        & > Vertical {
            width: 64; max-width: 94%; height: auto; padding: 1 2;
            background: $panel; border: round $border;
        }
        & Static { height: auto; }
        & #answers { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
        *bindings("back"),
    ]

    def __init__(self, question: str, consequence: str = "") -> None:
        super().__init__()
        self._question, self._consequence = question, consequence

    def compose(self) -> ComposeResult:
        """The question, its consequence, and the answers."""
        with Vertical():
            yield Static(toned(self._question, "strong"), markup=False)
            yield Static(toned(self._consequence), markup=False)
            yield Static(
                toned("y", "key") + toned(" yes   ", "dim") + toned("n", "key") + toned(" no", "dim"),
                markup=False,
                id="answers",
            )

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_back(self) -> None:
        """Escape is no."""
        self.dismiss(False)
