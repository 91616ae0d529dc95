"""The list of the glossary: which entries it holds, and how they look as rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text
from pmtui.glossary.process_map import TITLES
from pmtui.glossary.search import Hit, TermIndex
from pmtui.models.values.folding import folded
from pmtui.screens.frame.dictionary import shelf, term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.shell_picker import marked
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.widgets.frame.choice_list import Choice

FOUND = 200
"""At most so many entries are listed for what was typed."""

COLUMNS = (
    Column("headword", "Term", 24, 14, "left", True, 9, "glossary"),
    Column("discipline", "Discipline", 10, 7, "left", False, 5, "glossary"),
)


class TermFilter(NamedTuple):
    """Which entries are listed."""

    key: str
    """The key of the filter, unlike any other's."""
    label: str
    """The text in the picker and in the status line."""
    keeps: Callable[[str, Entry], bool]
    """Whether it keeps an entry, given its slug."""
    order: Sequence[str] = ()
    """The slugs in an order of its own; empty for the alphabet's."""


def filters(session: Session) -> Iterator[TermFilter]:
    """The filters there are: disciplines, phases, metrics, favourites, our own, what was read, what to learn."""
    everything = TermFilter("", "all entries", lambda slug, entry: True)
    yield everything
    for discipline in ("product", "sales", "shared"):
        yield TermFilter(discipline, discipline, _where("discipline", discipline))
    for phase, title in TITLES.items():
        yield TermFilter(phase, title.lower(), _where("phase", phase))
    yield TermFilter("live", "metrics worked out here", lambda slug, entry: bool(text(entry, "metric")))
    kept = shelf()
    favourites = tuple(kept.favourites)
    yield TermFilter("favourites", "favourites", lambda slug, entry: slug in favourites, favourites)
    own = frozenset(session.workspace.rows("term"))
    yield TermFilter("ours", "our own words", lambda slug, entry: slug in own)
    read = tuple(kept.lookups.latest(FOUND))
    yield TermFilter("history", "read lately", lambda slug, entry: slug in read, read)
    today = session.workspace.clock.today()
    learning = tuple(kept.queue(today, term_index(session).slugs()))
    yield TermFilter("learning", "to be learnt", lambda slug, entry: slug in learning, learning)


def _where(field: str, value: str) -> Callable[[str, Entry], bool]:
    return lambda slug, entry: text(entry, field) == value


def filter_choices(session: Session, typed: str) -> list[Choice]:
    """The filters that what was typed may mean, each with the number of its entries."""
    index = term_index(session)
    wanted = folded(typed).strip()
    return [
        Choice(each.key, each.label, f"{len(kept(index, each)):,}")
        for each in filters(session)
        if wanted in folded(f"{each.label} {each.key}")
    ]


def filter_named(session: Session, key: str) -> TermFilter:
    """The filter of a key; all entries where there is none of that name."""
    found = list(filters(session))
    return next((each for each in found if each.key == key), found[0])


def kept(index: TermIndex, chosen: TermFilter) -> list[str]:
    """The slugs that a filter keeps, in its order."""
    slugs = [slug for slug in chosen.order if index.entry(slug) is not None] or index.slugs()
    return [slug for slug in slugs if chosen.keeps(slug, index.entry(slug) or {})]


def found(index: TermIndex, typed: str, chosen: TermFilter) -> list[Hit]:
    """The entries to list: the hits of the search, or everything, as far as the filter keeps them."""
    if not typed.strip():
        return [Hit(slug, text(index.entry(slug) or {}, "headword"), "", ()) for slug in kept(index, chosen)]
    limit = FOUND if not chosen.key else len(index)
    hits = index.search(typed, limit)
    return [hit for hit in hits if chosen.keeps(hit.slug, index.entry(hit.slug) or {})][:FOUND]


class TermRows:
    """The entries in the list.

    Args:
        index: The dictionary.
        hits: What is listed.
        own: The slugs of the team's own words.
    """

    def __init__(self, index: TermIndex, hits: Sequence[Hit], own: frozenset[str]) -> None:
        self._index = index
        self._hits = hits
        self._own = own
        self._places = {hit.slug: place for place, hit in enumerate(hits)}

    def __len__(self) -> int:
        return len(self._hits)

    def key(self, index: int) -> str:
        """The slug at a place."""
        return self._hits[index].slug

    def index(self, key: str) -> int | None:
        """The place of a slug."""
        return self._places.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Headword, with the name that matched where it is another, and discipline; our own say so."""
        hit = self._hits[index]
        own = hit.slug in self._own
        discipline = text(self._index.entry(hit.slug) or {}, "discipline") or "shared"
        label, spans = marked(hit)
        return [
            Cell(label, "", spans)
            if column == "headword"
            else Cell(f"{discipline}{' ours' if own else ''}", "strong" if own else "")
            for column in columns
        ]
