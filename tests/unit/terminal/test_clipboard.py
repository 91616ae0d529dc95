import base64
import re
import stat
from pathlib import Path

import pytest

from pmtui.terminal.clipboard import OSC52_LIMIT, Copied, copy, osc52

OVER_SSH = {"SSH_TTY": "/dev/pts/0", "TERM": "xterm-256color", "PATH": ""}


class Terminal:
    """A terminal that keeps what it was sent."""

    def __init__(self) -> None:
        self.received = ""

    def write(self, text: str) -> None:
        self.received += text


def copied(text: str, mode: str, environ: dict[str, str], tmp_path: Path) -> tuple[Copied, Terminal, Path]:
    terminal, file = Terminal(), tmp_path / "state" / "clipboard.txt"
    return copy(text, mode=mode, write=terminal.write, file=file, environ=environ), terminal, file


def program(tmp_path: Path, name: str, script: str) -> dict[str, str]:
    """An environment with a desktop and one clipboard program."""
    path = tmp_path / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"DISPLAY": ":0", "TERM": "xterm", "PATH": f"{path.parent}:/usr/bin:/bin"}


def decoded(sequence: str) -> str:
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found, sequence
    return base64.b64decode(found[1]).decode()


TEXTS = ["D-142", "", "Größe\tÄ\n第二行 👩‍👩‍👧", "\x1b]0;x\x07", "x" * 5000]


@pytest.mark.parametrize("text", TEXTS)
def test_a_plain_terminal_gets_the_bare_sequence(text: str) -> None:
    assert decoded(osc52(text, {"TERM": "xterm"})) == text


@pytest.mark.parametrize("text", TEXTS)
def test_tmux_gets_it_wrapped_and_bare(text: str) -> None:
    found = re.fullmatch(r"\x1bPtmux;(.*?)\x1b\\(\x1b\].*)", osc52(text, {"TMUX": "x"}), re.DOTALL)
    assert found
    assert decoded(found[1].replace("\x1b\x1b", "\x1b")) == text
    assert decoded(found[2]) == text


@pytest.mark.parametrize("text", TEXTS)
def test_screen_gets_it_in_pieces_it_can_swallow(text: str) -> None:
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", osc52(text, {"STY": "1"}), re.DOTALL)
    assert decoded("".join(pieces)) == text
    assert all(len(piece) + 4 <= 768 for piece in pieces)


def test_over_ssh_the_terminal_is_asked(tmp_path: Path) -> None:
    result, terminal, file = copied("D-142", "auto", OVER_SSH, tmp_path)
    assert (result.done, result.how) == (True, "osc52")
    assert result.message == "copied 5 characters to the terminal's clipboard"
    assert decoded(terminal.received) == "D-142"
    assert not file.exists()


def test_the_longest_text_a_terminal_takes_is_sent_and_one_more_is_not(tmp_path: Path) -> None:
    most = OSC52_LIMIT // 4 * 3
    assert copied("x" * most, "osc52", OVER_SSH, tmp_path)[0].done
    result, terminal, _ = copied("x" * (most + 1), "osc52", OVER_SSH, tmp_path)
    assert not result.done
    assert "more than a terminal's clipboard takes" in result.message
    assert terminal.received == ""


def test_what_is_too_long_for_the_terminal_goes_to_a_file_of_ones_own(tmp_path: Path) -> None:
    result, terminal, file = copied("é" * 50_000, "auto", OVER_SSH, tmp_path)
    assert (result.done, result.how) == (True, "file")
    assert str(file) in result.message
    assert file.read_text(encoding="utf-8") == "é" * 50_000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert terminal.received == ""


def test_on_a_desktop_its_own_program_is_used(tmp_path: Path) -> None:
    environ = program(tmp_path, "xclip", f"cat > {tmp_path}/taken")
    result, terminal, _ = copied("Größe", "auto", environ, tmp_path)
    assert (result.done, result.how, terminal.received) == (True, "native", "")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "Größe"


def test_when_the_program_fails_the_terminal_is_asked(tmp_path: Path) -> None:
    result, terminal, _ = copied("D-142", "auto", program(tmp_path, "xsel", "exit 1"), tmp_path)
    assert result.how == "osc52"
    assert decoded(terminal.received) == "D-142"


def test_native_says_why_it_could_not(tmp_path: Path) -> None:
    assert "no clipboard program found" in copied("x", "native", OVER_SSH, tmp_path)[0].message
    failing = copied("x", "native", program(tmp_path, "xclip", "exit 3"), tmp_path)[0]
    assert not failing.done
    assert "xclip did not take it" in failing.message


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    result = copied("x", "file", OVER_SSH, tmp_path)[0]
    assert not result.done
    assert "cannot be written" in result.message


def test_a_link_planted_at_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "state" / "clipboard.txt").symlink_to(tmp_path / "precious")
    assert not copied("x", "file", OVER_SSH, tmp_path)[0].done
    assert (tmp_path / "precious").read_text() == "kept"
