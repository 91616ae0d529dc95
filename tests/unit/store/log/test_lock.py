"""The lock: one writer at a time, free again when its holder dies."""

import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import filelock
import pytest

from pmtui.errors import WorkspaceError
from pmtui.store.log import lock as lock_module
from pmtui.store.log.lock import WriteLock
from tests.unit.store.conftest import Opener, add_deal

LOGS = ("files",)

fork = multiprocessing.get_context("fork")


def _hold(path: Path, told: Connection, go: Connection) -> None:
    with WriteLock(path):
        told.send("held")
        go.recv()


def _holder(path: Path) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    here, there = fork.Pipe()
    go_here, go_there = fork.Pipe()
    child = fork.Process(target=_hold, args=(path, there, go_there))
    child.start()
    here.recv()
    return child, go_here


def test_it_is_entered_again_in_the_same_thread(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
    with lock, lock:
        pass
    with lock:
        pass
    lock.close()


def test_a_lock_held_elsewhere_is_waited_for_and_then_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "WAIT", 0.05)
    child, go = _holder(tmp_path / "lock")
    lock = WriteLock(tmp_path / "lock")
    with (
        pytest.raises(WorkspaceError, match=rf"process {child.pid} on \S+ has held .*nothing was written"),
        lock,
    ):
        pass
    go.send("go")
    child.join()
    with lock:
        assert f"process {os.getpid()} on" in (tmp_path / "lock").read_text(encoding="utf-8")


def test_a_name_in_the_lock_is_text_and_none_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "WAIT", 0.05)
    child, go = _holder(tmp_path / "lock")
    for signed, told in ((b"", "another pmtui has held"), (b"\x1b[2Jann\xff\nx", "ann")):
        (tmp_path / "lock").write_bytes(signed)
        with pytest.raises(WorkspaceError, match=told) as caught, WriteLock(tmp_path / "lock"):
            pass
        assert str(caught.value).isprintable()
    go.send("go")
    child.join()


def test_the_lock_of_a_killed_holder_is_free(opened: Opener, folder: Path) -> None:
    child, _ = _holder(folder / "lock")
    child.kill()
    child.join()
    assert add_deal(opened()) == "D-1"


@pytest.mark.parametrize("content", [b"", b"pid 1\nsome other program's lock\n"])
def test_a_stale_lock_file_is_no_hindrance(opened: Opener, folder: Path, content: bytes) -> None:
    (folder / "lock").write_bytes(content)
    assert add_deal(opened()) == "D-1"


def test_a_lock_file_that_is_deleted_while_open_still_shuts_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    lock = WriteLock(path)
    with lock:
        pass
    path.unlink()
    child, go = _holder(path)
    monkeypatch.setattr(lock_module, "WAIT", 0.05)
    with pytest.raises(WorkspaceError, match="has held"), lock:
        pass
    go.send("go")
    child.join()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(WorkspaceError), WriteLock(tmp_path / "lock"):
        pass


def test_threads_take_turns(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(200):
            with lock:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 800


def test_a_forked_child_does_not_share_its_parents_turn(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
    with lock:
        pass
    here, there = fork.Pipe()

    def child() -> None:
        with lock:
            there.send(os.getpid())
            there.recv()

    process = fork.Process(target=child)
    process.start()
    assert here.recv() == process.pid
    probe = WriteLock(tmp_path / "lock")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock_module, "WAIT", 0.05)
        with pytest.raises(WorkspaceError), lock:
            pass
        with pytest.raises(WorkspaceError), probe:
            pass
    here.send("go")
    process.join()
    with lock:
        pass


def test_a_lock_on_a_file_that_is_replaced_at_the_last_moment_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    real = filelock.lock_descriptor
    replaced: list[int] = []

    def late(descriptor: int, *, blocking: bool) -> bool:
        if not replaced:
            replaced.append(os.fstat(descriptor).st_ino)
            path.rename(tmp_path / "old")  # so that its number is not given again
            path.touch()
        return real(descriptor, blocking=blocking)

    monkeypatch.setattr(filelock, "lock_descriptor", late)
    lock = WriteLock(path)
    with lock:
        assert os.fstat(lock._descriptor).st_ino == path.stat().st_ino != replaced[0]
