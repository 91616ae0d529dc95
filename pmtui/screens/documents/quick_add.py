"""Quick add: one line, and under it how it is understood."""

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.errors import InputError, PmtuiError
from pmtui.models.fields import Reading, written
from pmtui.screens.frame.commits import STILL_SAVING, Save
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.workflows import record_commands
from pmtui.workflows.quick_add import read_quick, understood
from pmtui.workflows.quick_note import read_note


class QuickLine(NamedTuple):
    """What is asked for in one line."""

    kind: str
    """The kind of record that comes of it."""
    title: str
    """The heading."""
    name: str
    """The name under which its words are kept."""
    read: Callable[[str], dict[str, object]]
    """Reads the line as values by field."""
    save: Save
    """Commits the values."""


def quick_add(session: Session, kind: str, save: Save) -> QuickLine:
    """A new record of a kind in one line."""
    example = "Acme rollout 12k close:fri stage:qualified" if kind == "deal" else "title field:value"

    def understood_line(line: str) -> dict[str, object]:
        return read_quick(kind, line, reading_of(session))

    title = f"new {kind} in one line, such as: {example}"
    return QuickLine(kind, title, f"quick-add:{kind}", understood_line, save)


def quick_note(session: Session, about: str, *, planned: bool, save: Save) -> QuickLine:
    """What was done, or is to be done next, about a record, in one line."""
    example = "send terms fri" if planned else "call: asked for terms in writing"
    title = f"{'next step' if planned else 'done'} about {about}, such as: {example}"
    name = "plan" if planned else "log"
    return QuickLine(
        "activity", title, name, lambda line: read_note(line, reading_of(session), planned=planned), save
    )


def reading_of(session: Session) -> Reading:
    """How typed text is understood in a session."""
    settings = session.settings
    return record_commands.reading(session.workspace, settings.date_order, settings.decimal_mark)


def typed_values(values: Mapping[str, object]) -> dict[str, str]:
    """Values by field as they would be typed, for a form."""
    return {name: written(value, str) for name, value in values.items()}


class QuickAdd(Dialog[Commit | dict[str, object] | None]):
    """Closes with the commit, with the values for a form, or `None`; what cannot be read keeps it open.

    Args:
        session: The workspace, keys and settings.
        line: What is asked for.
    """

    DEFAULT_CSS = """
    QuickAdd {
        align: center top;
        & > Vertical {
            width: 100; max-width: 96%; height: auto; margin-top: 2; padding: 0 1;
            background: $panel; border: round $border;
        }
        & #title { height: 1; color: $text-muted; }
        & #told { height: auto; min-height: 1; }
    }
    """
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("enter", "add"),
        ("tab", "in a form"),
        ("esc", "keep for later"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "widen", "In a form", show=False),
        *bindings("back"),
    ]

    told: reactive[Content] = reactive(Content(""), init=False)
    """How the line is understood, or what is wrong with it."""

    def __init__(self, session: Session, line: QuickLine) -> None:
        super().__init__()
        self._session, self.line = session, line
        self._saving = False
        self.input = LineInput(id="line")
        self._told = Static("", markup=False, id="told")

    def compose(self) -> ComposeResult:
        """An example, the line, and how it is read."""
        with Vertical():
            yield Static(self.line.title, markup=False, id="title")
            yield self.input
            yield self._told

    def on_mount(self) -> None:
        """Type at once; what was typed before and not added is offered, selected."""
        self.input.put(self._session.typed.get(self.line.name))
        self.input.focus()
        self.input.select_all()

    def watch_told(self, told: Content) -> None:
        """Show it."""
        self._told.update(told)

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        event.stop()
        self._session.typed.keep(self.line.name, event.value)
        if not event.value.strip():
            self.told = Content("")
            return
        try:
            values = self.line.read(event.value)
        except PmtuiError as error:
            self.told = toned(str(error), "bad")
            return
        names = self._session.workspace.names.label
        self.told = toned(f"{understood(self.line.kind, values, names)}", "dim")

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        event.stop()
        values = self.line.read(event.value)
        if not self._saving:
            save = self.line.save
            self._session.commits.carry_out(self, lambda: save(values), self._saved, self._failed)
            self._saving = True

    def _saved(self, commit: Commit) -> None:
        self._session.typed.keep(self.line.name, "")
        self.dismiss(commit)

    def action_widen(self) -> None:
        """Go on in a form with what was understood."""
        if self.input.value.strip() and not self._saving:
            self.dismiss(self.line.read(self.input.value))

    def _failed(self, error: PmtuiError) -> None:
        self._saving = False
        self.tell_error(error)

    def tell_error(self, error: PmtuiError) -> None:
        """Say under the line why it could not be added."""
        self.told = toned(str(error), "bad")

    def action_back(self) -> None:
        """Close; nothing is added, and what was typed is offered the next time."""
        if self._saving:
            raise InputError(STILL_SAVING)
        self.dismiss(None)
