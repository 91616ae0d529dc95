"""Scores of features, worked out by hand."""

from decimal import Decimal

import pytest

from pmtui.metrics.compute import METRICS, compute
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

SCORED = {
    "reach": 100, "impact": 2, "confidence": 80, "effort": 4, "ice_impact": 2, "ice_confidence": 8, "ease": 5,
    "value": 8, "effort_points": 4, "user_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5,
}  # fmt: skip


def add(workspace: Workspace, kind: str, /, **values: object) -> str:
    return record_commands.add(workspace, kind, values).changed[0][1]


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("rice", 100 * 2 * Decimal("0.8") / 4),
        ("ice", Decimal(2 * 8 * 5)),
        ("wsjf", Decimal(8 + 5 + 3) / 5),
        ("value-effort", Decimal(8) / 4),
    ],
)
def test_a_score_follows_its_formula(workspace: Workspace, slug: str, value: Decimal) -> None:
    feature = add(workspace, "feature", title="SSO", **SCORED)
    (result,) = compute(workspace, slug)
    assert (result.value, result.unit, result.group, result.label) == (value, "points", feature, "SSO")
    assert {each.ids for each in result.inputs} == {(feature,)}
    assert METRICS[slug].combine({each.name: each.value for each in result.inputs}) == value


def test_features_are_ranked_the_unscored_last(workspace: Workspace) -> None:
    add(workspace, "feature", title="half", **{**SCORED, "reach": 50})
    add(workspace, "feature", title="unscored")
    add(workspace, "feature", title="whole", **SCORED)
    found = compute(workspace, "rice")
    assert [(each.label, each.value) for each in found] == [
        ("whole", Decimal(40)),
        ("half", Decimal(20)),
        ("unscored", None),
    ]
    assert "reach, impact, confidence and effort" in found[2].missing


@pytest.mark.parametrize(
    ("slug", "field"), [("rice", "effort"), ("value-effort", "effort_points"), ("wsjf", "job_size")]
)
def test_no_work_at_all_gives_no_score(workspace: Workspace, slug: str, field: str) -> None:
    add(workspace, "feature", title="free", **{**SCORED, field: None})
    (result,) = compute(workspace, slug)
    assert result.value is None
    assert result.missing
    values = {each.name: each.value for each in result.inputs}
    assert METRICS[slug].combine({**values, field.replace("_", " "): Decimal(0)}) is None


def test_a_score_of_nothing_is_still_a_score(workspace: Workspace) -> None:
    add(workspace, "feature", title="nobody", **{**SCORED, "reach": 0})
    (result,) = compute(workspace, "rice")
    assert (result.value, result.missing) == (Decimal(0), "")


def test_one_input_can_be_changed_to_see_what_if(workspace: Workspace) -> None:
    add(workspace, "feature", title="SSO", **SCORED)
    (result,) = compute(workspace, "rice")
    values = {each.name: each.value for each in result.inputs}
    assert METRICS["rice"].combine({**values, "effort": Decimal(2)}) == 80


def test_scores_grouped_by_another_field_belong_to_features(workspace: Workspace) -> None:
    add(workspace, "feature", title="SSO", owner="pia", **SCORED)
    found = compute(workspace, "rice", by="owner")
    assert {each for result in found for one in result.inputs for each in one.ids} <= {"F-1"}
