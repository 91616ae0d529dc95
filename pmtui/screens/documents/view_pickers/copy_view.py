"""Letting a book show what the same book of another day shows: its view, filter, choice and document."""

from pmtui.screens.documents.pane_screen import PaneScreen


def stand_like(book: PaneScreen, other: PaneScreen) -> None:
    """Take over the view of another book of the same kind, and put the cursor on its document."""
    places = {pane.view.id: pane for pane in book.panes}
    there = other.pane
    pane = places.get(there.view.id)
    if pane is None:
        return
    book.show_pane(pane)
    if there.filter_text:
        book.apply_filter(there.filter_text)
    elif there.only:
        pane.list_anew(there.condition)
        pane.only = there.only
    key = there.widget.current_key
    if key is not None:
        pane.go_to(key)
