"""Commits: whole, merged field by field, with ids that nobody else ever had."""

from pathlib import Path

import pytest

from pmtui.errors import ConflictError, InputError, WorkspaceError
from pmtui.models.customers.account import Account
from pmtui.models.customers.contact import Contact
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_parts import DealPerson
from pmtui.models.glossary.term import Term
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, deal_of, delete, edit


def test_a_new_document_gets_an_id_stamps_and_version_one(workspace: Workspace) -> None:
    deal = deal_of(workspace, add_deal(workspace, "Acme rollout"))
    assert (deal.id, deal.title, deal.version) == ("D-1", "Acme rollout", 1)
    assert deal.created_at is not None
    assert deal.created_at == deal.updated_at


def test_links_between_new_documents_of_one_change_set_are_resolved(workspace: Workspace) -> None:
    changes = ChangeSet("Import")
    account = changes.create(Account(name="Acme"))
    deal = changes.create(Deal(title="Rollout", account=account))
    commit = workspace.commit(changes)
    assert deal_of(workspace, commit.ids[deal]).account == commit.ids[account] == "A-1"
    assert commit.changed == (("account", "A-1"), ("deal", "D-1"))


def test_a_commit_is_there_after_reopening_without_a_close(opened: Opener) -> None:
    add_deal(opened(), "Kept")
    assert deal_of(opened(), "D-1").title == "Kept"


def test_an_edit_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    add_deal(workspace)
    before = workspace.seq
    edit(workspace, "D-1", title="Big one")
    assert workspace.seq == before


def test_several_updates_of_one_document_are_one_change(workspace: Workspace) -> None:
    add_deal(workspace)
    first = deal_of(workspace, "D-1")
    second = first.model_copy(update={"title": "Second"})
    third = second.model_copy(update={"owner": "bob"})
    changes = ChangeSet("Twice")
    changes.update(first, second)
    changes.update(second, third)
    workspace.commit(changes)
    deal = deal_of(workspace, "D-1")
    assert (deal.title, deal.owner, deal.version) == ("Second", "bob", 2)


def test_an_update_of_a_document_that_is_new_in_the_set_is_part_of_its_creation(workspace: Workspace) -> None:
    changes = ChangeSet("Add and log")
    new = Deal(title="New")
    fresh = changes.create(new)
    draft = new.model_copy(update={"id": fresh})
    changes.update(draft, draft.model_copy(update={"owner": "bob"}))
    commit = workspace.commit(changes)
    deal = deal_of(workspace, commit.ids[fresh])
    assert (deal.owner, deal.version) == ("bob", 1)


def test_a_document_made_and_deleted_in_one_set_never_existed(workspace: Workspace) -> None:
    changes = ChangeSet("Nothing")
    fresh = changes.create(Deal(title="Gone"))
    changes.delete(Deal(id=fresh, title="Gone"))
    assert workspace.commit(changes).seq == 0
    assert not workspace.rows("deal")


def test_deleting_a_term_and_making_it_again_in_one_set_is_an_edit(workspace: Workspace) -> None:
    changes = ChangeSet("Add")
    changes.create(Term(id="churn", headword="Churn", definition="old"))
    workspace.commit(changes)
    again = ChangeSet("Replace")
    again.delete(workspace.get("churn"))
    again.create(Term(id="churn", headword="Churn", explanation="new"))
    workspace.commit(again)
    term = workspace.get("churn")
    assert isinstance(term, Term)
    assert (term.definition, term.explanation, term.version) == ("", "new", 2)


