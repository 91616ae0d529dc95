"""Bytes as a line delivers them: in any pieces, ahead of time, while nobody reads, and until the line ends."""

import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.terminal import PATIENCE, Terminal
from tests.e2e.test_session import PMTUI, Open, environ, open_terminal, run

__all__ = ["open_terminal"]


def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def stocked(tmp_path: Path) -> Path:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    return tmp_path


def titles(folder: Path) -> list[str]:
    return [row["title"] for row in json.loads(run(folder, "list", "deals", "--json"))]


def test_an_escape_and_a_key_in_one_piece_are_two_keys(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal("pipeline")
    terminal.wait_for("Quay cranes")
    terminal.press("n")
    terminal.wait_for("new deal")
    terminal.send(b"\x1b2")
    terminal.wait_for("[2 Glossary]")
    terminal.send(b"\x1b4")
    terminal.wait_for("[4 Pipeline]")
    terminal.send(b"N\x1b7")
    terminal.wait_for("[7 Reports]")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_letter_in_two_pieces_is_one_and_half_a_letter_ends_nothing(
    stocked: Path, open_terminal: Open
) -> None:
    terminal = open_terminal("pipeline")
    terminal.wait_for("Quay cranes")
    terminal.press("N")
    terminal.wait_for("deal in one line")
    terminal.send(b"Caf\xc3")
    terminal.wait_for("Caf")
    terminal.send(b"\xa9 \xff\xf0\x9f")
    terminal.wait_for("Café \ufffd")
    terminal.send(b"\x9a\x80 5k\r")
    terminal.wait_until(lambda text: "deal in one line" not in text, "the line to be saved")
    assert titles(stocked) == ["Quay cranes", "Café \ufffd🚀"]
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_an_alt_key_that_was_given_a_command_gives_it(stocked: Path, open_terminal: Open) -> None:
    keys = stocked / ".config" / "pmtui" / "keys.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text('show-glossary = ["2", "alt+g"]\n')
    terminal = open_terminal("pipeline")
    terminal.wait_for("Quay cranes")
    terminal.send(b"\x1bg")
    terminal.wait_for("[2 Glossary]")
    terminal.send(b"\x1b4")
    terminal.wait_for("[4 Pipeline]")


def test_a_paste_in_pieces_reaches_the_form_that_was_opened_before_it(
    stocked: Path, open_terminal: Open
) -> None:
    terminal = open_terminal("pipeline")
    terminal.wait_for("Quay cranes")
    terminal.send(b"N\x1b[200~Harbour l\xc3")
    terminal.wait_for("deal in one line")
    terminal.send(b"\xa4mps 5k\x1b[20")
    terminal.send(b"1~\r7")
    terminal.wait_for("[7 Reports]")
    assert titles(stocked) == ["Quay cranes", "Harbour lämps"]


def test_a_terminal_that_does_not_read_holds_nothing_up(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal("pipeline", size=(300, 100))
    terminal.wait_for("Quay cranes")
    for _ in range(5):  # nothing is read here: each screen is tens of thousands of bytes
        terminal.press("12345674")
    terminal.press("NGantry 5k\r")
    eventually(lambda: "Gantry" in titles(stocked), "what was typed to be saved")
    terminal.wait_for("Gantry")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_line_that_ends_without_a_signal_is_a_hang_up(stocked: Path) -> None:
    code = stocked / "code"
    script = f"trap '' HUP; {' '.join(PMTUI)} pipeline; echo $? > {code}"
    terminal = Terminal(["sh", "-c", script], environ(stocked))
    try:
        terminal.wait_for("Quay cranes")
        terminal.press("n")
        terminal.wait_for("new deal")
        terminal.press("Harbour lights")
        terminal.wait_for("Harbour lights")
        terminal.hang_up()
        eventually(lambda: code.exists() and bool(code.read_text()), "it to end")
        assert code.read_text().strip() == "129"
    finally:
        terminal.close()
    drafts = (stocked / ".local/state/pmtui").glob("draft-*.json")
    assert any("Harbour lights" in draft.read_text() for draft in drafts)


def test_a_lookup_takes_letters_in_pieces_and_keys_after_an_escape(open_terminal: Open) -> None:
    terminal = open_terminal("lookup", size=(80, 50))
    terminal.wait_for("type a term")
    terminal.send(b"win\xc3")
    terminal.wait_until(lambda text: "Win rate" in text and "Churn" not in text, "what begins so")
    terminal.send(b"\xa9\xff")
    terminal.wait_for("winé\ufffd")
    terminal.send(b"\x7f\x7f r\x1b[B\x1b[A\r")
    assert terminal.wait_for_exit() == 0
    assert "Of the deals decided in a period" in terminal.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_lookup_that_is_ended_leaves_the_terminal_right(
    open_terminal: Open, number: signal.Signals
) -> None:
    terminal = open_terminal("lookup", size=(80, 24))
    before = set(terminal.screen.mode)
    terminal.wait_for("type a term")
    assert terminal.kill(number) == 128 + number
    assert set(terminal.screen.mode) == before
    assert not terminal.screen.cursor.hidden
    assert "type a term" not in terminal.text()


_FAILING = """
import sys
from pmtui.cli import main
from pmtui.screens.glossary.shell_picker import InlineLookup
def fail(self, rows):
    raise RuntimeError("a fault of ours")
InlineLookup.action_move = fail
sys.exit(main(["lookup"]))
"""


def test_a_lookup_that_fails_ends_in_a_sentence_and_with_no_code_of_a_lookup(tmp_path: Path) -> None:
    terminal = Terminal([sys.executable, "-c", _FAILING], environ(tmp_path), (80, 24))
    try:
        before = set(terminal.screen.mode)
        terminal.wait_for("type a term")
        terminal.send(b"\x1b[B")
        assert terminal.wait_for_exit() not in (0, 1)
    finally:
        terminal.close()
    assert "RuntimeError" in terminal.text()
    assert "Traceback" not in terminal.text()
    assert set(terminal.screen.mode) == before
    assert not terminal.screen.cursor.hidden
