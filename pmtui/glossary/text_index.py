"""The text of the entries, indexed: rare words count for more, and the definition for more than the rest."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text, words
from pmtui.glossary.words import NOISE, split, stem

_BODY = ("explanation", "example", "pitfalls", "formula")
_REST, _DEFINITION, _NAME = range(3)
_WORTH = (1.0, 3.0, 5.0)
_FORM = 0.8
"""What another form of the word counts, such as `closing` for `close`."""
_LONGER = 3
_VARIANTS = 24
_CROWD = 2000
_ENOUGH = 0.34
_ROUNDING = 1e-9


class Found(NamedTuple):
    """A slot whose text says some of the words."""

    complete: bool
    """Whether it says all of them."""
    score: float
    """The higher the better."""
    number: int


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
        for word in self._put(number, entry):
            insort(self._vocabulary, word)

    def search(self, typed: Sequence[str], limit: int) -> list[Found]:
        """The slots that say most of the words in any order, those that say them all first."""
        weighed = sorted((self._scores(word) for word in dict.fromkeys(typed)), key=len)
        rarity = [log(1 + self._count / (1 + len(scores))) for scores in weighed]
        total = sum(rarity) or 1.0
        sums: dict[int, float] = {}
        covered: dict[int, float] = {}
        for scores, weight in zip(weighed, rarity, strict=True):
            crowded = sums and len(scores) > _CROWD
            for number in scores.keys() & sums.keys() if crowded else scores:
                sums[number] = sums.get(number, 0.0) + weight * scores[number]
                covered[number] = covered.get(number, 0.0) + weight
        found = (
            Found(covered[number] >= total - _ROUNDING, score * covered[number] / total, number)
            for number, score in sums.items()
            if covered[number] >= _ENOUGH * total
        )
        return nlargest(limit, found)

    def _scores(self, word: str) -> dict[int, float]:
        """The slots that say a word or a form of it, each with how much that counts."""
        scores: dict[int, float] = {}
        variants = self._variants(word)
        for place, worth in enumerate(_WORTH):
            for variant in variants:
                if variant != word:
                    scores |= dict.fromkeys(self._places[variant][place], _FORM * worth)
            if word in self._places:
                scores |= dict.fromkeys(self._places[word][place], worth)
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

    def _put(self, number: int, entry: Entry) -> list[str]:
        """Note an entry's words; returns those that no entry had said before."""
        self._count += 1
        named = " ".join((text(entry, "headword"), *words(entry, "aliases"), text(entry, "abbreviation")))
        body = "\n".join((*(text(entry, field) for field in _BODY), *words(entry, "variants")))
        seen: set[str] = set(NOISE)
        fresh = []
        for place, said in ((_NAME, named), (_DEFINITION, text(entry, "definition")), (_REST, body)):
            for word in set(split(said)) - seen:
                seen.add(word)
                places = self._places.get(word)
                if places is None:
                    places = self._places[word] = ([], [], [])
                    fresh.append(word)
                places[place].append(number)
        return fresh
