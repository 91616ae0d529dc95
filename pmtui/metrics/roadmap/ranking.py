"""Ranking features by a method: its inputs, the result of each feature, and where that puts it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.metrics.format import rounded
from pmtui.metrics.result import Values
from pmtui.metrics.roadmap.prioritization import ice, rice, value_effort, wsjf
from pmtui.metrics.scope import Row, number
from pmtui.models.roadmap.score_parts import CRITERION
from pmtui.models.stored import JsonValue

_PERCENT = 100
_FIBONACCI = ("1", "2", "3", "5", "8", "13", "20")
_TEN = tuple(map(str, range(1, 11)))
_FIVE = tuple(map(str, range(1, 6)))
_CLOSED = ("shipped", "declined")

Criteria = Mapping[str, float]
"""The criteria of the scorecard and what each weighs."""


class Asked(NamedTuple):
    """An input of a method."""

    field: str
    """The field of a feature, or `scores:` and a criterion."""
    title: str
    """What it is called over its column."""
    headword: str
    """Slug of the entry that defines it."""
    scale: tuple[str, ...] = ()
    """What it may be, from low to high; empty for any number."""


class Method(NamedTuple):
    """A way to rank features."""

    key: str
    """What it is called on the command line."""
    title: str
    """What it is called elsewhere."""
    headword: str
    """Slug of the entry that defines it."""
    inputs: tuple[Asked, ...]
    """What it asks; those of the scorecard are the workspace's criteria."""
    formula: Callable[[Values], Decimal | None] | None = None
    """What its inputs come to; `None` where the one input is a class."""


_REACH = Asked("reach", "Reach", "reach")
_IMPACT = Asked("impact", "Impact", "impact", ("0.25", "0.5", "1", "2", "3"))
_CONFIDENCE = Asked("confidence", "Conf", "confidence", ("20", "50", "80", "100"))
_EFFORT = Asked("effort", "Effort", "effort")

METHODS = (
    Method("rice", "RICE", "rice", (_REACH, _IMPACT, _CONFIDENCE, _EFFORT), rice),
    Method("ice", "ICE", "ice", (_IMPACT._replace(scale=_TEN), _CONFIDENCE, Asked("ease", "Ease", "ice", _TEN)), ice),
    Method(
        "wsjf", "WSJF", "wsjf",
        (
            Asked("user_value", "Value", "wsjf", _FIBONACCI),
            Asked("time_criticality", "Time", "cost-of-delay", _FIBONACCI),
            Asked("risk_reduction", "Risk", "wsjf", _FIBONACCI),
            Asked("job_size", "Size", "wsjf", _FIBONACCI),
        ),
        wsjf,
    ),
    Method(
        "value-effort", "value and effort", "value-effort",
        (Asked("value", "Value", "value-effort", _TEN), _EFFORT), value_effort,
    ),
    Method(
        "moscow", "MoSCoW", "moscow-method",
        (Asked("moscow", "MoSCoW", "moscow-method", ("won't", "could", "should", "must")),),
    ),
    Method(
        "kano", "Kano", "kano-model",
        (Asked("kano", "Kano", "kano-model", ("reverse", "indifferent", "delighter", "performance", "basic")),),
    ),
    Method("scorecard", "scorecard", "weighted-scoring", ()),
)  # fmt: skip
"""The methods; for a class, the scale tells what goes first: its last step."""


def method_named(name: str) -> Method:
    """The method of a name.

    Raises:
        InputError: There is none.
    """
    keys = tuple(each.key for each in METHODS)
    found = next((each for each in METHODS if each.key == name.strip().casefold().replace(" ", "-")), None)
    if found is None:
        raise InputError(f"unknown method {name!r}{nearest(name, keys)}")
    return found


def inputs_of(method: Method, criteria: Criteria) -> tuple[Asked, ...]:
    """What a method asks of a feature, the criteria of the scorecard among it."""
    if method.key != "scorecard":
        return method.inputs
    return tuple(Asked(f"{CRITERION}{name}", name, method.headword, _FIVE) for name in criteria)


def is_ranked(feature: Row) -> bool:
    """Whether a stored feature is still to be decided on: neither shipped nor declined."""
    return feature.get("status") not in _CLOSED


