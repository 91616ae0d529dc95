"""Backups and restoring: the difference is one command, history stays, undo takes it back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.errors import InputError, WorkspaceError
from pmtui.models.glossary.term import Term
from pmtui.store.changes import ChangeSet, without_stamps
from pmtui.store.log.snapshot import Snapshot, encode_snapshot, read_snapshot
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, deal_of, delete, edit


def content(tables: Tables) -> dict[str, dict[str, object]]:
    """What documents hold, apart from stamps and order."""
    return {kind: {key: without_stamps(row) for key, row in table.items()} for kind, table in tables.items()}


@pytest.fixture
def backup(opened: Opener) -> Path:
    """A backup of three deals and a term, after which all of them change."""
    workspace = opened()
    for title in ("One", "Two", "Three"):
        add_deal(workspace, title)
    terms = ChangeSet("Add")
    terms.create(Term(id="churn", headword="Churn"))
    workspace.commit(terms)
    path = workspace.backup()
    edit(workspace, "D-1", title="Edited", source="web")
    delete(workspace, "D-2")
    delete(workspace, "churn")
    add_deal(workspace, "Four")
    workspace.let_go()
    return path


def test_a_backup_holds_what_was_committed_here_and_elsewhere(opened: Opener, folder: Path) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(bob, "Bob's")
    path = ann.backup()
    assert path.parent == folder / "backups"
    assert read_snapshot(path).tables == ann.tables
    assert path.stat().st_nlink == 1


def test_restoring_is_one_command_with_the_history_before_it(opened: Opener, backup: Path) -> None:
    workspace = opened()
    before = workspace.seq
    commit = workspace.restore(backup)
    assert content(workspace.tables) == content(read_snapshot(backup).tables)
    assert (commit.seq, workspace.seq) == (before + 1, before + 1)
    assert commit.name == f"Restore {backup.name}"
    assert {each for _, each in commit.changed} == {"D-1", "D-2", "D-4", "churn"}
    assert len(list(workspace.history())) == before + 1
    assert deal_of(workspace, "D-2").created_at is not None
    assert opened().tables == workspace.tables


def test_undo_takes_it_back_and_redo_does_it_again(opened: Opener, backup: Path) -> None:
    workspace = opened()
    now = content(workspace.tables)
    workspace.restore(backup)
    restored = content(workspace.tables)
    workspace.undo()
    assert content(workspace.tables) == now
    workspace.redo()
    assert content(workspace.tables) == restored
    assert add_deal(workspace) == "D-5"


def test_restoring_what_is_there_already_writes_nothing(workspace: Workspace) -> None:
    add_deal(workspace)
    path = workspace.backup()
    assert workspace.restore(path).seq == 0


def test_restoring_takes_in_what_others_did_meanwhile(opened: Opener, backup: Path) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(bob, "Unseen by Ann")
    ann.restore(backup)
    assert "D-5" not in ann.rows("deal")


def test_a_checkpoint_edited_by_hand_is_taken_and_named_so(opened: Opener, backup: Path) -> None:
    backup.write_text(backup.read_text().replace('"One"', '"One\\u0007, by hand"'))
    workspace = opened()
    commit = workspace.restore(backup)
    assert commit.name == f"Restore {backup.name}, edited by hand"
    assert deal_of(workspace, "D-1").title == "One, by hand"
    assert workspace.rows("deal")["D-1"]["title"] == "One, by hand"


def edited(change: Callable[[dict[str, dict[str, dict[str, object]]]], object]) -> Callable[[Path], None]:
    def editing(path: Path) -> None:
        tables = json.loads(path.read_text())
        change(tables)
        path.write_text(json.dumps(tables))

    return editing


def newer(path: Path) -> None:
    snapshot = read_snapshot(path)
    path.write_bytes(b"".join(encode_snapshot(Snapshot(1, 999, {}, snapshot.tables))))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
        (lambda path: path.write_bytes(b""), "cannot be read"),
        (lambda path: path.write_bytes(path.read_bytes()[:-300]), "cannot be read"),
        (lambda path: path.write_bytes(bytes(range(256))), "cannot be read"),
        (lambda path: path.write_text('{"a": 1}'), "is JSON, but not a pmtui workspace$"),
        (edited(lambda tables: tables.update(deal={"1": {"title": "no id"}})), "each with an id of its own"),
        (edited(lambda tables: tables["deal"]["2"].update(id="D-1")), "each with an id of its own"),
        (
            edited(lambda tables: tables["deal"]["1"].update(probability=300)),
            "deal D-1: probability: must lie",
        ),
        (
            edited(lambda tables: tables["deal"]["1"].update(titel="x")),
            "unknown field 'titel'; did you mean 'title'",
        ),
        (edited(lambda tables: tables["deal"]["1"].update(id="A-1")), "not an id of a deal"),
        (edited(lambda tables: tables.update(dream={"1": {"id": "X"}})), "there is no kind 'dream'"),
        (newer, "made by a newer pmtui"),
    ],
)
def test_a_file_that_is_no_good_checkpoint_is_refused_and_nothing_changes(
    opened: Opener, backup: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(backup)
    workspace = opened()
    before = workspace.seq
    with pytest.raises(InputError, match=message):
        workspace.restore(backup)
    assert workspace.seq == before
    assert opened().seq == before


def test_a_workspace_open_for_reading_is_neither_backed_up_nor_restored(opened: Opener, backup: Path) -> None:
    workspace = opened(read_only=True)
    for refused in (workspace.backup, lambda: workspace.restore(backup)):
        with pytest.raises(WorkspaceError, match="for reading only"):
            refused()