def test_edits_of_different_fields_of_one_document_are_merged(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    stale = deal_of(bob, "D-1")
    edit(ann, "D-1", title="Ann's title")
    changes = ChangeSet("Bob's edit")
    changes.update(stale, stale.model_copy(update={"source": "referral"}))
    bob.commit(changes)
    ann.poll()
    for workspace in (ann, bob):
        deal = deal_of(workspace, "D-1")
        assert (deal.title, deal.source, deal.version) == ("Ann's title", "referral", 3)


def test_the_same_edit_made_twice_is_no_conflict(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    stale = deal_of(bob, "D-1")
    edit(ann, "D-1", title="Same")
    changes = ChangeSet("Also")
    changes.update(stale, stale.model_copy(update={"title": "Same"}))
    assert bob.commit(changes).seq == 0


def test_edits_of_the_same_field_are_a_conflict_and_nothing_of_the_set_is_written(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    stale = deal_of(bob, "D-1")
    edit(ann, "D-1", title="Ann's")
    changes = ChangeSet("Bob's")
    fresh = changes.create(Deal(title="Another"))
    changes.update(stale, stale.model_copy(update={"title": "Bob's", "source": fresh}))
    with pytest.raises(ConflictError, match=r"D-1 .*title is now"):
        bob.commit(changes)
    assert deal_of(bob, "D-1").title == "Ann's"
    assert list(bob.rows("deal")) == ["D-1"]


@pytest.mark.parametrize("deletes", [True, False])
def test_what_somebody_else_deleted_cannot_be_edited_and_what_they_edited_not_deleted(
    opened: Opener, deletes: bool
) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    stale = deal_of(bob, "D-1")
    changes = ChangeSet("Late")
    if deletes:
        edit(ann, "D-1", title="Changed")
        changes.delete(stale)
    else:
        delete(ann, "D-1")
        changes.update(stale, stale.model_copy(update={"title": "Late"}))
    with pytest.raises(ConflictError, match=r"D-1 has been .* in the meantime"):
        bob.commit(changes)


def test_deleting_what_is_deleted_already_is_done(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    changes = ChangeSet("Delete")
    changes.delete(bob.get("D-1"))
    delete(ann, "D-1")
    assert bob.commit(changes).seq == 0
    assert bob.find("D-1") is None


def test_an_id_is_never_given_again(opened: Opener) -> None:
    workspace = opened()
    assert add_deal(workspace) == "D-1"
    assert add_deal(workspace) == "D-2"
    delete(workspace, "D-2")
    assert add_deal(workspace) == "D-3"
    workspace.undo()
    assert add_deal(workspace) == "D-4"
    workspace.undo()
    workspace.close()
    again = opened()
    assert add_deal(again) == "D-5"
    again.let_go()
    assert add_deal(opened()) == "D-6"


def test_two_processes_never_allocate_the_same_id(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    assert [add_deal(each) for each in (ann, bob, ann, bob)] == ["D-1", "D-2", "D-3", "D-4"]


def test_ids_that_documents_bring_are_not_allocated_to_others(workspace: Workspace) -> None:
    changes = ChangeSet("Import")
    fresh = changes.create(Deal(title="Fresh"))
    changes.create(Deal(id="D-1", title="Brought"))
    changes.create(Deal(id="D-7", title="Brought too"))
    assert workspace.commit(changes).ids == {fresh: "D-8"}
    assert {each: row["title"] for each, row in workspace.rows("deal").items()} == {
        "D-8": "Fresh",
        "D-1": "Brought",
        "D-7": "Brought too",
    }


def test_links_in_the_lines_of_a_new_document_are_resolved_and_text_is_left_alone(
    workspace: Workspace,
) -> None:
    changes = ChangeSet("Import")
    fresh = changes.create(Contact(name="Jo Ray"))
    deal = changes.create(Deal(title="Rollout", people=(DealPerson(contact=fresh, role=fresh),)))
    commit = workspace.commit(changes)
    (person,) = deal_of(workspace, commit.ids[deal]).people
    assert (person.contact, person.role) == ("C-1", fresh)


@pytest.mark.parametrize(
    ("kind", "document_id"),
    [
        ("deal", "D-01"),
        ("deal", "A-1"),
        ("deal", "nonsense"),
        ("term", ""),
        ("term", "?1"),
        ("nothing", "D-1"),
    ],
)
def test_an_id_that_the_kind_cannot_have_is_refused(
    workspace: Workspace, kind: str, document_id: str
) -> None:
    changes = ChangeSet("Bad id")
    changes.put(Change(kind, document_id, None, {"title": "x"}))
    with pytest.raises(InputError):
        workspace.commit(changes)
    assert workspace.seq == 1


def test_a_term_whose_slug_looks_like_an_id_is_found_as_a_term(workspace: Workspace) -> None:
    changes = ChangeSet("Add")
    changes.create(Term(id="q4", headword="Q4"))
    workspace.commit(changes)
    assert [term.id for term in workspace.all("term")] == ["q4"]


def test_a_failed_commit_leaves_the_numbering_as_it_was(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pmtui.store.log.journal.flush", full)
        with pytest.raises(WorkspaceError, match="the disk is full"):
            add_deal(workspace)
    assert not workspace.rows("deal")
    assert add_deal(workspace) == "D-1"


def test_listeners_hear_of_commits_here_and_elsewhere_with_what_they_touched(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    heard: list[Changed] = []
    stop = bob.subscribe(heard.append)
    add_deal(ann, "Ann's")
    bob.poll()
    add_deal(bob, "Bob's")
    stop()
    add_deal(bob, "Unheard")
    assert [(event.name, event.ids, event.elsewhere) for event in heard] == [
        ("Add deal Ann's", {"deal": frozenset({"D-1"})}, True),
        ("Add deal Bob's", {"deal": frozenset({"D-2"})}, False),
    ]
    assert heard[0].by.startswith("ann@")


def test_what_others_committed_is_told_even_where_the_own_commit_conflicts(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    stale = deal_of(bob, "D-1")
    heard: list[Changed] = []
    bob.subscribe(heard.append)
    edit(ann, "D-1", title="Ann's")
    changes = ChangeSet("Late")
    changes.update(stale, stale.model_copy(update={"title": "Bob's"}))
    with pytest.raises(ConflictError):
        bob.commit(changes)
    assert [event.name for event in heard] == ["Edit D-1"]


def test_a_read_only_workspace_takes_no_commit_and_writes_no_file(opened: Opener, folder: Path) -> None:
    add_deal(opened())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    workspace = opened(read_only=True)
    with pytest.raises(WorkspaceError, match="for reading only"):
        add_deal(workspace)
    workspace.close()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_closed_workspace_says_so(workspace: Workspace) -> None:
    workspace.close()
    with pytest.raises(WorkspaceError, match="closed"):
        add_deal(workspace)


def test_what_json_cannot_hold_is_refused_before_anything_is_written(workspace: Workspace) -> None:
    changes = ChangeSet("Bad")
    changes.put(Change("deal", "?1", None, {"title": "\ud800"}))
    with pytest.raises(WorkspaceError, match="cannot be stored"):
        workspace.commit(changes)
    added = add_deal(workspace)  # on a server under D-2: sequences never go back
    assert list(workspace.rows("deal")) == [added]
