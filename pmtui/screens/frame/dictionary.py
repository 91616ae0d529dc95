"""The dictionary as the screens use it: one index for the process, kept up by commits; entries as lines."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pmtui.base_folders import state_folder
from pmtui.glossary.entries import Entry, from_term, laid_over, read_all, read_senses, text, words
from pmtui.glossary.learning import Shelf
from pmtui.glossary.overrides import overridden
from pmtui.glossary.page import sections
from pmtui.glossary.process_map import TITLES
from pmtui.glossary.search import TermIndex
from pmtui.models.values.clock import local_day
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.derived import Derived, Source
from pmtui.widgets.record.detail import DetailLine


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Entry]:
    return read_all()


class WorkspaceTerms:
    """The shipped entries with the workspace's own over them.

    Attributes:
        index: Finds them.
    """

    def __init__(self, workspace: Source) -> None:
        self._rows = workspace.rows("term")
        own = {slug: laid_over(_shipped().get(slug), from_term(term)) for slug, term in self._rows.items()}
        self.index = TermIndex({**_shipped(), **own}, read_senses())

    def update(self, changed: Changed) -> None:
        """Take in that entries of the team were written or deleted."""
        for slug in changed.ids.get("term", ()):
            stored, shipped = self._rows.get(slug), _shipped().get(slug)
            self.index.update(slug, laid_over(shipped, from_term(stored)) if stored else shipped)


WORKSPACE_TERMS = Derived(WorkspaceTerms, frozenset({"term"}), follows=frozenset({"term"}))
"""The entries that a workspace has; the index is built when first used and follows commits."""


def term_index(session: Session) -> TermIndex:
    """The index of shipped entries with the workspace's own over them."""
    return session.workspace.derived(WORKSPACE_TERMS).index


def headword_of(index: TermIndex, slug: str) -> str:
    """The headword of a slug; the slug itself where there is no such entry."""
    entry = index.entry(slug)
    return text(entry, "headword") if entry is not None else slug


Lines = tuple[DetailLine, ...]


def entry_lines(entry: Entry, index: TermIndex, session: Session) -> tuple[Lines, Lines]:
    """An entry as the lines of a detail pane, each link a line that enter follows.

    Returns:
        What stands before the figures of this workspace, and what stands after them.
    """
    after = (*_text_lines(entry, index), *_link_lines(entry, index, session))
    return tuple(_head_lines(entry)), after


def shipped_entry(slug: str) -> Entry | None:
    """The entry as it came with pmtui, or `None`."""
    return _shipped().get(slug)


@lru_cache(maxsize=1)
def _shelf(folder: str) -> Shelf:
    return Shelf(Path(folder) if folder else None)


def shelf() -> Shelf:
    """The favourites and flash cards of whoever runs this."""
    return _shelf(state_folder(os.environ))


def noted(session: Session, slug: str) -> None:
    """Note that an entry was looked up."""
    shelf().lookups.note(slug, session.workspace.clock.today())


def _head_lines(entry: Entry) -> Iterator[DetailLine]:
    """Headword, place, other names, definition."""
    phase = text(entry, "phase")
    place = " · ".join(part for part in (text(entry, "discipline"), TITLES.get(phase, phase)) if part)
    star = " *" if text(entry, "slug") in shelf().favourites else ""
    yield DetailLine(f"{text(entry, 'headword')}{star}", heading=True)
    also = [each for each in (*words(entry, "aliases"), text(entry, "abbreviation")) if each]
    yield DetailLine("", f"{place}{' · also ' + ', '.join(also) if also else ''}", "dim")
    yield DetailLine("", " ")
    if text(entry, "definition"):
        yield DetailLine("", text(entry, "definition"), "strong")


def _text_lines(entry: Entry, index: TermIndex) -> Iterator[DetailLine]:
    """Explanation, formula, example and what else there is to read."""
    for label, body in sections(entry, lambda slug: headword_of(index, slug)):
        if label in ("Contrast", "See also") or body == text(entry, "definition"):
            continue
        yield DetailLine(label, heading=True) if label else DetailLine("", " ")
        yield DetailLine("", body, "strong" if label == "Formula" else "")


def _link_lines(entry: Entry, index: TermIndex, session: Session) -> Iterator[DetailLine]:
    for label, field in (("Contrast", "contrasts"), ("See also", "related")):
        linked = [slug for slug in words(entry, field) if index.entry(slug) is not None]
        if linked:
            yield DetailLine(label, heading=True)
        for slug in linked:
            definition = text(index.entry(slug) or {}, "definition")
            yield DetailLine(headword_of(index, slug), definition, "dim", target=slug)
    own = session.workspace.rows("term").get(text(entry, "slug"))
    if own is not None:
        yield from _own_lines(own, text(entry, "slug"), session)


def _own_lines(own: Mapping[str, object], slug: str, session: Session) -> Iterator[DetailLine]:
    """The team's own part of the entry: what it changed, by whom, when, and what has changed under it."""
    shipped = _shipped().get(slug)
    fields = overridden(own, shipped)
    yield DetailLine("Ours" if shipped is None else "Ours over the shipped entry", heading=True)
    latest = next(session.workspace.history(slug), None)
    if latest is not None:
        yield DetailLine("Changed", f"{local_day(latest.at)} by {latest.by}: {latest.name}", "dim")
    for each in fields:
        label = each.field.capitalize()
        yield DetailLine(label, f"shipped: {each.then or 'nothing'}", "dim")
        if each.stale:
            yield DetailLine(label, f"shipped now: {each.now or 'nothing'}", "risk")
