"""Kano: what customers say of having and of missing a feature, and the class that this makes it.

The table is Noriaki Kano's (1984), better and worse are Charles Berger's coefficients (1993).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.roadmap.kano_answers import ANSWERS, Answer
from pmtui.models.values.numbers import rounded_to, trimmed

_LIKE, _EXPECT, _NEUTRAL, _TOLERATE, _DISLIKE = ANSWERS

QUESTIONABLE = "questionable"
"""Nobody likes both to have a feature and to miss it: the question was misread."""

_TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    _LIKE: (QUESTIONABLE, "delighter", "delighter", "delighter", "performance"),
    _EXPECT: ("reverse", "indifferent", "indifferent", "indifferent", "basic"),
    _NEUTRAL: ("reverse", "indifferent", "indifferent", "indifferent", "basic"),
    _TOLERATE: ("reverse", "indifferent", "indifferent", "indifferent", "basic"),
    _DISLIKE: ("reverse", "reverse", "reverse", "reverse", QUESTIONABLE),
}
"""The class by the answer to having the feature, in the order of the answers to missing it."""

_FIRST = ("basic", "performance", "delighter", "indifferent", "reverse")
"""Which class goes first where as many answers speak for one as for another."""


class Verdict(NamedTuple):
    """The verdict of the customers' answers."""

    kind: str
    """The class that most answers speak for; empty if none is usable."""
    counts: Mapping[str, int]
    """How many answers speak for each class."""
    better: Decimal | None
    """How much having it pleases, 0 to 1; `None` if nobody says."""
    worse: Decimal | None
    """How much missing it displeases, -1 to 0; `None` if nobody says."""


def kind_of(answer: Answer) -> str:
    """The class that one pair of answers speaks for, `questionable` if they contradict each other."""
    return _TABLE[answer.having][ANSWERS.index(answer.missing)]


def verdict(answers: Iterable[Answer]) -> Verdict:
    """The class that answers speak for, with the coefficients of satisfaction and dissatisfaction."""
    counts = Counter(kind_of(answer) for answer in answers)
    usable = {kind: counts[kind] for kind in _FIRST if counts[kind]}
    kind = max(usable, key=lambda each: (usable[each], -_FIRST.index(each)), default="")
    whole = sum(counts[each] for each in ("delighter", "performance", "basic", "indifferent"))
    if not whole:
        return Verdict(kind, counts, None, None)
    better = Decimal(counts["delighter"] + counts["performance"]) / whole
    worse = Decimal(counts["performance"] + counts["basic"]) / whole
    return Verdict(kind, counts, better, -worse)


def verdict_text(found: Verdict) -> str:
    """A verdict in words: `delighter, better 0.5, worse -0.3`; empty without answers that count."""
    if found.better is None or found.worse is None:
        return found.kind
    better, worse = (trimmed(rounded_to(share, 2)) for share in (found.better, found.worse))
    return f"{found.kind}, better {better}, worse {worse}"
