"""The dictionary as the screens use it: one index for the process, kept up by commits; entries as lines."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pmtui.glossary.entries import Entry, from_term, laid_over, read_all, text, words
from pmtui.glossary.page import sections
from pmtui.glossary.search import TermIndex
from pmtui.screens.session import Session
from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace
from pmtui.widgets.detail import DetailLine


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Entry]:
    return read_all()


@lru_cache(maxsize=4)
def _index(workspace: Workspace) -> TermIndex:
    own = {
        slug: laid_over(_shipped().get(slug), from_term(term))
        for slug, term in workspace.rows("term").items()
    }
    index = TermIndex({**_shipped(), **own})

    def take(changed: Changed) -> None:
        for slug in changed.ids.get("term", ()):
            stored = workspace.rows("term").get(slug)
            shipped = _shipped().get(slug)
            index.update(slug, laid_over(shipped, from_term(stored)) if stored else shipped)

    workspace.subscribe(take)
    return index


def term_index(session: Session) -> TermIndex:
    """The index of shipped entries with the workspace's own over them, built when first used."""
    return _index(session.workspace)


def headword_of(index: TermIndex, slug: str) -> str:
    """The headword of a slug; the slug itself where there is no such entry."""
    entry = index.entry(slug)
    return text(entry, "headword") if entry is not None else slug


def entry_lines(entry: Entry, index: TermIndex) -> tuple[DetailLine, ...]:
    """An entry as the lines of a detail pane; each link is a line that enter follows."""
    return tuple(_lines(entry, index))


def _lines(entry: Entry, index: TermIndex) -> Iterator[DetailLine]:
    place = " · ".join(part for part in (text(entry, "discipline"), text(entry, "phase")) if part)
    yield DetailLine(text(entry, "headword"), heading=True)
    also = [each for each in (*words(entry, "aliases"), text(entry, "abbreviation")) if each]
    yield DetailLine("", f"{place}{' · also ' + ', '.join(also) if also else ''}", "dim")
    yield DetailLine("", " ")
    for label, body in sections(entry, lambda slug: headword_of(index, slug)):
        if label in ("Contrast", "See also"):
            continue
        if label:
            yield DetailLine(label, heading=True)
        yield DetailLine(
            "",
            body,
            "accent" if label == "Formula" else "strong" if body == text(entry, "definition") else "",
        )
        if not label:
            yield DetailLine("", " ")
    for label, field in (("Contrast", "contrasts"), ("See also", "related")):
        linked = [slug for slug in words(entry, field) if index.entry(slug) is not None]
        if linked:
            yield DetailLine(label, heading=True)
        for slug in linked:
            definition = text(index.entry(slug) or {}, "definition")
            yield DetailLine(headword_of(index, slug), definition, "dim", target=slug)
