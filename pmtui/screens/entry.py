"""An entry of the dictionary over the screen: read it, walk its links, and be back where you were."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.screens.session import Session
from pmtui.screens.terms import entry_lines, term_index
from pmtui.widgets.bindings import bindings
from pmtui.widgets.detail import Detail
from pmtui.widgets.tones import toned


class EntryScreen(ModalScreen[None]):
    """One entry, and those that its links lead to.

    Args:
        session: The workspace, keys and settings.
        slug: The entry to begin with.
    """

    DEFAULT_CSS = """
    EntryScreen {
        align: center middle;
        & > Vertical {
            width: 90; max-width: 100%; height: 80%; max-height: 32; padding: 0 1;
            background: $background; border: round $primary;
        }
        & #hint { height: 1; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "quit", "define")

    def __init__(self, session: Session, slug: str) -> None:
        super().__init__()
        self._session = session
        self._walked = [slug]

    def compose(self) -> ComposeResult:
        """The entry and what to press."""
        with Vertical():
            yield Detail(id="entry")
            yield Static(self._hint(), markup=False, id="hint")

    def _hint(self) -> Content:
        label = self._session.keymap.label
        return toned(f"{label('open')} follow a link · {label('back')} back · {label('quit')} close", "dim")

    def on_mount(self) -> None:
        """Show the first entry."""
        self._show()
        self.query_one(Detail).focus()

    def _show(self) -> None:
        index = term_index(self._session)
        entry = index.entry(self._walked[-1])
        detail = self.query_one(Detail)
        detail.lines = entry_lines(entry, index) if entry is not None else ()
        detail.action_first()

    @on(Detail.Opened)
    def _follow(self, event: Detail.Opened) -> None:
        event.stop()
        self._walked.append(event.target)
        self._show()

    def action_back(self) -> None:
        """To the entry before, or away."""
        self._walked.pop()
        if self._walked:
            self._show()
        else:
            self.dismiss()

    def action_quit(self) -> None:
        """Away, however far the walk went."""
        self.dismiss()

    def action_define(self) -> None:
        """The same key that opened it closes it."""
        self.dismiss()