def given(feature: Row, field: str) -> JsonValue:
    """What a stored feature has for an input; `None` where nobody has said."""
    if not field.startswith(CRITERION):
        return feature.get(field)
    name, stored = field.removeprefix(CRITERION).casefold(), feature.get("scores")
    for each in stored if isinstance(stored, list) else ():
        if isinstance(each, dict) and str(each.get("criterion")).casefold() == name:
            return each.get("score")
    return None


def result(method: Method, feature: Row, criteria: Criteria) -> Decimal | None:
    """What a method makes of a stored feature, the greater the sooner; `None` where an input is missing.

    The scorecard's is the weighted mean of its scores, 1 to 5; a class counts by its place on its scale.
    """
    if method.key == "scorecard":
        return _scorecard(feature, criteria)
    if method.formula is None:
        asked = method.inputs[0]
        value = feature.get(asked.field)
        return Decimal(asked.scale.index(str(value))) if value in asked.scale else None
    return method.formula(
        {each.field.replace("_", " "): _number(feature, each.field) for each in method.inputs}
    )


def _number(feature: Row, name: str) -> Decimal | None:
    found = number(feature, name)
    return found / _PERCENT if found is not None and name == "confidence" else found


def _scorecard(feature: Row, criteria: Criteria) -> Decimal | None:
    total = Decimal()
    for name, weight in criteria.items():
        score = given(feature, f"{CRITERION}{name}")
        if not isinstance(score, int | float):
            return None
        total += Decimal(str(score)) * Decimal(str(weight))
    whole = sum((Decimal(str(weight)) for weight in criteria.values()), Decimal())
    return total / whole if whole else None


class Medians(NamedTuple):
    """The middle of what features have, by which the quadrants are told apart."""

    value: Decimal
    """Of their value."""
    effort: Decimal
    """Of their effort."""


def medians(features: Iterable[Row]) -> Medians | None:
    """The medians of the features that have both value and effort; `None` where none has. O(n log n)."""
    pairs = [(number(each, "value"), number(each, "effort")) for each in features]
    known = [(value, effort) for value, effort in pairs if value is not None and effort is not None]
    if not known:
        return None
    return Medians(median(value for value, _ in known), median(effort for _, effort in known))


def quadrant(feature: Row, middle: Medians | None) -> str:
    """Quick win, big bet, fill-in or time sink; what stands on a median is on its better side."""
    value, effort = number(feature, "value"), number(feature, "effort")
    if middle is None or value is None or effort is None:
        return ""
    if value >= middle.value:
        return "quick win" if effort <= middle.effort else "big bet"
    return "fill-in" if effort <= middle.effort else "time sink"


def written(method: Method, feature: Row, criteria: Criteria, middle: Medians | None = None) -> str:
    """A result as it is shown: a figure, a class, or both; empty where an input is missing."""
    found = result(method, feature, criteria)
    if found is None:
        return ""
    if method.formula is None and method.key != "scorecard":
        return str(feature.get(method.inputs[0].field))
    figure = f"{rounded(found, 2 if method.key == 'scorecard' else 1):,}"
    named = quadrant(feature, middle) if method.key == "value-effort" else ""
    return f"{figure} {named}".rstrip()


class Ranked(NamedTuple):
    """A feature in its place."""

    rank: int | None
    """1 for the first; equal results share the better place; `None` where an input is missing."""
    feature: Row
    """The stored feature."""
    text: str
    """Its result."""


def ranked(method: Method, features: Sequence[Row], criteria: Criteria) -> list[Ranked]:
    """Features by their rank, those that have none last."""
    middle = medians(features) if method.key == "value-effort" else None
    found = [(result(method, each, criteria), each) for each in features]
    found.sort(key=lambda pair: (pair[0] is None, -(pair[0] or 0)))
    places: list[Ranked] = []
    before: Decimal | None = None
    for place, (value, feature) in enumerate(found, 1):
        same = places and value == before
        rank = None if value is None else places[-1].rank if same else place
        places.append(Ranked(rank, feature, written(method, feature, criteria, middle)))
        before = value
    return places
