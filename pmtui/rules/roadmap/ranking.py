"""The places of features by a method, and the quadrants of value and effort."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.kano import verdict_text
from pmtui.rules.roadmap.scores import (
    KANO,
    Criteria,
    Method,
    input_of,
    method_named,
    missing,
    numbers_of,
    score,
    score_text,
    verdict_of,
)

_QUADRANTS, _MOSCOW = method_named("value-effort"), method_named("moscow")
_PERCENT = 100


class Medians(NamedTuple):
    """The middle of what features have, by which the quadrants are told apart."""

    value: Decimal
    """Of their value."""
    effort: Decimal
    """Of their effort."""


def _value_and_effort(feature: FeatureRow) -> tuple[Decimal | None, Decimal | None]:
    value, effort = numbers_of(_QUADRANTS, feature).values()
    return value, effort


def medians(features: Iterable[FeatureRow]) -> Medians | None:
    """The medians of the features that have both value and effort; `None` if none has. O(n log n)."""
    known = [
        (value, effort)
        for value, effort in map(_value_and_effort, features)
        if value is not None and effort is not None
    ]
    if not known:
        return None
    return Medians(median(value for value, _ in known), median(effort for _, effort in known))


def quadrant(feature: FeatureRow, middle: Medians | None) -> str:
    """Quick win, big bet, fill-in or time sink; a value on a median counts for the better side."""
    value, effort = _value_and_effort(feature)
    if middle is None or value is None or effort is None:
        return ""
    if value >= middle.value:
        return "quick win" if effort <= middle.effort else "big bet"
    return "fill-in" if effort <= middle.effort else "time sink"


def result_text(
    method: Method, feature: FeatureRow, criteria: Criteria, middle: Medians | None = None
) -> str:
    """A result as it is shown: a score, a class, a score with its quadrant, or the inputs that are missing."""
    found = score(method, feature, criteria)
    if found is None:
        return missing(method, feature, criteria) or "no criteria"
    if method.key == KANO and feature.kano_answers:
        return verdict_text(verdict_of(feature))
    if method.is_class:
        return str(input_of(feature, method.inputs[0].field))
    named = quadrant(feature, middle) if method.key == _QUADRANTS.key else ""
    return f"{score_text(found)} {named}".rstrip()


def effort_shares(features: Iterable[FeatureRow]) -> Mapping[str, Decimal]:
    """The share of all effort that each MoSCoW class takes, 0 to 1, the class that goes first first.

    Features without a class or without an effort are left out. DSDM keeps musts at 0.6 or below.
    """
    months: dict[str, Decimal] = dict.fromkeys(reversed(_MOSCOW.inputs[0].scale), Decimal())
    for feature in features:
        kind, effort = input_of(feature, _MOSCOW.inputs[0].field), input_of(feature, "effort")
        if isinstance(kind, str) and isinstance(effort, Decimal):
            months[kind] += effort
    whole = sum(months.values(), Decimal())
    return {kind: part / whole for kind, part in months.items() if part} if whole else {}


def shares_text(shares: Mapping[str, Decimal]) -> str:
    """Shares of effort in words: `must 60 %, could 40 % of the effort`; empty if there is none."""
    parts = [f"{kind} {score_text(share * _PERCENT)} %" for kind, share in shares.items()]
    return f"{', '.join(parts)} of the effort" if parts else ""


class Ranked(NamedTuple):
    """A feature in its place."""

    rank: int | None
    """1 for the first; equal scores share the better place; `None` if an input is missing."""
    feature: FeatureRow
    """The feature."""
    text: str
    """Its score, or the inputs that are missing."""


def ranked(method: Method, features: Sequence[FeatureRow], criteria: Criteria) -> list[Ranked]:
    """Features by their rank, those that have none last."""
    middle = medians(features) if method.key == _QUADRANTS.key else None
    found = [(score(method, feature, criteria), feature) for feature in features]
    found.sort(key=lambda pair: (pair[0] is None, -(pair[0] or 0)))
    places: list[Ranked] = []
    before: Decimal | None = None
    for place, (value, feature) in enumerate(found, 1):
        same = places and value == before
        rank = None if value is None else places[-1].rank if same else place
        places.append(Ranked(rank, feature, result_text(method, feature, criteria, middle)))
        before = value
    return places
