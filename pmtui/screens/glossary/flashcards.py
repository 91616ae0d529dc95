"""Flash cards: a term is asked for, then shown; what is known comes back later, what is not tomorrow."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from pmtui.errors import PmtuiError
from pmtui.glossary.entries import text
from pmtui.screens.frame.dictionary import shelf, term_index
from pmtui.screens.frame.messages import ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.record.bound_text import BoundText


class FlashcardsScreen(Dialog[None]):
    """The cards of the day, one after the other.

    Args:
        session: The workspace, keys and settings.
        queue: The slugs of the terms to ask for.
    """

    DEFAULT_CSS = """
    FlashcardsScreen {
        align: center middle;
        & > Vertical {
            width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 1 2;
            background: $panel; border: round $border;
        }
        & #answer { margin-top: 1; }
        & #keys { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", "Turn", show=False),
        Binding("y", "answer(True)", "Knew it", show=False),
        Binding("n", "answer(False)", "Did not", show=False),
        *bindings("back", "quit", "define"),
    ]

    place: reactive[Content] = reactive(Content(""), init=False)
    """Which card it is."""
    term: reactive[Content] = reactive(Content(""), init=False)
    """Its front."""
    answer: reactive[Content] = reactive(Content(""), init=False)
    """Its back, once it is turned."""
    keys: reactive[Content] = reactive(Content(""), init=False)
    """What to press."""

    def __init__(self, session: Session, queue: Sequence[str]) -> None:
        super().__init__()
        self._session, self._queue = session, list(queue)
        self._turned = False
        self._place = 0
        self._known = 0

    def compose(self) -> ComposeResult:
        """Where one is, the term, its meaning, and what to press."""
        with Vertical():
            yield BoundText(id="place").data_bind(said=FlashcardsScreen.place)
            yield BoundText(id="term").data_bind(said=FlashcardsScreen.term)
            yield BoundText(id="answer").data_bind(said=FlashcardsScreen.answer)
            yield BoundText(id="keys").data_bind(said=FlashcardsScreen.keys)

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def _show(self) -> None:
        over = self._place >= len(self._queue)
        entry = {} if over else term_index(self._session).entry(self._queue[self._place]) or {}
        asked = (
            f"{self._known} of {len(self._queue)} known; that is all for today"
            if over
            else text(entry, "headword")
        )
        place = "" if over else f"card {self._place + 1} of {len(self._queue)}"
        answer = Content("")
        if self._turned and not over:
            parts = [toned(text(entry, "definition"))]
            if text(entry, "formula"):
                parts.append(toned(text(entry, "formula"), "strong"))
            if text(entry, "example"):
                parts.append(toned(text(entry, "example"), "dim"))
            answer = Content("\n\n").join(parts)
        close = self._session.keymap.label("back")
        keys = (
            f"{close} close"
            if over
            else f"y knew it · n did not · {close} close"
            if self._turned
            else "space turn the card"
        )
        self.place, self.term = toned(place, "dim"), toned(asked, "strong")
        self.answer, self.keys = answer, toned(keys, "dim")

    def action_turn(self) -> None:
        """Show what it means."""
        self._turned = True
        self._show()

    def action_answer(self, knew: bool) -> None:
        """Note the answer and go on."""
        if not self._turned or self._place >= len(self._queue):
            return
        try:
            shelf().answer(self._queue[self._place], knew=knew, today=self._session.workspace.clock.today())
        except PmtuiError as error:
            say(self, str(error), "refusal")
            return
        self._known += knew
        self._place += 1
        self._turned = False
        self._show()

    def action_define(self) -> None:
        """Open the whole entry."""
        if self._place < len(self._queue):
            self.post_message(ShowTerm(self._queue[self._place]))

    def action_back(self) -> None:
        """Close; what was answered is kept."""
        self.dismiss()

    def action_quit(self) -> None:
        """Close; what was answered is kept."""
        self.dismiss()
