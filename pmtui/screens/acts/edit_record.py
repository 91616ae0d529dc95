"""The edit of a record: what is typed becomes a commit, after a look at the promises it would break."""

from collections.abc import Callable

from pmtui.models.document import Document
from pmtui.screens.acts.promise_warning import telling_promises
from pmtui.screens.frame.commits import Save
from pmtui.screens.frame.session import Session
from pmtui.workflows.record_commands import edit_document_changes


def edit_saves(session: Session, noted: Callable[[Save], Save]) -> Callable[[Document], Save]:
    """Make the saves of an edit, one for each state of the document that it may be laid over.

    Args:
        session: The workspace.
        noted: Wraps a save, so that it can be repeated.
    """

    def saving(before: Document) -> Save:
        return noted(
            telling_promises(session, lambda values: edit_document_changes(session.workspace, before, values))
        )

    return saving
