"""The journal: lines that know whether they are whole, and what is done where one is not."""

import errno
import os
from pathlib import Path

import orjson
import pytest

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Change, Transaction
from pmtui.store.checksummed_line import is_whole
from pmtui.store.log import journal
from pmtui.store.log.codec import decode, decode_head, encode, seal
from pmtui.store.log.journal import JournalReader, JournalWriter, head_line, head_of
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, edit

LOGS = ("files",)


def line(seq: int, name: str = "Edit") -> bytes:
    change = Change("deal", "D-1", {"title": "old"}, {"title": name})
    return encode(Transaction(seq, "2026-01-01T00:00:00.000000Z", "ann@host", name, (change,)))


def titles(workspace: Workspace) -> list[object]:
    return [row["title"] for row in workspace.rows("deal").values()]


def lines_of(folder: Path) -> list[bytes]:
    return (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)


def rewrite(folder: Path, lines: list[bytes]) -> None:
    (folder / "journal.jsonl").write_bytes(b"".join(lines))


def test_any_changed_byte_of_a_line_is_noticed() -> None:
    whole = line(7, 'a "quoted",\\"changes\\":[ name')
    assert is_whole(whole)
    for place in range(len(whole)):
        for bit in (1, 128):
            spoiled = bytearray(whole)
            spoiled[place] ^= bit
            assert not is_whole(bytes(spoiled)), place
        assert not is_whole(whole[:place])


def test_the_head_of_a_transaction_is_read_without_its_changes() -> None:
    name = ',"changes":[ in a name'
    head = decode_head(line(7, name))
    assert (head.seq, head.name, head.user) == (7, name, "ann")
    assert decode(line(7, name)).name == name


@pytest.mark.parametrize(
    ("data", "base"), [(head_line(12), 12), (b"", None), (head_line(1)[:-5], None), (line(1), None)]
)
def test_a_journal_says_which_checkpoint_it_follows(data: bytes, base: int | None) -> None:
    head = head_of(data)
    assert (head.base if head is not None else None) == base


def test_a_journal_says_how_long_history_was() -> None:
    head = head_of(head_line(12, "2026-11.jsonl:300"))
    assert head == (12, "2026-11.jsonl:300")


