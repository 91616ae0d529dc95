"""The form of any kind of document, generated from its model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from pmtui.commands import Keymap
from pmtui.errors import FieldError, PmtuiError
from pmtui.models.appointment import with_time
from pmtui.models.document import Document
from pmtui.models.fields import Field, Reading, build, form_fields
from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.form.form_field import FormField, LongInput
from pmtui.widgets.form.form_reading import (
    Names,
    Suggestions,
    check,
    completed,
    first_text,
    linked_id,
    matches,
    read_back,
)
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.line_input import LineInput

_USUAL_KEYS = Keymap()


@dataclass(frozen=True)
class FormContext:
    """How a form reads what is typed, and how it names things.

    Attributes:
        reading: What is needed to understand typed text.
        suggestions: Completes links and the fields that name a source of suggestions.
        names: What a document is called, by its id; links show names.
        labels: What a field is called, where a team calls it otherwise.
        keymap: The keys in force, to be named in hints.
    """

    reading: Reading
    suggestions: Suggestions = lambda spec, text: ()
    names: Names = str
    labels: Callable[[Field], str] = lambda spec: spec.label
    keymap: Keymap = _USUAL_KEYS


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The column of fields; the arrow keys are the form's, not the scroll bar's."""

    DEFAULT_CSS = """
    _Fields { height: 1fr; scrollbar-size-vertical: 1; }
    """


