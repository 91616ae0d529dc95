"""The text of the entries, indexed: rare words count for more, and the definition for more than the rest."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence, Set
from math import log
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text, words
from pmtui.glossary.words import NOISE, split, stem

_BODY = ("explanation", "example", "pitfalls", "formula")
_IN_NAME, _IN_DEFINITION, _IN_BODY = 5.0, 3.0, 1.0
_LONGER = 3
_VARIANTS = 24
_CROWD = 2000
_ENOUGH = 0.34


class Found(NamedTuple):
    """A slot whose text says some of the words."""

    number: int
    score: float
    """The higher the better."""
    complete: bool
    """Whether it says all of them."""


class TextIndex:
    """Finds slots by what their entries say.

    Args:
        entries: The entries with the numbers of their slots.
    """

    def __init__(self, entries: Iterable[tuple[int, Entry]]) -> None:
        self._places: dict[str, tuple[list[int], list[int], list[int]]] = {}
        self._count = 0
        for number, entry in entries:
            self._put(number, entry)
        self._vocabulary = sorted(self._places)

    def add(self, number: int, entry: Entry) -> None:
        """Take in one more entry."""
        known = len(self._places)
        self._put(number, entry)
        for word in list(self._places)[known:]:
            insort(self._vocabulary, word)

    def search(self, typed: Sequence[str]) -> list[Found]:
        """The slots that say the words, in any order; those that say most of them where none says all."""
        weighed = sorted(((self._scores(word), word) for word in dict.fromkeys(typed)), key=lambda pair: len(pair[0]))
        rarity = [log(1 + self._count / (1 + len(scores))) for scores, _ in weighed]
        total = sum(rarity) or 1.0
        sums: dict[int, float] = {}
        covered: dict[int, float] = {}
        for (scores, _), weight in zip(weighed, rarity, strict=True):
            crowded = len(sums) > _CROWD or (sums and len(scores) > _CROWD)
            for number in scores.keys() & sums.keys() if crowded else scores:
                sums[number] = sums.get(number, 0.0) + weight * scores[number]
                covered[number] = covered.get(number, 0.0) + weight
        return [
            Found(number, score * covered[number] / total, covered[number] >= total - 1e-9)
            for number, score in sums.items()
            if covered[number] >= _ENOUGH * total
        ]

    def _scores(self, word: str) -> dict[int, float]:
        """The slots that say a word or a form of it, each with how much that counts."""
        scores: dict[int, float] = {}
        for variant in self._variants(word):
            share = 1.0 if variant == word else 0.8
            for numbers, counts in zip(self._places[variant], (_IN_BODY, _IN_DEFINITION, _IN_NAME), strict=True):
                worth = share * counts
                for number in numbers:
                    if scores.get(number, 0.0) < worth:
                        scores[number] = worth
        return scores

    def _variants(self, word: str) -> list[str]:
        root = stem(word)
        start = bisect_left(self._vocabulary, root)
        found = []
        for known in self._vocabulary[start : start + 4 * _VARIANTS]:
            if not known.startswith(root):
                break
            if len(known) <= len(word) + _LONGER:
                found.append(known)
        return found[:_VARIANTS]

    def _put(self, number: int, entry: Entry) -> None:
        self._count += 1
        seen: set[str] = set(NOISE)
        named = " ".join((text(entry, "headword"), *words(entry, "aliases"), text(entry, "abbreviation")))
        self._note(number, 2, split(named), seen)
        self._note(number, 1, split(text(entry, "definition")), seen)
        body = "\n".join((*(text(entry, field) for field in _BODY), *words(entry, "variants")))
        self._note(number, 0, split(body), seen)

    def _note(self, number: int, place: int, said: Iterable[str], seen: set[str]) -> None:
        fresh: Set[str] = set(said) - seen
        seen |= fresh
        for word in fresh:
            places = self._places.get(word)
            if places is None:
                places = self._places[word] = ([], [], [])
            places[place].append(number)
