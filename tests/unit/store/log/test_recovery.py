"""Damage to the checkpoint: it is set aside, rebuilt from backup, history and journal, and told."""

import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pmtui.errors import WorkspaceError
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.log import file_log, files
from pmtui.store.log.snapshot import Snapshot, encode_snapshot, read_snapshot
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, delete, edit

LOGS = ("files",)


@pytest.fixture
def full(opened: Opener, folder: Path) -> Tables:
    """A workspace with a backup, history and a journal, left without a close; what it holds."""
    workspace = opened()
    changes = ChangeSet("Import")
    for number in range(20):
        changes.create(Deal(title=f"Deal {number}", notes="\n".join("note" for _ in range(3))))
    workspace.commit(changes)
    workspace.checkpoint()
    edit(workspace, "D-1", title="Edited")
    workspace.checkpoint()
    delete(workspace, "D-2")
    workspace.let_go()
    return {kind: dict(table) for kind, table in workspace.tables.items()}


def test_a_checkpoint_cut_off_anywhere_is_rebuilt_whole(full: Tables, opened: Opener, folder: Path) -> None:
    snapshot = folder / "workspace.json"
    data = snapshot.read_bytes()
    for length in range(0, len(data), 64):
        snapshot.write_bytes(data[:length])
        workspace = opened()
        assert workspace.tables == full, length
        told = " ".join(workspace.notices)
        assert "it was rebuilt from the" in told
        assert "missing" not in told
        (aside,) = folder.glob("workspace.damaged-*.json")
        assert str(aside) in told
        assert aside.read_bytes() == data[:length]
        assert read_snapshot(snapshot).tables == full
        aside.unlink()
        workspace.let_go()


def test_any_flipped_bit_is_noticed_and_mended_or_makes_no_difference(
    full: Tables, opened: Opener, folder: Path
) -> None:
    snapshot = folder / "workspace.json"
    data = snapshot.read_bytes()
    chance = random.Random(7)
    places = [*range(160), *(chance.randrange(len(data)) for _ in range(150))]
    for place in places:
        spoiled = bytearray(data)
        spoiled[place] ^= 1 << chance.randrange(8)
        snapshot.write_bytes(spoiled)
        workspace = opened()
        assert workspace.tables == full, place
        assert add_deal(workspace) == "D-21", place
        workspace.undo()
        workspace.let_go()
        for path in folder.glob("workspace.damaged-*.json"):
            path.unlink()
        snapshot.write_bytes(data)
        rewind(folder)


def rewind(folder: Path) -> None:
    """Take the journal back to before the last two transactions."""
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-2]))


@pytest.mark.parametrize("lost", ["backups", "history", "journal.jsonl"])
def test_what_is_left_is_enough_or_what_is_missing_is_said(
    full: Tables, opened: Opener, folder: Path, lost: str
) -> None:
    path = folder / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "workspace.json").write_bytes(b"{garbage")
    workspace = opened()
    told = " ".join(workspace.notices)
    if lost == "backups":
        assert workspace.tables == full
        assert "rebuilt from the beginning" in told
        assert "missing" not in told
    else:
        assert "missing" in told
    before = workspace.seq
    add_deal(workspace)
    assert workspace.seq > before
    assert opened().tables == workspace.tables


def test_lost_transactions_are_counted_and_their_numbers_not_used_again(
    full: Tables, opened: Opener, folder: Path
) -> None:
    shutil.rmtree(folder / "history")
    shutil.rmtree(folder / "backups")
    (folder / "workspace.json").unlink()
    workspace = opened()
    assert "3 transaction(s) were not found and are missing from it" in workspace.notices
    add_deal(workspace)
    assert workspace.seq == 5
    assert opened().seq == 5


def test_transactions_lost_before_an_empty_journal_are_counted_too(
    full: Tables, opened: Opener, folder: Path
) -> None:
    opened().checkpoint()
    shutil.rmtree(folder / "history")
    shutil.rmtree(folder / "backups")
    (folder / "workspace.json").unlink()
    workspace = opened()
    assert "4 transaction(s) were not found and are missing from it" in workspace.notices
    add_deal(workspace)
    assert workspace.seq == 5


def test_a_rebuilt_workspace_opens_quietly_afterwards_with_its_history(
    full: Tables, opened: Opener, folder: Path
) -> None:
    (folder / "workspace.json").write_bytes(b"")
    opened().close()
    workspace = opened()
    assert workspace.notices == ()
    assert workspace.problems() == []
    assert [each.seq for each in workspace.history()] == [4, 3, 2, 1]
    workspace.undo()
    assert "D-2" in workspace.rows("deal")


def test_who_may_only_read_sees_the_rebuilt_state_and_changes_nothing(
    full: Tables, opened: Opener, folder: Path
) -> None:
    (folder / "workspace.json").write_bytes(b"{")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    workspace = opened(read_only=True)
    assert workspace.tables == full
    assert workspace.notices
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_bad_backup_is_passed_over(full: Tables, opened: Opener, folder: Path) -> None:
    for path in (folder / "backups").iterdir():
        path.write_bytes(b"bad")
    (folder / "backups" / "workspace-2026-01-01.json").mkdir()
    (folder / "workspace.json").write_bytes(b"{")
    workspace = opened()
    assert workspace.tables == full
    assert "from the beginning" in " ".join(workspace.notices)


def test_a_checkpoint_edited_by_hand_is_set_aside_and_the_message_says_how_to_take_it(
    full: Tables, opened: Opener, folder: Path
) -> None:
    snapshot = folder / "workspace.json"
    snapshot.write_text(snapshot.read_text().replace("Deal 7", "By hand"))
    workspace = opened()
    assert workspace.tables == full
    (aside,) = folder.glob("workspace.damaged-*.json")
    assert f"`pmtui restore {aside}`" in workspace.notices[-1]
    workspace.restore(aside)
    assert workspace.rows("deal")["D-8"]["title"] == "By hand"


