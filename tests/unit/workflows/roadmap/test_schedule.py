"""What waits for what, and what happens to the schedule: circles refused, targets moved, chains slipped."""

from datetime import date
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.errors import FieldError, InputError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.models.roadmap.feature import Feature
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.dependencies import Dependents, circle, collides
from pmtui.workflows.roadmap.features import retarget, slip_chain
from pmtui.workflows.roadmap.scheduling import (
    Span,
    moving_targets,
    slipping,
    starting_too_soon,
    stepping_statuses,
)

NEEDS = {"a": ("b", "x"), "b": ("c",), "c": ("a",), "x": ("y",), "y": (), "self": ("self",), "in": ("a",)}


@pytest.mark.parametrize(
    ("start", "chain"),
    [
        ("a", ("a", "b", "c", "a")),
        ("c", ("c", "a", "b", "c")),
        ("x", ()),
        ("self", ("self", "self")),
        ("in", ()),
    ],
)
def test_a_circle_is_the_chain_by_which_something_waits_for_itself(
    start: str, chain: tuple[str, ...]
) -> None:
    assert circle(start, lambda each: NEEDS[each]) == chain


@pytest.mark.parametrize(
    ("first", "then", "collision"),
    [
        ({"target": "2027-01-10"}, {"start": "2027-01-09"}, True),
        ({"target": "2027-01-10"}, {"start": "2027-01-10"}, False),
        ({"target": "2027-01-10", "shipped": "2027-01-08"}, {"start": "2027-01-09"}, False),
        ({"target": "2027-01-10", "shipped": "2027-01-20"}, {"start": "2027-01-09"}, False),
        ({"target": "2027-01-10"}, {"target": "2027-01-09"}, True),
        ({"target": "2027-01-10"}, {"start": "2027-01-09", "shipped": "2027-01-20"}, False),
        ({}, {"start": "2027-01-09"}, False),
        ({"target": "2027-01-10"}, {}, False),
    ],
)
def test_a_feature_collides_with_one_that_begins_before_it_ends(
    first: dict[str, str], then: dict[str, str], collision: bool
) -> None:
    assert collides(first, then) is collision


def feature(name: str, start: str = "", target: str = "", *needs: str, shipped: str = "") -> Feature:
    return Feature.model_validate(
        {
            "id": name,
            "title": name,
            "start": start or None,
            "target": target or None,
            "shipped": shipped or None,
            "depends_on": needs,
        }
    )


def slipped(first: str, *features: Feature) -> dict[str, tuple[date | None, date | None]]:
    known = {each.id: each for each in features}

    def waiting(document_id: str) -> list[Feature]:
        return [each for each in features if document_id in each.depends_on]

    return {each.id: (each.start, each.target) for each in slip_chain(known[first], waiting)}


def test_a_chain_slips_by_the_days_that_each_needs() -> None:
    found = slipped(
        "F-1",
        feature("F-1", "2027-01-01", "2027-02-10"),
        feature("F-2", "2027-02-01", "2027-03-01", "F-1"),
        feature("F-3", "2027-03-05", "2027-04-01", "F-2"),
        feature("F-4", "2027-04-02", "2027-05-01", "F-3"),
    )
    # F-1 ends nine days after F-2 begins; F-2 then ends on 10 March, five after F-3 begins, which then ends on 6 April.
    assert found == {
        "F-2": (date(2027, 2, 10), date(2027, 3, 10)),
        "F-3": (date(2027, 3, 10), date(2027, 4, 6)),
        "F-4": (date(2027, 4, 6), date(2027, 5, 5)),
    }


def test_where_two_ways_meet_the_later_one_counts() -> None:
    found = slipped(
        "F-1",
        feature("F-1", target="2027-01-20"),
        feature("F-2", "2027-01-10", "2027-01-15", "F-1"),
        feature("F-3", "2027-01-19", "2027-02-25", "F-1"),
        feature("F-4", "2027-01-16", "2027-01-31", "F-2", "F-3"),
    )
    assert found["F-2"] == (date(2027, 1, 20), date(2027, 1, 25))
    assert found["F-3"] == (date(2027, 1, 20), date(2027, 2, 26))
    assert found["F-4"] == (date(2027, 2, 26), date(2027, 3, 13))


