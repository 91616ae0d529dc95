"""The heading of a section of a form: folded or open, and what is in it."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.models.form.section import Section
from pmtui.widgets.drawing.text_styles import toned


class SectionHead(Widget, can_focus=True):
    """One line: the title of a section, and what it holds while it is folded.

    Args:
        section: The section.
        indent: The column of its summary.
        ascii: Whether signs are drawn with ASCII alone.
    """

    DEFAULT_CSS = """
    SectionHead { height: 1; width: 1fr; &.-spaced { margin-top: 1; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "fold", "Fold", show=False),
    ]

    folded: reactive[bool] = reactive(False)
    """Whether its fields are put away."""
    summary: reactive[str] = reactive("")
    """What is in it."""
    hint: reactive[str] = reactive("")
    """What stands at its right end while it is open."""
    refused: reactive[str] = reactive("")
    """Why it cannot be opened; empty if it can."""
    current: reactive[bool] = reactive(False)
    """Whether the cursor is on it."""

    class Folded(Message):
        """It was folded or opened."""

        def __init__(self, head: "SectionHead") -> None:
            super().__init__()
            self.head = head
            """The heading."""

    class Entered(Message):
        """The cursor came to it."""

        def __init__(self, head: "SectionHead") -> None:
            super().__init__()
            self.head = head
            """The heading."""

    def __init__(self, section: Section, indent: int, *, ascii: bool) -> None:
        super().__init__()
        self.section = section
        """The section."""
        self.entry = self
        """The widget that takes the keys."""
        self._indent, self._ascii = indent, ascii

    @property
    def is_line(self) -> bool:
        """Whether nothing is shown below it."""
        return self.folded or bool(self.refused)

    def action_fold(self) -> None:
        """Fold it, or open it."""
        if not self.refused:
            self.folded = not self.folded
            self.post_message(self.Folded(self))

    def on_click(self, event: events.Click) -> None:
        """Fold it, or open it."""
        event.stop()
        self.action_fold()

    def on_focus(self) -> None:
        """Mark it."""
        self.current = True
        self.post_message(self.Entered(self))

    def on_blur(self) -> None:
        """The cursor is elsewhere."""
        self.current = False

    def render(self) -> Content:
        """Sign, title and summary."""
        signs = (">", "v") if self._ascii else ("▸", "▾")
        mark = toned("▌" if self.current else " ", "accent")
        if self.refused:
            line = Content.assemble(mark, "  ", toned(self.section.title, "dim"))
            return line.truncate(self._indent, pad=True) + toned(self.refused, "dim")
        sign = signs[0] if self.folded else signs[1]
        line = Content.assemble(mark, f"{sign} ", toned(self.section.title, "strong"))
        if self.folded:
            line = line.truncate(max(self._indent, line.cell_length + 2), pad=True)
            return (line + toned(self.summary, "dim")).truncate(self.size.width, ellipsis=True)
        if self.hint:
            line = line.truncate(self.size.width - Content(self.hint).cell_length - 1, pad=True)
            return line + toned(self.hint, "dim")
        return line
