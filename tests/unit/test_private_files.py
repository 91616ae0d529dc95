"""Private files: readable for their owner alone under any umask, and never through a link."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.private_files import make_private_folder, open_private, private_temporary_folder


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """The umask for a while."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o177, 0o777])
def test_the_modes_hold_under_any_umask(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        make_private_folder(tmp_path / "a" / "b")
        os.close(open_private(tmp_path / "a" / "b" / "file"))
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b" / "file").stat().st_mode) == 0o600


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared").chmod(0o755)
    make_private_folder(tmp_path / "shared" / "ours")
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o755


def test_a_file_that_others_could_read_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "file").chmod(0o644)
    os.close(open_private(tmp_path / "file"))
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("kept")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="symbolic"):
        open_private(tmp_path / "link")
    assert (tmp_path / "target").read_text() == "kept"


@pytest.mark.parametrize("mask", [0, 0o777])
def test_a_temporary_folder_is_private_too(mask: int) -> None:
    with umask(mask):
        folder = Path(private_temporary_folder("pmtui-test-"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


def test_without_a_place_for_one_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(InputError, match="no temporary folder can be made: No space left on device"):
        private_temporary_folder("pmtui-test-")
