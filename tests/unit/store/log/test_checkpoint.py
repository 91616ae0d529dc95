"""Checkpoints: other processes go on, readers lose nothing, a kill between two steps changes nothing."""

import json
import multiprocessing
import os
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from pmtui.errors import WorkspaceError
from pmtui.models.glossary.term import Term
from pmtui.models.values.clock import Clock
from pmtui.store import workspace as workspace_module
from pmtui.store.changes import ChangeSet
from pmtui.store.log import backups, checkpoint, files, history
from pmtui.store.log.snapshot import Snapshot, encode_snapshot, read_snapshot
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, edit

LOGS = ("files",)


def titles(workspace: Workspace) -> list[object]:
    return [row["title"] for row in workspace.rows("deal").values()]


def test_everything_is_private(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace)
    workspace.backup()
    add_deal(workspace)
    workspace.close()
    modes = {path.relative_to(folder): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert {"workspace.json", "journal.jsonl", "history", "backups", "lock"} <= {str(path) for path in modes}
    for path, mode in modes.items():
        assert mode == (0o700 if (folder / path).is_dir() else 0o600), path
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_umask_and_missing_parents_change_nothing_about_that(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_workspace(tmp_path / "a" / "b" / "w", user="ann", clock=Clock()).close()
    finally:
        os.umask(before)
    for path in (tmp_path / "a").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_checkpoint_reads_well_and_is_the_same_for_the_same_documents(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "Ünïcode", tags=("eu",))
    workspace.checkpoint()
    text = (folder / "workspace.json").read_text()
    assert '      "title": "Ünïcode",\n' in text
    places = [text.index(f'\n  "{kind}"') for kind in ("term", "deal", "settings")]
    assert places == sorted(places)
    assert list(json.loads(text)) == ["_meta", *workspace.tables]
    snapshot = read_snapshot(folder / "workspace.json")
    assert b"".join(encode_snapshot(snapshot)).decode() == text


def stored(folder: Path, rows: Tables) -> Tables:
    """Tables after they have been to a checkpoint and back."""
    path = folder / "w.json"
    path.write_bytes(b"".join(encode_snapshot(Snapshot(5, tables=rows))))
    with TinyDB(path, access_mode="r") as stock:
        for kind, table in rows.items():
            assert len(stock.table(kind)) == len(table)
    return read_snapshot(path).tables


def test_large_tables_are_written_in_pieces_that_fit_together(tmp_path: Path) -> None:
    rows: Tables = {"deal": {f"D-{number}": {"id": f"D-{number}"} for number in range(1, 3_500)}}
    assert stored(tmp_path, rows)["deal"] == rows["deal"]


def test_documents_with_odd_ids_still_make_a_checkpoint(tmp_path: Path) -> None:
    rows: Tables = {"deal": {each: {"id": each} for each in ("D-7", "D-07", "odd")}, "future": {}}
    assert stored(tmp_path, rows)["deal"] == rows["deal"]


@pytest.mark.parametrize("rotations", [1, 2, 5])
def test_who_has_the_workspace_open_follows_through_checkpoints(opened: Opener, rotations: int) -> None:
    ann, bob = opened("ann"), opened("bob")
    for number in range(rotations):
        add_deal(ann, f"Before {number}")
        ann.checkpoint()
    add_deal(ann, "After")
    bob.poll()
    assert titles(bob) == titles(ann)
    assert bob.seq == ann.seq
    add_deal(bob, "Bob's")
    ann.poll()
    assert titles(ann) == titles(bob) == titles(opened())


def test_a_writer_that_slept_through_checkpoints_writes_to_the_new_journal(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(bob, "Bob 1")
    for number in range(3):
        add_deal(ann, f"Ann {number}")
        ann.checkpoint()
    add_deal(bob, "Bob 2")
    assert titles(opened()) == ["Bob 1", "Ann 0", "Ann 1", "Ann 2", "Bob 2"]


def test_a_checkpoint_of_somebody_behind_keeps_what_came_later(opened: Opener, folder: Path) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "One")
    bob.poll()
    add_deal(ann, "Two")
    bob.checkpoint()
    assert read_snapshot(folder / "workspace.json").seq == 2
    assert titles(opened()) == ["One", "Two"]
    assert [each.seq for each in opened().history()] == [3, 2, 1]


def test_an_older_checkpoint_never_takes_the_place_of_a_later_one(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    older = workspace.checkpointing()
    add_deal(workspace, "Two")
    opened().checkpoint()
    older()
    assert read_snapshot(folder / "workspace.json").seq == 3
    assert titles(opened()) == ["One", "Two"]


def test_a_checkpoint_in_another_thread_holds_the_state_it_was_asked_for(
    opened: Opener, folder: Path
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    write = workspace.checkpointing()
    thread = threading.Thread(target=write)
    edit(workspace, "D-1", title="Edited")
    thread.start()
    for number in range(50):
        add_deal(workspace, f"Meanwhile {number}")
    thread.join()
    again = opened()
    assert titles(again) == titles(workspace)
    assert again.seq == workspace.seq == 53


def test_closing_checkpoints_a_small_workspace_and_not_a_large_one_after_one_commit(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    add_deal(workspace, "x" * 5_000)
    workspace.close()
    assert read_snapshot(folder / "workspace.json").seq == 2
    monkeypatch.setattr(workspace_module, "SMALL", 0)
    workspace = opened()
    edit(workspace, "D-1", owner="bob")
    workspace.close()
    assert read_snapshot(folder / "workspace.json").seq == 2
    workspace = opened()
    for number in range(10):
        edit(workspace, "D-1", owner=f"bob {number}")
    assert workspace.wants_checkpoint()
    workspace.close()
    assert read_snapshot(folder / "workspace.json").seq == 13


def test_a_checkpoint_that_another_process_made_is_not_made_again(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    ann.checkpoint()
    bob.poll()
    assert not bob.wants_checkpoint()


STEPS: dict[str, tuple[object, str]] = {
    "before history": (history, "append"),
    "before the daily copy": (backups, "keep_daily"),
    "before the new checkpoint": (checkpoint, "replace_file"),
    "before the new journal": (checkpoint, "write_whole"),
    "before old files are swept": (checkpoint, "sweep"),
}


def _checkpoint_and_die(folder: Path, step: str, after: bool) -> None:
    owner, name = STEPS[step]
    real: Callable[..., object] = getattr(owner, name)

    def dying(*arguments: object) -> None:
        if after:
            real(*arguments)
        os.kill(os.getpid(), 9)

    setattr(owner, name, dying)
    open_workspace(folder, user="ann", clock=Clock()).checkpoint()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_between_any_two_steps_of_a_checkpoint_changes_nothing(
    opened: Opener, folder: Path, step: str, after: bool
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.checkpoint()
    edit(workspace, "D-1", title="Two")
    add_deal(workspace, "Other")
    bob = opened("bob")
    child = multiprocessing.get_context("fork").Process(
        target=_checkpoint_and_die, args=(folder, step, after)
    )
    child.start()
    child.join()
    assert child.exitcode == -9
    bob.poll()
    add_deal(bob, "Bob's")
    again = opened()
    assert again.notices == ()
    assert titles(again) == titles(bob) == ["Two", "Other", "Bob's"]
    again.checkpoint()
    add_deal(again, "Last")
    final = opened()
    assert titles(final) == ["Two", "Other", "Bob's", "Last"]
    assert [each.seq for each in final.history()] == [6, 5, 4, 3, 2, 1]
    assert final.problems() == []


@pytest.mark.parametrize("step", [name for name in STEPS if name != "before old files are swept"])
def test_a_failure_at_any_step_is_told_and_changes_nothing(
    opened: Opener, folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    add_deal(workspace, "One")

    def full(*arguments: object) -> None:
        raise WorkspaceError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], full)
        with pytest.raises(WorkspaceError, match="full"):
            workspace.checkpoint()
        workspace.close()
    assert "the disk is full" in workspace.notices[-1]
    assert "only the checkpoint was put off" in workspace.notices[-1]
    assert "nothing was written" not in workspace.notices[-1]
    assert not list(folder.glob(".*.tmp"))
    again = opened()
    assert titles(again) == ["One"]
    again.close()
    assert titles(opened()) == ["One"]
    assert opened().problems() == []


def test_temporary_files_of_killed_processes_are_swept_once_they_are_old(
    opened: Opener, folder: Path
) -> None:
    old, young = folder / ".workspace.json.1-1.tmp", folder / ".workspace.json.2-1.tmp"
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (0, 0))
    workspace = opened()
    add_deal(workspace)
    workspace.checkpoint()
    assert not old.exists()
    assert young.exists()


def test_daily_copies_are_kept_a_week_and_then_one_a_month(tmp_path: Path) -> None:
    snapshot, folder = tmp_path / "workspace.json", tmp_path / "backups"
    day = date(2026, 1, 1)
    for number in range(60):
        files.write_whole(snapshot, encode_snapshot(Snapshot(number)))
        backups.keep_daily(snapshot, folder, day + timedelta(days=number))
    kept = sorted(path.name[len("workspace-") : -len(".json")] for path in folder.iterdir())
    last = day + timedelta(days=59)
    assert kept == ["2026-01-01", "2026-02-01", *(f"{last - timedelta(days=n)}" for n in range(7, -1, -1))]


def test_a_copy_made_by_hand_is_spared_by_who_edits_the_checkpoint_in_place(
    opened: Opener, folder: Path
) -> None:
    workspace = opened()
    add_deal(workspace)
    copy = workspace.backup()
    other = workspace.backup()
    assert copy != other
    with (folder / "workspace.json").open("r+") as file:
        file.truncate(10)
    assert read_snapshot(copy).seq == workspace.seq


def test_terms_come_first_and_slugs_in_order(opened: Opener, folder: Path) -> None:
    workspace = opened()
    changes = ChangeSet("Add")
    for slug in ("upsell", "churn"):
        changes.create(Term(id=slug, headword=slug.title()))
    workspace.commit(changes)
    workspace.close()
    tables = json.loads((folder / "workspace.json").read_text())
    assert [row["id"] for row in tables["term"].values()] == ["churn", "upsell"]
    assert list(tables)[1] == "term"
