"""The first minute: the tour with the keys in force, and what is asked where there is no workspace."""

from pathlib import Path

import pytest

from pmtui.cli.launch_tui import _offer
from pmtui.cli.options import Options
from pmtui.commands import Keymap
from pmtui.errors import WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.screens.frame.tour.tour_steps import tour
from pmtui.store.open_workspace import open_workspace


def test_the_tour_has_eight_steps_with_the_keys_in_force() -> None:
    text = tour(Keymap())
    assert len([line for line in text.splitlines() if line and line[0] != " " and "#" not in line]) == 8 + 2
    assert "\nr        request\n" in text
    assert "\nQ        request\n" in tour(Keymap({"request": ("Q",)}))


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    left = list(answers)
    monkeypatch.setattr("builtins.input", lambda question: left.pop(0))


def test_the_demo_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "d")
    assert _offer(Options(workspace=str(tmp_path / "w")), tmp_path / "w")
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("answer", ["", "n", "q"])
def test_any_other_answer_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(WorkspaceError, match="pmtui init"):
        _offer(Options(workspace=str(tmp_path / "w")), tmp_path / "w")
    assert not (tmp_path / "w").exists()


def test_empty_makes_an_empty_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "E")
    assert not _offer(Options(workspace=str(tmp_path / "w")), tmp_path / "w")
    workspace = open_workspace(tmp_path / "w", user="ann", clock=Clock())
    assert not workspace.rows("deal")
    workspace.close()


def test_a_file_is_imported_into_the_new_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Deal Name,Amount,Stage\nRollout,1200,Qualified\n")
    answering(monkeypatch, "i", str(file))
    assert not _offer(Options(workspace=str(tmp_path / "w")), tmp_path / "w")
    workspace = open_workspace(tmp_path / "w", user="ann", clock=Clock())
    assert [row["title"] for row in workspace.rows("deal").values()] == ["Rollout"]
    workspace.close()
