"""A text to take along, over the screen: read it, copy it as Markdown."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.session import Session
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import Movement, ScrolledText


class TextViewer(Movement, Dialog[None]):
    """Markdown as it is written.

    Args:
        session: The workspace, keys and settings.
        text: The Markdown.
    """

    DEFAULT_CSS = """
    TextViewer {
        align: center middle;
        & > Vertical {
            width: 100; max-width: 100%; height: 90%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & #text { height: auto; }
        & #hint { height: 1; color: $text-muted; }
    }
    """
    STAYS = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "quit", "copy", "down", "up")

    def __init__(self, session: Session, text: str) -> None:
        super().__init__()
        self._session, self._text = session, text

    def compose(self) -> ComposeResult:
        """The text and what to press."""
        label = self._session.keymap.label
        with Vertical():
            with ScrolledText():
                yield Static(self._text, markup=False, id="text")
            yield Static(
                toned(f"{label('copy')} copy · {label('back')} close", "dim"), markup=False, id="hint"
            )

    def on_mount(self) -> None:
        """Scroll by key."""
        self.moving.focus()

    @property
    def moving(self) -> ScrolledText:
        """The text."""
        return self.query_one(ScrolledText)

    def action_copy(self) -> None:
        """Copy the Markdown."""
        copy_text(self, self._session, self._text)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    def action_quit(self) -> None:
        """Close."""
        self.dismiss()
