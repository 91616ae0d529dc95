"""One field of a form: its label, an input, how the text is understood, and what is wrong with it."""

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea

from pmtui.models.fields import Field, Shape
from pmtui.terminal.text import clean, clean_line
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.form.field_inputs import FieldInput, LongInput
from pmtui.widgets.form.field_popup import (
    CLOSED,
    mending_menu,
    menu_of,
    month_of,
    narrowed_menu,
    opens,
    whole_menu,
)
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_reading import LONG, check, completed, linked_id, read_back
from pmtui.widgets.form.popup import Menu, Month
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.line_input import LineInput

INPUT = 30
"""The cells of an input of one line."""
_NARROW = 62
"""Below this width the reading gives its room to the input."""


class FormField(Widget):
    """A row of a form. It draws label, reading and problem itself; only the input is a widget.

    Args:
        spec: The field.
        context: How it reads and names things.
        label_width: The width of the column of labels, in cells; the input lies in it alone if it is 0.
    """

    DEFAULT_CSS = """
    FormField {
        height: auto; width: 1fr; layout: vertical;
        & > FieldInput, & > LongInput { background: $panel; }
        & > FieldInput:focus, & > LongInput:focus { background: $panel; background-tint: $foreground 8%; }
        & > FieldInput:ansi { background: transparent; text-style: underline; }
    }
    """
    BINDINGS = bindings("complete", priority=True)

    reading: reactive[str] = reactive("")
    """How the text is understood."""
    problem: reactive[str] = reactive("", layout=True)
    """The problem with it, in a clause."""
    current: reactive[bool] = reactive(False)
    """Whether the cursor is in it."""
    changed: reactive[bool] = reactive(False)
    """Whether its text is another than at first."""

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

    class Passed(Message):
        """The cursor is to go on."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step
            """1 for the field below, -1 for the one above."""

    def __init__(self, spec: Field, context: FormContext, label_width: int) -> None:
        super().__init__()
        self.spec = spec
        """The field that the row is for."""
        self.first = ""
        """The text as the form opened with it."""
        self.entry: FieldInput | LongInput = (
            LongInput("") if spec.shape in LONG else FieldInput("", self._first_key)
        )
        """The input."""
        self._how, self._label_width = context, label_width
        self._popup: Menu | Month | None = None
        self._walking = self._moved = False
        self._entered, self._typed, self._taken = "", "", 0
        self._height = 1
        self.entry.styles.height = 1

    @property
    def text(self) -> str:
        """The text in the field."""
        return self.entry.text if isinstance(self.entry, LongInput) else self.entry.value

    @property
    def touched(self) -> bool:
        """Whether the text is another than at first."""
        return self.text != self.first

    def begin(self, text: str) -> None:
        """Show a text as the one that is stored."""
        with self.prevent(LineInput.Changed, TextArea.Changed):
            self.put(text)
        self.first = self.text
        self.changed = False
        self._read()

    def put(self, text: str) -> None:
        """Replace the text."""
        if isinstance(self.entry, LongInput):
            self.entry.text = clean(text)
            if self.entry.is_mounted:
                self.entry.move_cursor(self.entry.document.end)
                self._grow()
        else:
            self.entry.put(text)

    def check(self) -> tuple[object, str]:
        """The value of its text, and what is wrong with it; one of them is `None` or empty."""
        return check(self.spec, self.text, self._how.reading)

    def compose(self) -> ComposeResult:
        """The input; the rest is drawn."""
        yield self.entry

    def on_resize(self) -> None:
        """Give the input the room between the label and the reading."""
        right = 1 if self._height > 1 or isinstance(self.entry, LongInput) else self._reading_width()
        margin = (0, right if self._label_width else 0, 0, self._label_width)
        if self.entry.styles.margin != margin:
            self.entry.styles.margin = margin
        if isinstance(self.entry, LongInput):
            self.call_after_refresh(self._grow)

    def _grow(self) -> None:
        """Take as many lines as the text."""
        if isinstance(self.entry, LongInput) and self.entry.lines_shown != self._height:
            self._height = self.entry.lines_shown
            self.entry.styles.height = self._height
            self.refresh(layout=True)

    def _reading_width(self) -> int:
        return max(self.size.width - self._label_width - INPUT, 1) if self.size.width >= _NARROW else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The input's lines, and those of the problem below them."""
        return self._height + len(self._problem_lines(width))

    def _problem_lines(self, width: int) -> list[Content]:
        if not self.problem:
            return []
        return toned(f"! {self.problem}", "bad").wrap(max(width - self._label_width - 1, 8))

    def render(self) -> Content:
        """Label at the left, reading at the right, problem below."""
        if not self._label_width:
            return Content("\n").join([Content(""), *self._problem_lines(self.size.width)])
        mark = toned("▌" if self.current else " ", "accent")
        strong = self.current or self.spec.required
        sign = toned("!", "bad") if self.problem else toned("*", "due") if self.changed else Content(" ")
        label = Content.assemble("  ", toned(self.spec.label, "strong" if strong else "dim"))
        label = label.truncate(self._label_width - 4, ellipsis=True, pad=True)
        line = Content.assemble(mark, label, " ", sign, " ")
        room = self._reading_width()
        if room > 1 and not isinstance(self.entry, LongInput) and (hint := self._hint()):
            start = self.size.width - room + 1
            line = line.truncate(start, pad=True) + toned(fitted(hint, room - 2), "dim")
        lines = [line, *(Content("") for _ in range(self._height - 1))]
        lines += [Content(" " * self._label_width) + each for each in self._problem_lines(self.size.width)]
        return Content("\n").join(lines)

    def _hint(self) -> str:
        """How the text is understood; else, that the field has something to open."""
        if self.reading or self._how.ascii:
            return self.reading
        return "▾" if opens(self.spec) and not self.current else ""

    # Keys of what is open under the field

    def _first_key(self, event: events.Key) -> bool:
        """Whether a key was for the menu or the month, or opens it."""
        if self._popup is None:
            untouched = self.text == self._entered
            if event.key == "enter" and opens(self.spec) and untouched:
                return self._open_whole()
            if event.key == "space" and self.spec.shape in CLOSED and untouched:
                return self._open_whole()
            return False
        if event.key == "escape":
            self.close()
            return True
        if event.key == "enter":
            return self._take_or_pass()
        if self._walking:
            used = self._popup.press(event)
            if used:
                self._take()
            return used is not None
        if event.key in ("down", "up") and isinstance(self._popup, Menu):
            self._popup.move((1 if event.key == "down" else -1) if self._moved else 0)
            self._moved = True
            return True
        return False

    def _open_whole(self) -> bool:
        """Open all that the field offers; `False` if that is nothing."""
        popup: Menu | Month
        if self.spec.shape is Shape.DATE:
            popup = month_of(self.spec, self.text, self._how)
        else:
            mended = mending_menu(self.spec, self.text, self._how) if self.problem else ()
            options = mended or whole_menu(self.spec, self._how)
            if not options:
                return False
            popup = menu_of(self.spec, options, self.text, keyed=True)
        self._open(popup, walking=True)
        return True

    def _open(self, popup: Menu | Month, *, walking: bool) -> None:
        self.close()
        popup.styles.margin = (0, 0, 0, self._label_width)
        self._popup, self._walking, self._moved = popup, walking, walking
        self.mount(popup)

    def close(self) -> None:
        """Close what is open under the field."""
        if self._popup is not None:
            self._popup.remove()
            self._popup = None

    @property
    def is_open(self) -> bool:
        """Whether a menu or a month is open under it."""
        return self._popup is not None

    def _take_or_pass(self) -> bool:
        """Enter: take what the cursor is on, or the first that completes a link or a choice."""
        popup, spec = self._popup, self.spec
        assert popup is not None
        completes = bool(spec.link or spec.choices) and isinstance(popup, Menu) and not popup.makes
        if self._moved or completes:
            self._take()
        else:
            self.close()
            self.post_message(self.Passed(1))
        return True

    @on(Menu.Picked)
    def _clicked(self, event: Menu.Picked) -> None:
        event.stop()
        self._take(event.text)

    def _take(self, text: str | None = None) -> None:
        """Put what was chosen into the field and go on."""
        assert self._popup is not None
        self._fill(self._popup.text if text is None else text)
        self.close()
        self.post_message(self.Passed(1))

    def _fill(self, word: str) -> None:
        self._entered = completed(self.spec, self.text, word)
        self.put(self._entered)

    def action_complete(self) -> None:
        """Take the first suggestion; again, the next one."""
        if not self._taken:
            self._typed = self.text
        options = narrowed_menu(self.spec, self._typed, self._how)
        words = [option.text for option in options if not option.makes]
        words = words or [option.text for option in whole_menu(self.spec, self._how)]
        if words:
            word = words[self._taken % len(words)]
            self._taken += 1
            self._entered = completed(self.spec, self._typed, word)
            self.put(self._entered)

    # Edits

    @on(LineInput.Changed)
    @on(TextArea.Changed)
    def _edited(self, event: LineInput.Changed | TextArea.Changed) -> None:
        event.stop()
        self._grow()
        self.changed = self.touched
        self.problem = ""
        self.post_message(self.Edited(self))  # before it is read, which may fail
        self._read()
        if self.current and self.text != self._entered:
            self._taken = 0
            self._narrow()

    def _narrow(self) -> None:
        """Offer what completes the text."""
        if isinstance(self._popup, Month):
            self.close()
        if not opens(self.spec) or self.spec.shape is Shape.DATE:
            return
        options = narrowed_menu(self.spec, self.text, self._how)
        if not options:
            self.close()
        elif isinstance(self._popup, Menu) and not self._walking:
            self._popup.offer(options)
            self._moved = False
        else:
            self._open(menu_of(self.spec, options, "", keyed=False), walking=False)

    def _read(self) -> None:
        self.reading = read_back(self.spec, self.text, self._how.reading)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the row the cursor is in."""
        self.current = True
        self._entered, self._taken = self.text, 0
        self.post_message(self.Entered(self, left=False))

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Close what is open; say what is wrong with the text."""
        self.current = False
        self.close()
        if self.touched and not self.problem and self.text.strip():
            self.post_message(self.Entered(self, left=True))

    def show_check(self) -> None:
        """Say what is wrong with the text, or what a link means."""
        self.problem = clean_line(self.check()[1])
        if self.spec.link:
            self.reading = linked_id(self.spec, self.text, self._how.reading)

    def watch_problem(self) -> None:
        """Keep a message that just appeared in sight."""
        if self.problem and self.current:
            self.call_after_refresh(self.scroll_to_problem)

    def scroll_to_problem(self) -> None:
        """Bring the row and what is wrong with it into sight."""
        if isinstance(self.parent, Widget):
            region = Region(0, 0, self.size.width, self.size.height).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(region, animate=False)
