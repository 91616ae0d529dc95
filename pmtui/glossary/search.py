"""Search as you type: indexes for what is spelled right, fuzzy matching for what is not.

Exact names come first, then names that begin so, then abbreviations, then names with words that
begin so; after them misspelled names, and what stands in the text of the entries. An entry whose
text says every word that was typed comes before a guess at a misspelling.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text
from pmtui.glossary.headword_index import ABBREVIATION, ALIAS, HEADWORD, Name, NameIndex, Slot, slot_of
from pmtui.glossary.text_index import TextIndex
from pmtui.glossary.words import folded, singular, span_of, split, told, word_spans

_LONGEST = 80
_WASTE = 1000
_PIECE = 40
_ENOUGH_NAMED, _SAID = 3, 8
"""Where so many are found by name, so many of those that only say the words are told besides."""

_EXACT = {HEADWORD: 0.0, ABBREVIATION: 1.0, ALIAS: 2.0}
_HEART = 3.0
_PREFIX = {HEADWORD: 4.0, ALIAS: 5.0, ABBREVIATION: 6.0}
_HEADWORD_WORDS, _ANY_WORDS, _TEXT_ALL, _TYPO, _TEXT_SOME = 7.0, 8.0, 9.0, 10.0, 11.0


class Hit(NamedTuple):
    """One entry that was found."""

    slug: str
    """The entry."""
    headword: str
    """Its headword."""
    matched: str
    """The name that matched: the headword, an alias, the abbreviation; empty for a match in the text."""
    spans: tuple[tuple[int, int], ...]
    """The parts of the matched name that were typed, as (start, end)."""


class _Match(NamedTuple):
    """A slot with its place in the order and the name to show."""

    rank: tuple[float, ...]
    name: Name | None
    spans: Callable[[str], tuple[tuple[int, int], ...]]


_Matches = dict[int, _Match]


class TermIndex:
    """Finds entries by what is typed. Indexes are built when first searched, and kept up in place.

    Args:
        entries: The entries by slug.
        senses: The slugs behind each homonym, in the order in which they are offered.
    """

    def __init__(
        self, entries: Mapping[str, Entry], senses: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._entries: dict[str, Entry] = dict(entries)
        self._senses = {folded(word): slugs for word, slugs in (senses or {}).items()}
        self._slots: list[Slot | None] = []
        self._numbers: dict[str, int] = {}
        self._names: NameIndex | None = None
        self._text: TextIndex | None = None
        self._building, self._built = TextIndex(()), 0
        self._sorted: list[str] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, slug: str) -> Entry | None:
        """The entry of a slug, or `None`."""
        return self._entries.get(slug)

    def slugs(self) -> list[str]:
        """All slugs in the order of their headwords."""
        if self._sorted is None:
            self._sorted = sorted(
                self._entries, key=lambda slug: folded(text(self._entries[slug], "headword"))
            )
        return self._sorted

    def named(self, name: str) -> list[str]:
        """The slugs of the entries called so, by slug, headword, alias or abbreviation; a plural will do."""
        if name in self._entries:
            return [name]
        names = self._name_index()
        for key in (folded(name), singular(folded(name))):
            found = [slot.slug for number, _ in names.called(key) if (slot := self._slots[number])]
            if found:
                return list(dict.fromkeys(found))
        return []

    def senses(self, name: str) -> list[str]:
        """The slugs of all that a name may mean; several where it is a homonym."""
        called = [slug for slug in self._senses.get(folded(name), ()) if slug in self._entries]
        return list(dict.fromkeys([*called, *self.named(name)])) if called else self.named(name)

    def preparing(self) -> Iterator[None]:
        """Build all indexes before the first key is typed, a piece at a time; whoever asks first ends it."""
        self._name_index()
        yield
        while self._text is None:
            self._take_text(_PIECE)
            yield

    def update(self, slug: str, entry: Entry | None) -> None:
        """Put an entry in the place of what the slug had, or take it out."""
        self._sorted = None
        if entry is None:
            self._entries.pop(slug, None)
        else:
            self._entries[slug] = entry
        if self._names is None:
            return
        old = self._numbers.pop(slug, None)
        if old is not None:
            self._slots[old] = None
        if len(self._slots) > 2 * len(self._entries) + _WASTE:
            self._names = self._text = None
        elif entry is not None:
            number, slot = self._take(slug, entry)
            self._names.add(number, slot)
            if self._text is not None:
                self._text.add(number, entry)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """The entries that a query means, the likeliest first; an empty query means none."""
        typed = query.strip()[:_LONGEST]
        key = folded(typed)
        if not key or limit <= 0:
            return []
        words = told(split(typed))
        matches: _Matches = {}
        self._match_names(key, "".join(words), matches)
        if len(matches) < limit:
            self._match_words(words, matches)
        if len(matches) < limit:
            self._match_text(words, limit, matches)
        if not any(match.rank[0] < _TEXT_ALL for match in matches.values()):
            self._match_typos(key, words, matches)
        order = nsmallest(limit, matches, key=lambda number: (matches[number].rank, self._headword(number)))
        named = sum(matches[number].rank[0] < _TEXT_ALL for number in order)
        if named >= _ENOUGH_NAMED:
            order = order[: named + _SAID]
        return [self._hit(number, matches[number]) for number in order]

    def _match_names(self, key: str, heart: str, matches: _Matches) -> None:
        """The names that are what was typed, or begin so."""
        names = self._name_index()
        for number, name in names.called(key):
            self._put(matches, number, (_EXACT[name.kind],), name, _first(len(key)))
        for place, slug in enumerate(self._senses.get(key, ())):
            if slug in self._numbers:
                slot = self._slots[self._numbers[slug]]
                if slot is not None:
                    rank = (_EXACT[ABBREVIATION], float(place))
                    self._put(matches, self._numbers[slug], rank, slot.names[0], _nowhere)
        for wanted in {singular(key), heart, singular(heart)} - {key}:
            for number, name in names.called(wanted):
                self._put(matches, number, (_HEART, float(len(name.key))), name, _first(len(wanted)))
        for number, name in names.beginning(key):
            self._put(matches, number, (_PREFIX[name.kind], float(len(name.key))), name, _first(len(key)))

    def _match_words(self, words: Sequence[str], matches: _Matches) -> None:
        """The entries in whose names each typed word begins a word."""
        names = self._name_index()
        words = [word if names.knows(word) else singular(word) for word in words]
        candidates = min((names.with_word(word) for word in words), key=len, default=set())
        for number in candidates:
            slot = self._slots[number]
            if slot is None or not all(_begins_one(word, slot.words) for word in words):
                continue
            inside = all(_begins_one(word, slot.headword_words) for word in words)
            name = slot.names[0] if inside else _holding(words, slot.names)
            missed = float(sum(word not in slot.words for word in words))
            rank = (_HEADWORD_WORDS if inside else _ANY_WORDS, missed, float(len(name.key)))
            self._put(matches, number, rank, name, _words_like(words))

    def _match_text(self, words: Sequence[str], limit: int, matches: _Matches) -> None:
        """The entries whose text says the words."""
        for found in self._text_index().search(words, limit + len(matches)):
            rank = (_TEXT_ALL if found.complete else _TEXT_SOME, -found.score)
            self._put(matches, found.number, rank, None, _nowhere)

    def _match_typos(self, key: str, words: Sequence[str], matches: _Matches) -> None:
        """The entries whose names are what was typed but for a few slips."""
        names = self._name_index()
        for near, slips in names.keys_like(key).items():
            for number, name in names.called(near):
                self._put(matches, number, (_TYPO, float(slips), float(len(near))), name, _first(len(near)))
        slipped: dict[int, int] | None = None
        meant: list[str] = []
        for word in words:
            likely = {word: 0} if names.knows(word) else names.words_like(word)
            meant += likely
            here: dict[int, int] = {}
            for known, slips in likely.items():
                for number in names.exactly(known) if slips else names.with_word(known):
                    here[number] = min(slips, here.get(number, slips))
            slipped = (
                here
                if slipped is None
                else {number: slips + slipped[number] for number, slips in here.items() if number in slipped}
            )
        for number, slips in (slipped or {}).items():
            slot = self._slots[number]
            if slot is not None:
                name = _holding(meant, slot.names)
                rank = (_TYPO, float(slips), float(len(name.key)))
                self._put(matches, number, rank, name, _words_like(meant))

    def _put(
        self,
        matches: _Matches,
        number: int,
        rank: tuple[float, ...],
        name: Name | None,
        spans: Callable[[str], tuple[tuple[int, int], ...]],
    ) -> None:
        """Keep the best match of a slot that is still there."""
        if self._slots[number] is not None and (number not in matches or rank < matches[number].rank):
            matches[number] = _Match(rank, name, spans)

    def _hit(self, number: int, match: _Match) -> Hit:
        slot = self._slots[number]
        slug = slot.slug if slot is not None else ""
        shown = match.name.shown if match.name is not None else ""
        return Hit(slug, text(self._entries[slug], "headword"), shown, match.spans(shown))

    def _headword(self, number: int) -> str:
        slot = self._slots[number]
        return slot.names[0].key if slot is not None and slot.names else ""

    def _take(self, slug: str, entry: Entry) -> tuple[int, Slot]:
        slot = slot_of(slug, entry)
        self._slots.append(slot)
        self._numbers[slug] = len(self._slots) - 1
        return len(self._slots) - 1, slot

    def _name_index(self) -> NameIndex:
        if self._names is None:
            self._slots = []
            self._numbers = {}
            self._text, self._building, self._built = None, TextIndex(()), 0
            self._names = NameIndex([self._take(slug, entry) for slug, entry in self._entries.items()])
        return self._names

    def _text_index(self) -> TextIndex:
        return self._text or self._take_text()

    def _take_text(self, most: int | None = None) -> TextIndex:
        """Take in what the entries of more slots say, or of all; with the last of them the index is whole."""
        self._name_index()
        slots = self._slots[self._built :][:most]
        for number, slot in enumerate(slots, self._built):
            if slot is not None:
                self._building.take(number, self._entries[slot.slug])
        self._built += len(slots)
        if self._built == len(self._slots):
            self._building.sort()
            self._text = self._building
        return self._building


def _begins_one(beginning: str, words: frozenset[str]) -> bool:
    return beginning in words or any(word.startswith(beginning) for word in words)


def _holding(words: Sequence[str], names: Sequence[Name]) -> Name:
    """The name in which most of the words begin a word; the headword where several do."""
    return max(
        names,
        key=lambda name: sum(any(each.startswith(word) for each in split(name.shown)) for word in words),
    )


def _first(length: int) -> Callable[[str], tuple[tuple[int, int], ...]]:
    """Marks where a name begins with so many of the letters typed."""
    return lambda name: (span_of(name, length),)


def _words_like(words: Sequence[str]) -> Callable[[str], tuple[tuple[int, int], ...]]:
    """Marks the beginnings of a name's words that were typed."""

    def spans(name: str) -> tuple[tuple[int, int], ...]:
        found = []
        for known, start, end in word_spans(name):
            typed = max((word for word in words if known.startswith(word)), key=len, default="")
            if typed:
                found.append((start, min(start + span_of(name[start:end], len(typed))[1], end)))
        return tuple(found)

    return spans


def _nowhere(name: str) -> tuple[tuple[int, int], ...]:
    return ()
