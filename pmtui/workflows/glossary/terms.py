"""The steps of the team's own terms."""

import re
import unicodedata

from pmtui.errors import InputError
from pmtui.models.glossary.term import Term
from pmtui.workflows.kind_steps import ActionContext, KindSteps


class TermSteps(KindSteps[Term]):
    """The steps of terms."""

    def complete(self, document: Term, context: ActionContext) -> Term:
        """Name it by its headword."""
        return document.model_copy(update={"id": document.id or slug(document.headword)})


def slug(headword: str) -> str:
    """The id of a term: its headword in lower case, words joined by hyphens.

    Raises:
        InputError: The headword has no letter or digit.
    """
    plain = unicodedata.normalize("NFKC", headword).casefold().replace("&", " and ")
    found = re.sub(r"[^\w]+", "-", plain.replace("_", "-")).strip("-")
    if not found:
        raise InputError(f"headword: {headword!r} has no letter or digit")
    return found
