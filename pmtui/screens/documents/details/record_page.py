"""The page of one record: the document it is bound to, in full, beside the list or in its place."""

from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from pmtui.errors import PmtuiError
from pmtui.models.row import DocumentRow
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.record.detail import Detail, DetailLine

RowAct = Literal["edit", "add", "delete", "tick", "down", "up"]
"""What can be done to a row inside a record."""

_ROWS = ("edit_row", "add_row", "delete_row", "tick_row", "row_down", "row_up")
"""The actions on a row."""


class RecordPage(Detail):
    """A document with its fields, what follows from them, and what links to it.

    `e` edits the field under the cursor where it is; on a row of a small table, its keys are those of forms.

    Args:
        session: The workspace, for names and derived values.
        id: Of the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "edit", "edit-row", "open", "add-row", "delete-row", "tick-row", "row-down", "row-up"
    )

    class FieldWanted(Message):
        """The field under the cursor is to be edited in its place."""

        def __init__(self, page: "RecordPage", document_id: str, field: str, region: Region) -> None:
            super().__init__()
            self.page = page
            """The page."""
            self.document_id = document_id
            """The document."""
            self.field = field
            """The field."""
            self.region = region
            """The cells of its value, on the screen."""

    class RowWanted(Message):
        """Something is to be done to the row under the cursor."""

        def __init__(self, document_id: str, line: DetailLine, act: RowAct) -> None:
            super().__init__()
            self.document_id = document_id
            """The document."""
            self.field = line.field
            """The field."""
            self.place = line.row
            """Which row."""
            self.act = act
            """What is to be done."""

    document: reactive[DocumentRow | None] = reactive[DocumentRow | None](
        None, init=False, repaint=False, always_update=True
    )
    """The document; set again when something it is shown with changed."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session

    def watch_document(self, document: DocumentRow | None) -> None:
        """Show it, or what is wrong with it; only rows that look different are drawn again."""
        if document is None:
            self.lines = ()
            return
        from pmtui.screens.documents.details.document_details import document_lines

        try:
            self.lines = document_lines(self._session.workspace.get(document.id), self._session)
        except PmtuiError as error:
            self.lines = (DetailLine(document.id, heading=True), DetailLine("", str(error), "bad"))

    # Editing in place

    @property
    def is_on_row(self) -> bool:
        """Whether the cursor is on a row of a small table."""
        return self.current is not None and self.current.row >= 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a key to the screen where the line under the cursor has no use for it."""
        line = self.current
        if action in _ROWS:
            return self.is_on_row
        if action == "open":
            return not self.is_on_row
        if action == "edit":
            return line is not None and bool(line.field)
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Edit the field in its place; a row in its own fields."""
        line = self.current
        if line is None or self.document is None:
            return
        if line.row >= 0:
            self._act("edit")
        elif (region := self.region_of(self.cursor)) is not None:
            self.post_message(self.FieldWanted(self, self.document.id, line.field, region))

    def go_on(self, step: int | None) -> None:
        """Take the keys again after a field was edited, and edit the next one where that is asked for."""
        self.focus()
        if not step:
            return
        places = [at for at, line in enumerate(self.lines) if line.field and line.row < 0 and not line.cells]
        later = [at for at in places if (at > self.cursor if step > 0 else at < self.cursor)]
        if later:
            self.cursor = later[0] if step > 0 else later[-1]
            self.call_after_refresh(self.action_edit)

    def action_edit_row(self) -> None:
        """Write the row in its own fields."""
        self._act("edit")

    def action_add_row(self) -> None:
        """Write a new row of the same field."""
        self._act("add")

    def action_delete_row(self) -> None:
        """Take the row away."""
        self._act("delete")

    def action_tick_row(self) -> None:
        """Set the tick of the row, or its next state."""
        self._act("tick")

    def action_row_down(self) -> None:
        """Move the row down."""
        self._act("down")
        self.cursor = self._landing(min(self.cursor + 1, len(self.lines) - 1))

    def action_row_up(self) -> None:
        """Move the row up."""
        self._act("up")
        self.cursor = self._landing(self.cursor - 1, -1)

    def _act(self, act: RowAct) -> None:
        if self.document is not None and self.current is not None:
            self.post_message(self.RowWanted(self.document.id, self.current, act))