def test_a_torn_last_line_is_dropped_with_a_notice_once(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    add_deal(workspace, "Torn")
    workspace.let_go()
    lines = lines_of(folder)
    rewrite(folder, [*lines[:-1], lines[-1][:-30]])
    again = opened()
    assert titles(again) == ["One"]
    assert len(again.notices) == 1
    assert "never confirmed; it was dropped" in again.notices[0]
    assert lines_of(folder) == lines[:-1]
    assert opened().notices == ()
    assert add_deal(again, "Next") == "D-2"
    assert titles(opened()) == ["One", "Next"]


def test_a_last_line_that_lacks_only_its_newline_counts(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.let_go()
    lines = lines_of(folder)
    rewrite(folder, [*lines[:-1], lines[-1][:-1]])
    assert titles(opened(read_only=True)) == []
    assert titles(opened()) == ["One"]
    assert lines_of(folder) == lines


def test_a_torn_line_is_cut_off_by_the_next_commit_of_who_was_open_all_the_while(
    opened: Opener, folder: Path
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(line(99)[:40])
    workspace.poll()
    add_deal(workspace, "Two")
    assert titles(opened()) == ["One", "Two"]


@pytest.mark.parametrize("place", [-1, -2, -3])
def test_a_spoiled_line_is_passed_over_and_the_file_is_kept(opened: Opener, folder: Path, place: int) -> None:
    workspace = opened()
    for title in ("One", "Two", "Three"):
        add_deal(workspace, title)
    workspace.let_go()
    lines = lines_of(folder)
    lines[place] = lines[place].replace(b"deal", b"dear", 1)
    rewrite(folder, lines)
    expected = ["One", "Two", "Three"]
    del expected[place]
    again = opened()
    assert titles(again) == expected
    (copy,) = folder.glob("journal.damaged-*.jsonl")
    assert copy.read_bytes() == b"".join(lines)
    assert str(copy) in again.notices[-1] + again.notices[0]
    add_deal(again, "Four")
    last = opened()
    assert titles(last) == [*expected, "Four"]
    assert len(list(folder.glob("journal.damaged-*"))) == 1


def test_a_spoiled_line_is_passed_over_by_readers_that_may_not_write(opened: Opener, folder: Path) -> None:
    workspace = opened()
    for title in ("One", "Two", "Three"):
        add_deal(workspace, title)
    workspace.let_go()
    lines = lines_of(folder)
    lines[-2] = lines[-2].replace(b"deal", b"dear", 1)
    rewrite(folder, lines)
    reader = opened(read_only=True)
    assert titles(reader) == ["One", "Three"]
    assert "passed over" in " ".join(reader.notices)
    assert lines_of(folder) == lines


def test_a_journal_without_its_first_line_still_counts(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.checkpoint()
    add_deal(workspace, "Two")
    workspace.let_go()
    rewrite(folder, [b"garbage\n", *lines_of(folder)[1:]])
    again = opened()
    assert titles(again) == ["One", "Two"]
    add_deal(again, "Three")
    again.close()
    assert titles(opened()) == ["One", "Two", "Three"]


@pytest.mark.parametrize("content", [b"", b"\n", b"\0" * 5_000])
def test_an_emptied_journal_leaves_what_the_checkpoint_holds(
    opened: Opener, folder: Path, content: bytes
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.close()
    (folder / "journal.jsonl").write_bytes(content)
    again = opened()
    assert titles(again) == ["One"]
    assert again.notices
    assert add_deal(again, "Two") == "D-2"
    assert titles(opened()) == ["One", "Two"]


def test_a_missing_journal_is_told_and_begun_anew(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.close()
    (folder / "journal.jsonl").unlink()
    again = opened()
    assert "was missing" in again.notices[0]
    add_deal(again, "Two")
    assert titles(opened()) == ["One", "Two"]


def test_a_line_being_overwritten_while_it_is_read_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(head_line(0) + line(1))
    reader = JournalReader(path)
    assert reader.read(settled=False) == [line(1)]
    half = line(2, "torn!")[:100] + line(2, "whole")[100:]
    with path.open("ab") as file:
        file.write(half + line(3))
    assert reader.read(settled=False) == []
    assert reader.suspect == half
    path.write_bytes(head_line(0) + line(1) + line(2, "whole") + line(3))
    assert reader.read(settled=False) == [line(2, "whole"), line(3)]
    assert (reader.last, reader.spoiled) == (3, 0)
    reader.close()


def test_readers_count_no_line_before_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(head_line(0))
    reader, writer = JournalReader(path), JournalWriter(path)
    reader.read(settled=False)
    seen: list[list[bytes]] = []

    def failing(descriptor: int) -> None:
        seen.append(reader.read(settled=False))
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "flush", failing)
        with pytest.raises(WorkspaceError, match="Input/output error"):
            writer.append(line(1, "failed"), reader.offset)
    assert seen == [[], []]
    assert path.read_bytes() == head_line(0)
    writer.append(line(1, "right"), reader.offset)
    assert reader.has_news()
    assert reader.read(settled=False) == [line(1, "right")]
    reader.close()
    writer.close()


def test_a_writer_cuts_off_what_stands_beyond_the_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(head_line(0) + line(1, "torn" * 99)[:-9])
    writer = JournalWriter(path)
    writer.append(line(1, "whole"), len(head_line(0)))
    writer.close()
    assert path.read_bytes() == head_line(0) + line(1, "whole")


def test_a_failed_flush_is_an_error_and_nobody_sees_the_commit(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "Kept")

    def failing(descriptor: int) -> None:
        bob.poll()
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "flush", failing)
        with pytest.raises(WorkspaceError, match="nothing was written"):
            add_deal(ann, "Lost")
    assert titles(bob) == titles(ann) == ["Kept"]
    add_deal(bob, "Bob's")
    ann.poll()
    assert titles(opened()) == titles(bob) == titles(ann) == ["Kept", "Bob's"]


def test_a_line_that_could_be_neither_flushed_nor_taken_back_is_no_second_commit(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    add_deal(workspace, "One")

    def failing(*arguments: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "flush", failing)
        patch.setattr(os, "ftruncate", failing)
        with pytest.raises(WorkspaceError):
            edit(workspace, "D-1", title="Two")
    edit(workspace, "D-1", title="Two")
    assert workspace.seq == 3
    assert titles(opened()) == ["Two"]


def test_a_journal_cut_short_by_another_program_is_not_written_behind(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    add_deal(workspace, "Two")
    with (folder / "journal.jsonl").open("r+b") as file:
        file.truncate(len(b"".join(lines_of(folder)[:-1])))
    with pytest.raises(WorkspaceError, match="another program has changed it"):
        add_deal(workspace, "Three")
    assert titles(opened()) == ["One"]
    workspace.close()
    assert "is kept as" in workspace.notices[-1]
    (kept,) = folder.glob("workspace.unsaved-*.json")
    after = opened()
    after.restore(kept)
    assert titles(after) == ["One", "Two"]


def test_files_put_back_to_an_earlier_state_are_not_written_behind(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    earlier = (folder / "journal.jsonl").read_bytes()
    add_deal(workspace, "Two")
    other = folder / "other"
    other.write_bytes(earlier)
    other.replace(folder / "journal.jsonl")
    with pytest.raises(WorkspaceError, match="another program has changed it"):
        add_deal(workspace, "Three")
    assert titles(opened()) == ["One"]


def test_a_checkpoint_and_journal_put_back_by_hand_are_brought_up_to_date_from_history(
    opened: Opener, folder: Path
) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.close()
    earlier = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    workspace = opened()
    add_deal(workspace, "Two")
    workspace.close()
    for name, content in earlier.items():
        (folder / name).write_bytes(content)
    again = opened()
    assert titles(again) == ["One", "Two"]
    assert "put back to an earlier state" in " ".join(again.notices)
    assert add_deal(again, "Three") == "D-3"
    again.close()
    last = opened()
    assert last.notices == ()
    assert titles(last) == ["One", "Two", "Three"]
    assert [each.seq for each in last.history()] == [4, 3, 2, 1]


def test_only_the_checkpoint_put_back_by_hand_is_brought_up_to_date_too(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.checkpoint()
    earlier = (folder / "workspace.json").read_bytes()
    add_deal(workspace, "Two")
    workspace.checkpoint()
    workspace.let_go()
    (folder / "workspace.json").write_bytes(earlier)
    again = opened()
    assert titles(again) == ["One", "Two"]
    assert add_deal(again, "Three") == "D-3"
    again.close()
    assert titles(opened()) == ["One", "Two", "Three"]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_look_for_news_gets_past_a_damaged_line_though_nobody_else_writes(
    opened: Opener, folder: Path, read_only: bool
) -> None:
    ann, bob = opened("ann"), opened("bob", read_only=read_only)
    add_deal(ann, "One")
    bob.poll()
    line = lines_of(folder)[-1].replace(b'"seq":2', b'"seq":3')
    body = orjson.loads(line)
    del body["crc"]
    body["changes"][0]["id"] = "D-2"
    body["changes"][0]["now"]["id"] = "D-2"
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(b"damaged\n" + seal(body))
    bob.poll()
    assert titles(bob) == ["One", "One"]
    assert any("damaged lines" in each for each in bob.notices)
