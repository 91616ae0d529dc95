"""An input of one line that stays still when idle and lets nothing but text in."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from pmtui.terminal.text import clean


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

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(one_line(value), compact=True, select_on_focus=False, id=id)
        self.set_reactive(Input.cursor_blink, False)

    def validate_value(self, value: str) -> str:
        """The text that the line may hold: without control characters and line breaks."""
        return one_line(value)

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
