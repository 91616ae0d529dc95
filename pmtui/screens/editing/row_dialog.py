"""The form of one row inside a record: a line of a deal, a requirement, a person."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.errors import PmtuiError
from pmtui.models.fields import Field
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.form.form import Form
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.row_cells import Cells, RowForm
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.message_line import Said


class RowDialog(Dialog[Mapping[str, str] | None]):
    """Closes with the texts of the row's fields; `None` for a row that was given up.

    Args:
        spec: The field that it is a row of.
        cells: The row as it is; empty for a new one.
        context: How the form reads and names things.
        place: Which row it is, and of how many.
        left: Is given what was typed where the dialog is left without keeping it.
    """

    DEFAULT_CSS = """
    RowDialog {
        align: center middle; background: transparent;
        & > Vertical {
            width: 84; max-width: 98%; height: auto; max-height: 90%; padding: 0 1;
            background: $surface; border: round $primary;
        }
        & Form { height: auto; }
        & _Fields { height: auto; max-height: 18; }
        & Static { height: auto; }
        & #help { margin-top: 1; }
    }
    """
    AUTO_FOCUS = ""

    given: reactive[Mapping[str, str]] = reactive[Mapping[str, str]]({}, init=False, repaint=False)
    """Text to be put into the form."""
    failure: reactive[PmtuiError | None] = reactive[PmtuiError | None](
        None, init=False, repaint=False, always_update=True
    )
    """Why the row cannot be kept."""

    def __init__(
        self,
        spec: Field,
        cells: Cells,
        context: FormContext,
        place: tuple[int, int],
        left: Callable[[Mapping[str, str]], object],
    ) -> None:
        super().__init__()
        self._spec, self._cells, self._how, self._left = spec, cells, context, left
        self._at, self._count = place
        self._form = RowForm(spec)

    def compose(self) -> ComposeResult:
        """Title, fields, help, keys."""
        which = f"{self._at + 1} of {self._count}" if self._at < self._count else "a new one"
        columns = self._form.columns
        with Vertical():
            yield Static(toned(f"{self._spec.label}: {which}", "strong"), id="title")
            form = Form(columns, self._how, whole=self._check)
            form.begin_with({column.name: self._cells.get(column.name, "") for column in columns})
            yield form.data_bind(given=RowDialog.given, failure=RowDialog.failure)
            yield Static(id="help")

    def on_mount(self) -> None:
        """Name the keys."""
        label = self._how.keymap.label
        self.key_pairs = (
            (label("submit"), "keep the row"), (label("next-field"), "next field"), (label("back"), "leave it"),
        )  # fmt: skip

    def _check(self, values: Mapping[str, object]) -> None:
        """Every field can be read; the row as a whole is read when its texts are known."""

    @on(Form.Moved)
    def _moved(self, event: Form.Moved) -> None:
        event.stop()
        if event.spec is not None:
            self.query_one("#help", Static).update(toned(event.spec.help, "dim"))

    @on(Form.Faulty)
    def _faulty(self, event: Form.Faulty) -> None:
        event.stop()
        self.said = Said(event.problems.get("") or "the row cannot be kept as it is", "refusal")

    @on(Form.Submitted)
    def _keep(self, event: Form.Submitted) -> None:
        event.stop()
        try:
            self._form.check(event.texts, self._how.reading)
        except PmtuiError as error:
            self.failure = error
            return
        self.dismiss(event.texts)

    @on(Form.Cancelled)
    def _leave(self, event: Form.Cancelled) -> None:
        event.stop()
        if event.drafts:
            self._left(event.drafts)
        self.dismiss(None)
