"""What a row asks for is done by one function, in one commit that one undo takes back."""

import pytest

from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.rules.row_act import Act, act_of
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.tick import tick


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def row(workspace: Workspace, key: str) -> dict[str, object]:
    return dict(workspace.rows(kind_of(key).name)[key])


def asked(workspace: Workspace, key: str) -> Act:
    found = act_of(
        kind_of(key).name, workspace.rows(kind_of(key).name)[key], workspace.rows, workspace.clock.today()
    )
    return found.act


def test_a_task_is_done_today(workspace: Workspace) -> None:
    task = add(workspace, "activity", text="call Ann", due="fri")
    assert asked(workspace, task) == "task"
    workspace.commit(tick(workspace, task, "task"))
    assert row(workspace, task)["done"] == "2026-11-23"
    assert asked(workspace, task) == ""


def test_the_next_step_of_a_deal_is_logged_and_emptied_in_one_commit(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="Rollout", next_step="send terms", next_step_due="2026-11-23")
    before = workspace.seq
    workspace.commit(tick(workspace, deal, "step"))
    assert not row(workspace, deal).get("next_step")
    (logged,) = workspace.rows("activity").values()
    assert (logged["text"], logged["about"], logged["done"]) == ("send terms", deal, "2026-11-23")
    assert workspace.seq == before + 1
    workspace.undo()
    assert row(workspace, deal)["next_step"] == "send terms"
    assert not workspace.rows("activity")


def test_an_answer_is_the_first_response_of_a_lead(workspace: Workspace) -> None:
    lead = add(workspace, "lead", name="Jo Ray")
    assert asked(workspace, lead) == "answer"
    workspace.commit(tick(workspace, lead, "answer"))
    assert (row(workspace, lead)["answered"], row(workspace, lead)["status"]) == ("2026-11-23", "contacted")


def test_being_in_touch_moves_the_last_contact(workspace: Workspace) -> None:
    contact = add(workspace, "contact", name="Ingrid", cadence="30")
    workspace.commit(tick(workspace, contact, "touch"))
    assert row(workspace, contact)["last_contact"] == "2026-11-23"


def test_an_issue_is_solved_by_its_text_and_no_other(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Acme", issues="slow export\nno login")
    assert asked(workspace, account) == "issue"
    workspace.commit(tick(workspace, account, "issue", "no login"))
    issues = workspace.rows("account")[account]["issues"]
    assert isinstance(issues, list)
    assert [
        (dict(each)["text"], bool(dict(each).get("done"))) for each in issues if isinstance(each, dict)
    ] == [
        ("slow export", False),
        ("no login", True),
    ]
    with pytest.raises(InputError, match="no open entry"):
        tick(workspace, account, "issue", "no login")


def test_what_is_over_asks_for_nothing_and_says_why(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="Rollout", amount="10k")
    record_commands.move(workspace, [deal], "Won")
    found = act_of("deal", workspace.rows("deal")[deal], workspace.rows, workspace.clock.today())
    assert (found.act, found.why) == ("", f"{deal} is won: nothing is left to do about it")
