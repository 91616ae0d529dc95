"""What takes long says on the terminal how far it is, is ended by ctrl+c, and says nothing anywhere else."""

import io
import sys
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli import progress as progress_module
from pmtui.store.workspace import Workspace


class Stream(io.StringIO):
    """Standard error, on a terminal or not, that may be interrupted."""

    def __init__(self, *, terminal: bool, until: int = 10**9) -> None:
        super().__init__()
        self._terminal = terminal
        self._until = until

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._terminal

    def write(self, text: str) -> int:
        """Write, or be interrupted after so many times."""
        self._until -= 1
        if self._until < 0:
            self._until = 10**9
            raise KeyboardInterrupt
        return super().write(text)


@pytest.fixture
def folder(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo workspace, which is the usual one; whatever is done in it counts as long."""
    demo.let_go()
    monkeypatch.setenv("PMTUI_WORKSPACE", str(demo.path))
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress_module, "_PAUSE", 0.0)
    return demo.path


def shown(monkeypatch: pytest.MonkeyPatch, *words: str, terminal: bool = True) -> list[str]:
    """What a command shows on standard error of how far it is."""
    stream = Stream(terminal=terminal)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        main(words)
    return [part for part in stream.getvalue().split("\r") if "ctrl+c" in part]


LONG = ("list deals", "list deals --csv", "list deals --json", "export deals", "export all", "doctor")


@pytest.mark.parametrize("words", LONG)
def test_what_goes_through_many_documents_says_how_far_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    parts = shown(monkeypatch, *words.split())
    shares = [int(part.split("%")[0].split()[-1]) for part in parts]
    assert shares == sorted(shares)
    assert len(set(shares)) > 5
    assert 90 < shares[-1] <= 100
    assert shown(monkeypatch, *words.split(), terminal=False) == []


def test_a_copy_and_what_is_restored_say_so_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(monkeypatch, "copy", str(folder), str(tmp_path / "copied"))[-1].split()[1] == "100"
    main(["backup"])
    kept = capsys.readouterr().out.strip()
    assert len(shown(monkeypatch, "restore", kept)) > 5


def test_ctrl_c_ends_it_and_nothing_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "deals.csv"
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", Stream(terminal=True, until=3))
        assert main(["export", "deals", "-o", str(target)]) == 130
    assert not target.exists()
