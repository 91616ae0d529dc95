"""One field of a form: its label, an input, how the text is understood, and what is wrong with it."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from pmtui.models.fields import Field
from pmtui.terminal.text import clean
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.form.form_reading import LONG
from pmtui.widgets.frame.line_input import LineInput

_LINES = 3
_READING = 24
_NARROW = 62
"""Below this width the reading gives its room to the input."""


class LongInput(TextArea):
    """A few lines of text: still when idle, clean, and left with the arrow keys at its ends."""

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


class FormField(Widget):
    """A row of a form. It draws label, reading and problem itself; only the input is a widget.

    Args:
        spec: The field.
        text: What stands in it at first.
        label_width: The width of the column of labels, in cells.
    """

    DEFAULT_CSS = """
    FormField {
        height: auto; width: 1fr; layout: vertical;
        & > LineInput, & > LongInput { background: $panel; }
        & > LineInput:focus, & > LongInput:focus { background: $panel; background-tint: $foreground 8%; }
        & > LineInput:ansi { background: transparent; text-style: underline; }
    }
    """

    reading: reactive[str] = reactive("")
    """How the text is understood."""
    problem: reactive[str] = reactive("", layout=True)
    """The problem with it, in a clause."""
    current: reactive[bool] = reactive(False)
    """Whether the cursor is in it."""

    class Edited(Message):
        """The text of the field was changed."""

        def __init__(self, field: "FormField") -> None:
            super().__init__()
            self.field = field
            """The row."""

    class Entered(Message):
        """The cursor came into the field, or left it."""

        def __init__(self, field: "FormField", *, left: bool) -> None:
            super().__init__()
            self.field = field
            """The row."""
            self.left = left
            """Whether the cursor left."""

    def __init__(self, spec: Field, text: str, label_width: int) -> None:
        super().__init__()
        self.spec = spec
        """The field that the row is for."""
        self.entry: LineInput | LongInput = LongInput(text) if spec.shape in LONG else LineInput(text)
        """The input."""
        self.first = self.text
        """The text as the form opened with it."""
        self._label_width = label_width
        self._height = _LINES if spec.shape in LONG else 1
        self.entry.styles.height = self._height

    @property
    def text(self) -> str:
        """The text in the field."""
        return self.entry.text if isinstance(self.entry, LongInput) else self.entry.value

    def put(self, text: str) -> None:
        """Replace the text."""
        if isinstance(self.entry, LongInput):
            self.entry.text = clean(text)
            if self.entry.is_mounted:
                self.entry.move_cursor(self.entry.document.end)
        else:
            self.entry.put(text)

    @property
    def touched(self) -> bool:
        """Whether the text is another than at first."""
        return self.text != self.first

    def compose(self) -> ComposeResult:
        """The input; the rest is drawn."""
        yield self.entry

    def on_resize(self) -> None:
        """Give the input the room between the label and the reading."""
        margin = (0, self._reading_width(), 0, self._label_width)
        if self.entry.styles.margin != margin:
            self.entry.styles.margin = margin

    def _reading_width(self) -> int:
        return _READING if self.size.width >= _NARROW and self._height == 1 else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The input's lines, and those of the problem below them."""
        return self._height + len(self._problem_lines(width))

    def _problem_lines(self, width: int) -> list[Content]:
        if not self.problem:
            return []
        return toned(f"! {self.problem}", "bad").wrap(max(width - self._label_width - 1, 8))

    def render(self) -> Content:
        """Label at the left, reading at the right, problem below."""
        mark = toned("▌" if self.current else " ", "accent")
        label = toned(self.spec.label, "strong" if self.current else "")
        star = toned(" *", "risk") if self.spec.required else Content("")
        line = Content.assemble(mark, label, star).truncate(self._label_width - 1, ellipsis=True)
        if self.reading and self._reading_width() > 1:
            start = self.size.width - self._reading_width() + 1
            line = line.truncate(start, pad=True) + toned(fitted(self.reading, _READING - 2), "dim")
        lines = [line, *(Content("") for _ in range(self._height - 1))]
        lines += [Content(" " * self._label_width) + each for each in self._problem_lines(self.size.width)]
        return Content("\n").join(lines)

    @on(LineInput.Changed)
    @on(TextArea.Changed)
    def _tell_edit(self, event: LineInput.Changed | TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the row the cursor is in."""
        self.current = True
        self.post_message(self.Entered(self, left=False))

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """The cursor is elsewhere."""
        self.current = False
        self.post_message(self.Entered(self, left=True))

    def watch_problem(self) -> None:
        """Keep a message that just appeared in sight."""
        if self.problem and self.current:
            self.call_after_refresh(self._scroll_to_problem)

    def _scroll_to_problem(self) -> None:
        if isinstance(self.parent, Widget):
            region = Region(0, 0, self.size.width, self.size.height).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(region, animate=False)
