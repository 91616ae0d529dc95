"""An entry of the dictionary over the screen: read it, walk its links, and be back where you were."""

import random
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pmtui.screens.frame.dictionary import term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.entry_actions import EntryActions
from pmtui.screens.glossary.entry_pane import EntryPane, Walk, neighbour
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog


class EntryScreen(Dialog[None], EntryActions):
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
            background: $panel; border: round $border;
        }
        & #hint { height: 1; color: $text-muted; }
    }
    """
    STAYS = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "back", "quit", "define", "backward", "forward", "left", "right", "random-term", "favourite",
        "compare", "what-if", "copy",
    )  # fmt: skip

    def __init__(self, session: Session, slug: str) -> None:
        super().__init__()
        self.session = session
        self._first = slug
        self._walk = Walk()
        self._pane = EntryPane(session, id="entry")

    def compose(self) -> ComposeResult:
        """The entry and what to press."""
        with Vertical():
            yield self._pane
            yield Static(self._hint(), markup=False, id="hint")

    def _hint(self) -> Content:
        label = self.session.keymap.label
        keys = (
            ("open", "follow"),
            ("back", "back"),
            ("compare", "compare"),
            ("favourite", "favourite"),
            ("quit", "close"),
        )
        return toned(
            " · ".join(f"{label(command)} {word}" for command, word in keys if label(command)), "dim"
        )

    def on_mount(self) -> None:
        """Show the first entry."""
        self.pane.show(self._first)
        self.pane.focus()

    @property
    def pane(self) -> EntryPane:
        """Where the entry is shown."""
        return self._pane

    @on(EntryPane.Walked)
    def _follow(self, event: EntryPane.Walked) -> None:
        event.stop()
        self._go(event.slug)

    def _go(self, slug: str) -> None:
        self._walk.leave(self.pane.slug)
        self.pane.show(slug)

    def action_left(self) -> None:
        """The headword before."""
        self._go(neighbour(term_index(self.session).slugs(), self.pane.slug, -1))

    def action_right(self) -> None:
        """The next headword."""
        self._go(neighbour(term_index(self.session).slugs(), self.pane.slug, 1))

    def action_random_term(self) -> None:
        """An entry by chance."""
        self._go(random.choice(term_index(self.session).slugs()))

    def action_backward(self) -> None:
        """The entry read before this one."""
        slug = self._walk.back(self.pane.slug)
        if slug:
            self.pane.show(slug)

    def action_forward(self) -> None:
        """The entry that backward left."""
        slug = self._walk.forward(self.pane.slug)
        if slug:
            self.pane.show(slug)

    def action_back(self) -> None:
        """To the entry before, or away."""
        slug = self._walk.back(self.pane.slug)
        if slug:
            self.pane.show(slug)
        else:
            self.dismiss()

    def action_quit(self) -> None:
        """Away, however far the walk went."""
        self.dismiss()

    def action_define(self) -> None:
        """The same key that opened it closes it."""
        self.dismiss()
