"""The methods by which features are scored: what each asks, on which scale, and what its inputs come to.

RICE is Intercom's, WSJF that of SAFe, ICE Sean Ellis's; MoSCoW is Dai Clegg's, the Kano classes are Noriaki Kano's.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.models.roadmap.kano_answers import parse_answer
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.folding import folded
from pmtui.models.values.numbers import rounded_to, trimmed
from pmtui.rules.roadmap.kano import Verdict, verdict

CRITERION = "scores:"
"""The beginning of the name of an input of the scorecard; the criterion follows."""

LEAST_EFFORT = Decimal("0.1")
"""Person-months that an effort comes to at least: two days."""

Criteria = Mapping[str, float]
"""The criteria of the scorecard and the weight of each, which may be below 0 for what counts against a feature."""

Values = Mapping[str, Decimal | None]
"""The inputs of a method by field."""

_PERCENT = 100


class ScoreInput(NamedTuple):
    """An input of a method."""

    field: str
    """The field of a feature, or `scores:` and a criterion."""
    title: str
    """The head of its column."""
    headword: str
    """Slug of the entry that defines it."""
    scale: tuple[str, ...] = ()
    """The values that it is stepped through, from low to high; empty for any number."""
    word: str = ""
    """Its name where it is missing: `no effort`; the title if empty."""

    @property
    def name(self) -> str:
        """Its name in a sentence."""
        return self.word or self.title.casefold()


class Method(NamedTuple):
    """A way to rank features."""

    key: str
    """Its name on the command line."""
    title: str
    """Its name elsewhere."""
    headword: str
    """Slug of the entry that defines it."""
    inputs: tuple[ScoreInput, ...]
    """The inputs it needs; those of the scorecard are the workspace's criteria."""
    formula: Callable[[Values], Decimal | None] | None = None
    """The score from its inputs; `None` for classes and for the scorecard."""

    @property
    def is_class(self) -> bool:
        """Whether it sorts features into classes instead of giving them a number."""
        return self.formula is None and self.key != SCORECARD


KANO = "kano"
"""The method whose class comes from the answers of customers, where there are any; it is the field's name too."""

SCORECARD = "scorecard"
"""The method whose inputs are the workspace's own."""


def rice(values: Values) -> Decimal | None:
    """Reach × impact × confidence ÷ effort."""
    reach, impact, confidence, effort = (
        values.get(name) for name in ("reach", "impact", "confidence", "effort")
    )
    if reach is None or impact is None or confidence is None or not effort:
        return None
    return reach * impact * confidence / _PERCENT / effort


def ice(values: Values) -> Decimal | None:
    """Impact × confidence × ease, each from 1 to 10."""
    impact, confidence, ease = (values.get(name) for name in ("ice_impact", "ice_confidence", "ease"))
    return None if impact is None or confidence is None or ease is None else impact * confidence * ease


def wsjf(values: Values) -> Decimal | None:
    """(User value + time criticality + risk reduction) ÷ job size."""
    value, time, risk, size = (
        values.get(name) for name in ("user_value", "time_criticality", "risk_reduction", "job_size")
    )
    return None if value is None or time is None or risk is None or not size else (value + time + risk) / size


def value_effort(values: Values) -> Decimal | None:
    """Value ÷ effort, each from 1 to 10."""
    value, effort = values.get("value"), values.get("effort_points")
    return None if value is None or not effort else value / effort


_IMPACTS = ("0.25", "0.5", "1", "2", "3")
_FIBONACCI = ("1", "2", "3", "5", "8", "13", "20")
_TEN = tuple(map(str, range(1, 11)))
_FIVE = tuple(map(str, range(1, 6)))

METHODS = (
    Method(
        "rice", "RICE", "rice",
        (
            ScoreInput("reach", "Reach", "reach"),
            ScoreInput("impact", "Impact", "impact", _IMPACTS),
            ScoreInput("confidence", "Conf", "confidence", ("20", "50", "80", "100"), "confidence"),
            ScoreInput("effort", "Effort", "effort"),
        ),
        rice,
    ),
    Method(
        "ice", "ICE", "ice",
        (
            ScoreInput("ice_impact", "Impact", "impact", _TEN),
            ScoreInput("ice_confidence", "Conf", "confidence", _TEN, "confidence"),
            ScoreInput("ease", "Ease", "ice", _TEN),
        ),
        ice,
    ),
    Method(
        "wsjf", "WSJF", "wsjf",
        (
            ScoreInput("user_value", "Value", "wsjf", _FIBONACCI, "user value"),
            ScoreInput("time_criticality", "Time", "cost-of-delay", _FIBONACCI, "time criticality"),
            ScoreInput("risk_reduction", "Risk", "wsjf", _FIBONACCI, "risk reduction"),
            ScoreInput("job_size", "Size", "wsjf", _FIBONACCI, "job size"),
        ),
        wsjf,
    ),
    Method(
        "value-effort", "value and effort", "value-effort",
        (
            ScoreInput("value", "Value", "value-effort", _TEN),
            ScoreInput("effort_points", "Effort", "effort", _TEN),
        ),
        value_effort,
    ),
    Method(
        "moscow", "MoSCoW", "moscow-method",
        (ScoreInput("moscow", "MoSCoW", "moscow-method", ("won't", "could", "should", "must"), "MoSCoW class"),),
    ),
    Method(
        "kano", "Kano", "kano-model",
        (
            ScoreInput(
                "kano", "Kano", "kano-model",
                ("reverse", "indifferent", "delighter", "performance", "basic"), "Kano class",
            ),
        ),
    ),
    Method(SCORECARD, "scorecard", "weighted-scoring", ()),
)  # fmt: skip
"""The methods; for a class, the scale says which goes first: its last step."""

