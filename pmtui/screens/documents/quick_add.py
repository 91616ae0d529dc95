"""Quick add: one line, and under it how it is understood."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.errors import InputError, PmtuiError
from pmtui.screens.frame.commits import STILL_SAVING, Save
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.workflows import record_commands
from pmtui.workflows.quick_add import read_quick, understood


class QuickAdd(Dialog[Commit | None]):
    """Closes with the commit, or `None`; what cannot be read keeps it open.

    Args:
        session: The workspace, keys and settings.
        kind: The kind of document.
        save: Commits the values.
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
    BINDINGS: ClassVar[list[BindingType]] = bindings("back")

    def __init__(self, session: Session, kind: str, save: Save) -> None:
        super().__init__()
        self._session, self._kind, self._save = session, kind, save
        self._saving = False

    def compose(self) -> ComposeResult:
        """An example, the line, and how it is read."""
        with Vertical():
            example = (
                "Acme rollout 12k close:fri stage:qualified" if self._kind == "deal" else "title field:value"
            )
            yield Static(f"new {self._kind} in one line, such as: {example}", markup=False, id="title")
            yield LineInput(id="line")
            yield Static("", markup=False, id="told")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineInput).focus()

    def _read(self, line: str) -> dict[str, object]:
        workspace, settings = self._session.workspace, self._session.settings
        how = record_commands.reading(workspace, settings.date_order, settings.decimal_mark)
        return read_quick(self._kind, line, how)

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        event.stop()
        told = self.query_one("#told", Static)
        if not event.value.strip():
            told.update("")
            return
        try:
            values = self._read(event.value)
        except PmtuiError as error:
            told.update(toned(str(error), "bad"))
            return
        names = self._session.workspace.names.label
        told.update(toned(understood(self._kind, values, names), "dim"))

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        event.stop()
        values = self._read(event.value)
        if not self._saving:
            self._session.commits.carry_out(self, lambda: self._save(values), self.dismiss, self._failed)
            self._saving = True

    def _failed(self, error: PmtuiError) -> None:
        self._saving = False
        self.tell_error(error)

    def tell_error(self, error: PmtuiError) -> None:
        """Say under the line why it could not be added."""
        self.query_one("#told", Static).update(toned(str(error), "bad"))

    def action_back(self) -> None:
        """Close; nothing is added."""
        if self._saving:
            raise InputError(STILL_SAVING)
        self.dismiss(None)
