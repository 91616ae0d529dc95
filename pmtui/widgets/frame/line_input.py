"""An input of one line that stays still when idle and lets nothing but text in."""

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from pmtui.terminal.text import clean

_SEVERAL = 2


class LineInput(Input):
    """One line of text without a frame: no blinking cursor, and pasted escape sequences are dropped."""

    DEFAULT_CSS = """
    LineInput {
        background: $surface;
        &:focus { background: $panel; background-tint: transparent; }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long the text is; the line stays as wide as it is, so nothing is laid out anew as one types."""

    class SeveralLines(Message):
        """Several lines were pasted; they are in the line, one after the other."""

        def __init__(self, lines: tuple[str, ...]) -> None:
            super().__init__()
            self.lines = lines
            """The lines that are not empty."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(one_line(value), compact=True, select_on_focus=False, id=id)
        self.set_reactive(Input.cursor_blink, False)

    def validate_value(self, value: str) -> str:
        """The text that the line may hold: without control characters and line breaks."""
        return one_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Put all that is pasted into the line: Textual would drop what follows the first line."""
        lines = tuple(line.strip() for line in clean(event.text).split("\n") if line.strip())
        text = one_line(clean(event.text)) if len(lines) < _SEVERAL else " ".join(lines)
        self.replace(text, *self.selection)
        event.stop()
        event.prevent_default()
        if len(lines) >= _SEVERAL:
            self.post_message(self.SeveralLines(lines))

    def put(self, text: str) -> None:
        """Replace the text and go to its end."""
        self.value = text
        if self.is_mounted:
            self.cursor_position = len(self.value)

    def on_mount(self) -> None:
        """Start at the end of what stands there."""
        self.cursor_position = len(self.value)


def one_line(text: str) -> str:
    """Text made safe for one line; spaces at its ends stay, since they may be being typed."""
    return clean(text).replace("\n", " ").replace("\t", " ")
