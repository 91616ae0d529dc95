"""The page of one record: the document it is bound to, in full, beside the list or in its place."""

from textual.reactive import reactive

from pmtui.errors import PmtuiError
from pmtui.models.row import DocumentRow
from pmtui.screens.frame.session import Session
from pmtui.widgets.record.detail import Detail, DetailLine


class RecordPage(Detail):
    """A document with its fields, what follows from them, and what links to it.

    Args:
        session: The workspace, for names and derived values.
        id: Of the widget.
    """

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
