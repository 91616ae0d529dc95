"""The first target: kept for slip, corrected within a day, and set anew for a reason."""

from datetime import date, timedelta

import pytest

from pmtui.cli import main
from pmtui.errors import InputError
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.features import is_on_time, is_slipping, slip
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.features import amend, plan_feature, rebaseline, retarget
from tests.conftest import TODAY

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 11), date(2026, 12, 21)


def planned(on: date = TODAY) -> Feature:
    return plan_feature(Feature(title="f", target=FIRST), on)


def moved(feature: Feature, target: date | None, on: date) -> Feature:
    return amend(feature, feature.model_copy(update={"target": target}), on, "ann")


@pytest.mark.parametrize(("days", "first"), [(0, SECOND), (1, SECOND), (2, FIRST), (30, FIRST)])
def test_a_target_is_corrected_within_a_day_and_slips_later(days: int, first: date) -> None:
    later = TODAY + timedelta(days)
    edited, dragged = moved(planned(), SECOND, later), retarget(planned(), lambda _: SECOND, later, "ann")
    assert edited.first_target == dragged.first_target == first
    assert slip(edited) == (SECOND - first).days
    assert [each.reason for each in edited.rebaselines] == ["corrected within a day"] * (first == SECOND)


def test_what_has_slipped_is_no_mistake_any_more() -> None:
    slipped = moved(planned(TODAY - timedelta(10)), SECOND, TODAY)
    assert moved(slipped, THIRD, TODAY).first_target == FIRST


def test_a_target_that_was_taken_away_within_a_day_was_never_planned() -> None:
    assert moved(planned(), None, TODAY).first_target is None
    assert moved(planned(), None, TODAY + timedelta(9)).first_target == FIRST


def test_a_rebaseline_is_recorded_with_its_reason_and_ends_the_slip() -> None:
    slipped = moved(planned(TODAY - timedelta(10)), SECOND, TODAY)
    assert is_slipping(slipped, TODAY)
    anew = rebaseline(slipped, "scope was cut", TODAY, "ann")
    (entry,) = anew.rebaselines
    assert (entry.was, entry.now, entry.reason, entry.by) == (FIRST, SECOND, "scope was cut", "ann")
    assert not is_slipping(anew, TODAY)
    assert is_slipping(anew, SECOND + timedelta(1))


@pytest.mark.parametrize(
    ("feature", "reason", "told"),
    [
        (Feature(id="F-1", title="f"), "r", "F-1 has no target"),
        (Feature(id="F-1", title="f", target=FIRST, first_target=FIRST), "r", "F-1 has not moved"),
        (Feature(id="F-1", title="f", target=SECOND, first_target=FIRST), " ", "takes its reason"),
    ],
)
def test_a_rebaseline_that_makes_no_sense_says_why(feature: Feature, reason: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        rebaseline(feature, reason, TODAY)


def test_pmtui_rebaseline_is_one_undoable_line_of_history(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    record_commands.add(workspace, "feature", {"title": "f", "target": SECOND, "first_target": FIRST})
    workspace.let_go()
    words = ["--workspace", str(workspace.path), "--today", "2026-11-23"]
    assert main([*words, "rebaseline", "F-1", "--reason", "scope was cut"]) == 0
    assert capsys.readouterr().out == "F-1\n"
    assert main([*words, "show", "F-1", "--json"]) == 0
    assert '"first_target": "2026-12-11"' in capsys.readouterr().out
    assert main([*words, "rebaseline", "F-1", "--reason", "again"]) == 2
    assert "F-1 has not moved" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("shipped", "on_time", "days"),
    [("2026-11-30", True, -1), ("2026-12-01", True, 0), ("2026-12-02", False, 1), (None, None, 10)],
)
def test_punctual_is_what_ships_by_the_first_target(
    shipped: str | None, on_time: bool | None, days: int
) -> None:
    status = "shipped" if shipped else "beta"
    row = FeatureRow(
        {"status": status, "first_target": "2026-12-01", "target": "2026-12-11", "shipped": shipped}
    )
    assert (is_on_time(row), slip(row)) == (on_time, days)
