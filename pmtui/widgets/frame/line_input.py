"""An input of one line that stays still when idle and lets nothing but text in."""

from collections.abc import Iterable

from textual import events
from textual.geometry import Size
from textual.message import Message
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

    class PastedLines(Message):
        """Several lines were pasted into this one."""

        def __init__(self, line: "LineInput", lines: tuple[str, ...]) -> None:
            super().__init__()
            self.line = line
            """Where they were pasted."""
            self.lines = lines
            """The lines, blank ones left out."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(one_line(value), compact=True, select_on_focus=False, id=id)
        self.set_reactive(Input.cursor_blink, False)

    def validate_value(self, value: str) -> str:
        """The text that the line may hold: without control characters and line breaks."""
        return one_line(value)

    def on_paste(self, event: events.Paste) -> None:
        """Take one line as it is; of several, ask what becomes of them."""
        lines = tuple(filter(None, (one_line(each).strip() for each in event.text.splitlines())))
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.PastedLines(self, lines))

    def take(self, lines: Iterable[str]) -> None:
        """Put lines, one after the other, where the cursor is or in place of what is selected."""
        self.replace(" ".join(lines), *sorted(self.selection))

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
