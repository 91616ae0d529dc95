"""The line of a filter completes itself, and points at mistakes while one types."""

from pmtui.store.workspace import Workspace
from pmtui.widgets.frame.filter_bar import FilterBar


def complete_filter(bar: FilterBar, workspace: Workspace, kind: str) -> None:
    """Offer what the last word may become, and point at a mistake in those before it.

    Args:
        bar: The line.
        workspace: Whose records are filtered.
        kind: Their kind.
    """
    from pmtui.store.query.derivations.used_words import used_words
    from pmtui.store.query.filter_completion import last_word, offers
    from pmtui.store.query.filters import FilterError, parse_filter

    text, context = bar.text, workspace.filter_context
    word = last_word(text)
    found = offers(kind, text, context, lambda field: workspace.derived(used_words(kind, field)))
    bar.offered = tuple((each.word, each.note) for each in found if each.word != word)
    try:
        parse_filter(kind, text[: len(text) - len(word)], context)
    except FilterError as error:
        bar.show_error(error.problem, error.column)


def take_offer(bar: FilterBar, word: str) -> None:
    """Let the last word become what is offered."""
    from pmtui.store.query.filter_completion import completed

    bar.text = completed(bar.text, word)
