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
"""The weight of another form of the word, such as `closing` for `close`."""
_BEGUN = 0.3
"""The weight of a word of which only the beginning was typed."""
_LEAST_BEGUN = 3
_ENDINGS = ("", "s", "e", "es", "ed", "er", "ers", "ing", "ings")
_VARIANTS = 24
_CROWD = 2000
_ENOUGH = 0.3
_ROUNDING = 1e-9


class TextHit(NamedTuple):
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
        self._vocabulary: list[str] = []
        for number, entry in entries:
            self.take(number, entry)
        self.sort()

    def take(self, number: int, entry: Entry) -> None:
        """Take in one of many entries; `sort` once all are in."""
        self._put(number, entry)

    def sort(self) -> None:
        """Put the words in order, by which those that begin alike are found."""
        self._vocabulary = sorted(self._places)

    def add(self, number: int, entry: Entry) -> None:
        """Take in one more entry."""
        for word in self._put(number, entry):
            insort(self._vocabulary, word)

    def search(self, typed: Sequence[str], limit: int) -> list[TextHit]:
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
                said = 1.0 if scores[number] >= _FORM else _BEGUN
                covered[number] = covered.get(number, 0.0) + weight * said
        found = (
            TextHit(covered[number] >= total - _ROUNDING, score * covered[number] / total, number)
            for number, score in sums.items()
            if covered[number] >= _ENOUGH * total
        )
        return nlargest(limit, found)

    def _scores(self, word: str) -> dict[int, float]:
        """The slots that say a word, a form of it, or one that begins so, each with how much that counts."""
        forms = self._forms(word)
        scores: dict[int, float] = {}
        for begun in self._begun(word):
            for numbers in self._places[begun]:
                scores |= dict.fromkeys(numbers, _BEGUN)
        for place, worth in enumerate(_WORTH):
            for form in forms:
                scores |= dict.fromkeys(self._places[form][place], _FORM * worth)
            if word in self._places:
                scores |= dict.fromkeys(self._places[word][place], worth)
        return scores

    def _forms(self, word: str) -> list[str]:
        """The other forms of a word that are said anywhere."""
        root = stem(word)
        possible = [root + ending for ending in _ENDINGS]
        possible += [f"{word[:-1]}ies"] if word.endswith("y") else []
        possible += [f"{word[:-3]}y"] if word.endswith("ies") else []
        return [form for form in possible if form != word and form in self._places]

    def _begun(self, word: str) -> list[str]:
        """Words that begin so, for one that is still being typed."""
        if len(word) < _LEAST_BEGUN:
            return []
        start = bisect_left(self._vocabulary, word)
        return [
            known
            for known in self._vocabulary[start : start + _VARIANTS]
            if known.startswith(word) and known != word
        ]

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
