"""The form of any kind of document, or of a row inside one, generated from its fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.errors import FieldError, PmtuiError
from pmtui.models.appointment import with_time
from pmtui.models.document import Document
from pmtui.models.fields import Field
from pmtui.models.form.new_record import stand_ins
from pmtui.terminal.text import clean_line
from pmtui.widgets.form.field_inputs import LongInput
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.form.form_reading import first_text
from pmtui.widgets.form.row_cells import ROWS
from pmtui.widgets.form.row_table import RowTable
from pmtui.widgets.form.section_head import SectionHead
from pmtui.widgets.form.section_summary import summary_of
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.line_input import LineInput

Row = FormField | RowTable
Stop = FormField | RowTable | SectionHead

_LABEL_MOST = 20
"""The widest a column of labels becomes, in cells."""
_BESIDE_LABEL = 6

Check = Callable[[Mapping[str, object]], object]
"""Raises a `FieldError` where values do not go together."""


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The column of fields; the arrow keys are the form's, not the scroll bar's."""

    DEFAULT_CSS = """
    _Fields { height: 1fr; scrollbar-size-vertical: 1; }
    """


class Form(Widget):
    """Labels and inputs for every field a person fills in, by sections that fold.

    What is typed is read by the field's type as it is typed, and the reading shown beside it; what
    cannot be read is said under the field when it is left. The form changes nothing itself: it
    posts `Submitted`, and stays as it is until it is taken away, so that a commit that fails
    loses nothing.

    Args:
        specs: The fields, in order.
        context: How it reads and names things.
        kind: The kind of document; empty for a row inside one.
        whole: Checks the values that differ, together.
    """

    DEFAULT_CSS = """
    Form { height: 1fr; width: 1fr; layout: vertical; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("submit", "next-field", "previous-field", "back"),
        *bindings("define-field", "long-text", priority=True),
    ]

    document: reactive[Document | None] = reactive[Document | None](None, repaint=False)
    """The document to change; `None` for a new one. Fields that were touched keep what was typed."""
    given: reactive[Mapping[str, str]] = reactive[Mapping[str, str]]({}, repaint=False)
    """Text to put into fields, as if it had been typed; names that the form lacks are left out."""
    failure: reactive[PmtuiError | None] = reactive[PmtuiError | None](
        None, repaint=False, always_update=True
    )
    """Why it could not be saved: shown under the field it belongs to."""
    first: reactive[str] = reactive("", repaint=False, always_update=True)
    """The field to go to."""

    class Submitted(Message):
        """The form is to be saved, and every field can be read."""

        def __init__(self, values: dict[str, object], texts: dict[str, str]) -> None:
            super().__init__()
            self.values = values
            """Typed values by field name, only of the fields that differ from the document."""
            self.texts = texts
            """The text of every field that makes sense."""

    class Edited(Message):
        """The text of a field has changed."""

        def __init__(self, drafts: dict[str, str]) -> None:
            super().__init__()
            self.drafts = drafts
            """The typed text that is not saved, by field."""

    class Moved(Message):
        """The cursor is in another field, or a menu has opened or closed."""

        def __init__(self, stop: Stop | None) -> None:
            super().__init__()
            self.spec = None if stop is None or isinstance(stop, SectionHead) else stop.spec
            """The field; `None` on a heading."""
            self.is_table = isinstance(stop, RowTable)
            """Whether it is a table of rows."""
            self.is_head = isinstance(stop, SectionHead)
            """Whether it is the heading of a section."""

    class Faulty(Message):
        """The form cannot be saved as it is."""

        def __init__(self, problems: Mapping[str, str]) -> None:
            super().__init__()
            self.problems = problems
            """What is wrong, by the label of the field; by an empty one where it belongs to none."""

    class Cancelled(Message):
        """Escape: close the form."""

        def __init__(self, drafts: dict[str, str]) -> None:
            super().__init__()
            self.drafts = drafts
            """The typed text that is not saved, by field."""

    class DefineWanted(Message):
        """Open the glossary at a field's label."""

        def __init__(self, headword: str) -> None:
            super().__init__()
            self.headword = headword
            """The slug of the term; empty where the field has none."""

    class EditorWanted(Message):
        """Write a field's text in `$EDITOR`; `answer` takes it in."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.text = row.text
            """Its text so far."""
            self.answer = row.put
            """Replaces the text."""

    class SeveralPasted(Message):
        """Several lines were pasted into a field of one line."""

        def __init__(self, name: str, lines: Sequence[str]) -> None:
            super().__init__()
            self.name = name
            """The field."""
            self.lines = tuple(lines)
            """The lines."""

    def __init__(
        self, specs: Sequence[Field], context: FormContext, *, kind: str = "", whole: Check = bool
    ) -> None:
        super().__init__()
        self._kind, self._how, self._whole = kind, context, whole
        named = [replace(spec, label=context.labels(spec)) for spec in specs]
        longest = max(Content(spec.label).cell_length for spec in named)
        self.label_width = min(longest, _LABEL_MOST) + _BESIDE_LABEL
        """The width of the column of labels, in cells."""
        self._rows: dict[str, Row] = {
            spec.name: (RowTable if spec.shape in ROWS else FormField)(spec, context, self.label_width)
            for spec in named
        }
        found = dict.fromkeys(spec.section for spec in named)
        self._sections = sorted(
            found, key=lambda section: section.when is not None and bool(section.when.told)
        )
        self._heads = {
            section: SectionHead(section, self.label_width, ascii=context.ascii)
            for section in (self._sections if len(found) > 1 else ())
        }
        for at, head in enumerate(self._heads.values()):
            head.set_reactive(SectionHead.folded, bool(at) and not head.section.opens)
            head.set_reactive(SectionHead.hint, "" if at else "bold: required  * changed")
        self._stored: Mapping[str, str] = {}
        self._mending = False
        self._facts: dict[str, str] = {}
        self._unused: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The fields by sections; those that make no sense now are put away."""
        with _Fields():
            for section in self._sections:
                if section in self._heads:
                    yield self._heads[section]
                yield from (row for row in self._rows.values() if row.spec.section == section)

    def on_mount(self) -> None:
        """Put away what makes no sense, and go to the first field."""
        self._arrange()
        self.call_after_refresh(self._go_first)

    def _go_first(self) -> None:
        fields = (stop for stop in self._stops(1) if not isinstance(stop, SectionHead))
        stop = self._rows.get(self.first) or next(fields, None)
        if stop is not None and not isinstance(self.current, FormField):
            self._enter(stop)

    # What is shown from above

    def begin_with(self, texts: Mapping[str, str]) -> None:
        """Set the texts that are stored, of a form without a document: a row inside one."""
        self._stored = texts

    def watch_document(self, document: Document | None) -> None:
        """Show its fields; what was typed stays."""
        for row in self._rows.values():
            kept = row.text if row.touched else None
            stored = self._stored.get(row.spec.name, "")
            row.begin(stored or first_text(row.spec, document, self._how.names))
            if kept is not None:
                row.put(kept)
        self._arrange()

    def watch_given(self, texts: Mapping[str, str]) -> None:
        """Fill fields in."""
        for name in texts.keys() & self._rows.keys():
            self._rows[name].put(texts[name])

    def watch_first(self, name: str) -> None:
        """Go to a field."""
        if name in self._rows and self.is_mounted:
            self._enter(self._rows[name])

    def watch_failure(self, error: PmtuiError | None) -> None:
        """Say why it could not be saved."""
        if isinstance(error, FieldError) and error.field in self._rows:
            self._complain({error.field: error.problem})
        elif error is not None:
            self.post_message(self.Faulty({"": clean_line(str(error))}))

    # What is in it

    @property
    def current(self) -> Stop | None:
        """The field or heading that the cursor is in."""
        stops: Iterator[Stop] = iter([*self._rows.values(), *self._heads.values()])
        return next((stop for stop in stops if stop.current), None)

    @property
    def headword(self) -> str:
        """The slug of the term behind the current field's label; empty where there is none."""
        return (
            ""
            if self.current is None or isinstance(self.current, SectionHead)
            else self.current.spec.headword
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(self._rows)

    def row(self, name: str) -> Row:
        """The field of a name."""
        return self._rows[name]

    def drafts(self) -> dict[str, str]:
        """The typed text that is not saved, by field name."""
        return {name: row.text for name, row in self._rows.items() if row.touched}

    # Sections

    def _makes_sense(self, row: Row) -> bool:
        spec = row.spec
        conditions = (spec.when, spec.section.when)
        return spec.name not in self._unused and all(
            each is None or each.holds(self._facts) for each in conditions
        )

    def _arrange(self) -> None:
        """Show what makes sense now and is not folded."""
        texts = {name: row.text for name, row in self._rows.items()}
        self._facts = {**texts, **self._how.facts(texts)}
        self._unused = frozenset(self._how.unused(texts))
        above_folded = False
        for section, head in self._heads.items():
            when = section.when
            refused = when.told if when is not None and not when.holds(self._facts) else ""
            rows = [
                row for row in self._rows.values() if row.spec.section == section and self._makes_sense(row)
            ]
            head.refused = refused
            head.summary = summary_of(rows)
            _show(head, bool(rows) or bool(refused))
            if head.display:
                head.set_class(
                    head is not next(iter(self._heads.values())) and not (above_folded and head.is_line),
                    "-spaced",
                )
                above_folded = head.is_line
        for row in self._rows.values():
            above = self._heads.get(row.spec.section)
            _show(row, self._makes_sense(row) and not (above is not None and above.folded))

    @on(SectionHead.Folded)
    def _fold(self, event: SectionHead.Folded) -> None:
        event.stop()
        self._arrange()

    # Movement

    def _stops(self, step: int, *, heads: bool = False) -> Iterator[Stop]:
        """Where the cursor can be, from where it is on; each open heading only with the arrow keys."""
        stops: list[Stop] = []
        for section in self._sections:
            head = self._heads.get(section)
            if head is not None and head.display and not head.refused and (heads or head.folded):
                stops.append(head)
            stops += [row for row in self._rows.values() if row.spec.section == section and row.display]
        here = next((at for at, stop in enumerate(stops) if stop.current), -1 if step > 0 else 0)
        yield from (stops[(here + step * each) % len(stops)] for each in range(1, len(stops) + 1))

    def _enter(self, stop: Stop) -> None:
        head = None if isinstance(stop, SectionHead) else self._heads.get(stop.spec.section)
        if head is not None and head.folded:
            head.folded = False
            self._arrange()
        stop.entry.focus()

    def _step(self, step: int, *, heads: bool = False) -> None:
        stop = next(self._stops(step, heads=heads), None)
        if stop is None:
            return
        if isinstance(stop, RowTable):
            stop.at = 0 if step > 0 else max(len(stop.rows) - 1, 0)
        self._enter(stop)

    def action_next_field(self) -> None:
        """To the next field to mend if there is one, else to the field below; from the last to the first."""
        self._step_to_mend(1)

    def action_previous_field(self) -> None:
        """To the field to mend before this one if there is one, else to the field above."""
        self._step_to_mend(-1)

    def _step_to_mend(self, step: int) -> None:
        here = self.current
        faulty = [row for row in self._rows.values() if row.problem]
        self._mending = self._mending and bool(faulty)
        if not self._mending or not isinstance(here, FormField | RowTable) or faulty == [here]:
            self._step(step)
            return
        order = list(self._rows.values())
        at = order.index(here)
        later = [order[(at + step * each) % len(order)] for each in range(1, len(order))]
        self._enter(next(row for row in later if row.problem))

    def on_key(self, event: Key) -> None:
        """Go over rows and headings, too, with the arrow keys."""
        step = {"down": 1, "up": -1, "j": 1, "k": -1}.get(event.key, 0)
        here = self.current
        if not step or (event.is_printable and isinstance(here, FormField)):
            return
        event.stop()
        event.prevent_default()
        if not isinstance(here, RowTable) or not here.step(step):
            self._step(step, heads=True)

    @on(LineInput.Submitted)
    def _enter_pressed(self, event: LineInput.Submitted) -> None:
        event.stop()
        self._step(1)

    @on(LongInput.Left)
    @on(FormField.Passed)
    def _leave(self, event: LongInput.Left | FormField.Passed) -> None:
        event.stop()
        self._step(event.step)

    @on(LineInput.PastedLines)
    def _several(self, event: LineInput.PastedLines) -> None:
        event.stop()
        event.line.take(event.lines)
        if isinstance(self.current, FormField):
            self.post_message(self.SeveralPasted(self.current.spec.name, event.lines))

    # Saving

    def _complain(self, problems: Mapping[str, str]) -> None:
        """Put each problem under its field and go to the first; from there on tab goes from one to the next."""
        self._mending = True
        rows = {name: self._rows[name] for name in self._rows if name in problems}
        for name, row in rows.items():
            row.problem = clean_line(problems[name])
        first = next(iter(rows.values()))
        self._enter(first)
        if isinstance(first, FormField):
            first.watch_problem()
        self.post_message(self.Faulty({row.spec.label: row.problem for row in rows.values()}))

    def values(self) -> tuple[dict[str, object], dict[str, str]]:
        """The values that differ, and what is wrong with what cannot be read, by field."""
        values: dict[str, object] = {}
        problems: dict[str, str] = {}
        for name, row in self._rows.items():
            base = self.document
            if not self._makes_sense(row) or (not row.touched and base is not None):
                continue
            value, problem = row.check()
            if problem:
                problems[name] = problem
            elif row.touched and (base is None or value != getattr(base, name)):
                values[name] = value
        return values, problems

    def action_submit(self) -> None:
        """Read every field; post what changed, or show what cannot be read."""
        self._put_times()
        values, problems = self.values()
        if problems:
            self._complain(problems)
            return
        try:
            self._whole(stand_ins(values))
        except PmtuiError as error:
            self.failure = error
            return
        texts = {name: row.text for name, row in self._rows.items() if self._makes_sense(row)}
        self.post_message(self.Submitted(values, texts))

    def action_back(self) -> None:
        """Close without saving."""
        self.post_message(self.Cancelled(self.drafts()))

    def action_define_field(self) -> None:
        """Ask for the glossary at the current label."""
        self.post_message(self.DefineWanted(self.headword))

    def action_long_text(self) -> None:
        """Ask for the editor on the current field."""
        if isinstance(self.current, FormField):
            self.post_message(self.EditorWanted(self.current))

    # Edits

    @on(FormField.Edited)
    @on(RowTable.Edited)
    def _edited(self, event: FormField.Edited | RowTable.Edited) -> None:
        event.stop()
        self.post_message(self.Edited(self.drafts()))
        row = event.field if isinstance(event, FormField.Edited) else event.table
        if self._steers(row.spec):
            self._arrange()

    def _steers(self, spec: Field) -> bool:
        """Whether what makes sense may depend on a field."""
        conditions = (each for row in self._rows.values() for each in (row.spec.when, row.spec.section.when))
        facts = {each.fact for each in conditions if each is not None}
        return spec.name in facts | {"stage", "pipeline", "frame"} or isinstance(
            self._rows[spec.name], RowTable
        )

    @on(FormField.Entered)
    @on(RowTable.Entered)
    def _entered(self, event: FormField.Entered | RowTable.Entered) -> None:
        event.stop()
        row = event.field if isinstance(event, FormField.Entered) else event.table
        if not event.left:
            self.post_message(self.Moved(row))
        elif isinstance(row, FormField):
            self._put_times()
            row.show_check()
            self._arrange()

    @on(SectionHead.Entered)
    def _entered_head(self, event: SectionHead.Entered) -> None:
        event.stop()
        self.post_message(self.Moved(event.head))

    def _put_times(self) -> None:
        """Put a time that was typed with its day into its own field."""
        apart = with_time(self._kind, self.drafts())
        if apart.keys() <= self._rows.keys():
            for name, text in apart.items():
                if text != self._rows[name].text:
                    self._rows[name].put(text)


def _show(widget: Widget, shown: bool) -> None:
    """Show a widget or put it away; nothing is laid out anew where that is as it was."""
    if widget.display != shown:
        widget.display = shown
