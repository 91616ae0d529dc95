"""Playbooks, the library of objections, what to offer a customer, and the stages as data."""

from datetime import date

import pytest

from pmtui.cli import main
from pmtui.errors import InputError
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.customers.suggestions import suggestions
from pmtui.workflows.deals.brief import brief
from pmtui.workflows.deals.objections import library
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.playbook_files import playbook_named, playbooks
from pmtui.workflows.roadmap import requests
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def test_every_shipped_playbook_has_steps_in_the_order_of_their_days() -> None:
    found = playbooks()
    assert [each.id for each in found] == [
        "launch-tier-1", "launch-tier-2", "launch-tier-3", "onboarding", "renewal", "win-back",
    ]  # fmt: skip
    for each in found:
        days = [after for _, _, after in each.steps]
        assert days == sorted(days)
        assert each.kind in ("deal", "account", "launch")


def test_a_playbook_is_planned_as_one_commit_that_undo_takes_back(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="d")
    commit = plan(workspace, playbook_named("onboarding"), deal)
    rows = workspace.rows("activity")
    assert len(commit.changed) == len(rows) == 6
    assert {row["about"] for row in rows.values()} == {deal}
    assert min(str(row["due"]) for row in rows.values()) == "2026-11-25"
    assert "done" not in next(iter(rows.values()))
    workspace.undo()
    assert not workspace.rows("activity")


def test_a_playbook_for_another_kind_is_refused(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Acme")
    with pytest.raises(InputError, match="is for a deal"):
        plan(workspace, playbook_named("onboarding"), account)
    with pytest.raises(InputError, match="onboarding"):
        playbook_named("onbording")


def test_the_library_learns_which_answers_won(workspace: Workspace) -> None:
    answer = "too dear | answer=pays in 9 months | state=accepted"
    add(workspace, "deal", title="a", stage="Won", objections=answer)
    add(
        workspace,
        "deal",
        title="b",
        stage="Lost",
        objections="Too dear! | answer=pays in 9 months | state=answered",
    )
    add(workspace, "deal", title="c", objections="too dear | answer=we can go down | state=answered")
    add(workspace, "deal", title="d", objections="no SSO | state=open")
    best, other = library(workspace.rows("deal"), workspace.pipelines.whole)
    assert (best.answer, best.used, best.accepted, best.won, best.lost) == ("pays in 9 months", 2, 1, 1, 1)
    assert best.win_rate == 0.5
    assert (other.answer, other.win_rate) == ("we can go down", None)
    assert library(workspace.rows("deal"), workspace.pipelines.whole, "sso") == []
    open_deal = add(workspace, "deal", title="e", objections="too dear | state=open")
    assert "Answers that worked elsewhere" in brief(workspace, open_deal)
    assert "too dear: pays in 9 months (1 won, 1 lost)" in brief(workspace, open_deal)


def test_an_account_is_offered_what_it_asked_for_and_what_others_like_it_bought(workspace: Workspace) -> None:
    for name in ("Acme", "Bolt", "Cord"):
        add(workspace, "account", name=name, industry="retail")
    add(workspace, "product", name="Scanner")
    for account in ("Bolt", "Cord"):
        add(workspace, "deal", title=account, account=account, product="Scanner", stage="Won")
    asked = add(workspace, "deal", title="a", account="Acme")
    for title, words in (
        ("Fresh", {"status": "shipped", "shipped": "2026-10-01"}),
        ("Old", {"status": "shipped", "shipped": "2025-01-01"}),
        ("Coming", {"target": "2027-01-31"}),
        ("Never", {"status": "declined"}),
    ):
        requests.request_feature(workspace, asked, add(workspace, "feature", title=title, **words))
    found = [each.text for each in suggestions(workspace.tables, workspace.pipelines.whole, "A-1", TODAY)]
    assert found == [
        "Fresh has shipped: they asked for it",
        "Coming is still missing: planned for 2027-01-31",
        "Scanner: 2 others in retail bought it",
    ]
    assert list(suggestions(workspace.tables, workspace.pipelines.whole, "A-2", date(2026, 11, 23))) == []


def run(workspace: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["--workspace", str(workspace.path), "--user", "ann", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_stage_is_changed_as_data_and_undone(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            workspace,
            capsys,
            "stage",
            "Proposal",
            "probability=55",
            "enforced=yes",
            "exit=price seen, date set",
        )[0]
        == 0
    )
    workspace.poll()
    stage = workspace.pipelines.main.stage_named("Proposal")
    assert (stage.probability, stage.enforced, stage.exit) == (55, True, ("price seen", "date set"))
    assert "demands: price seen; date set" in run(workspace, capsys, "stage", "Proposal")[1]
    deal = add(workspace, "deal", title="d", stage="Proposal")
    code, _, err = run(workspace, capsys, "move", deal, "Negotiation")
    assert code == 2
    assert "price seen; date set" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stage", "Propsal", "probability=5"), "Proposal"),
        (("stage", "Proposal", "probability=500"), "0 to 100"),
        (("stage", "Proposal", "colour=red"), "unknown field"),
        (("stage", "Proposal", "enforced=perhaps"), "yes or no"),
        (("stage", "Proposal", "forecast=maybe"), "best case"),
        (("stage", "probability=5"), "takes a name"),
        (("playbook", "onboarding"), "takes the document"),
        (("playbook", "nonsense", "D-1"), "unknown playbook"),
        (("brief", "A-1"), "no account"),
    ],
)
def test_a_mistake_changes_nothing_and_says_why(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    before = workspace.seq
    code, out, err = run(workspace, capsys, *words)
    assert (code, out) == (2, "")
    assert told in err
    workspace.poll()
    assert workspace.seq == before
