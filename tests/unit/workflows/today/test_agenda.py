"""What is due: activities, next steps, contacts to be in touch with, issues and renewals."""

import pytest

from pmtui.errors import FieldError
from pmtui.models.customers.account import Account
from pmtui.models.customers.issue import Issue
from pmtui.models.fields import write_row
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from pmtui.workflows.today.agenda import agenda
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def due(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    lines = agenda(workspace.tables, TODAY)
    return [(line.day.isoformat(), line.urgency, line.id, line.text) for line in lines]


def test_a_contact_comes_up_when_the_cadence_has_run_out(workspace: Workspace) -> None:
    add(workspace, "contact", name="Jo", last_contact="2026-11-01", cadence="14")
    add(workspace, "contact", name="Ann", last_contact="2026-11-01", cadence="60")
    add(workspace, "contact", name="Never spoken to", cadence="7")
    assert due(workspace) == [("2026-11-15", "overdue", "C-1", "be in touch")]
    activities.log_activity(workspace, "C-1", "talked", "call")
    assert due(workspace) == []


def test_issues_and_renewals_of_customers_come_up(workspace: Workspace) -> None:
    add(workspace, "account", name="Acme", renewal="2026-12-20",
        issues="wrong invoices | owner=ann | due=2026-11-25\n"
            "slow search | owner=bob | due=2026-11-20 | done=yes\nno day yet")  # fmt: skip
    add(workspace, "account", name="Gone", renewal="2026-12-20", churned="2026-11-01")
    add(workspace, "account", name="Far", renewal="2027-06-01")
    assert due(workspace) == [
        ("2026-11-25", "soon", "A-1", "wrong invoices"),
        ("2026-12-20", "soon", "A-1", "renewal"),
    ]
    account = workspace.get("A-1")
    assert isinstance(account, Account)
    assert account.issues[1] == Issue(text="slow search", owner="bob", due=TODAY.replace(day=20), done=True)
    assert account.issues[2] == Issue(text="no day yet")
    assert [write_row(issue) for issue in account.issues] == [
        "wrong invoices | owner=ann | due=2026-11-25", "slow search | owner=bob | due=2026-11-20 | done=yes",
        "no day yet",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["| owner=ann", "x | done=perhaps", "x | due=never", "x | who=ann"])
def test_an_issue_that_makes_no_sense_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(FieldError):
        add(workspace, "account", name="Acme", issues=text)


def test_worth_is_logged_when_it_changes_and_a_renewal_moved_on_was_renewed(workspace: Workspace) -> None:
    made = add(workspace, "account", name="Acme", recurring_value="100", renewal="2026-12-01")
    how = record_commands.reading(workspace)
    record_commands.edit(
        workspace, [made], record_commands.read_fields("account", {"recurring_value": "150"}, how)
    )
    record_commands.edit(
        workspace, [made], record_commands.read_fields("account", {"renewal": "2027-12-01"}, how)
    )
    account = workspace.get(made)
    assert isinstance(account, Account)
    assert [str(worth.amount.amount) for worth in account.worth_log if worth.amount] == ["150.00"]
    assert account.renewed == TODAY
    record_commands.edit(
        workspace, [made], record_commands.read_fields("account", {"churned": "2026-11-22"}, how)
    )
    account = workspace.get(made)
    assert isinstance(account, Account)
    assert [worth.amount is None for worth in account.worth_log] == [False, True]
