"""The inputs of a field: one line, or several lines that grow with the text."""

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from pmtui.terminal.text import clean
from pmtui.widgets.frame.line_input import LineInput

_TALLEST = 10
"""Lines of a long text that are shown at once."""


class FieldInput(LineInput):
    """One line of text; entering it selects the text, and its field sees each key first.

    Args:
        text: The text at first.
        first: Is given each key; whether it was for what is open under the field.
    """

    def __init__(self, text: str, first: Callable[[events.Key], bool]) -> None:
        super().__init__(text)
        self.select_on_focus = True
        self._takes = first

    def on_key(self, event: events.Key) -> None:
        """Give the key to the menu or month that is open."""
        if self._takes(event):
            event.stop()
            event.prevent_default()


class LongInput(TextArea):
    """A text that grows line by line: still when idle, clean, and left with the arrow keys at its ends."""

    DEFAULT_CSS = """
    LongInput {
        padding: 0; background: $surface; scrollbar-size-vertical: 1;
        &:focus { background: $panel; background-tint: transparent; }
    }
    """

    class Left(Message):
        """The cursor went over an end."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step
            """1 over the lower end, -1 over the upper."""

    def __init__(self, text: str) -> None:
        super().__init__(clean(text), compact=True, highlight_cursor_line=False)
        self.set_reactive(TextArea.cursor_blink, False)

    @property
    def lines_shown(self) -> int:
        """The lines it takes: those of its text, and no more than ten."""
        wrapped = self.wrapped_document.height if self.size.width else self.document.line_count
        return max(1, min(wrapped, _TALLEST))

    def edit(self, edit: Edit) -> EditResult:
        """Let nothing in but text: a paste may hold escape sequences."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up, or out of the field from the first."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(self.Left(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down, or out of the field from the last."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(self.Left(1))
        else:
            super().action_cursor_down(select)