@pytest.mark.parametrize(
    "second",
    [
        feature("F-2", "2027-01-20", "2027-03-01", "F-1"),
        feature("F-2", "2027-01-01", "2027-03-01", "F-1", shipped="2027-01-15"),
        feature("F-2", "", "", "F-1"),
    ],
    ids=["room", "shipped", "dateless"],
)
def test_what_has_room_has_shipped_or_has_no_dates_stays(second: Feature) -> None:
    assert slipped("F-1", feature("F-1", target="2027-01-20"), second) == {}


def test_a_feature_with_a_target_alone_slips_to_the_end_of_what_it_waits_for_and_keeps_its_first_target() -> (
    None
):
    first, second = feature("F-1", target="2027-01-20"), feature("F-2", "", "2027-01-10", "F-1")
    (moved,) = slip_chain(first, lambda each: [second] if each == "F-1" else [])
    assert (moved.start, moved.target, moved.first_target) == (None, date(2027, 1, 20), date(2027, 1, 10))


def test_a_chain_with_a_circle_is_not_slipped() -> None:
    with pytest.raises(InputError, match="F-2 > F-3 > F-2 wait for each other"):
        slipped(
            "F-1",
            feature("F-1", target="2027-01-20"),
            feature("F-2", "2027-01-10", "2027-01-12", "F-1", "F-3"),
            feature("F-3", "2027-01-10", "2027-01-12", "F-2"),
        )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (feature("F-1", "2027-01-01"), "F-1 has no target"),
        (feature("F-1", "2027-01-01", "2027-01-05", shipped="2027-01-04"), "F-1 has shipped"),
        (
            feature("F-1", "2027-01-01", "2027-01-05"),
            "F-1 starts on 2027-01-01; it cannot ship on 2026-12-29",
        ),
    ],
)
def test_a_target_that_cannot_move_says_why(given: Feature, told: str) -> None:
    with pytest.raises(InputError, match=told):
        retarget(given, Span(days=-7).from_day, date(2026, 11, 23))


