"""Playbooks of the team's own, and its versions of those that ship."""

import pytest

from pmtui.errors import InputError
from pmtui.models.fields import read_row
from pmtui.models.roadmap.launch import Launch
from pmtui.models.settings import PlaybookStep
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals.own_playbooks import add_playbook, drop_playbook, playbooks_of, set_steps
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.playbook_files import playbook_named


def steps(workspace: Workspace, *rows: str) -> list[PlaybookStep]:
    return [read_row(PlaybookStep, row, record_commands.reading(workspace)) for row in rows]


def test_a_playbook_is_made_filled_planned_and_dropped(workspace: Workspace) -> None:
    add_playbook(workspace, "Kick off", "deal")
    set_steps(workspace, "kick off", steps(workspace, "Call | type=call | after=2", "Write"))
    record_commands.add(workspace, "deal", {"title": "One"})
    plan(workspace, playbook_named("Kick off", playbooks_of(workspace)), "D-1")
    assert [(row["text"], row["due"]) for row in workspace.rows("activity").values()] == [
        ("Call", "2026-11-25"),
        ("Write", "2026-11-23"),
    ]
    drop_playbook(workspace, "kick-off")
    assert "kick-off" not in {playbook.id for playbook in playbooks_of(workspace)}
    workspace.undo()
    assert "kick-off" in {playbook.id for playbook in playbooks_of(workspace)}


def test_our_version_of_a_launch_playbook_fills_checklists_until_it_is_brought_back(
    workspace: Workspace,
) -> None:
    set_steps(workspace, "launch-tier-3", steps(workspace, "Tell everybody | after=1"))
    record_commands.add(workspace, "launch", {"title": "L", "tier": 3})
    launch = workspace.get("L-1")
    assert isinstance(launch, Launch)
    assert [item.text for item in launch.checklist] == ["Tell everybody"]
    drop_playbook(workspace, "Launch tier 3")
    assert len(playbook_named("launch-tier-3", playbooks_of(workspace)).steps) == 4


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("", "deal", "needs a name"),
        ("Onboarding", "deal", "there is a playbook Onboarding already"),
        ("Kick off", "feature", "a playbook is for a deal, account, launch"),
    ],
)
def test_a_playbook_that_makes_no_sense_is_refused(
    workspace: Workspace, name: str, kind: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        add_playbook(workspace, name, kind)


def test_what_ships_stays_and_steps_are_checked(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="Onboarding is as it ships with pmtui"):
        drop_playbook(workspace, "onboarding")
    with pytest.raises(InputError, match="unknown playbook 'onbording'; did you mean"):
        set_steps(workspace, "onbording", [])
    with pytest.raises(InputError, match="type"):
        steps(workspace, "Call | type=telegram")
    with pytest.raises(InputError, match="after"):
        steps(workspace, "Call | after=99999")
