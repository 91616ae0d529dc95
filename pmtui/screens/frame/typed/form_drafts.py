"""Drafts of forms that were closed without saving, until they are taken up again."""

from collections.abc import Mapping
from typing import NamedTuple

from pmtui.screens.frame.session_state import SessionState

_MOST = 5
"""Drafts that are kept of one form."""


class FormDraft(NamedTuple):
    """What was typed into a form and not saved."""

    at: str
    """When, as hour and minute on a day."""
    typed: Mapping[str, str]
    """The typed text, by field."""


class FormDrafts:
    """The drafts of one workspace: on this machine where a session is remembered, else for the session.

    Args:
        memory: The state of the session; `None` where none is kept.
    """

    def __init__(self, memory: SessionState | None) -> None:
        self._memory = memory
        self._kept: dict[str, list[FormDraft]] = {}

    def of(self, form: str) -> list[FormDraft]:
        """The drafts of a form, the newest first."""
        if form not in self._kept:
            told = self._memory.form_drafts(form) if self._memory is not None else []
            self._kept[form] = [FormDraft(at, typed) for at, typed in told]
        return self._kept[form]

    def keep(self, form: str, draft: FormDraft) -> None:
        """Keep a draft, before older ones."""
        others = [each for each in self.of(form) if each.typed != draft.typed]
        self._store(form, [draft, *others[: _MOST - 1]])

    def drop(self, form: str, typed: Mapping[str, str]) -> None:
        """Forget a draft: it was taken up again."""
        self._store(form, [each for each in self.of(form) if each.typed != typed])

    def _store(self, form: str, drafts: list[FormDraft]) -> None:
        self._kept[form] = drafts
        if self._memory is not None:
            self._memory.keep_form_drafts(form, [(draft.at, draft.typed) for draft in drafts])
