"""However pmtui ends, the terminal is as it was: the screen, the cursor under the command, the modes, the echo."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.terminals.tmux import Shell
from tests.e2e.test_session import PMTUI, environ, run

_OLD = [f"old line {number}" for number in range(5)]
_MODES = (1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1049, 2004, 2026, 2048)
"""Modes that no shell expects: the mouse, the focus, the second screen, pastes, sizes and updates."""

_SCREENS = {
    "1": "[1 Today]", "2": "[2 Glossary]", "3": "[3 Roadmap]", "4": "[4 Pipeline]", "5": "[5 Customers]",
    "6": "[6 Discovery]", "7": "[7 Reports]",
}  # fmt: skip
_DIALOGS = {
    "n": "new deal", ":": "Today", "?": "On this deal", "I": "mport", "i": "leaves the tour", "/": "Quay",
    "X": "reason", "r": "eature", "N": "deal in one line", "K": "deal", "f": "filter:", "C-t": "Which theme",
}  # fmt: skip
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)

_CRASHING = """
import sys
from pmtui import app
from pmtui.cli import main
def fail(self):
    raise RuntimeError("a fault of ours")
app.PmtuiApp.on_key = lambda self, event: fail(self) if event.key == "f12" else None
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell in tmux, beside a script `go` that starts pmtui and writes its process down."""
    if shutil.which("tmux") is None:
        pytest.skip("no tmux is installed here")
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    (tmp_path / "crashing.py").write_text(_CRASHING)
    for name, command in (("go", " ".join(PMTUI)), ("crash", f"{sys.executable} crashing.py")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho $$ > pid\nexec {command} pipeline\n")
        (tmp_path / name).chmod(0o700)
    shell = Shell(tmp_path, environ(tmp_path))
    yield shell
    shell.close()


def start(shell: Shell, program: str = "go") -> list[str]:
    """Start pmtui under some old lines; returns the lines that must be there afterwards."""
    shell.run("stty sane; clear; seq -f 'old line %g' 0 4")
    shell.wait_until(lambda: shell.lines() == [*_OLD, "$"], "old lines")
    shell.run(f"./{program}; echo code $?")
    shell.wait_for("Quay cranes")
    assert shell.state()["alternate_on"] == "1"
    return [*_OLD, f"$ ./{program}; echo code $?"]


def assert_left_right(shell: Shell, above: list[str], what: str) -> None:
    """The terminal is as it was, and the shell goes on below."""
    lines = shell.lines()
    assert lines[: len(above)] == above, what
    assert shell.cursor() == (len("$ "), len(lines) - 1), what
    assert "\x1b[" not in shell.looks(), what
    shell.run("stty -a")
    shell.wait_for("echoke")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
    settings = " ".join(shell.lines())
    for each in (" echo ", " icanon ", " isig ", " icrnl ", " ixon ", " iexten "):
        assert each in settings, (what, each)


def process(folder: Path) -> int:
    return int((folder / "pid").read_text())


def test_every_screen_is_left_by_quitting(shell: Shell) -> None:
    before = shell.state()
    for key, title in _SCREENS.items():
        above = start(shell)
        shell.press(key)
        shell.wait_for(title)
        shell.press("q")
        shell.wait_for("code 0")
        shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
        assert shell.state() == before, title
        assert shell.lines() == [*above, "code 0", "$"], title
        assert_left_right(shell, above, title)


def test_every_dialog_is_left_when_a_signal_comes(shell: Shell, tmp_path: Path) -> None:
    before = shell.state()
    for (key, title), number in zip(_DIALOGS.items(), cycle(_SIGNALS), strict=False):
        above = start(shell)
        shell.press("C-t" if key == "C-t" else key)
        shell.wait_for(title)
        os.kill(process(tmp_path), number)
        code = f"code {128 + number}"
        shell.wait_for(code)
        shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
        assert shell.state() == before, (title, number)
        assert shell.lines() == [*above, code, "$"], (title, number)
        assert_left_right(shell, above, title)
        for draft in (tmp_path / ".local/state/pmtui").glob("draft-*.json"):
            draft.unlink()


@pytest.mark.parametrize("key", ["n", "slash"])
def test_ctrl_z_suspends_over_a_dialog_too_and_fg_brings_it_back(
    shell: Shell, tmp_path: Path, key: str
) -> None:
    before = shell.state()
    above = start(shell)
    title = {"n": "new deal", "slash": "Look up"}[key]
    shell.press({"slash": "/"}.get(key, key))
    shell.wait_for(title)
    shell.press("C-z")
    shell.wait_for("Stopped")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
    assert shell.state() == before
    assert_left_right(shell, above, "suspended")
    shell.run("fg")
    shell.wait_for(title)
    shell.press("Escape")
    shell.wait_until(lambda: not any(title in line for line in shell.lines()), "the dialog to close")
    shell.press("q")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")


def test_a_suspended_session_gives_the_terminal_back(shell: Shell, tmp_path: Path) -> None:
    before = shell.state()
    above = start(shell)
    shell.press("n")
    shell.wait_for("new deal")
    os.kill(process(tmp_path), signal.SIGTSTP)
    shell.wait_for("Stopped")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
    assert shell.state() == before
    assert_left_right(shell, above, "suspended")
    shell.run("fg")
    shell.wait_for("new deal")
    shell.press("Escape")
    shell.wait_until(lambda: not any("new deal" in line for line in shell.lines()), "the form to close")
    shell.press("q")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
    assert shell.state() == before


def test_a_crash_gives_the_terminal_back_and_is_no_success(shell: Shell) -> None:
    before = shell.state()
    start(shell, "crash")
    shell.press("F12")
    shell.wait_for("code ")
    shell.wait_until(lambda: shell.lines()[-1] == "$", "the prompt")
    assert shell.state() == before
    assert "code 0" not in shell.lines()
    assert shell.cursor() == (len("$ "), len(shell.lines()) - 1)


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP])
def test_no_mode_is_left_on_and_nothing_is_sent_after_the_first_screen_is_back(
    tmp_path: Path, number: signal.Signals | None
) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    terminal = Terminal([*PMTUI, "pipeline"], environ(tmp_path))
    try:
        before = set(terminal.screen.mode)
        terminal.wait_for("Quay cranes")
        terminal.press("\x1b[?2048;2$y")  # a terminal that can tell its size
        terminal.press("n")
        terminal.wait_for("new deal")
        if number is None:
            terminal.press("\x1b")
            terminal.wait_until(lambda text: "new deal" not in text, "the form to close")
            terminal.press("q")
            assert terminal.wait_for_exit() == 0
        else:
            assert terminal.kill(number) == 128 + number
    finally:
        terminal.close()
    assert set(terminal.screen.mode) == before
    assert {mode << 5 for mode in _MODES}.isdisjoint(terminal.screen.mode)
    assert not terminal.screen.cursor.hidden
    assert terminal.screen.margins is None
    sent, _, after = terminal.latest.rpartition(b"\x1b[?1049l")
    assert after == b""
    assert sent.count(b"\x1b[<u") == sent.count(b"\x1b[>29u") == 1
    assert sent.rfind(b"\x1b[?1016l") > sent.rfind(b"\x1b[?1016h") > 0
