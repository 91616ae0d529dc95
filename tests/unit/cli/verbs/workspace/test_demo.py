"""`pmtui demo --keep`: the demo in a folder of its own, which is nobody's work that could be lost."""

from pathlib import Path

import pytest

from pmtui.cli import main


@pytest.fixture(autouse=True)
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_USER", "ann")


def test_the_demo_is_kept_and_can_be_worked_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "trial"
    assert main(["demo", "--keep", str(folder)]) == 0
    assert f"pmtui --workspace {folder} opens it" in capsys.readouterr().err
    assert main(["--workspace", str(folder), "show", "D-8"]) == 0
    assert "Kestrel rollout" in capsys.readouterr().out
    assert main(["--workspace", str(folder), "doctor"]) == 0


def test_in_a_fresh_demo_there_is_nothing_of_yours_to_undo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--keep", str(tmp_path / "new")]) == 0
    capsys.readouterr()
    assert main(["--workspace", str(tmp_path / "new"), "undo"]) == 1
    assert "ann has nothing to undo" in capsys.readouterr().err


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "letter.txt"
    kept.write_text("mine", "utf-8")
    assert main(["demo", "--keep", str(tmp_path)]) == 3
    assert f"{tmp_path} is not empty; nothing was written there" in capsys.readouterr().err
    assert not (tmp_path / "workspace.json").exists()
    assert not (tmp_path / "journal.jsonl").exists()
    assert main(["demo", "--keep", str(kept)]) == 3
    assert "is a file" in capsys.readouterr().err


def test_a_restricted_session_keeps_none_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    inside = tmp_path / "workspace"
    assert main(["--restricted", "--workspace", str(inside), "demo", "--keep", str(elsewhere)]) == 2
    assert not elsewhere.exists()
    assert capsys.readouterr().err
