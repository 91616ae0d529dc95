"""Walls: what `--restricted` lets in and out, and who may read what is written."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmtui.cli import main

Run = Callable[..., int]


@pytest.fixture
def acme(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a deal."""
    folder = tmp_path / "acme"
    monkeypatch.setenv("PMTUI_WORKSPACE", str(folder))
    monkeypatch.setenv("PMTUI_USER", "ann")
    assert main(["init"]) == 0
    assert main(["add", "deal", "title=Quay cranes"]) == 0
    return folder


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """The umask for a while."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def archive(acme: Path) -> Path:
    """A whole workspace as a folder inside the workspace's own."""
    assert main(["export", "all", "--format", "csv", "-o", str(acme / "archive")]) == 0
    return acme / "archive"


def test_an_archive_inside_the_walls_is_imported(archive: Path) -> None:
    assert main(["--restricted", "import", "all", str(archive)]) == 0


@pytest.mark.parametrize("name", ["about.json", "deal.csv", "account.csv", ""])
def test_an_archive_follows_no_link_out_of_the_walls(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    outside = tmp_path / "outside"
    archive.rename(outside)
    (outside / "account.csv").write_text("id,name\nA-9,Secret customer\n")
    if name:
        archive.mkdir()
        for file in outside.iterdir():
            if file.name != name:
                (archive / file.name).write_bytes(file.read_bytes())
        (archive / name).symlink_to(outside / name)
    else:
        archive.symlink_to(outside)
    if name != "account.csv":
        (outside / "account.csv").unlink()
    assert main(["--restricted", "import", "all", str(archive)]) == 2
    assert "no link is followed" in capsys.readouterr().err
    assert main(["list", "accounts", "Secret"]) == 1


def test_a_file_is_written_inside_the_walls_and_by_no_link(
    acme: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").mkdir()
    (acme / "folder").symlink_to(tmp_path / "outside")
    assert main(["--restricted", "export", "deals", "-o", str(acme / "deals.csv")]) == 0
    assert "Quay cranes" in (acme / "deals.csv").read_text()
    for path in (acme / "folder" / "x.csv", tmp_path / "x.csv", acme / ".." / "x.csv"):
        assert main(["--restricted", "export", "deals", "-o", str(path)]) == 2
        assert "--restricted" in capsys.readouterr().err
    assert not list((tmp_path / "outside").iterdir())
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("mask", [0, 0o777])
def test_all_that_is_ours_is_private_under_any_umask(tmp_path: Path, home: Path, mask: int) -> None:
    folder = tmp_path / "acme"
    with umask(mask):
        for words in (
            ["init"],
            ["add", "deal", "title=Quay cranes"],
            ["backup"],
            ["export", "deals", "-o", str(folder / "deals.csv")],
            ["export", "all", "--format", "csv", "-o", str(folder / "all")],
            ["define", "churn"],
            ["config", "--set", "animation=none"],
        ):
            assert main(["--workspace", str(folder), "--user", "ann", *words]) == 0
    ours = [each for each in home.rglob("*") if "pmtui" in each.parts]
    wrong = {
        str(each.relative_to(tmp_path)): oct(stat.S_IMODE(each.stat().st_mode))
        for each in (folder, *folder.rglob("*"), *ours)
        if stat.S_IMODE(each.stat().st_mode) != (0o700 if each.is_dir() else 0o600)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("mask", "file", "made"), [(0o022, 0o644, 0o755), (0, 0o666, 0o777), (0o077, 0o600, 0o700)]
)
def test_what_goes_into_a_persons_own_folder_has_the_rights_of_the_umask(
    acme: Path, tmp_path: Path, mask: int, file: int, made: int
) -> None:
    with umask(mask):
        assert main(["export", "deals", "-o", str(tmp_path / "deals.csv")]) == 0
        assert main(["report", "funnel", "--json", "-o", str(tmp_path / "funnel.json")]) == 0
        assert main(["export", "all", "--format", "csv", "-o", str(tmp_path / "all")]) == 0
    for name in ("deals.csv", "funnel.json", "all/deal.csv"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == file
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == made


def test_a_file_that_is_written_again_keeps_its_rights(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("old")
    (tmp_path / "deals.csv").chmod(0o640)
    assert main(["export", "deals", "-o", str(tmp_path / "deals.csv")]) == 0
    assert stat.S_IMODE((tmp_path / "deals.csv").stat().st_mode) == 0o640


def test_devices_and_pipes_are_written_into_and_stay_what_they_are(acme: Path, tmp_path: Path) -> None:
    assert main(["export", "deals", "-o", "/dev/null"]) == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert main(["export", "deals", "-o", "/dev/full"]) == 3
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_failed_export_leaves_the_file_as_it_was(
    acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deals.csv").write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pmtui.cli.export_file.os.fsync", fail)
    assert main(["export", "deals", "-o", str(tmp_path / "deals.csv")]) == 3
    assert (tmp_path / "deals.csv").read_text() == "old"
    assert not list(tmp_path.glob(".*.tmp"))
