"""The team's own words: a form for a new one, for changing one, for putting one over a shipped entry."""

from collections.abc import Callable

from textual.screen import Screen

from pmtui.glossary.overrides import FIELDS, override_values, written
from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.dictionary import shipped_entry
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.workflows import record_commands

Done = Callable[[Commit | None], None]


def open_form(screen: Screen[None], session: Session, slug: str, typed: dict[str, str], done: Done) -> None:
    """Open the form of a word.

    Args:
        screen: What it opens over.
        session: The workspace, keys and settings.
        slug: The entry to change; empty for a new word.
        typed: Text to start with, by field.
        done: What is told of the commit.

    Raises:
        InputError: The workspace is read only.
    """
    workspace = session.workspace
    session.require_writable()
    base = workspace.find(slug, "term") if slug else None
    shipped = shipped_entry(slug) if slug else None
    if shipped is not None:
        own = workspace.rows("term").get(slug, {})
        typed = {field: written(own, field) or written(shipped, field) for field in FIELDS}

    def save(values: dict[str, object]) -> Commit:
        if shipped is not None:
            values = {"id": slug, **override_values(shipped, values, workspace.rows("term").get(slug))}
        if base is not None:
            return record_commands.edit_document(workspace, base, values)
        return record_commands.add(workspace, "term", values)

    screen.app.push_screen(FormScreen(session, "term", base, save, Asked(typed)), done)
