"""Files that somebody else made: regular, not too large, reached by no link, and of any depth."""

import os
import socket
from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.foreign_files import (
    NoSuchFile,
    check_foreign,
    parse_json,
    parse_toml,
    read_foreign,
    read_foreign_text,
    real_path,
)


@pytest.mark.parametrize(
    ("path", "problem"),
    [("/dev/zero", "is a device"), ("/dev/full", "is a device"), ("/", "is a folder"), ("\0", "no file has")],
)
def test_what_is_no_regular_file_is_refused(path: str, problem: str) -> None:
    for read in (read_foreign, check_foreign):
        with pytest.raises(InputError, match=problem):
            read(path)


def test_a_pipe_without_a_writer_and_a_socket_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is a pipe"):
        read_foreign(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        with pytest.raises(InputError, match=r"cannot be read|is a socket"):
            read_foreign(tmp_path / "socket")


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="there is no such file"):
        read_foreign(tmp_path / "nowhere")


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbfabc")
    assert read_foreign(path, 6) == b"\xef\xbb\xbfabc"
    assert read_foreign_text(path, 6) == "abc"
    with pytest.raises(InputError, match="is larger than"):
        read_foreign(path, 5)


def test_a_file_of_the_system_that_says_it_is_empty_is_read_up_to_a_size_too() -> None:
    assert read_foreign("/proc/self/status")
    with pytest.raises(InputError, match="is larger than"):
        read_foreign("/proc/self/status", 10)


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"ab\xff")
    with pytest.raises(InputError, match="is not UTF-8: byte 2"):
        read_foreign_text(tmp_path / "x")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "9" * 5_000, "{", "", "nul", '"\ud800', "[1,]", "\x00"]
)
def test_json_of_any_form_is_read_or_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^x: "):
        parse_json(text, "x")


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 5_000}{']' * 5_000}",
        f"a = {'9' * 5_000}",
        "a = 9999-99-99",
        "a = 1\na = 2",
        "a",
        ".".join("a" * 5_000),
        "\x00",
    ],
)
def test_toml_of_any_form_is_read_or_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^x: "):
        parse_toml(text, "x")


@pytest.fixture
def walls(tmp_path: Path) -> Path:
    """A folder with links out of it, and something outside."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.csv").write_text("secret")
    (folder / "deep" / "fine.csv").write_text("fine")
    (folder / "link.csv").symlink_to(tmp_path / "out" / "secret.csv")
    (folder / "folder").symlink_to(tmp_path / "out")
    (folder / "inner").symlink_to(folder / "deep")
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "link.csv",
        "folder/secret.csv",
        "inner/fine.csv",
        "../out/secret.csv",
        "deep/../../out/secret.csv",
        "folder/../secret.csv",
        ".",
        "",
    ],
)
def test_nothing_outside_the_walls_is_read_and_no_link_is_followed(walls: Path, path: str) -> None:
    with pytest.raises(InputError):
        read_foreign(walls / path, within=str(walls))


@pytest.mark.parametrize("path", ["/proc/self/root/etc/passwd", "/etc/passwd", "/proc/self/cwd/x"])
def test_ways_round_the_walls_are_refused(walls: Path, path: str) -> None:
    with pytest.raises(InputError, match="with --restricted"):
        read_foreign(path, within=str(walls))


def test_inside_the_walls_files_are_read_by_every_name_without_a_link(
    walls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_foreign(walls / "deep" / "fine.csv", within=str(walls)) == b"fine"
    assert read_foreign(f"{walls}/deep/../deep//fine.csv", within=str(walls)) == b"fine"
    monkeypatch.chdir(walls)
    assert read_foreign("deep/fine.csv", within=str(walls)) == b"fine"
    (tmp_path / "by-link").symlink_to(walls)
    assert read_foreign(walls / "deep" / "fine.csv", within=str(tmp_path / "by-link")) == b"fine"


def test_a_link_that_comes_between_the_check_and_the_opening_is_not_followed(
    walls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open
    swapped: list[str] = []

    def swapping(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "fine.csv" and not swapped:
            swapped.append(path)
            (walls / "deep" / "fine.csv").unlink()
            (walls / "deep" / "fine.csv").symlink_to(tmp_path / "out" / "secret.csv")
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr("os.open", swapping)
    with pytest.raises(InputError, match="no link is followed"):
        read_foreign(walls / "deep" / "fine.csv", within=str(walls))
    assert swapped


def test_a_relative_path_in_a_folder_that_is_gone_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(InputError, match="name a whole path"):
        real_path("x")
    monkeypatch.undo()
