"""Inputs on the scales of their methods, efforts as they are typed, and plans that contradict themselves."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.roadmap.feature import Feature
from pmtui.rules.roadmap.scores import METHODS, off_scale, score_text
from pmtui.store.workspace import Workspace
from pmtui.workflows import kind_dispatch, record_commands
from pmtui.workflows.roadmap.scoring import scoring


def typed(workspace: Workspace, **words: str) -> dict[str, object]:
    return record_commands.read_fields("feature", words, record_commands.reading(workspace))


def add(workspace: Workspace, **words: str) -> Feature:
    made = record_commands.add(workspace, "feature", typed(workspace, **{"title": "f", **words})).changed[-1][
        1
    ]
    found = workspace.get(made)
    assert isinstance(found, Feature)
    return found


REFUSED = [
    ("impact", "4", "4 is off the scale of RICE: 0.25, 0.5, 1, 2 or 3"),
    ("impact", "0", "0 is off the scale of RICE: 0.25, 0.5, 1, 2 or 3"),
    ("effort", "0.05", "0.05 is too small: RICE takes 0.1 person-months or more; 2d is 0.1, 1w is 0.25"),
    ("effort", "1d", "0.05 is too small"),
    ("effort", "0", "0 is too small"),
    ("user_value", "4", "4 is off the scale of WSJF: 1, 2, 3, 5, 8, 13 or 20"),
    ("time_criticality", "21", "21 is off the scale of WSJF"),
    ("risk_reduction", "0", "0 is off the scale of WSJF"),
    ("job_size", "2.5", "2.5 is off the scale of WSJF"),
    ("confidence", "101", "is not a percentage from 0 to 100"),
    ("ease", "11", "11 is off the scale: 1 to 10"),
    ("ice_impact", "0", "0 is off the scale: 1 to 10"),
    ("value", "11", "11 is off the scale: 1 to 10"),
    ("effort_points", "0", "0 is off the scale: 1 to 10"),
    ("reach", "-1", "greater than or equal to 0"),
    ("moscow", "maybe", "is not one of its values"),
    ("kano", "nice", "is not one of its values"),
    ("scores", "Revenue | score=6", "6 is off the scale: 1 to 5"),
    ("budget", "-5 USD", "-5.00 is below 0; money planned or spent is 0 or more"),
    ("actual", "-5 USD", "-5.00 is below 0; money planned or spent is 0 or more"),
    (
        "shipped",
        "2026-11-24",
        "2026-11-24 is after today, 2026-11-23; a feature ships on a day that has come",
    ),
]


@pytest.mark.parametrize(("field", "text", "rule"), REFUSED)
def test_what_is_off_the_scale_is_refused_with_field_value_and_rule(
    workspace: Workspace, field: str, text: str, rule: str
) -> None:
    with pytest.raises(FieldError) as added:
        add(workspace, **{field: text})
    assert (added.value.field, rule in str(added.value)) == (field, True)
    made = add(workspace)
    with pytest.raises(FieldError) as edited:
        record_commands.edit(workspace, [made.id], typed(workspace, **{field: text}))
    assert (edited.value.field, rule in str(edited.value)) == (field, True)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2d", 0.1),
        ("1w", 0.25),
        ("3 weeks", 0.75),
        ("1.5 months", 1.5),
        ("2", 2.0),
        ("16h", 0.1),
        ("1y", 12.0),
    ],
)
def test_an_effort_is_read_as_people_say_it(workspace: Workspace, text: str, months: float) -> None:
    assert add(workspace, effort=text).effort == months


def test_a_value_that_stands_there_off_its_scale_does_not_stop_another_edit(workspace: Workspace) -> None:
    made = add(workspace)
    old = made.model_copy(update={"impact": 8.0})
    assert kind_dispatch.amend(
        old, old.model_copy(update={"problem": "p"}), record_commands.action_context(workspace)
    )
    with pytest.raises(FieldError, match="impact: 7 is off"):
        kind_dispatch.amend(
            old, old.model_copy(update={"impact": 7.0}), record_commands.action_context(workspace)
        )


def test_the_cells_of_the_priorities_ask_the_same_scale(workspace: Workspace) -> None:
    made = add(workspace)
    with pytest.raises(FieldError, match="7 is off the scale of RICE"):
        scoring(workspace, {made.id: {"impact": "7"}}, "RICE", record_commands.reading(workspace))


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("target", "2026-12-01", "2026-12-01 is before the start, 2026-12-10"),
        ("start", "2027-02-01", "2027-02-01 is after the target, 2027-01-10"),
    ],
)
def test_a_start_is_not_after_its_target(workspace: Workspace, field: str, text: str, rule: str) -> None:
    made = add(workspace, start="2026-12-10", target="2027-01-10")
    with pytest.raises(FieldError, match=rule) as caught:
        record_commands.edit(workspace, [made.id], typed(workspace, **{field: text}))
    assert caught.value.field == field
    add(workspace, start="2026-12-10", target="2026-12-10")


@pytest.mark.parametrize(
    ("value", "text"),
    [("6.25", "6.3"), ("6.249", "6.2"), ("0.05", "0.1"), ("40", "40"), ("1240.04", "1,240"), ("-0.04", "0")],
)
def test_a_score_is_rounded_half_up_to_one_decimal(value: str, text: str) -> None:
    assert score_text(Decimal(value)) == text


def test_no_two_methods_but_those_of_a_class_share_an_input() -> None:
    fields = [asked.field for method in METHODS for asked in method.inputs]
    assert len(fields) == len(set(fields))


def test_every_step_of_a_scale_is_on_it() -> None:
    assert [
        (asked.field, step)
        for method in METHODS
        if method.formula is not None
        for asked in method.inputs
        for step in asked.scale
        if off_scale(asked.field, float(step))
    ] == []