def test_a_foreign_file_in_our_place_is_set_aside_without_offering_to_take_it(
    full: Tables, opened: Opener, folder: Path
) -> None:
    (folder / "workspace.json").write_text('{"a": 1}')
    workspace = opened()
    assert workspace.tables == full
    told = " ".join(workspace.notices)
    assert "not a pmtui workspace" in told
    assert "left alone" not in told
    assert "pmtui restore" not in told


def test_two_damages_within_a_second_are_both_kept(full: Tables, opened: Opener, folder: Path) -> None:
    for content in (b"one", b"two", b"three"):
        (folder / "workspace.json").write_bytes(content)
        opened().let_go()
    kept = {path.read_bytes() for path in folder.glob("workspace.damaged-*.json")}
    assert kept == {b"one", b"two", b"three"}


def test_a_kill_while_setting_aside_leaves_what_the_next_open_rebuilds(
    full: Tables, opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "workspace.json").write_bytes(b"bad")

    def dying(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(file_log, "replace_file", dying)
        with pytest.raises(KeyboardInterrupt):
            opened()
    assert not (folder / "workspace.json").exists()
    assert opened().tables == full


FOREIGN: dict[str, bytes] = {
    "an editor's workspace": b'{"folders": [{"path": "."}]}',
    "a list": b"[1, 2, 3]",
    "a number": b"5",
    "stock TinyDB": b'{"_default": {"1": {"a": 1}}}',
    "no JSON": b"hello\n",
    "binary": bytes(range(256)),
    "empty": b"",
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("beside", ["", "journal.jsonl", "history/2026-01.jsonl", "backups/workspace-1.json"])
def test_somebody_elses_file_is_left_alone(tmp_path: Path, name: str, beside: str) -> None:
    (tmp_path / "workspace.json").write_bytes(FOREIGN[name])
    if beside:
        (tmp_path / beside).parent.mkdir(exist_ok=True)
        (tmp_path / beside).write_bytes(b'{"theirs": true}\n')
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    openings: list[Callable[..., Workspace]] = [open_workspace, create_workspace]
    if name == "stock TinyDB" and not beside:
        openings.remove(open_workspace)  # nothing else of anybody's is there: it opens for reading only
    for opening in openings:
        with pytest.raises(WorkspaceError, match="workspace") as caught:
            opening(tmp_path, user="ann", clock=Clock())
        assert caught.value.exit_code == 3
    after = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"
    }
    assert after == before


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no workspace at"),
        (lambda path: path.mkdir(), "there is no workspace at"),
        (lambda path: path.write_text("a file"), "there is no workspace at|not a folder"),
        (lambda path: (path / "workspace.json").mkdir(parents=True), "is a folder"),
    ],
)
def test_where_there_is_no_workspace_opening_says_so_and_makes_nothing(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    path = tmp_path / "w"
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WorkspaceError, match=message):
        open_workspace(path, user="ann", clock=Clock())
    assert sorted(tmp_path.rglob("*")) == before


def test_a_workspace_is_not_made_over_another(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match="already holds a workspace"):
        create_workspace(folder, user="ann", clock=Clock())


def _make_and_die(folder: Path, call: int) -> None:
    calls: list[Path] = []

    def dying(path: Path, chunks: Iterable[bytes]) -> None:
        calls.append(path)
        if len(calls) == call:
            os.kill(os.getpid(), 9)
        files.write_whole(path, chunks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pmtui.store.log.file_log.write_whole", dying)
        create_workspace(folder, user="ann", clock=Clock(), currency="EUR")


@pytest.mark.parametrize("call", [1, 2])
def test_a_kill_while_a_workspace_is_made_leaves_none_or_a_whole_one(tmp_path: Path, call: int) -> None:
    folder = tmp_path / "w"
    child = multiprocessing.get_context("fork").Process(target=_make_and_die, args=(folder, call))
    child.start()
    child.join()
    assert child.exitcode == -9
    if call == 1:
        create_workspace(folder, user="ann", clock=Clock(), currency="EUR").close()
    assert open_workspace(folder, user="ann", clock=Clock()).settings.currency == "EUR"


def newer(folder: Path) -> bytes:
    """The checkpoint as a newer pmtui would write it, with a table and a field that this one lacks."""
    snapshot = read_snapshot(folder / "workspace.json")
    tables: Tables = {**snapshot.tables, "dream": {"X-1": {"id": "X-1"}}}
    return b"".join(encode_snapshot(Snapshot(snapshot.seq, 999, snapshot.counters, tables)))


def test_a_newer_schema_opens_for_reading_only_and_nothing_is_written(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.close()
    (folder / "workspace.json").write_bytes(newer(folder))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    workspace = opened()
    assert workspace.read_only
    assert "newer pmtui; it is open for reading only" in workspace.notices[0]
    assert [row["title"] for row in workspace.rows("deal").values()] == ["One"]
    with pytest.raises(WorkspaceError, match="for reading only"):
        add_deal(workspace)
    workspace.close()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_counters_and_head_are_covered_by_the_checksum(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.close()
    path = folder / "workspace.json"
    content = json.loads(path.read_text())
    assert content["_meta"]["1"]["counters"] == {"deal": 1}
    path.write_bytes(path.read_bytes().replace(b'"deal":1', b'"deal":0'))
    delete(opened(), "D-1")
    assert add_deal(opened()) == "D-2"