class Form(Widget):
    """Labels and inputs for every field a person fills in.

    What is typed is read by the field's type as it is typed, and the reading shown beside it; what
    cannot be read is said under the field when it is left. The form changes nothing itself: it
    posts `Submitted`, and stays as it is until it is taken away, so that a commit that fails
    loses nothing.

    Args:
        kind: The kind of document, such as `deal`.
        base: The document to change, or None for a new one.
        context: How it reads and names things.
        only: The fields that are asked for; all of them where none is named. Without a document to change,
            what else a document needs is left to whoever saves.
    """

    DEFAULT_CSS = """
    Form {
        height: 1fr; width: 1fr; layout: vertical;
        & > #matches { height: 1; padding: 0 1; }
        & > #help { height: 1; padding: 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("submit", "next-field", "previous-field", "back"),
        *bindings("complete", "define-field", "long-text", priority=True),
    ]

    class Submitted(Message):
        """The form is to be saved, and every field can be read."""

        def __init__(self, values: dict[str, object]) -> None:
            super().__init__()
            self.values = values
            """Typed values by field name, only of the fields that differ from the document."""

    class Edited(Message):
        """The text of a field has changed; `drafts` has all that was typed."""

    class Cancelled(Message):
        """Escape: close the form; `drafts` still has what was typed."""

    class DefineWanted(Message):
        """Open the glossary at a field's label."""

        def __init__(self, headword: str) -> None:
            super().__init__()
            self.headword = headword
            """The slug of the term; empty where the field has none."""

    class EditorWanted(Message):
        """Write a field's text in `$EDITOR`; answer with `set_text`."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name = name
            """The field's name."""
            self.text = text
            """Its text so far."""

    def __init__(
        self,
        kind: str,
        base: Document | None,
        context: FormContext,
        *,
        only: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._kind, self._base = kind, base
        self._reading, self._suggestions, self._keymap = context.reading, context.suggestions, context.keymap
        asked = [spec for spec in form_fields(kind) if not only or spec.name in only]
        specs = [replace(spec, label=context.labels(spec)) for spec in asked]
        width = max(Content(spec.label).cell_length + 2 * spec.required for spec in specs) + 3
        self._fields = {
            spec.name: FormField(spec, first_text(spec, base, context.names), width) for spec in specs
        }
        self._partial = base is None and bool(only)
        self._matches: tuple[str, ...] = ()
        self._typed, self._filled, self._taken = "", "", 0

    def compose(self) -> ComposeResult:
        """The fields, and under them the suggestions and the help of the current one."""
        with _Fields():
            yield from self._fields.values()
        yield Static(markup=False, id="matches")
        yield Static(markup=False, id="help")

    def on_mount(self) -> None:
        """Show how the values the form opens with are read."""
        for field in self._fields.values():
            self._read(field)

    def on_resize(self) -> None:
        """Cut the lines below the fields for the new width."""
        if self.current is not None:
            self._show_matches()
            self._show_help(self.current)

    @property
    def current(self) -> FormField | None:
        """The field that the cursor is in."""
        return next((field for field in self._fields.values() if field.current), None)

    @property
    def headword(self) -> str:
        """The slug of the term behind the current field's label; empty where there is none."""
        return self.current.spec.headword if self.current else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(self._fields)

    def drafts(self) -> dict[str, str]:
        """The typed text that is not saved, by field name."""
        return {name: field.text for name, field in self._fields.items() if field.touched}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Put typed text back, or fill fields in beforehand; names that the form lacks are left out."""
        for name in draft.keys() & self._fields.keys():
            self._fields[name].put(draft[name])

    def set_text(self, name: str, text: str) -> None:
        """Replace the text of one field, as after `$EDITOR`."""
        self._fields[name].put(text)

    def focus_field(self, name: str) -> None:
        """Go to a field."""
        self._fields[name].entry.focus()

    def show_error(self, error: PmtuiError) -> None:
        """Say why it could not be saved: under the field it belongs to, else in the help line."""
        field = self._fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None:
            self.query_one("#help", Static).update(toned(f"! {clean_line(str(error))}", "bad"))
        elif isinstance(error, FieldError):
            self._complain({error.field: error.problem})

    def _complain(self, problems: Mapping[str, str]) -> None:
        """Put each problem under its field and go to the first."""
        for name, problem in problems.items():
            self._fields[name].problem = clean_line(problem)
        first = next(field for name, field in self._fields.items() if name in problems)
        first.entry.focus()
        first.watch_problem()

    def action_submit(self) -> None:
        """Read every field; post what changed, or show what cannot be read."""
        values: dict[str, object] = {}
        problems: dict[str, str] = {}
        self._put_times()
        for name, field in self._fields.items():
            if not field.touched and self._base is not None:
                continue
            value, problem = check(field.spec, field.text, self._reading)
            if problem:
                problems[name] = problem
            elif field.touched and (self._base is None or value != getattr(self._base, name)):
                values[name] = value
        if problems:
            self._complain(problems)
            return
        if not self._partial:
            try:
                build(self._kind, self._base, values)
            except FieldError as error:
                self.show_error(error)
                return
        self.post_message(self.Submitted(values))

    def action_back(self) -> None:
        """Close without saving."""
        self.post_message(self.Cancelled())

    def action_next_field(self) -> None:
        """To the field below; from the last to the first."""
        self._step(1)

    def action_previous_field(self) -> None:
        """To the field above; from the first to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        fields = list(self._fields.values())
        here = next((at for at, field in enumerate(fields) if field.current), -1)
        fields[(here + step) % len(fields)].entry.focus()

    def action_complete(self) -> None:
        """Take the first suggestion; again, the next one."""
        if self.current is None or not self._matches:
            return
        word = self._matches[self._taken % len(self._matches)]
        self._taken += 1
        self._filled = completed(self.current.spec, self._typed, word)
        self.current.put(self._filled)
        self._show_matches()

    def action_define_field(self) -> None:
        """Ask for the glossary at the current label."""
        self.post_message(self.DefineWanted(self.headword))

    def action_long_text(self) -> None:
        """Ask for the editor on the current field."""
        if self.current is not None:
            self.post_message(self.EditorWanted(self.current.spec.name, self.current.text))

    @on(LineInput.Submitted)
    def _enter(self, event: LineInput.Submitted) -> None:
        event.stop()
        self._step(1)

    @on(LongInput.Left)
    def _leave_long(self, event: LongInput.Left) -> None:
        event.stop()
        self._step(event.step)

    @on(FormField.Edited)
    def _edited(self, event: FormField.Edited) -> None:
        event.stop()
        event.field.problem = ""
        self.post_message(self.Edited())  # before it is read, which may fail
        self._read(event.field)
        if event.field.current and event.field.text != self._filled:
            self._match(event.field)

    @on(FormField.Entered)
    def _entered(self, event: FormField.Entered) -> None:
        event.stop()
        field = event.field
        if not event.left:
            self._match(field)
            self._show_help(field)
        elif field.touched and not field.problem and field.text.strip():
            self._put_times()
            field.problem = clean_line(check(field.spec, field.text, self._reading)[1])
            if field.spec.link:
                field.reading = linked_id(field.spec, field.text, self._reading)

    def _put_times(self) -> None:
        """Put a time that was typed with its day into its own field."""
        typed = {name: field.text for name, field in self._fields.items() if field.touched}
        apart = with_time(self._kind, typed)
        if apart.keys() <= self._fields.keys():
            for name, text in apart.items():
                if text != self._fields[name].text:
                    self._fields[name].put(text)

    def _read(self, field: FormField) -> None:
        field.reading = read_back(field.spec, field.text, self._reading)

    def _match(self, field: FormField) -> None:
        self._typed, self._filled, self._taken = field.text, "", 0
        self._matches = matches(field.spec, field.text, self._suggestions)
        self._show_matches()

    def _show_matches(self) -> None:
        line = Content("")
        if self._matches:
            pieces = [toned(f"{self._keymap.label('complete')} ", "key")]
            for at, word in enumerate(self._matches):
                chosen = self._taken and at == (self._taken - 1) % len(self._matches)
                pieces += [
                    toned(" · ", "dim") if at else Content(" "),
                    toned(word, "strong" if chosen else "dim"),
                ]
            line = Content.assemble(*pieces).truncate(max(self.size.width - 2, 0), ellipsis=True)
        self.query_one("#matches", Static).update(line)

    def _show_help(self, field: FormField) -> None:
        ways = Content.assemble(
            toned(self._keymap.label("submit"), "key"),
            toned(" save  ", "dim"),
            toned(self._keymap.label("back"), "key"),
            toned(" cancel", "dim"),
        )
        room = max(self.size.width - 2 - ways.cell_length - 2, 0)
        text = toned(field.spec.help, "dim").truncate(room, ellipsis=True).truncate(room, pad=True)
        self.query_one("#help", Static).update(Content.assemble(text, "  ", ways))
