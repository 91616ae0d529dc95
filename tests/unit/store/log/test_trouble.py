"""Files that cannot be read or written for a moment: nothing but a sentence, and the next try goes well."""

import errno
import os
from pathlib import Path

import pytest

from pmtui.errors import PmtuiError, WorkspaceError
from pmtui.store.changes import ChangeSet
from pmtui.store.log import journal
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal
from tests.unit.store.failing import every_call

LOGS = ("files",)
CODES = [errno.ESTALE, errno.EIO]


def titles(workspace: Workspace) -> list[str]:
    return [str(row["title"]) for row in workspace.rows("deal").values()]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("news", ["a commit", "a checkpoint", "nothing"])
def test_whichever_call_fails_while_looking_for_news_is_shown_and_tried_again(
    opened: Opener, code: int, news: str
) -> None:
    ann, bob = opened("ann"), opened("bob")
    numbers = iter(range(1_000))

    def commit() -> None:
        add_deal(ann, f"Number {next(numbers)}")
        if news == "a checkpoint":
            ann.checkpoint()

    seen = set()
    for failing in every_call(bob.poll, code, bool if news == "nothing" else commit):
        seen.add(failing.failed)
        if not bob.trouble:
            bob.poll()  # a call that nothing depends on
        else:
            assert os.strerror(code) in bob.trouble
            assert "trying again" in bob.trouble
        bob.poll()
        assert bob.trouble == ""
        assert titles(bob) == titles(ann)
        assert bob.seq == ann.seq
    assert "stat" in seen
    assert titles(bob) == titles(ann)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("after", ["a commit", "a checkpoint", "nothing"])
def test_whichever_call_fails_while_committing_is_a_sentence_and_saving_again_writes_once(
    opened: Opener, code: int, after: str
) -> None:
    ann, bob = opened("ann"), opened("bob")
    numbers = iter(range(1_000))
    expected: list[str] = []
    said: list[str] = []
    title = ""

    def others() -> None:
        nonlocal title
        title = f"Bob {next(numbers)}"
        if after != "nothing":
            expected.append(f"Ann {next(numbers)}")
            add_deal(ann, expected[-1])
        if after == "a checkpoint":
            ann.checkpoint()

    def commit() -> None:
        said.clear()
        try:
            add_deal(bob, title)
        except PmtuiError as error:
            said.append(str(error))

    for _ in every_call(commit, code, others):
        if said:
            assert "nothing was written" in said[0] or "whether this was written is not known yet" in said[0]
            commit()
            assert said == [] or "had been written already" in said[0]
        expected.append(title)
        bob.poll()
        assert bob.trouble == ""
        assert titles(bob) == expected
    expected.append(title)
    ann.poll()
    assert titles(opened()) == titles(ann) == titles(bob) == expected


@pytest.mark.parametrize("code", CODES)
def test_whichever_call_fails_in_anything_else_is_a_sentence(
    opened: Opener, code: int, tmp_path: Path
) -> None:
    workspace = opened()
    for number in range(3):
        add_deal(workspace, f"Number {number}")
        workspace.checkpoint()

    def all_else() -> None:
        for work in (
            workspace.checkpoint,
            workspace.backup,
            workspace.undo,
            workspace.redo,
            workspace.problems,
            lambda: list(workspace.history()),
            lambda: workspace.as_of(workspace.clock.today()),
            opened,
            lambda: opened(read_only=True),
        ):
            try:
                work()
            except PmtuiError:
                continue

    for _ in every_call(all_else, code, lambda: add_deal(workspace, "More"), 5):
        pass
    assert opened().tables == workspace.tables
    assert workspace.problems() == []


def test_a_commit_that_could_not_be_taken_back_is_not_written_twice(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    changes = ChangeSet("Nothing")

    def failing(*arguments: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "flush", failing)
        patch.setattr(os, "ftruncate", failing)
        with pytest.raises(WorkspaceError, match="whether this was written is not known yet"):
            add_deal(workspace, "Once")
    with pytest.raises(WorkspaceError, match="had been written already; it was not written again"):
        add_deal(workspace, "Once")
    assert titles(workspace) == titles(opened()) == ["Once"]
    assert any("had been written after all" in each for each in workspace.notices)
    add_deal(workspace, "Once")
    assert titles(opened()) == ["Once", "Once"], "saved once more it is meant"
    assert len(changes) == 0


def test_an_undo_that_could_not_be_taken_back_takes_back_one_command_when_it_is_pressed_again(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    add_deal(workspace, "Two")

    def failing(*arguments: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "flush", failing)
        patch.setattr(os, "ftruncate", failing)
        with pytest.raises(WorkspaceError, match="whether this was written is not known yet"):
            workspace.undo()
    with pytest.raises(WorkspaceError, match="had been written already"):
        workspace.undo()
    assert titles(workspace) == ["One"]


@pytest.mark.parametrize("call", ["stat", "fstat", "open", "pread", "write", "fdatasync", "lseek"])
def test_a_call_that_fails_for_a_while_ends_nothing_and_hangs_nothing(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "One")

    def failing(*arguments: object, **how: object) -> None:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        for _ in range(3):
            bob.poll()
        with pytest.raises(PmtuiError):
            add_deal(bob, "Two")
        bob.poll()
    bob.poll()
    assert bob.trouble == ""
    bob.poll()
    if "Two" not in titles(bob):
        add_deal(bob, "Two")
    ann.poll()
    assert titles(ann) == titles(bob) == titles(opened()) == ["One", "Two"]
