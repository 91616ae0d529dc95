"""Keeping what is typed into one form: through a hang-up, and after it was closed without saving."""

from collections.abc import Mapping

from pmtui.models.values.clock import local_text
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import Draft
from pmtui.screens.frame.typed.form_drafts import FormDraft

_SAID = 60
"""Letters of a draft that are shown where it is offered."""


class DraftKeeper:
    """The drafts of one form.

    Args:
        session: Where they are kept.
        kind: The kind of document.
        edited: The id of the document that is being changed; empty for a new one.
        asking: What tells the form from others of the same document; empty for the form of all fields.
        kept: Whether the typed text survives a hang-up.
    """

    def __init__(self, session: Session, kind: str, edited: str, asking: str, *, kept: bool) -> None:
        self._session, self._kind, self._edited = session, kind, edited
        self._form = f"{kind}:{edited}:{asking}"
        self._memory = session.memory if kept else None

    def through_hang_up(self, typed: Mapping[str, str]) -> None:
        """Keep what has been typed so far, whatever ends the program."""
        if self._memory is not None:
            self._memory.keep_draft(Draft(self._kind, self._edited, dict(typed)))

    def is_closed(self) -> None:
        """The form was closed: nothing of it is to be brought back by itself."""
        if self._memory is not None:
            self._memory.drop_draft()

    def keep(self, typed: Mapping[str, str]) -> str:
        """Keep a draft; returns the words that say so."""
        at = local_text(self._session.workspace.clock.now())
        self._session.drafts.keep(self._form, FormDraft(at, dict(typed)))
        key = self._session.keymap.label("edit-form" if self._edited else "new")
        return f"kept as a draft of {self._edited or self._kind}; the next {key} offers it"

    def drop_saved(self, typed: Mapping[str, str]) -> None:
        """Forget the drafts that are part of what was saved."""
        for draft in list(self._session.drafts.of(self._form)):
            if draft.typed.items() <= typed.items():
                self._session.drafts.drop(self._form, draft.typed)

    def offer(self) -> str:
        """The words that offer the newest draft; empty if there is none."""
        drafts = self._session.drafts.of(self._form)
        if not drafts:
            return ""
        said = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in drafts[0].typed.items())
        key = self._session.keymap.label("restore-draft")
        return f"draft of {drafts[0].at}: {' '.join(said.split())[:_SAID]} · {key} brings it back"

    def next_draft(self, typed: Mapping[str, str]) -> Mapping[str, str] | None:
        """The draft after the one that is in the form, the newest first; `None` if there is none."""
        drafts = self._session.drafts.of(self._form)
        if not drafts:
            return None
        at = next((at for at, draft in enumerate(drafts) if draft.typed.items() <= typed.items()), -1)
        return dict(drafts[(at + 1) % len(drafts)].typed)
