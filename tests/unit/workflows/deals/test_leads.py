"""Leads: answered, scored, qualified, converted into new or existing accounts, contacts and deals."""

import pytest

from pmtui.cli import main
from pmtui.errors import FieldError, InputError
from pmtui.glossary.entries import read_all
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import LeadRow
from pmtui.models.deals.lead import LETTERS, Lead
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals.lead_score import read_trait, score, set_profile
from pmtui.workflows.deals.leads import convert
from pmtui.workflows.today.agenda import agenda
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def lead(workspace: Workspace, lead_id: str = "N-1") -> Lead:
    found = workspace.get(lead_id)
    assert isinstance(found, Lead)
    return found


def change(workspace: Workspace, lead_id: str, **words: str) -> Lead:
    values = record_commands.read_fields("lead", words, record_commands.reading(workspace))
    record_commands.edit(workspace, [lead_id], values)
    return lead(workspace, lead_id)


def test_a_new_lead_is_to_be_answered_today(workspace: Workspace) -> None:
    add(workspace, "lead", name="Jo Ray", company="Acme")
    found = lead(workspace)
    assert (found.came, found.next_step, found.next_step_due) == (TODAY, "first answer", TODAY)
    assert [line.text for line in agenda(workspace.tables, TODAY)] == ["first answer: Jo Ray"]


def test_the_first_answer_is_noted_when_the_lead_is_no_longer_new(workspace: Workspace) -> None:
    add(workspace, "lead", name="Jo Ray", came="2026-11-20")
    record_commands.step(workspace, ["N-1"], 1)
    found = lead(workspace)
    assert (found.status, found.answered, found.next_step, found.next_step_due) == (
        "contacted",
        TODAY,
        "",
        None,
    )
    assert agenda(workspace.tables, TODAY) == []


def test_steps_end_before_conversion(workspace: Workspace) -> None:
    add(workspace, "lead", name="Jo Ray", status="qualified")
    with pytest.raises(InputError, match="pmtui convert N-1"):
        record_commands.step(workspace, ["N-1"], 1)


def test_the_score_says_what_for(workspace: Workspace) -> None:
    for name in ("Bolt", "Cord"):
        add(workspace, "account", name=name, industry="Retail")
    add(
        workspace, "lead", name="Jo", email="jo@acme.example", source="referral", industry="retail",
        qualification="budget=30k\nneed=night shift",
    )  # fmt: skip
    points = list(score(LeadRow(workspace.rows("lead")["N-1"]), workspace.tables))
    assert [each.points for each in points] == [30, 15, 20, 17]
    assert "2 accounts are in retail" in points[0].reason
    add(workspace, "lead", name="Al", email="al@gmail.com")
    assert list(score(LeadRow(workspace.rows("lead")["N-2"]), workspace.tables)) == []


@pytest.mark.parametrize("frame", LETTERS)
def test_every_letter_is_defined_in_the_glossary(frame: str) -> None:
    assert [slug for slug in LETTERS[frame].values() if slug not in read_all()] == []


def test_converting_makes_account_contact_and_deal_in_one_commit(workspace: Workspace) -> None:
    add(workspace, "lead", name="Jo Ray", company="Acme", email="jo@acme.example", source="referral",
        qualification="budget=30k", notes="met at the fair")  # fmt: skip
    commit = convert(workspace, "N-1")
    assert commit.changed == (("account", "A-1"), ("contact", "C-1"), ("deal", "D-1"), ("lead", "N-1"))
    found = lead(workspace)
    assert (found.status, found.account, found.contact, found.deal) == ("converted", "A-1", "C-1", "D-1")
    deal = workspace.get("D-1")
    assert isinstance(deal, Deal)
    assert (deal.account, deal.source, deal.stage) == ("A-1", "referral", "Prospecting")
    assert deal.notes == "met at the fair\n\n- budget: 30k"
    workspace.undo()
    assert lead(workspace).status == "new"
    assert not workspace.rows("deal")


