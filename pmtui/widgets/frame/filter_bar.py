"""The line in which a screen is filtered; a mistake is pointed at where it stands."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.line_input import LineInput

_LABEL = " filter: "
_TAKES = "   tab takes it, down the next"


class FilterBar(Widget):
    """`filter: stage:proposal amount:>10k`, and under it what is wrong with it.

    The screen filters as `Changed` arrives and answers with `show_error` where it cannot.
    """

    DEFAULT_CSS = """
    FilterBar {
        height: auto; width: 1fr; layout: vertical; background: $panel;
        & > #entry { height: 1; layout: horizontal; }
        & #label { width: auto; height: 1; color: $text-muted; }
        & > #problem { height: auto; display: none; color: $text-error; }
        &.-wrong > #problem { display: block; }
        & > #offers { height: 1; padding: 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", "Take what is offered", show=False, priority=True),
        Binding("down", "offered(1)", "Next offer", show=False),
        Binding("up", "offered(-1)", "Offer before", show=False),
        *bindings("back"),
    ]

    offered: reactive[tuple[tuple[str, str], ...]] = reactive((), repaint=False)
    """What the last word may become, as (word, what it is); tab takes the one that is lit."""

    problem: reactive[tuple[str, int] | None] = reactive(None)
    """The problem and its character, counted from 0; None if there is no problem."""

    class Changed(Message):
        """The text was edited."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """The filter as it stands."""

    class Submitted(Message):
        """Enter: keep the filter and go back to the rows."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """The filter to keep."""

    class Taken(Message):
        """Tab: the last word becomes what is offered."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word
            """The word."""

    class Closed(Message):
        """Escape: away with the filter."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._lit = 0

    def compose(self) -> ComposeResult:
        """The label and the input in one line, the problem below."""
        with Widget(id="entry"):
            yield Static(_LABEL, markup=False, id="label")
            yield LineInput(self._text, id="text")
        yield Static(markup=False, id="problem")
        yield Static(markup=False, id="offers")

    @property
    def text(self) -> str:
        """The filter as it stands."""
        return self.query_one("#text", LineInput).value

    @text.setter
    def text(self, text: str) -> None:
        self.query_one("#text", LineInput).put(text)

    def offer(self, text: str) -> None:
        """Begin with a filter that the first letter takes the place of."""
        self.text = text
        self.query_one("#text", LineInput).select_all()

    def focus(self, scroll_visible: bool = True) -> "FilterBar":
        """Start typing."""
        self.query_one("#text", LineInput).focus(scroll_visible)
        return self

    def show_error(self, message: str, column: int) -> None:
        """Say what is wrong, and point at it.

        Args:
            message: One clause, plain text.
            column: The index of the character in the text at which it goes wrong.
        """
        self.problem = (clean_line(message), column)

    def watch_problem(self, problem: tuple[str, int] | None) -> None:
        """Draw the pointer and the message, or take them away."""
        self.set_class(problem is not None, "-wrong")
        if problem is not None:
            self.query_one("#problem", Static).update(self._pointer(*problem))

    def _pointer(self, message: str, column: int) -> Content:
        """A caret under the character, and the message beside it where it fits, else below."""
        entry = self.query_one("#text", LineInput)
        before = Content(entry.value[: max(column, 0)]).cell_length - round(entry.scroll_x)
        start = len(_LABEL) + min(max(before, 0), max(entry.size.width - 1, 0))
        width = self.size.width
        if start + 2 + Content(message).cell_length <= width:
            return toned(f"{' ' * start}^ {message}", "bad")
        if Content(message).cell_length + 2 <= start:
            return toned(f"{message} ^".rjust(start + 1), "bad")
        return toned(f"{' ' * start}^\n {fitted(message, width - 1)}", "bad")

    def watch_offered(self) -> None:
        """Light the first of them."""
        self._lit = 0
        self._show_offers()

    def action_offered(self, step: int) -> None:
        """Light the next offer, or the one before."""
        if self.offered:
            self._lit = (self._lit + step) % len(self.offered)
            self._show_offers()

    def action_take(self) -> None:
        """Let the last word become the offer that is lit."""
        if self.offered:
            self.post_message(self.Taken(self.offered[self._lit][0]))

    def _show_offers(self) -> None:
        """As many as the line takes, from the one that is lit on; the lit one says what it is."""
        if not self.is_mounted:
            return
        line, width = Content(""), self.size.width - 2
        for place, (word, note) in enumerate(self.offered[self._lit :]):
            said = f"{word} {note}" if note and not place else word
            piece = toned(f" {said} ", "tab") if not place else toned(f" {word} ", "dim")
            if line.cell_length + piece.cell_length > width:
                break
            line += piece
        if self.offered and line.cell_length + len(_TAKES) <= width:
            line += toned(_TAKES, "dim")
        self.query_one("#offers", Static).update(line)

    @on(LineInput.Changed)
    def _tell_change(self, event: LineInput.Changed) -> None:
        event.stop()
        self.problem = None
        self.post_message(self.Changed(event.value))

    @on(LineInput.Submitted)
    def _tell_submission(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))

    def action_back(self) -> None:
        """Give up filtering."""
        self.post_message(self.Closed())
