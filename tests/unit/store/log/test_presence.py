"""Who is where: told, seen, and forgotten when they are gone."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmtui.store.log import presence
from pmtui.store.log.presence import FolderPresence, Present, company


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is written at once."""
    monkeypatch.setattr(presence, "REST", 0.0)


def test_others_see_where_somebody_is_and_nobody_sees_themselves(tmp_path: Path) -> None:
    ann, ben = FolderPresence(tmp_path, "ann", "here"), FolderPresence(tmp_path, "ben", "here")
    ann.tell("D-1", editing=False)
    ben.tell("D-2", editing=True)
    assert ann.others() == (Present("ben", "here", os.getpid(), "D-2", True),)
    assert ben.others() == (Present("ann", "here", os.getpid(), "D-1", False),)
    ann.tell("D-2", editing=False)
    assert ben.others()[0].document == "D-2"
    ann.leave()
    assert ben.others() == ()
    assert ben.seen == ()


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    ann = FolderPresence(tmp_path, "ann", "here")
    ann.tell("D-1", editing=False)
    (file,) = (tmp_path / "presence").iterdir()
    before = file.stat().st_mtime_ns, file.stat().st_ino
    ann.tell("D-1", editing=False)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
    assert file.stat().st_mode & 0o077 == 0


def test_who_runs_along_the_rows_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "REST", 60.0)
    ann, ben = FolderPresence(tmp_path, "ann", "here"), FolderPresence(tmp_path, "ben", "here")
    for number in range(1, 9):
        ann.tell(f"D-{number}", editing=False)
    assert [each.document for each in ben.others()] == ["D-1"]


def test_a_session_that_died_is_cleared_away(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pmtui.store.log.presence import FolderPresence;"
        "FolderPresence(Path(sys.argv[1]), 'dead', 'here').tell('D-1', editing=True)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    assert len(list((tmp_path / "presence").iterdir())) == 1
    assert FolderPresence(tmp_path, "ann", "elsewhere").others()[0].user == "dead"
    assert FolderPresence(tmp_path, "ann", "here").others() == ()
    assert list((tmp_path / "presence").iterdir()) == []


def test_a_session_of_another_host_that_gives_no_sign_of_life_is_not_seen(tmp_path: Path) -> None:
    FolderPresence(tmp_path, "ben", "there").tell("D-1", editing=False)
    (file,) = (tmp_path / "presence").iterdir()
    old = time.time() - presence.ALIVE - 1
    os.utime(file, (old, old))
    assert FolderPresence(tmp_path, "ann", "here").others() == ()
    assert file.exists()


def test_what_makes_no_sense_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "presence"
    folder.mkdir()
    (folder / "a.json").write_text("{", encoding="utf-8")
    (folder / "b.json").write_text(json.dumps({"user": "x"}), encoding="utf-8")
    (folder / "c.txt").write_text("", encoding="utf-8")
    assert FolderPresence(tmp_path, "ann", "here").others() == ()


def test_who_may_not_write_is_silent_and_sees(tmp_path: Path) -> None:
    ben = FolderPresence(tmp_path, "ben", "here", silent=True)
    ben.tell("D-1", editing=False)
    assert not (tmp_path / "presence").exists()
    FolderPresence(tmp_path, "ann", "here").tell("D-1", editing=False)
    assert [each.user for each in ben.others()] == ["ann"]


def test_company_in_words() -> None:
    def at(user: str, document: str, *, editing: bool = False) -> Present:
        return Present(user, "here", 1, document, editing)

    assert company((), "D-1") == ""
    assert company((at("ann", "D-2"),), "D-1") == ""
    assert company((at("ann", ""),), "") == ""
    assert company((at("ann", "D-1"),), "D-1") == "ann is here"
    assert company((at("ben", "D-1"), at("ann", "D-1")), "D-1") == "ann and ben are here"
    both = (at("ben", "D-1", editing=True), at("ann", "D-1"), at("ben", "D-1"))
    assert company(both, "D-1") == "ben edits this, ann is here"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"user":"u","host":"h","document":"d","process":1e999,"editing":true}',
        b'{"user":"u","host":"h","document":"d","process":99999999999999999999,"editing":true}',
        b'{"user":"u","host":"h","document":"d","process":0,"editing":true}',
        b'{"user":["u"],"host":"h","document":"d","process":1,"editing":true}',
        b'{"user":"u","host":"h","document":"d","process":true,"editing":1}',
        b'{"user":"' + b"u" * 3_000 + b'","host":"h","document":"d","process":1,"editing":true}',
        b"\xff\xfe",
    ],
)
def test_a_file_that_anybody_wrote_is_read_strictly_or_dropped(tmp_path: Path, content: bytes) -> None:
    presence = FolderPresence(tmp_path, "ann", "here")
    (tmp_path / "presence").mkdir()
    (tmp_path / "presence" / "x.json").write_bytes(content)
    os.mkfifo(tmp_path / "presence" / "pipe.json")
    (tmp_path / "presence" / "link.json").symlink_to("/dev/zero")
    (tmp_path / "presence" / "folder.json").mkdir()
    assert presence.others() == ()


def test_names_that_would_spoil_a_screen_are_cleaned_and_cut(tmp_path: Path) -> None:
    presence = FolderPresence(tmp_path, "ann", "here")
    (tmp_path / "presence").mkdir()
    told = {"user": "eve\x1b[2J" + "x" * 900, "host": "h", "document": "D-1", "process": 7, "editing": True}
    (tmp_path / "presence" / "x.json").write_text(json.dumps(told))
    (seen,) = presence.others()
    assert "\x1b" not in seen.user
    assert len(seen.user) <= 200
