"""The form that a hang-up closed, opened again with what was typed."""

from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import Draft
from pmtui.store.workspace import Commit
from pmtui.workflows import record_commands


def restored_form(session: Session, draft: Draft) -> FormScreen | None:
    """The form of a draft; `None` where the document that was being changed is gone."""
    workspace = session.workspace
    base = workspace.find(draft.base) if draft.base else None
    if draft.base and base is None:
        return None

    def save(values: dict[str, object]) -> Commit:
        if base is not None:
            return record_commands.edit_document(workspace, base, values)
        return record_commands.add(workspace, draft.kind, values)

    what = f"{draft.kind} {draft.base}" if draft.base else f"new {draft.kind}"
    title = f"{what}: what you had typed when the session ended"
    form = FormScreen(session, draft.kind, base, save, Asked(draft.typed, title=title, kept=True))
    form.on_trial = True
    return form
