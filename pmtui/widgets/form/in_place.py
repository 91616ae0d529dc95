"""A field edited where its value is shown: on a record page, in a cell of a table, on a card."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from pmtui.models.fields import Field
from pmtui.terminal.text import clean_line
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.line_input import LineInput

LEAST = 24
"""The fewest cells of an editor; it lies over what is beside a value that is narrower."""


class InPlaceEditor(FormField):
    """One field over the place of its value, to be mounted on the screen.

    `enter` keeps, `tab` keeps and goes on to the next, `escape` leaves it as it was. Menus, months and
    completion are those of forms; what cannot be read keeps it open and is said below it. Whoever mounts
    it removes it: once it was left, or what it keeps is saved.

    Args:
        spec: The field.
        context: How it reads and names things.
        text: The text that is stored.
        region: The cells of the value, on the screen.
    """

    DEFAULT_CSS = """
    InPlaceEditor {
        overlay: screen; position: absolute; background: $background;
        & > FieldInput, & > LongInput { background: $background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", show=False),
        Binding("tab", "keep(1)", "Keep it, and go on", show=False),
        Binding("shift+tab", "keep(-1)", "Keep it, and go back", show=False),
        *(bindings("submit")),
    ]

    class Kept(Message):
        """What was typed is to be kept."""

        def __init__(self, editor: "InPlaceEditor", value: object, step: int) -> None:
            super().__init__()
            self.editor = editor
            """The editor, still open."""
            self.value = value
            """The typed value."""
            self.step = step
            """1 to go on to the next, -1 to the one before, 0 to stay."""

    class Left(Message):
        """The editor is left; nothing is kept."""

        def __init__(self, editor: "InPlaceEditor") -> None:
            super().__init__()
            self.editor = editor
            """The editor."""

    def __init__(self, spec: Field, context: FormContext, text: str, region: Region) -> None:
        super().__init__(spec, context, 0)
        self._stored, self._over, self._told = text, region, False

    def on_mount(self) -> None:
        """Lie over the value, with its text selected."""
        room = self.screen.size.width
        width = min(max(self._over.width, LEAST), room)
        self.styles.width = width
        self.styles.offset = (max(min(self._over.x, room - width), 0), self._over.y)
        self.begin(self._stored)
        self.entry.focus()

    def action_submit(self) -> None:
        """Keep what was typed."""
        self.action_keep(0)

    def action_keep(self, step: int) -> None:
        """Keep what was typed and go on; stay where it cannot be read."""
        if self._told:
            return
        value, problem = self.check()
        if problem:
            self.problem = clean_line(problem)
            return
        self._told = True
        self.post_message(self.Kept(self, value, step))

    def action_leave(self) -> None:
        """Leave it as it was."""
        if not self._told:
            self._told = True
            self.post_message(self.Left(self))

    def refuse(self, problem: str) -> None:
        """Stay open: it could not be saved."""
        self._told = False
        self.problem = clean_line(problem)
        self.entry.focus()

    @on(LineInput.Submitted)
    @on(FormField.Passed)
    def _enter(self, event: LineInput.Submitted | FormField.Passed) -> None:
        event.stop()
        self.action_keep(0)

    @on(FormField.Edited)
    @on(FormField.Entered)
    def _stop(self, event: FormField.Edited | FormField.Entered) -> None:
        event.stop()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Elsewhere is out of the field: what was typed is kept if it can be read."""
        super().on_descendant_blur(event)
        if not self._told and self.is_attached:
            if self.touched and not self.check()[1]:
                self.action_keep(0)
            else:
                self.action_leave()
