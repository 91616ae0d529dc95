"""Look up anything: terms of the glossary, and documents by their names, as you type."""

from collections.abc import Sequence
from itertools import islice

from pmtui.models.kinds import SEARCHED
from pmtui.models.values.folding import folded
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.choice_list import Choice

_TERMS = 6
_EACH = 30


class Lookup:
    """The search behind `/`.

    Args:
        session: The workspace.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, text: str) -> Sequence[Choice]:
        """Documents whose name begins so, then terms, then the other documents; a key is `kind:id`."""
        if not text.strip():
            return ()
        found, wanted = self._documents(text), folded(text)
        first = [choice for choice in found if folded(choice.label).startswith(wanted)]
        return [*first, *self._terms(text), *(choice for choice in found if choice not in first)]

    def _terms(self, text: str) -> list[Choice]:
        from pmtui.screens.frame.dictionary import term_index

        hits = term_index(self._session).search(text, _TERMS)
        return [Choice(f"term:{hit.slug}", hit.headword, "term") for hit in hits]

    def _documents(self, text: str) -> list[Choice]:
        names = self._session.workspace.names
        found: list[Choice] = []
        for kind in SEARCHED:
            ids = dict.fromkeys(islice(names.matching(kind, text), _EACH))
            found += [Choice(f"{kind}:{each}", names.label(each), f"{kind} {each}") for each in ids]
        return found
