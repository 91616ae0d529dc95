"""The order in which files are written, flushed and renamed: a power cut at any moment loses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import add_deal, edit
from tests.unit.store.recording import Recording


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    """A recording of what is done in the folder of a workspace that is made later."""
    return Recording(tmp_path / "w")


def made(folder: Path) -> Workspace:
    workspace = create_workspace(folder, user="ann", clock=Clock())
    add_deal(workspace, "One")
    return workspace


def test_a_commit_is_flushed_before_it_returns_and_its_newline_comes_after(
    recording: Recording, tmp_path: Path
) -> None:
    workspace = made(tmp_path / "w")
    with recording.watching():
        add_deal(workspace, "Two")
    assert recording.calls[-3:] == [
        ("write", "journal.jsonl"),
        ("flush", "journal.jsonl"),
        ("write", "journal.jsonl"),
    ]
    assert recording.faults == []


def _torn(workspace: Workspace) -> None:
    with (workspace.path / "journal.jsonl").open("ab") as file:
        file.write(b'{"seq":')
    edit(workspace, "D-1", title="Other")


def _spoiled(workspace: Workspace) -> None:
    with (workspace.path / "journal.jsonl").open("ab") as file:
        file.write(b"spoiled\n")
    edit(workspace, "D-1", title="Other")


def _rebuilt(workspace: Workspace) -> None:
    workspace.checkpoint()
    (workspace.path / "workspace.json").write_bytes(b"{")
    open_workspace(workspace.path, user="ann", clock=Clock()).let_go()


DEEDS: dict[str, Callable[[Workspace], object]] = {
    "commit": lambda workspace: add_deal(workspace, "Two"),
    "undo": lambda workspace: workspace.undo(),
    "checkpoint": lambda workspace: workspace.checkpoint(),
    "close": lambda workspace: workspace.close(),
    "backup": lambda workspace: workspace.backup(),
    "a torn line is cut off": _torn,
    "a spoiled line is dropped": _spoiled,
    "a damaged checkpoint is rebuilt": _rebuilt,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_everything_is_on_the_disk_when_it_is_done_and_in_the_right_order(
    recording: Recording, tmp_path: Path, deed: str
) -> None:
    workspace = made(tmp_path / "w")
    with recording.watching():
        DEEDS[deed](workspace)
    assert recording.faults == []
    assert any(call == "flush" for call, _ in recording.calls)


def test_a_new_workspace_is_on_the_disk_before_anybody_is_told(recording: Recording, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    with recording.watching():
        create_workspace(tmp_path / "w", user="ann", clock=Clock())
    assert recording.faults == []
    assert ("rename", "workspace.json") in recording.calls


def test_two_checkpoints_keep_history_before_the_journal_goes(recording: Recording, tmp_path: Path) -> None:
    workspace = made(tmp_path / "w")
    with recording.watching():
        workspace.checkpoint()
        recording.settled()
        add_deal(workspace, "Two")
        recording.settled()
        workspace.checkpoint()
    assert recording.faults == []
    names = [name for call, name in recording.calls if call == "rename"]
    assert names.index("workspace.json") < names.index("journal.jsonl")