_SCALES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    asked.field: (method.title, asked.scale)
    for method in METHODS
    for asked in method.inputs
    if asked.scale and method.formula is not None and asked.field != "confidence"
}


def method_named(name: str) -> Method:
    """Return the method of a name.

    Raises:
        InputError: There is none.
    """
    keys = tuple(method.key for method in METHODS)
    wanted = folded(name).replace(" ", "-")
    found = next((method for method in METHODS if method.key == wanted), None)
    if found is None:
        raise InputError(f"unknown method {name!r}{nearest(name, keys)}")
    return found


def inputs_of(method: Method, criteria: Criteria) -> tuple[ScoreInput, ...]:
    """The inputs of a method, for the scorecard one for each criterion."""
    if method.key != SCORECARD:
        return method.inputs
    return tuple(ScoreInput(f"{CRITERION}{name}", name, method.headword, _FIVE, name) for name in criteria)


def off_scale(field: str, value: float) -> str:
    """Say why a value is off the scale of a field: `is off the scale of RICE: 0.25, 0.5, 1, 2 or 3`; else nothing."""
    number = Decimal(str(value))
    if field == "effort" and number < LEAST_EFFORT:
        return f"is too small: RICE takes {LEAST_EFFORT} person-months or more; 2d is 0.1, 1w is 0.25"
    if field not in _SCALES:
        return ""
    title, scale = _SCALES[field]
    if scale == _TEN:
        return "" if 1 <= number <= len(_TEN) else f"is off the scale of {title}: 1 to 10"
    known = any(number == Decimal(step) for step in scale)
    return "" if known else f"is off the scale of {title}: {', '.join(scale[:-1])} or {scale[-1]}"


def input_of(feature: FeatureRow, field: str) -> Decimal | str | None:
    """The value of a feature for an input, a number or a class; `None` if it is missing."""
    if field.startswith(CRITERION):
        name = folded(field.removeprefix(CRITERION))
        return next(
            (Decimal(str(each.score)) for each in feature.scores if folded(each.criterion) == name), None
        )
    if field == KANO and feature.kano_answers:
        return verdict_of(feature).kind or None
    value = feature.stored.get(field)
    if isinstance(value, str):
        return value
    return Decimal(str(value)) if isinstance(value, int | float) else None


def input_text(feature: FeatureRow, field: str) -> str:
    """An input of a feature as its cell shows it; empty if it is missing."""
    value = input_of(feature, field)
    return "" if value is None else value if isinstance(value, str) else f"{value.normalize():f}"


def verdict_of(feature: FeatureRow) -> Verdict:
    """The verdict of the customers' answers on a feature."""
    return verdict(map(parse_answer, feature.kano_answers.values()))


def numbers_of(method: Method, feature: FeatureRow) -> dict[str, Decimal | None]:
    """The inputs of a method that are numbers, by field."""
    found = {asked.field: input_of(feature, asked.field) for asked in method.inputs}
    return {field: value if isinstance(value, Decimal) else None for field, value in found.items()}


def score(method: Method, feature: FeatureRow, criteria: Criteria) -> Decimal | None:
    """The score of a feature by a method, the greater the sooner; `None` if an input is missing.

    The scorecard gives the mean of its scores by weight, 1 to 5, and less where weights below 0 count against the
    feature; a class counts by its place on its scale.
    """
    if method.key == SCORECARD:
        return _scorecard(feature, criteria)
    if method.formula is None:
        asked = method.inputs[0]
        value = input_of(feature, asked.field)
        return Decimal(asked.scale.index(value)) if isinstance(value, str) and value in asked.scale else None
    return method.formula(numbers_of(method, feature))


def _scorecard(feature: FeatureRow, criteria: Criteria) -> Decimal | None:
    total = whole = Decimal()
    for name, weight in criteria.items():
        given = input_of(feature, f"{CRITERION}{name}")
        if not isinstance(given, Decimal):
            return None
        total += given * Decimal(str(weight))
        whole += abs(Decimal(str(weight)))
    return total / whole if whole else None


def missing(method: Method, feature: FeatureRow, criteria: Criteria) -> str:
    """Name the inputs that a feature lacks: `no effort`, `no reach, impact`; empty if it has all."""
    lacks = [asked.name for asked in inputs_of(method, criteria) if _lacks(feature, asked.field)]
    return f"no {', '.join(lacks)}" if lacks else ""


def _lacks(feature: FeatureRow, field: str) -> bool:
    """Whether an input is missing; nothing is divided by 0, which is why that is as good as missing."""
    value = input_of(feature, field)
    return value is None or (not value and field in ("effort", "job_size", "effort_points"))


def score_text(value: Decimal) -> str:
    """A score as it is shown everywhere: half rounded up to one decimal, `6.3` and `1,240`."""
    exact = Decimal(trimmed(rounded_to(value, 1)))
    return f"{exact or abs(exact):,}"


def rice_text(feature: FeatureRow) -> str:
    """The RICE score of a feature as it is shown; empty if an input is missing."""
    found = score(METHODS[0], feature, {})
    return "" if found is None else score_text(found)
