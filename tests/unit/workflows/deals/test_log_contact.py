"""Logging contact: what it answers, and whose last contact it moves."""

from datetime import date, timedelta

import pytest

from pmtui.cli import main
from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.deals.activity import ACTIVITY_TYPES
from pmtui.models.deals.deal_rows import LeadRow
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from tests.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)
IS_CONTACT = {"call", "meeting", "demo", "e-mail"}


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def customer(workspace: Workspace) -> Workspace:
    """An account with three people, two of whom are in a deal, and a lead."""
    add(workspace, "account", name="Acme")
    for name in ("Jo Ray", "Ann Lee", "Bo"):
        add(workspace, "contact", name=name, account="Acme")
    add(workspace, "deal", title="d", account="Acme", people="Jo Ray | role=champion\nAnn Lee | role=user")
    add(workspace, "lead", name="Kim", company="Bolt")
    return workspace


def spoken(workspace: Workspace) -> dict[str, date]:
    """The last contact of each contact and account that has one."""
    people = {row.id: row.last_contact for row in ContactRow.all(workspace.tables)}
    companies = {row.id: row.last_contact for row in AccountRow.all(workspace.tables)}
    return {each: day for each, day in {**people, **companies}.items() if day is not None}


@pytest.mark.parametrize("type", ACTIVITY_TYPES)
def test_contact_answers_a_lead_and_a_note_or_a_task_does_not(customer: Workspace, type: str) -> None:
    activities.log_activity(customer, "N-1", "spoke", type)
    lead = LeadRow(customer.rows("lead")["N-1"])
    if type in IS_CONTACT:
        assert (lead.status, lead.answered, lead.next_step, lead.next_step_due) == (
            "contacted",
            TODAY,
            "",
            None,
        )
    else:
        assert (lead.status, lead.answered, lead.next_step) == ("new", None, "first answer")


@pytest.mark.parametrize(
    ("about", "text", "moved"),
    [
        ("A-1", "spoke", {"A-1"}),
        ("C-3", "spoke", {"C-3", "A-1"}),
        ("D-1", "spoke", {"C-1", "A-1"}),
        ("D-1", "with ann about seats", {"C-2", "A-1"}),
        ("D-1", "Jo Ray and Ann Lee saw it", {"C-1", "C-2", "A-1"}),
        ("D-1", "Bo called", {"C-1", "A-1"}),
        ("D-1", "annual plan", {"C-1", "A-1"}),
    ],
)
def test_contact_moves_the_last_contact_of_who_took_part_and_of_the_account(
    customer: Workspace, about: str, text: str, moved: set[str]
) -> None:
    activities.log_activity(customer, about, text, "call")
    assert spoken(customer) == dict.fromkeys(moved, TODAY)
    customer.undo()
    assert spoken(customer) == {}


def test_what_is_planned_is_contact_once_it_is_done(customer: Workspace) -> None:
    activities.log_activity(customer, "C-1", "call back", "call", TODAY + timedelta(days=2))
    assert spoken(customer) == {}
    record_commands.step(customer, ["E-1"], 1)
    assert spoken(customer) == {"C-1": TODAY, "A-1": TODAY}


def test_earlier_contact_that_is_logged_later_moves_nothing_back(customer: Workspace) -> None:
    activities.log_activity(customer, "C-1", "spoke", "call")
    add(customer, "activity", text="spoke before", type="call", about="C-1", done=YESTERDAY.isoformat())
    assert spoken(customer) == {"C-1": TODAY, "A-1": TODAY}


def test_a_lead_that_was_answered_keeps_its_first_answer(customer: Workspace) -> None:
    record_commands.edit(customer, ["N-1"], {"status": "qualified", "answered": YESTERDAY})
    activities.log_activity(customer, "N-1", "spoke", "call")
    lead = LeadRow(customer.rows("lead")["N-1"])
    assert (lead.status, lead.answered) == ("qualified", YESTERDAY)


def test_one_commit_that_makes_a_contact_and_speaks_to_it_counts(customer: Workspace) -> None:
    record_commands.add_all(
        customer,
        "activity",
        [{"text": "t", "type": "demo", "about": each, "done": YESTERDAY} for each in ("C-1", "C-2")],
    )
    assert spoken(customer) == {"C-1": YESTERDAY, "C-2": YESTERDAY, "A-1": YESTERDAY}


def test_imported_contact_counts_as_well(customer: Workspace) -> None:
    path = customer.path.parent / "calls.csv"
    path.write_text(f"text,type,about,done\nspoke,call,C-1,{YESTERDAY}\nspoke,note,C-2,{YESTERDAY}\n")
    customer.checkpoint()
    assert (
        main(["--workspace", str(customer.path), "--today", str(TODAY), "import", "activities", str(path)])
        == 0
    )
    customer.poll()
    assert spoken(customer) == {"C-1": YESTERDAY, "A-1": YESTERDAY}