def test_a_span_of_months_ends_with_the_month() -> None:
    assert Span(months=1).from_day(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Span(days=-7).from_day(date(2027, 1, 3)) == date(2026, 12, 27)


# In a workspace


def add(workspace: Workspace, title: str, **words: str) -> str:
    values = record_commands.read_fields(
        "feature", {"title": title, **words}, record_commands.reading(workspace)
    )
    return record_commands.add(workspace, "feature", values).changed[0][1]


def test_setting_fields_refuses_a_circle_and_names_it(workspace: Workspace) -> None:
    one, two = add(workspace, "one"), add(workspace, "two", depends_on="one")
    three = add(workspace, "three", depends_on=two)
    with pytest.raises(FieldError, match=f"{one} > {three} > {two} > {one} would wait for itself") as caught:
        record_commands.edit(workspace, [one], {"depends_on": (three,)})
    assert caught.value.field == "depends_on"
    with pytest.raises(InputError, match=f"{one} > {one}"):
        record_commands.edit_document(workspace, workspace.get(one), {"depends_on": (one,)})
    with pytest.raises(InputError, match="would wait"):
        record_commands.edit_each_changes(workspace, {one: {"depends_on": (two,)}})
    assert "depends_on" not in workspace.rows("feature")[one]


def test_two_edges_of_one_transaction_make_no_circle_either(workspace: Workspace) -> None:
    one, two = add(workspace, "one"), add(workspace, "two")
    with pytest.raises(InputError, match=f"{one} > {two} > {one}"):
        record_commands.edit_each_changes(
            workspace, {one: {"depends_on": (two,)}, two: {"depends_on": (one,)}}
        )


def test_an_import_rejects_the_row_that_would_close_a_circle(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "features.csv"
    path.write_text("title,depends_on\none,two\ntwo,three\nthree,one\nfour,one\n", encoding="utf-8")
    plan = plan_import(workspace, "feature", read_table(path), Choices({}))
    assert [(problem.row, problem.column) for problem in plan.report.problems] == [(4, "depends_on")]
    assert plan.report.problems[0].problem == "this feature > one > two > this feature would wait for itself"
    workspace.commit(plan.changes)
    rows = {str(row["title"]): row.get("depends_on") for row in workspace.rows("feature").values()}
    assert rows == {"one": ["F-2"], "two": None, "four": ["F-1"]}


def test_dependents_follow_what_is_committed(workspace: Workspace) -> None:
    one, two = add(workspace, "one"), add(workspace, "two", depends_on="one")
    features = workspace.rows("feature")
    found = Dependents(features)
    assert (found.of(one), found.of(two)) == ((two,), ())
    three = add(workspace, "three", depends_on="one, two")
    found.update([three])
    assert (found.of(one), found.of(two)) == ((two, three), (three,))
    record_commands.edit(workspace, [two], {"depends_on": ()})
    record_commands.delete(workspace, [three])
    found.update([two, three])
    assert (found.of(one), found.of(two)) == ((), ())


def test_a_target_moves_and_its_chain_slips_each_as_one_undoable_transaction(workspace: Workspace) -> None:
    one = add(workspace, "one", start="2027-01-04", target="2027-02-01")
    two = add(workspace, "two", start="2027-02-02", target="2027-03-01", depends_on=one)
    three = add(workspace, "three", start="2027-03-02", target="2027-04-01", depends_on=two)
    waiting = Dependents(workspace.rows("feature"))
    record_commands.edit(workspace, [one, two, three], {"first_target_on": "2026-11-20"})
    assert starting_too_soon(workspace, one, waiting) == []
    assert (
        workspace.commit(moving_targets(workspace, [one], Span(days=7))).name
        == f"Move the target of {one} one later"
    )
    assert starting_too_soon(workspace, one, waiting) == [two]
    assert workspace.commit(slipping(workspace, one, waiting)).name == f"Slip 2 features after {one}"

    def dates(document_id: str) -> tuple[object, ...]:
        row = workspace.rows("feature")[document_id]
        return row["start"], row["target"], row["first_target"]

    assert dates(one) == ("2027-01-04", "2027-02-08", "2027-02-01")
    assert dates(two) == ("2027-02-08", "2027-03-07", "2027-03-01")
    assert dates(three) == ("2027-03-07", "2027-04-06", "2027-04-01")
    workspace.undo()
    assert dates(two) == ("2027-02-02", "2027-03-01", "2027-03-01")
    assert dates(one)[1] == "2027-02-08"


def test_statuses_are_stepped_all_or_none(workspace: Workspace) -> None:
    one, two = add(workspace, "one", status="beta"), add(workspace, "two", status="idea")
    workspace.commit(stepping_statuses(workspace, [one, two], 1))
    rows = workspace.rows("feature")
    assert (rows[one]["status"], rows[one]["shipped"]) == ("shipped", "2026-11-23")
    assert rows[two]["status"] == "discovery"
    with pytest.raises(InputError, match=f"{one} is already shipped"):
        stepping_statuses(workspace, [two, one], 1)
    assert rows[two]["status"] == "discovery"
    declined = add(workspace, "three", status="declined")
    with pytest.raises(InputError, match="was declined"):
        stepping_statuses(workspace, [declined], 1)


def test_the_command_line_refuses_a_circle(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = add(workspace, "one"), add(workspace, "two", depends_on="one")
    monkeypatch.setenv("PMTUI_WORKSPACE", str(workspace.path))
    assert main(["set", one, f"depends_on={two}"]) == 2
    assert f"{one} > {two} > {one}" in capsys.readouterr().err
