"""The line of a filter completes itself, and points at mistakes while one types."""

from pmtui.store.query.derivations.used_words import used_words
from pmtui.store.query.filter_completion import last_word, offers
from pmtui.store.query.filters import FilterError, parse_filter
from pmtui.store.workspace import Workspace


def offered(workspace: Workspace, kind: str, text: str) -> tuple[tuple[str, str], ...]:
    """What the last word of a filter may become, as (word, what it is); nothing once it is one of them."""
    found = offers(
        kind, text, workspace.filter_context, lambda field: workspace.derived(used_words(kind, field))
    )
    word = last_word(text)
    return tuple((each.word, each.note) for each in found if each.word != word)


def mistake_before(workspace: Workspace, kind: str, text: str) -> tuple[str, int] | None:
    """What is wrong with the words before the one that is being typed, and where; `None` if nothing is."""
    finished = text[: len(text) - len(last_word(text))]
    try:
        parse_filter(kind, finished, workspace.filter_context)
    except FilterError as error:
        return error.problem, error.column
    return None
