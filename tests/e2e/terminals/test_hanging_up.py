"""Hang-ups: the terminal is restored, what was typed comes back, and so does the place."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.terminal import eventually
from tests.e2e.test_session import Open, open_terminal, run

__all__ = ["open_terminal"]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    run(tmp_path, "init")
    for title in ("Quay cranes", "Pilot boats", "Tugs"):
        run(tmp_path, "add", "deal", f"title={title}", "amount=12k")
    run(tmp_path, "add", "feature", "title=Night mode")
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal_and_tells_the_exit_code(
    two: Path, open_terminal: Open, number: signal.Signals
) -> None:
    terminal = open_terminal()
    terminal.wait_for("Quay cranes")
    assert terminal.kill(number) == 128 + number
    assert not terminal.screen.cursor.hidden


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_what_was_typed_comes_back_after_a_hang_up_and_is_saved(
    two: Path, open_terminal: Open, number: signal.Signals
) -> None:
    first = open_terminal()
    first.wait_for("Quay cranes")
    first.press("n")
    first.wait_for("new deal")
    first.press("Harbour lights")
    first.wait_for("Harbour lights")
    drafts = two / ".local/state/pmtui"
    eventually(lambda: any("Harbour lights" in draft.read_text() for draft in drafts.glob("draft-*.json")))
    first.kill(number)
    second = open_terminal()
    second.wait_until(
        lambda text: "what you had typed when the session ended" in text and "Harbour lights" in text,
        "the form with what was typed",
    )
    second.press("\x13")
    second.wait_until(lambda text: "session ended" not in text, "the form to close")
    assert "Harbour lights" in run(two, "list", "deals")
    eventually(lambda: not any(drafts.glob("draft-*.json")))


def test_a_form_that_was_given_up_does_not_come_back(two: Path, open_terminal: Open) -> None:
    first = open_terminal()
    first.wait_for("Quay cranes")
    first.press("n")
    first.wait_for("new deal")
    first.press("Never mind")
    drafts = two / ".local/state/pmtui"
    eventually(lambda: any(drafts.glob("draft-*.json")))
    first.press("\x1b")
    eventually(lambda: not any(drafts.glob("draft-*.json")))
    first.kill()
    second = open_terminal()
    second.wait_for("Quay cranes")
    second.settle()
    assert "Never mind" not in second.text()


def test_the_next_start_is_where_the_last_one_ended(two: Path, open_terminal: Open) -> None:
    first = open_terminal()
    first.wait_for("Quay cranes")
    first.press("\t")
    first.wait_for("[table]")
    first.press("3")
    first.wait_for("[3 Roadmap]")
    first.press("q")
    assert first.wait_for_exit() == 0
    second = open_terminal()
    second.wait_for("[3 Roadmap]")
    second.press("q")
    second.wait_for_exit()
    third = open_terminal("pipeline")
    third.wait_for("[4 Pipeline]")
    files = list((two / ".local/state/pmtui").glob("place-*.json"))
    assert len(files) == 1
    assert os.stat(files[0]).st_mode & 0o777 == 0o600
