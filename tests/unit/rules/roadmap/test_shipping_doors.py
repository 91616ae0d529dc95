"""Every way to ship a feature asks the same blockers, and keeps the reason of who ships it all the same."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pmtui.errors import InputError, PmtuiError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.metrics.roadmap.promises import worsened
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.shipping import shipping_blockers
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.launch_decision import carry_out
from pmtui.workflows.roadmap.scheduling import Span, moving_targets, stepping_statuses
from tests.conftest import TODAY

Door = Callable[[Workspace, str, str], object]
"""Ships a feature, with a reason if the door takes one."""

BLOCKERS = {
    "requirements": ({"requirements": "a | done=yes\nb"}, "has 1 of 2 requirements done"),
    "dependency": ({"depends_on": "F-1"}, "depends on F-1 Base, which has not shipped"),
    "open check": ({"compliance": "GDPR"}, "GDPR: the check is open"),
    "failed check": ({"compliance": "GDPR | evidence=report | state=failed"}, "GDPR: the check has failed"),
}
LAUNCH = "ships with L-1 Spring, planned for 2026-12-20, which has not launched"


def typed(workspace: Workspace, kind: str, **words: str) -> dict[str, object]:
    return record_commands.read_fields(kind, words, record_commands.reading(workspace))


def add(workspace: Workspace, kind: str, **words: str) -> str:
    return record_commands.add(workspace, kind, typed(workspace, kind, **words)).changed[-1][1]


def feature(workspace: Workspace, feature_id: str) -> Feature:
    found = workspace.get(feature_id)
    assert isinstance(found, Feature)
    return found


def _imported(workspace: Workspace, feature_id: str, reason: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "features.csv"
        file.write_text(f"id,title,status\n{feature_id},Top,shipped\n", encoding="utf-8")
        plan = plan_import(workspace, "feature", read_table(file), Choices({}, reason=reason))
    for problem in plan.report.problems:
        raise InputError(problem.problem)
    workspace.commit(plan.changes)


DOORS: dict[str, Door] = {
    "pmtui move": lambda there, each, reason: record_commands.move(there, [each], "shipped", reason),
    "L over the horizons": lambda there, each, reason: there.commit(
        record_commands.stepping(there, [each], 1, reason)
    ),
    "L over the statuses": lambda there, each, reason: there.commit(
        stepping_statuses(there, [each], 1, reason)
    ),
    "an import": _imported,
}
"""The doors that take a reason; each ships a feature in beta, now."""

WITHOUT_REASON: dict[str, Door] = {
    "pmtui set status": lambda there, each, _: record_commands.edit(there, [each], {"status": "shipped"}),
    "pmtui set shipped": lambda there, each, _: record_commands.edit(
        there, [each], typed(there, "feature", shipped="2026-11-20")
    ),
    "a form": lambda there, each, _: record_commands.edit_document(
        there, there.get(each), {"status": "shipped"}
    ),
    "each its own": lambda there, each, _: there.commit(
        record_commands.edit_each_changes(there, {each: {"status": "shipped"}})
    ),
}
"""The doors that name the one that takes a reason."""


@pytest.mark.parametrize("door", [*DOORS, *WITHOUT_REASON])
@pytest.mark.parametrize("blocker", BLOCKERS)
def test_a_door_names_what_blocks_and_ships_nothing(workspace: Workspace, door: str, blocker: str) -> None:
    words, told = BLOCKERS[blocker]
    add(workspace, "feature", title="Base")
    top = add(workspace, "feature", title="Top", status="beta", horizon="now", **words)
    with pytest.raises(PmtuiError, match=f"F-2 cannot ship: {told}"):
        ({**DOORS, **WITHOUT_REASON})[door](workspace, top, "")
    assert feature(workspace, top).status == "beta"


@pytest.mark.parametrize("door", [*DOORS, *WITHOUT_REASON])
def test_a_door_waits_for_the_launch_of_a_feature(workspace: Workspace, door: str) -> None:
    top = add(workspace, "feature", title="Top", status="beta", horizon="now")
    add(workspace, "launch", title="Spring", date="2026-12-20", features=top, checklist="x | done=yes")
    with pytest.raises(PmtuiError, match=LAUNCH):
        ({**DOORS, **WITHOUT_REASON})[door](workspace, top, "")
    carry_out(workspace, "L-1")
    assert feature(workspace, top).status == "shipped"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("blocker", BLOCKERS)
def test_a_reason_goes_through_and_is_kept(workspace: Workspace, door: str, blocker: str) -> None:
    add(workspace, "feature", title="Base")
    top = add(workspace, "feature", title="Top", status="beta", horizon="now", **BLOCKERS[blocker][0])
    row = FeatureRow(workspace.rows("feature")[top])
    keys = tuple(each.key for each in shipping_blockers(workspace.tables, row))
    DOORS[door](workspace, top, "the port waits")
    shipped = feature(workspace, top)
    assert (shipped.status, shipped.shipped_reason, shipped.shipped_despite) == (
        "shipped",
        "the port waits",
        keys,
    )
    workspace.undo()
    assert feature(workspace, top).shipped_reason == ""


@pytest.mark.parametrize("door", [*DOORS, *WITHOUT_REASON])
def test_what_nothing_blocks_ships_without_a_word(workspace: Workspace, door: str) -> None:
    top = add(workspace, "feature", title="Top", status="beta", horizon="now", requirements="a | done=yes")
    ({**DOORS, **WITHOUT_REASON})[door](workspace, top, "")
    shipped = feature(workspace, top)
    assert (shipped.status, shipped.shipped_reason, shipped.shipped_despite) == ("shipped", "", ())


@pytest.mark.parametrize("blocker", BLOCKERS)
def test_a_launch_asks_the_same_and_keeps_its_reason_on_the_feature(
    workspace: Workspace, blocker: str
) -> None:
    words, told = BLOCKERS[blocker]
    add(workspace, "feature", title="Base")
    top = add(workspace, "feature", title="Top", status="beta", **words)
    add(workspace, "launch", title="Spring", date="2026-12-20", features=top, checklist="x | done=yes")
    with pytest.raises(InputError, match=told):
        carry_out(workspace, "L-1")
    carry_out(workspace, "L-1", "the port waits")
    assert feature(workspace, top).shipped_reason == "the port waits"


def test_what_ships_together_does_not_wait_for_each_other(workspace: Workspace) -> None:
    base = add(workspace, "feature", title="Base", status="beta")
    top = add(workspace, "feature", title="Top", status="beta", depends_on=base)
    record_commands.move(workspace, [top, base], "shipped")
    assert feature(workspace, top).status == feature(workspace, base).status == "shipped"


def test_meeting_what_is_required_and_shipping_in_one_edit_is_no_blocker(workspace: Workspace) -> None:
    top = add(workspace, "feature", title="Top", status="beta", requirements="a")
    values = typed(workspace, "feature", status="shipped", requirements="a | done=yes")
    record_commands.edit(workspace, [top], values)
    assert feature(workspace, top).status == "shipped"


def test_taking_a_feature_back_forgets_why_it_shipped(workspace: Workspace) -> None:
    top = add(workspace, "feature", title="Top", status="beta", requirements="a")
    record_commands.move(workspace, [top], "shipped", "now or never")
    record_commands.move(workspace, [top], "now")
    back = feature(workspace, top)
    assert (back.status, back.shipped, back.shipped_reason, back.shipped_despite) == (
        "development",
        None,
        "",
        (),
    )


def test_an_import_never_invents_a_day_of_shipping(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, "feature", title="Known", status="beta")
    file = tmp_path / "features.csv"
    file.write_text(
        "title,status,shipped\nKnown,shipped,\nNew,shipped,\nDated,shipped,2026-10-01\n", encoding="utf-8"
    )
    plan = plan_import(workspace, "feature", read_table(file), Choices({}))
    workspace.commit(plan.changes)
    found = {row.title: (row.status, row.shipped) for row in FeatureRow.all(workspace.tables)}
    assert {title: str(day) for title, (_, day) in found.items()} == {
        "Known": "None", "New": "None", "Dated": "2026-10-01",
    }  # fmt: skip
    assert {status for status, _ in found.values()} == {"shipped"}


def test_an_import_refuses_a_day_of_shipping_that_has_not_come(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "features.csv"
    file.write_text("title,status,shipped\nNew,shipped,2026-12-01\n", encoding="utf-8")
    plan = plan_import(workspace, "feature", read_table(file), Choices({}))
    assert "is after today" in plan.report.problems[-1].problem
    assert plan.report.rejected == 1


# The guard of promises


def promised(workspace: Workspace) -> str:
    """A feature planned for a day before the one that a customer was told."""
    add(workspace, "account", name="Acme")
    top = add(workspace, "feature", title="Top", status="beta", horizon="now", target="2026-12-10")
    add(workspace, "request", account="Acme", feature=top, promised="2026-12-15")
    return top


def _import_target(workspace: Workspace, feature_id: str, day: str) -> ChangeSet:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "features.csv"
        file.write_text(f"id,title,target\n{feature_id},Top,{day}\n", encoding="utf-8")
        return plan_import(workspace, "feature", read_table(file), Choices({})).changes


WORSE: dict[str, Callable[[Workspace, str], ChangeSet]] = {
    "a later target": lambda there, each: record_commands.edit_changes(
        there, [each], typed(there, "feature", target="2026-12-16")
    ),
    "no target": lambda there, each: record_commands.edit_changes(there, [each], {"target": None}),
    "a target dragged": lambda there, each: moving_targets(there, [each], Span(days=7)),
    "a decline": lambda there, each: record_commands.moving(there, [each], "declined"),
    "a deletion": lambda there, each: record_commands.deleting(there, [each], unlink=True),
    "an import": lambda there, each: _import_target(there, each, "2026-12-16"),
}
NO_WORSE: dict[str, Callable[[Workspace, str], ChangeSet]] = {
    "a target on the day": lambda there, each: record_commands.edit_changes(
        there, [each], typed(there, "feature", target="2026-12-15")
    ),
    "a horizon": lambda there, each: record_commands.moving(there, [each], "later"),
    "a status": lambda there, each: record_commands.moving(there, [each], "idea"),
    "shipping": lambda there, each: record_commands.moving(there, [each], "shipped"),
    "an import": lambda there, each: _import_target(there, each, "2026-12-11"),
}


@pytest.mark.parametrize("change", WORSE)
def test_the_guard_lists_the_promises_that_this_very_change_makes_worse(
    workspace: Workspace, change: str
) -> None:
    top = promised(workspace)
    found = worsened(workspace.tables, workspace.pipelines, WORSE[change](workspace, top), TODAY)
    assert [each.request for each in found] == ["Q-1"]


@pytest.mark.parametrize("change", NO_WORSE)
def test_the_guard_is_silent_where_nothing_gets_worse(workspace: Workspace, change: str) -> None:
    top = promised(workspace)
    assert worsened(workspace.tables, workspace.pipelines, NO_WORSE[change](workspace, top), TODAY) == []


def test_what_is_at_risk_already_is_not_told_again_but_taking_back_what_was_kept_is(
    workspace: Workspace,
) -> None:
    top = promised(workspace)
    record_commands.edit(workspace, [top], typed(workspace, "feature", target="2026-12-20"))
    later = WORSE["a target dragged"](workspace, top)
    assert worsened(workspace.tables, workspace.pipelines, later, TODAY) == []
    record_commands.move(workspace, [top], "shipped")
    back = record_commands.moving(workspace, [top], "now")
    assert [each.request for each in worsened(workspace.tables, workspace.pipelines, back, TODAY)] == ["Q-1"]
