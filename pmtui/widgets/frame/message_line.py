"""The message line above the keys: what just happened and how to take it back, or why something was not done."""

from typing import Literal, NamedTuple, Protocol, runtime_checkable

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import toned

Nature = Literal["done", "note", "warning", "refusal"]
"""The nature of a message: something was done, is to be known, is to be watched, or was not done."""

_SIGNS: dict[Nature, tuple[str, str]] = {
    "done": ("✓", "good"),
    "note": ("", ""),
    "warning": ("!", "due"),
    "refusal": ("!", "bad"),
}
_MOST = 3
"""Lines that a long message may take; a file's path must be readable."""


class Said(NamedTuple):
    """One message."""

    text: str
    """What happened, as plain text."""
    nature: Nature = "note"
    """How it is set apart, by a sign and a color."""
    way_back: tuple[str, str] = ("", "")
    """The key that takes it back, and the words beside it; shown at the right."""


@runtime_checkable
class Speaking(Protocol):
    """A screen with a message line."""

    said: Said | None
    """The latest message."""


class Say(Message):
    """A message for the line above the keys."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said
        """The message."""


def say(node: MessagePump, text: str, nature: Nature = "note", way_back: tuple[str, str] = ("", "")) -> None:
    """Show a message above the keys until the next key; the only way to tell somebody something in passing.

    Args:
        node: Any widget, screen or application.
        text: The message; a document's title in it stays text.
        nature: How it is set apart.
        way_back: The key that takes it back, and the words beside it.
    """
    node.app.post_message(Say(Said(clean_line(text), nature, way_back)))


class MessageLine(Widget):
    """One line; a message that is longer takes as many as it needs, up to three.

    Nothing in it runs by a clock: a message goes with the next key or click, so that an idle screen stays still.
    """

    DEFAULT_CSS = """
    MessageLine { height: auto; min-height: 1; max-height: 3; width: 1fr; background: $background; color: $foreground; }
    """

    said: reactive[Said | None] = reactive[Said | None](None, layout=False)
    """The latest message; `None` where the next key has taken it away."""
    standing: reactive[str] = reactive("")
    """What is shown while there is no message: the marks and their sum."""

    def watch_said(self, before: Said | None, after: Said | None) -> None:
        """Make room where the message needs more than a line."""
        width = self.size.width
        if len(self._lines(before, width)) != len(self._lines(after, width)):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the message takes."""
        return len(self._lines(self.said, width))

    def render(self) -> Content:
        """The message, else what stands."""
        return Content("\n").join(self._lines(self.said, self.size.width))

    def _lines(self, said: Said | None, width: int) -> list[Content]:
        if said is None:
            return [Content.assemble(" ", toned(self.standing, "strong")).truncate(width, ellipsis=True)]
        sign, tone = _SIGNS[said.nature]
        left = Content.assemble(" ", toned(f"{sign} ", tone), said.text) if sign else Content(f" {said.text}")
        key, words = said.way_back
        right = Content.assemble(toned(key, "key"), toned(f" {words} ", "dim")) if key else Content("")
        room = width - right.cell_length
        if left.cell_length < room:
            return [Content.assemble(left.truncate(room, pad=True), right)]
        lines = left.wrap(max(width - 1, 1))[:_MOST]
        if key:
            last = lines.pop() if lines[-1].cell_length < room or len(lines) == _MOST else Content("")
            lines.append(Content.assemble(last.truncate(room, ellipsis=True, pad=True), right))
        return lines
