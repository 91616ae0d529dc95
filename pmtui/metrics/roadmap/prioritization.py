"""Scores by which features are ranked, each for one feature. Formulas as their authors give them."""

from collections.abc import Callable
from decimal import Decimal

from pmtui.metrics.result import Input, Metric, Values
from pmtui.metrics.scope import Scope, number

_PERCENT = 100
_TENTH = 10

_RICE = ("reach", "impact", "confidence", "effort")
_ICE = ("impact", "confidence", "ease")
_WSJF = ("user value", "time criticality", "risk reduction", "job size")
_VALUE = ("value", "effort")


def _inputs(*names: str) -> Callable[[Scope], list[Input]]:
    """The fields of the one feature that the scope holds."""

    def read(scope: Scope) -> list[Input]:
        slug, feature = next(iter(scope.pool.get("feature", {}).items()), ("", {}))
        return [
            Input(
                name,
                _value(number(feature, name.replace(" ", "_")), name),
                _unit(name),
                "feature",
                (slug,) if slug else (),
            )
            for name in names
        ]

    return read


def _value(stored: Decimal | None, name: str) -> Decimal | None:
    return stored / _PERCENT if stored is not None and name == "confidence" else stored


def _unit(name: str) -> str:
    return "ratio" if name == "confidence" else "points"


def _all(values: Values, *names: str) -> list[Decimal] | None:
    found = [value for name in names if (value := values[name]) is not None]
    return found if len(found) == len(names) else None


def rice(values: Values) -> Decimal | None:
    """Reach × impact × confidence ÷ effort (Intercom)."""
    found = _all(values, *_RICE)
    return found[0] * found[1] * found[2] / found[3] if found and found[3] else None


def ice(values: Values) -> Decimal | None:
    """Impact × confidence × ease, confidence taken on the scale of ten."""
    found = _all(values, *_ICE)
    return found[0] * found[1] * _TENTH * found[2] if found else None


def wsjf(values: Values) -> Decimal | None:
    """(User value + time criticality + risk reduction) ÷ job size (SAFe)."""
    found = _all(values, *_WSJF)
    return (found[0] + found[1] + found[2]) / found[3] if found and found[3] else None


def value_effort(values: Values) -> Decimal | None:
    """Value ÷ effort."""
    found = _all(values, *_VALUE)
    return found[0] / found[1] if found and found[1] else None


def _score(slug: str, combine: Callable[[Values], Decimal | None], names: tuple[str, ...]) -> Metric:
    needs = f"a feature with {', '.join(names[:-1])} and {names[-1]}"
    return Metric(slug, "points", "feature", _inputs(*names), combine, needs, periodic=False, by="id")


PRIORITIZATION = (
    _score("rice", rice, _RICE),
    _score("ice", ice, _ICE),
    _score("wsjf", wsjf, _WSJF),
    _score("value-effort", value_effort, _VALUE),
)
"""The metrics of this theme."""
