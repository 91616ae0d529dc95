"""The names that a workspace uses itself: no export takes them, and a mark is known by its content."""

import os
import shutil
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.errors import InputError, WorkspaceError
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.log.files import UNFINISHED, refuse_own_name, write_temporary
from pmtui.store.open_workspace import open_workspace
from tests.unit.store.conftest import Opener, add_deal

LOGS = ("files",)

OWN = (
    "workspace.json", "workspace.index", "journal.jsonl", "lock", "incomplete", "INCOMPLETE", "history", "backups",
    "presence", "history/2026-11.jsonl", "backups/mine.json", "presence/x.json", "workspace.damaged-1.json",
    ".workspace.json.x.tmp",
)  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_no_export_takes_a_name_that_the_workspace_uses_itself(
    opened: Opener, folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = opened()
    add_deal(workspace, "Good")
    workspace.checkpoint()
    (folder / "presence").mkdir(exist_ok=True)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InputError, match="pmtui keeps its own files under such names there"):
        refuse_own_name(folder / name)
    code = main(["--workspace", str(folder), "export", "deals", "-o", str(folder / name)])
    assert code == 2
    assert capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [row["title"] for row in opened().rows("deal").values()] == ["Good"]


def test_a_name_of_ones_own_is_taken_there_and_ours_elsewhere(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in (folder / "deals.csv", elsewhere / "workspace.json", elsewhere / "incomplete"):
        refuse_own_name(path)


def test_a_link_to_the_folder_is_no_way_around(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(InputError):
        refuse_own_name(tmp_path / "link" / "incomplete")


@pytest.mark.parametrize("content", [b"", b"id,title\n", UNFINISHED + b"more", b"a copy"])
def test_a_file_that_is_only_called_like_a_mark_is_none(opened: Opener, folder: Path, content: bytes) -> None:
    (folder / "incomplete").write_bytes(content)
    add_deal(opened(), "Good")
    assert (folder / "incomplete").read_bytes() == content


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_nor_is_a_folder_or_a_pipe(opened: Opener, folder: Path, make: object) -> None:
    assert callable(make)
    make(folder / "incomplete")
    add_deal(opened(), "Good")


def test_what_a_mark_says_to_do_destroys_nothing(opened: Opener, folder: Path) -> None:
    (folder / "incomplete").write_bytes(UNFINISHED)
    with pytest.raises(WorkspaceError, match="was not finished; copy again into another folder") as caught:
        opened()
    assert "remove" not in str(caught.value)


def test_temporary_files_are_made_anew_under_names_that_no_other_host_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = iter([b"a" * 8, b"a" * 8, b"b" * 8])
    monkeypatch.setattr(os, "urandom", lambda count: next(taken))
    first = write_temporary(tmp_path / "x", (b"first",))
    second = write_temporary(tmp_path / "x", (b"second",))
    assert first != second
    assert (first.read_bytes(), second.read_bytes()) == (b"first", b"second")


FOREIGN = b'{"_default": {"1": {"a": 1}}, "deal": {"7": {"id": "D-7", "title": "Theirs"}, "8": {"title": 5}}}'


def test_a_database_of_another_program_alone_opens_for_reading_with_a_clear_word(tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "workspace.json").write_bytes(FOREIGN)
    workspace = open_workspace(alone, user="ann", clock=Clock())
    assert workspace.read_only
    assert "a TinyDB database that pmtui did not write; it is open for reading only" in workspace.notices[0]
    assert "1 documents in tables that pmtui does not know" in workspace.notices[0]
    assert [row["title"] for row in workspace.rows("deal").values()] == ["Theirs"]
    changes = ChangeSet("Add")
    changes.create(Deal(title="Ours"))
    with pytest.raises(WorkspaceError, match="open for reading only; nothing was written"):
        workspace.commit(changes)
    workspace.poll()
    assert workspace.trouble == ""
    assert list(workspace.history()) == []
    workspace.close()
    assert os.listdir(alone) == ["workspace.json"]
    assert (alone / "workspace.json").read_bytes() == FOREIGN


def test_a_checkpoint_that_stands_alone_opens_for_reading_and_says_how_to_go_on(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    workspace = opened()
    add_deal(workspace, "Good")
    workspace.checkpoint()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(folder / "workspace.json", alone)
    other = open_workspace(alone, user="ann", clock=Clock())
    assert other.read_only
    assert "stands alone" in other.notices[0]
    assert "restore" in other.notices[0]
    assert [row["title"] for row in other.rows("deal").values()] == ["Good"]
    other.close()
    assert os.listdir(alone) == ["workspace.json"]