def test_what_is_there_already_is_taken(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Acme Corp", domain="acme.example")
    contact = add(workspace, "contact", name="J. Ray", email="JO@acme.example")
    deal = add(workspace, "deal", title="Old talk")
    add(workspace, "lead", name="Jo Ray", company="Acme", email="jo@acme.example")
    convert(workspace, "N-1", deal=deal)
    found = lead(workspace)
    assert (found.account, found.contact, found.deal) == (account, contact, deal)
    assert (
        len(workspace.rows("account")) == len(workspace.rows("contact")) == len(workspace.rows("deal")) == 1
    )


def test_a_free_mail_service_is_nobody_s_company(workspace: Workspace) -> None:
    add(workspace, "account", name="Somebody", domain="gmail.com")
    add(workspace, "lead", name="Al", company="Bolt", email="al@gmail.com")
    convert(workspace, "N-1")
    row = workspace.rows("account")["A-2"]
    assert (lead(workspace).account, row["name"], row.get("domain")) == ("A-2", "Bolt", None)


def test_new_and_none_are_obeyed_and_twice_is_refused(workspace: Workspace) -> None:
    add(workspace, "account", name="Acme")
    add(workspace, "lead", name="Jo Ray", company="Acme")
    convert(workspace, "N-1", account="new", deal="none")
    assert len(workspace.rows("account")) == 2
    assert not workspace.rows("deal")
    with pytest.raises(InputError, match="already"):
        convert(workspace, "N-1")


def test_the_command_line_converts(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    add(workspace, "lead", name="Jo Ray", company="Acme")
    words = ["--workspace", str(workspace.path), "--user", "ann", "convert"]
    assert main([*words, "N-1"]) == 0
    assert capsys.readouterr().out == "A-1 C-1 D-1 N-1\n"
    assert main([*words, "A-1"]) == 2
    assert "no lead" in capsys.readouterr().err


def points(workspace: Workspace, lead_id: str = "N-1") -> dict[str, int]:
    return {
        each.reason: each.points for each in score(LeadRow(workspace.rows("lead")[lead_id]), workspace.tables)
    }


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"industry": "Fintech", "size": "120"}, {"industry is Fintech": 39, "size is 120": 26}),
        ({"industry": "fintech", "size": "201"}, {"industry is fintech": 39}),
        ({"size": "50"}, {"size is 50": 26}),
        ({"size": "1,200"}, {}),
        ({"industry": "retail"}, {}),
    ],
)
def test_a_profile_that_is_set_scores_by_its_traits(
    workspace: Workspace, fields: dict[str, str], fits: dict[str, int]
) -> None:
    set_profile(
        workspace,
        [read_trait("industry", "software, fintech | weight=3"), read_trait("size", "50-200 | weight=2")],
    )
    add(workspace, "lead", name="Jo Ray", email="jo@acme.io", source="referral", **fields)
    assert points(workspace) == fits


def test_a_lead_that_has_all_and_is_qualified_scores_a_hundred(workspace: Workspace) -> None:
    set_profile(workspace, [read_trait("source", "referral")])
    add(
        workspace,
        "lead",
        name="Jo",
        source="Referral",
        qualification="budget=1\nauthority=x\nneed=y\ntiming=z",
    )
    assert sum(points(workspace).values()) == 100


def test_without_a_profile_the_accounts_tell(workspace: Workspace) -> None:
    for name in ("Tarn", "Fell"):
        add(workspace, "account", name=name, industry="Fintech")
    add(workspace, "lead", name="Jo", industry="fintech", email="jo@acme.io", source="partner")
    assert points(workspace) == {
        "2 accounts are in fintech": 30,
        "writes from acme.io": 15,
        "came by partner": 20,
    }


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("colour", "red", "unknown field 'colour' of lead"),
        ("industry", " ", "needs a value"),
        ("industry", "software | weight=0", "whole number from 1, not '0'"),
    ],
)
def test_a_trait_that_says_nothing_is_refused(
    workspace: Workspace, field: str, text: str, problem: str
) -> None:
    with pytest.raises((InputError, FieldError), match=problem):
        set_profile(workspace, [read_trait(field, text)])
