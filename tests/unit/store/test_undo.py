"""Undo and redo: of one's own commands, over restarts, with others at work."""

import pytest

from pmtui.errors import ConflictError, NothingFound
from pmtui.models.deals.deal import Deal
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, deal_of, delete, edit


def titles(workspace: Workspace) -> list[object]:
    return [row["title"] for row in workspace.rows("deal").values()]


def test_undo_takes_back_the_latest_and_redo_does_it_again(workspace: Workspace) -> None:
    add_deal(workspace, "One")
    edit(workspace, "D-1", title="Two")
    assert workspace.undo().name == "Undo: Edit D-1"
    assert titles(workspace) == ["One"]
    workspace.undo()
    assert titles(workspace) == []
    assert workspace.redo().name == "Redo: Add deal One"
    assert titles(workspace) == ["One"]
    workspace.redo()
    assert titles(workspace) == ["Two"]


def test_undo_and_redo_survive_a_restart_and_a_checkpoint(opened: Opener) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    add_deal(workspace, "Two")
    workspace.close()
    workspace = opened()
    workspace.undo()
    workspace.checkpoint()
    workspace.close()
    workspace = opened()
    workspace.undo()
    assert titles(workspace) == []
    workspace.close()
    workspace = opened()
    workspace.redo()
    workspace.redo()
    assert titles(workspace) == ["One", "Two"]


def test_a_new_command_ends_what_can_be_done_again(workspace: Workspace) -> None:
    add_deal(workspace, "One")
    workspace.undo()
    add_deal(workspace, "Two")
    with pytest.raises(NothingFound):
        workspace.redo()
    workspace.undo()
    workspace.redo()
    with pytest.raises(NothingFound):
        workspace.redo()
    assert titles(workspace) == ["Two"]


def test_nobody_takes_back_what_another_did(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob@example.org")
    add_deal(ann, "Ann's")
    add_deal(bob, "Bob's")
    ann.undo()
    bob.poll()
    assert titles(bob) == ["Bob's"]
    bob.undo()
    with pytest.raises(NothingFound, match=r"bob@example.org has nothing to undo"):
        bob.undo()
    ann.redo()
    bob.redo()
    assert titles(bob) == ["Ann's", "Bob's"]


def test_making_the_workspace_is_nobodys_to_undo(workspace: Workspace) -> None:
    with pytest.raises(NothingFound):
        workspace.undo()


def test_undo_leaves_what_others_did_to_other_fields(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    edit(ann, "D-1", title="Ann's title")
    bob.poll()
    edit(bob, "D-1", source="referral")
    ann.undo()
    deal = deal_of(ann, "D-1")
    assert (deal.title, deal.source) == ("Big one", "referral")


def test_undo_is_refused_where_somebody_changed_the_same_field_and_works_once_it_is_back(
    opened: Opener,
) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    edit(ann, "D-1", title="Ann's")
    bob.poll()
    edit(bob, "D-1", title="Bob's")
    with pytest.raises(ConflictError, match="title is now"):
        ann.undo()
    assert deal_of(ann, "D-1").title == "Bob's"
    bob.undo()
    ann.undo()
    assert deal_of(ann, "D-1").title == "Big one"


def test_undo_of_a_creation_is_refused_where_somebody_went_on_with_it(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    edit(bob, "D-1", title="Bob's")
    with pytest.raises(ConflictError):
        ann.undo()
    assert ann.find("D-1") is not None


def test_undo_of_what_another_has_already_taken_back_by_hand_counts_as_done(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "One")
    edit(ann, "D-1", title="Two")
    bob.poll()
    edit(bob, "D-1", title="One")
    ann.undo()
    ann.undo()
    assert titles(ann) == []


def test_a_deleted_document_comes_back_under_its_id_with_all_it_held(workspace: Workspace) -> None:
    add_deal(workspace, "Precious", tags=("eu",), custom={"region": "north"})
    before = deal_of(workspace, "D-1")
    delete(workspace, "D-1")
    workspace.undo()
    after = deal_of(workspace, "D-1")
    stamps = {"version": before.version, "updated_at": before.updated_at}
    assert after.model_copy(update=stamps) == before
    assert after.version > before.version


def test_an_import_of_8800_rows_is_one_command_and_one_undo(opened: Opener) -> None:
    workspace = opened()
    changes = ChangeSet("Import 8,800 deals")
    for number in range(8_800):
        changes.create(Deal(title=f"Deal {number}"))
    seq = workspace.seq
    workspace.commit(changes)
    assert (workspace.seq, len(workspace.rows("deal"))) == (seq + 1, 8_800)
    workspace.close()
    workspace = opened()
    workspace.undo()
    assert not workspace.rows("deal")
    workspace.redo()
    assert len(workspace.rows("deal")) == 8_800
    assert add_deal(workspace) == "D-8801"


def test_two_windows_of_one_user_share_what_can_be_undone(opened: Opener) -> None:
    left, right = opened("ann"), opened("ann")
    add_deal(left, "One")
    add_deal(right, "Two")
    left.undo()
    right.undo()
    assert titles(right) == []
