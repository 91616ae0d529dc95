"""Editing in place: one field over its value, or one row of a field in a dialog, each a commit of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen

from pmtui.errors import FieldError, InputError, PmtuiError
from pmtui.models.document import Document
from pmtui.models.fields import fields_of, read
from pmtui.models.kinds import kind_of
from pmtui.screens.editing.form_setup import form_context
from pmtui.screens.editing.row_dialog import RowDialog
from pmtui.screens.frame.commits import Save, Teller
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.form.form_reading import first_text
from pmtui.widgets.form.in_place import InPlaceEditor
from pmtui.widgets.form.row_cells import Cells, RowForm


@dataclass(frozen=True)
class Edits:
    """How what is edited in place is saved.

    Attributes:
        session: The workspace, keys and settings.
        saving: Makes the save of changes to a document as it was when the editor opened.
        done: Is told of each commit.
        passed: Is told where to go on once a field was kept: 1 to the next, -1 to the one before, 0 to stay;
            `None` where it was left.
    """

    session: Session
    saving: Callable[[Document], Save]
    done: Callable[[Commit], object]
    passed: Callable[[int | None], object] = lambda step: None


class SavingEditor(InPlaceEditor):
    """An editor that saves what it keeps, and stays open where that fails.

    Args:
        edits: How it is saved.
        base: The document as it is.
        field: The field.
        region: The cells of its value, on the screen.
    """

    def __init__(self, edits: Edits, base: Document, field: str, region: Region) -> None:
        session, kind = edits.session, kind_of(base.id).name
        spec, names = fields_of(kind)[field], session.workspace.names.label
        texts = {name: str(getattr(base, name, "") or "") for name in ("pipeline", "frame")}
        context = form_context(session, kind, lambda: texts, None)
        super().__init__(spec, context, first_text(spec, base, names), region)
        self._edits, self._base = edits, base
        self._save = edits.saving(base)

    @on(InPlaceEditor.Kept)
    def _commit(self, event: InPlaceEditor.Kept) -> None:
        event.stop()
        name, step = self.spec.name, event.step
        if event.value == getattr(self._base, name):
            self._close(step)
            return

        def saved(commit: Commit) -> None:
            self._close(step)
            self._edits.done(commit)

        def failed(error: PmtuiError) -> None:
            self.refuse(error.problem if isinstance(error, FieldError) else str(error))

        try:
            self._edits.session.commits.carry_out(
                _Asker(self), lambda: self._save({name: event.value}), saved, failed
            )
        except PmtuiError as error:
            failed(error)

    @on(InPlaceEditor.Left)
    def _leave(self, event: InPlaceEditor.Left) -> None:
        event.stop()
        self._close(None)

    def _close(self, step: int | None) -> None:
        self.remove()
        self.app.call_after_refresh(self._edits.passed, step)


class _Asker:
    """Who asked for a commit: an editor, which shows why it failed."""

    def __init__(self, editor: SavingEditor) -> None:
        self._editor = editor

    @property
    def app(self) -> App[object]:
        """The application it is on."""
        return self._editor.app

    def tell_error(self, error: PmtuiError) -> None:
        """Show why something was not done."""
        self._editor.refuse(str(error))


def edit_field(screen: Screen[None], edits: Edits, document_id: str, field: str, region: Region) -> None:
    """Edit one field of a document over the place of its value.

    Args:
        screen: The screen that shows it.
        edits: How it is saved.
        document_id: The document.
        field: The field.
        region: The cells of its value, on the screen.

    Raises:
        InputError: Nothing can be written.
    """
    edits.session.require_writable()
    screen.mount(SavingEditor(edits, edits.session.workspace.get(document_id), field, region))


class RowEdits:
    """The rows inside one field of a document, each change a commit.

    Args:
        screen: The screen that shows them.
        edits: How they are saved.
        document_id: The document.
        field: The field.

    Raises:
        InputError: Nothing can be written.
    """

    def __init__(self, screen: Teller, edits: Edits, document_id: str, field: str) -> None:
        edits.session.require_writable()
        workspace = edits.session.workspace
        self._screen, self._edits = screen, edits
        self._base, self._kind = workspace.get(document_id), kind_of(document_id).name
        self._spec = fields_of(self._kind)[field]
        self._form = RowForm(self._spec)
        self._rows = self._form.split(first_text(self._spec, self._base, workspace.names.label))
        self._context = form_context(edits.session, self._kind, lambda: {}, None)
        self._save = edits.saving(self._base)

    def edit(self, place: int) -> None:
        """Write a row in its own fields; a new one after the last."""

        def written_row(cells: Cells | None) -> None:
            if cells is not None:
                self._keep([*self._rows[:place], cells, *self._rows[place + 1 :]])

        cells = self._rows[place] if place < len(self._rows) else {}
        where = (place, len(self._rows))
        self._screen.app.push_screen(
            RowDialog(self._spec, cells, self._context, where, lambda _: None), written_row
        )

    def add(self, place: int) -> None:
        """Write a new row, after the last."""
        self.edit(len(self._rows))

    def delete(self, place: int) -> None:
        """Take a row away; undo brings it back."""
        self._keep([*self._rows[:place], *self._rows[place + 1 :]])

    def tick(self, place: int) -> None:
        """Set the tick of a row, or its next state."""
        ticked = self._form.ticked(self._rows[place])
        if ticked is None:
            raise InputError(f"{self._spec.label.lower()} have nothing to tick")
        self._keep([*self._rows[:place], ticked, *self._rows[place + 1 :]])

    def down(self, place: int) -> None:
        """Move a row down."""
        self._swap(place, place + 1)

    def up(self, place: int) -> None:
        """Move a row up."""
        self._swap(place, place - 1)

    def _swap(self, place: int, there: int) -> None:
        if 0 <= there < len(self._rows):
            rows = list(self._rows)
            rows[place], rows[there] = rows[there], rows[place]
            self._keep(rows)

    def _keep(self, rows: Sequence[Cells]) -> None:
        value = read(self._spec, self._form.join(rows), self._context.reading)
        save, name = self._save, self._spec.name
        self._edits.session.commits.carry_out(self._screen, lambda: save({name: value}), self._edits.done)
