"""Ranks of features by each method, worked out by hand."""

from decimal import Decimal

import pytest

from pmtui.errors import InputError
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.features import is_open
from pmtui.rules.roadmap.ranking import (
    effort_shares,
    medians,
    quadrant,
    ranked,
    result_text,
    shares_text,
)
from pmtui.rules.roadmap.scores import METHODS, inputs_of, method_named, score

CRITERIA = {"Value": 3.0, "Fit": 1.0}


@pytest.mark.parametrize(
    ("method", "feature", "value", "text"),
    [
        ("rice", {"reach": 100, "impact": 2, "confidence": 80, "effort": 4}, Decimal(40), "40"),
        ("rice", {"reach": 100, "impact": 0.25, "confidence": 50, "effort": 3}, Decimal(25) / 6, "4.2"),
        ("rice", {"reach": 100, "impact": 2, "confidence": 80, "effort": 0}, None, "no effort"),
        ("rice", {"reach": 100, "impact": 2, "effort": 4}, None, "no confidence"),
        ("rice", {}, None, "no reach, impact, confidence, effort"),
        ("rice", {"reach": 25, "impact": 1, "confidence": 50, "effort": 2}, Decimal("6.25"), "6.3"),
        ("ice", {"ice_impact": 2, "ice_confidence": 8, "ease": 5}, Decimal(80), "80"),
        (
            "wsjf",
            {"user_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5},
            Decimal("3.2"),
            "3.2",
        ),
        ("value-effort", {"value": 8, "effort_points": 4}, Decimal(2), "2"),
        ("value-effort", {"value": 8, "effort": 4}, None, "no effort"),
        ("moscow", {"moscow": "must"}, Decimal(3), "must"),
        ("moscow", {"moscow": "won't"}, Decimal(0), "won't"),
        ("moscow", {}, None, "no MoSCoW class"),
        ("kano", {"kano": "performance"}, Decimal(3), "performance"),
        (
            "scorecard",
            {"scores": [{"criterion": "value", "score": 5}, {"criterion": "Fit", "score": 2}]},
            Decimal("4.25"),
            "4.3",
        ),
        ("scorecard", {"scores": [{"criterion": "Value", "score": 5}]}, None, "no Fit"),
    ],
)
def test_a_method_makes_of_a_feature(
    method: str, feature: dict[str, JsonValue], value: Decimal | None, text: str
) -> None:
    how = method_named(method)
    row = FeatureRow(feature)
    assert score(how, row, CRITERIA) == value
    assert result_text(how, row, CRITERIA) == text


def features(*values: int | None) -> list[FeatureRow]:
    """Features whose value is given, all of effort 1."""
    return [
        FeatureRow({"id": f"F-{at}", "value": value, "effort_points": 1})
        for at, value in enumerate(values, 1)
    ]


def test_equal_results_share_the_better_rank_and_what_is_not_scored_comes_last() -> None:
    places = ranked(method_named("value-effort"), features(3, None, 7, 3, 1), CRITERIA)
    assert [(each.rank, each.feature.id) for each in places] == [
        (1, "F-3"), (2, "F-1"), (2, "F-4"), (4, "F-5"), (None, "F-2"),
    ]  # fmt: skip


def plotted(value: int | None, effort: int | None) -> FeatureRow:
    """A feature with a value and an effort, each from 1 to 10."""
    return FeatureRow({"value": value, "effort_points": effort})


@pytest.mark.parametrize(
    ("value", "effort", "named"),
    [
        (5, 2, "quick win"), (9, 1, "quick win"), (9, 3, "big bet"), (4, 2, "fill-in"), (4, 3, "time sink"),
        (None, 3, ""),
    ],
)  # fmt: skip
def test_quadrants_are_told_apart_by_the_medians(value: int | None, effort: int, named: str) -> None:
    middle = medians([plotted(3, 1), plotted(5, 2), plotted(9, 8), plotted(9, None)])
    assert middle == (Decimal(5), Decimal(2))
    assert quadrant(plotted(value, effort), middle) == named


def test_the_classes_of_moscow_share_the_effort() -> None:
    rows: list[dict[str, JsonValue]] = [
        {"moscow": "could", "effort": 1}, {"moscow": "must", "effort": 2}, {"moscow": "must", "effort": 4},
        {"moscow": "should"}, {"effort": 9},
    ]  # fmt: skip
    shares = effort_shares(map(FeatureRow, rows))
    assert list(shares) == ["must", "could"]
    assert shares_text(shares) == "must 85.7 %, could 14.3 % of the effort"
    assert shares_text(effort_shares([])) == ""


def test_without_value_and_effort_there_is_no_middle() -> None:
    assert medians([plotted(3, None)]) is None
    assert quadrant(plotted(3, 1), None) == ""


def test_the_scorecard_asks_its_criteria() -> None:
    assert [(each.field, each.title) for each in inputs_of(method_named("scorecard"), CRITERIA)] == [
        ("scores:Value", "Value"),
        ("scores:Fit", "Fit"),
    ]


@pytest.mark.parametrize(
    ("status", "so"), [("idea", True), ("beta", True), ("shipped", False), ("declined", False)]
)
def test_what_is_decided_is_not_ranked(status: str, so: bool) -> None:
    assert is_open(FeatureRow({"status": status})) is so


def test_a_method_is_known_by_its_name_and_no_other() -> None:
    assert method_named(" Value Effort").key == "value-effort"
    assert len({each.key for each in METHODS}) == len(METHODS)
    with pytest.raises(InputError, match="did you mean 'rice'"):
        method_named("rise")
