"""Scores by which features are ranked, each for one feature, on the formulas of the rules."""

from collections.abc import Callable
from decimal import Decimal

from pmtui.metrics.metric import Metric, Values
from pmtui.metrics.result import Input
from pmtui.metrics.scope import Scope
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.scores import METHODS, Method, numbers_of

_PERCENT = 100


def _inputs(method: Method) -> Callable[[Scope], list[Input]]:
    """The fields of the one feature that the scope holds."""

    def read(scope: Scope) -> list[Input]:
        feature_id, stored = next(iter(scope.pool.get("feature", {}).items()), ("", {}))
        ids = (feature_id,) if feature_id else ()
        return [
            Input(_name(field), _value(field, value), _unit(field), "feature", ids)
            for field, value in numbers_of(method, FeatureRow(stored)).items()
        ]

    return read


def _name(field: str) -> str:
    return field.replace("_", " ")


def _unit(field: str) -> str:
    return "ratio" if field == "confidence" else "points"


def _value(field: str, stored: Decimal | None) -> Decimal | None:
    """A percentage as the share that the metric shows it as."""
    return stored / _PERCENT if stored is not None and field == "confidence" else stored


def _stored(field: str, value: Decimal | None) -> Decimal | None:
    """A share as the percentage that the rule takes."""
    return value * _PERCENT if value is not None and field == "confidence" else value


def _metric(method: Method, formula: Callable[[Values], Decimal | None]) -> Metric:
    fields = [asked.field for asked in method.inputs]
    names = [_name(field) for field in fields]
    needs = f"a feature with {', '.join(names[:-1])} and {names[-1]}"

    def combine(values: Values) -> Decimal | None:
        return formula({field: _stored(field, values[_name(field)]) for field in fields})

    return Metric(method.key, "points", "feature", _inputs(method), combine, needs, periodic=False, by="id")


PRIORITIZATION = tuple(_metric(method, method.formula) for method in METHODS if method.formula is not None)
"""The metrics of this theme."""
