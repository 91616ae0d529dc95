"""Links read backwards follow every change, and say what a search of all documents would."""

import pytest

from pmtui.models.kinds import KINDS
from pmtui.store.query.derivations.backlinks import BACKLINKS
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def by_search(workspace: Workspace, kind: str, field: str, target: str) -> set[str]:
    rows = workspace.rows(kind).items()
    return {
        document_id
        for document_id, row in rows
        if (held := row.get(field)) == target or (isinstance(held, list) and target in held)
    }


def offenders(workspace: Workspace) -> list[str]:
    links = workspace.derived(BACKLINKS)
    return [
        f"{kind}.{field} of {target}"
        for of, declared in KINDS.items()
        for kind, field, _ in declared.linked_by
        for target in workspace.rows(of)
        if set(links.of(kind, field, target)) != by_search(workspace, kind, field, target)
    ]


def test_links_are_read_backwards_and_follow_commits(demo: Workspace) -> None:
    assert offenders(demo) == []
    deal = next(iter(demo.rows("deal")))
    others = [
        account for account in demo.rows("account") if account != demo.rows("deal")[deal].get("account")
    ]
    record_commands.edit(demo, [deal], {"account": others[0]})
    assert offenders(demo) == []
    assert deal in demo.derived(BACKLINKS).of("deal", "account", others[0])
    demo.undo()
    assert offenders(demo) == []


@pytest.mark.parametrize("kind", ["activity", "insight", "launch"])
def test_what_is_deleted_or_added_no_longer_or_newly_links(demo: Workspace, kind: str) -> None:
    assert offenders(demo) == []
    record_commands.delete(demo, [next(iter(demo.rows(kind)))])
    assert offenders(demo) == []
    demo.undo()
    assert offenders(demo) == []


def test_a_document_that_changes_in_another_field_keeps_its_place(demo: Workspace) -> None:
    """The list on an open record is in the order of one that is opened afterwards."""
    links = demo.derived(BACKLINKS)
    account = max(demo.rows("account"), key=lambda found: len(links.of("deal", "account", found)))
    before = list(links.of("deal", "account", account))
    assert len(before) > 1
    record_commands.edit(demo, [before[0]], {"next_step": "another"})
    assert list(links.of("deal", "account", account)) == before
