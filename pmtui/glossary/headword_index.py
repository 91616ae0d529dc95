"""The names of the entries, indexed: whole, by how they begin, by their words, by words like theirs."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.glossary.entries import Entry, names, text, words
from pmtui.glossary.words import folded, split

_END = "\U0010ffff"
_CROWD = 400
"""So many names that begin alike are cut to the shortest before they are ranked."""

_NEAR = 24
_LEAST_TYPO = 3
_SHORT = 5
_LONG = 9


class Name(NamedTuple):
    """One name of an entry."""

    shown: str
    """As it is written."""
    key: str
    """Folded: letters and digits alone."""
    kind: int
    """`HEADWORD`, `ABBREVIATION` or `ALIAS`."""


HEADWORD, ABBREVIATION, ALIAS = range(3)


class Slot(NamedTuple):
    """An entry in the index; replaced as a whole when the entry changes."""

    slug: str
    names: tuple[Name, ...]
    headword_words: frozenset[str]
    words: frozenset[str]
    """The words of all its names."""


def slot_of(slug: str, entry: Entry) -> Slot:
    """The slot of an entry in the index."""
    kinds = {text(entry, "abbreviation"): ABBREVIATION}
    kinds |= {name: ABBREVIATION for name in words(entry, "aliases") if name.isupper()}
    kinds[text(entry, "headword")] = HEADWORD
    found: dict[str, Name] = {}
    for name in (*names(entry), slug):
        key = folded(name)
        if key:
            found.setdefault(key, Name(name, key, kinds.get(name, ALIAS)))
    every = frozenset(word for name in found.values() for word in split(name.shown))
    return Slot(slug, tuple(found.values()), frozenset(split(text(entry, "headword"))), every)


class NameIndex:
    """Finds slots by their names.

    Numbers of slots that were replaced stay in the lists; whoever asks leaves them out.
    """

    def __init__(self, slots: Iterable[tuple[int, Slot]]) -> None:
        self._keys: dict[str, list[tuple[int, Name]]] = {}
        self._words: dict[str, list[int]] = {}
        for number, slot in slots:
            self._put(number, slot)
        self._sorted_keys = sorted(self._keys)
        self._sorted_words = sorted(self._words)
        self._keys_by_length = _by_length(self._sorted_keys)
        self._words_by_length = _by_length(self._sorted_words)

    def add(self, number: int, slot: Slot) -> None:
        """Take in one more slot."""
        new_keys = [name.key for name in slot.names if name.key not in self._keys]
        new_words = [word for word in slot.words if word not in self._words]
        self._put(number, slot)
        for key in new_keys:
            insort(self._sorted_keys, key)
            self._keys_by_length.setdefault(len(key), []).append(key)
        for word in new_words:
            insort(self._sorted_words, word)
            self._words_by_length.setdefault(len(word), []).append(word)

    def called(self, key: str) -> Sequence[tuple[int, Name]]:
        """The slots that have exactly this name."""
        return self._keys.get(key, ())

    def beginning(self, key: str) -> Iterable[tuple[int, Name]]:
        """The slots with a name that begins so; of a crowd the shortest names."""
        keys = _range(self._sorted_keys, key)
        if len(keys) > _CROWD:
            keys = sorted(keys, key=len)[:_CROWD]
        for each in keys:
            yield from self._keys[each]

    def knows(self, word: str) -> bool:
        """Whether a word of a name begins so."""
        place = bisect_left(self._sorted_words, word)
        return place < len(self._sorted_words) and self._sorted_words[place].startswith(word)

    def with_word(self, beginning: str) -> set[int]:
        """The slots that have a word that begins so in a name."""
        return set().union(*(self._words[word] for word in _range(self._sorted_words, beginning)))

    def exactly(self, word: str) -> list[int]:
        """The slots that have a word in a name."""
        return self._words.get(word, [])

    def words_like(self, word: str) -> dict[str, int]:
        """The words of names that one may have misspelled, each with the number of slips."""
        return _like(word, self._words_by_length)

    def keys_like(self, key: str) -> dict[str, int]:
        """The folded names that one may have misspelled, each with the number of slips."""
        return _like(key, self._keys_by_length)

    def _put(self, number: int, slot: Slot) -> None:
        for name in slot.names:
            self._keys.setdefault(name.key, []).append((number, name))
        for word in slot.words:
            self._words.setdefault(word, []).append(number)


def _range(ordered: list[str], beginning: str) -> list[str]:
    """Those of some sorted words that begin so."""
    return ordered[bisect_left(ordered, beginning) : bisect_left(ordered, beginning + _END)]


def _by_length(known: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in known:
        found.setdefault(len(word), []).append(word)
    return found


def _like(word: str, known: dict[int, list[str]]) -> dict[str, int]:
    """The known words that are few slips away: a letter wrong, missing, too many, or two swapped."""
    if len(word) < _LEAST_TYPO:
        return {}
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) <= _SHORT else 2 if len(word) <= _LONG else 3
    found: dict[str, int] = {}
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        near = process.extract(
            word, known.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=_NEAR
        )
        found |= {match: int(slips) for match, slips, _ in near}
    return found
