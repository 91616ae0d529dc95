"""The installed program in a real terminal: start, work, be killed, start again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

PMTUI = [sys.executable, "-m", "pmtui"]
ROOT = Path(__file__).parents[2]

Open = Callable[..., Terminal]


def environ(folder: Path) -> dict[str, str]:
    """An environment of the test's own; the checkout is where Python finds pmtui."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "PMTUI_WORKSPACE": str(folder / "acme"),
        "PYTHONPATH": str(ROOT),
        "TZ": "UTC",
        "ESCDELAY": "25",
    }


def run(folder: Path, *words: str) -> str:
    """One command line, which must succeed; returns what it printed."""
    done = subprocess.run(
        [*PMTUI, *words], env=environ(folder), capture_output=True, text=True, check=True, cwd=folder
    )
    return done.stdout


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Open]:
    """Opens pmtui in a terminal; whatever is left is ended after the test."""
    opened: list[Terminal] = []

    def start(*words: str, size: tuple[int, int] = (120, 40), **more: str) -> Terminal:
        opened.append(Terminal([*PMTUI, *words], {**environ(tmp_path), **more}, size))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def test_work_survives_a_kill(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    first = open_terminal()
    first.wait_for("Quay cranes")
    first.press("L")
    first.wait_until(lambda text: "20%" in text, "the moved deal's probability")
    first.kill()
    assert '"stage": "Qualified"' in run(tmp_path, "list", "deals", "--json")
    second = open_terminal()
    second.wait_for("Quay cranes")
    second.press("u")
    second.wait_for("Took back: Move on D-1")
    second.press("q")
    assert second.wait_for_exit() == 0
    assert '"stage": "Prospecting"' in run(tmp_path, "list", "deals", "--json")


def test_keys_typed_ahead_reach_the_screen_that_they_mean(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    terminal = open_terminal()
    terminal.wait_for("Quay cranes")
    terminal.press("24NGantry 5k\r" * 3 + "7")
    terminal.wait_for("[7 Reports]")  # where only the last key leads
    assert run(tmp_path, "list", "deals", "--json").count('"title": "Gantry"') == 3


def test_another_process_s_change_appears_by_itself(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    terminal = open_terminal()
    terminal.wait_for("Quay cranes")
    run(tmp_path, "set", "D-1", "title=Gantry cranes")
    terminal.wait_for("Gantry cranes")


def test_nothing_is_sent_while_idle(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes")
    terminal = open_terminal()
    terminal.wait_for("Quay cranes")
    terminal.settle()
    assert terminal.settle() == 0


def test_hostile_text_is_shown_as_text_on_every_screen(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    for title in ("[b", "[/]", "[@click=app.quit]x[/]", "\x1b]0;x\x07bell", "a\u202eb", "漢字 🚀 é"):
        run(tmp_path, "add", "deal", f"title={title}")
        run(tmp_path, "add", "feature", f"title={title}")
        run(tmp_path, "add", "account", f"name={title}")
    run(tmp_path, "add", "deal", f"title={'x' * 10_000}")
    terminal = open_terminal()
    for key, title in (("", "Pipeline"), ("3", "Roadmap"), ("5", "Customers"), ("4", "Pipeline")):
        terminal.press(key)
        terminal.wait_for(f"{title}]")
        text = terminal.wait_until(
            lambda screen: all(each in screen for each in ("[@click=app.quit]x", "[b", "[/]", "bell", "漢")),
            "every title",
        )
        assert "]0;" not in text
        assert "\u202e" not in text
    terminal.press("\t")
    terminal.wait_for("[table]")
    terminal.press("\r")
    terminal.wait_for("Stage log")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_it_works_in_ascii_without_colour(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes")
    terminal = open_terminal(NO_COLOR="1", size=(80, 24))
    terminal.wait_for("Quay cranes")
    terminal.press("?")
    terminal.wait_for("On this deal")


def test_without_a_terminal_the_screens_are_refused_in_one_line(tmp_path: Path) -> None:
    run(tmp_path, "init")
    done = subprocess.run(PMTUI, env=environ(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode in (2, 3)
    assert len(done.stderr.splitlines()) == 1
    assert "terminal" in done.stderr


def test_the_demo_leaves_nothing_behind(tmp_path: Path, open_terminal: Open) -> None:
    terminal = open_terminal("demo", TMPDIR=str(tmp_path))
    terminal.wait_for("leaves the tour")
    terminal.press("\x1b")
    terminal.wait_until(lambda text: "leaves the tour" not in text and "Kestrel rollout" in text, "the board")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert not list(tmp_path.glob("pmtui-demo-*"))


def test_a_locale_without_utf8_gets_signs_of_ascii_alone(open_terminal: Open) -> None:
    terminal = open_terminal("demo", LC_ALL="C")
    terminal.wait_for("leaves the tour")
    assert terminal.text().isascii()
    terminal.press("\x1b")
    terminal.wait_until(lambda text: "leaves the tour" not in text and "Piper seats" in text, "the board")
    terminal.settle()
    assert terminal.text().isascii()
    terminal.press("n")
    terminal.wait_for("new deal")
    assert terminal.text().isascii()


def test_lookup_picks_a_term_under_the_prompt_and_prints_it(open_terminal: Open) -> None:
    terminal = open_terminal("lookup", "win", size=(80, 50))
    terminal.wait_for("Win rate")
    terminal.press(" raet")
    terminal.wait_until(lambda text: "Win rate" in text and "Win-win" not in text, "the misspelled term")
    terminal.press("\r")
    assert terminal.wait_for_exit() == 0
    text = terminal.text()
    assert "Of the deals decided in a period" in text
    assert "type a term" not in text


def test_leaving_a_lookup_prints_nothing(open_terminal: Open) -> None:
    terminal = open_terminal("lookup", size=(80, 24))
    terminal.wait_for("type a term")
    terminal.press("\x1b")
    assert terminal.wait_for_exit() == 1


def test_an_earlier_day_is_opened_walked_and_left(tmp_path: Path, open_terminal: Open) -> None:
    run(tmp_path, "--today", "2026-10-05", "init")
    run(tmp_path, "--today", "2026-10-05", "add", "deal", "title=Early")
    run(tmp_path, "--today", "2026-10-12", "add", "deal", "title=Late")
    terminal = open_terminal("--as-of", "2026-10-06", "pipeline")
    terminal.wait_for("as of 2026-10-06, read only")
    terminal.wait_for("Early")
    assert "Late" not in terminal.text()
    terminal.press("]")
    terminal.wait_for("as of 2026-10-13")
    terminal.wait_for("Late")
    terminal.press("n")
    terminal.wait_for("goes back to now")
    terminal.press("7")
    terminal.wait_for("Prospecting 2")
    terminal.press("\x1b")
    head = terminal.wait_until(
        lambda screen: "as of" not in screen.partition("\n")[0] and "[7 Reports]" in screen,
        "the way back to now",
    )
    assert "read only" in head.partition("\n")[0]
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_day_before_the_history_is_refused(tmp_path: Path) -> None:
    run(tmp_path, "--today", "2026-10-05", "init")
    terminal = Terminal([*PMTUI, "--as-of", "2026-09-01"], environ(tmp_path))
    try:
        terminal.wait_for("nothing was recorded by 2026-09-01")
        assert terminal.wait_for_exit() == 2
    finally:
        terminal.close()


def test_a_stage_is_changed_in_its_cell_and_taken_back_by_its_number(
    tmp_path: Path, open_terminal: Open
) -> None:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k", "stage=qualified")
    terminal = open_terminal("workspace")
    terminal.wait_for("8 Workspace")
    terminal.wait_for("Qualified")
    terminal.press("jlle25")
    terminal.wait_for("20 to 25: changes 1 open deal")
    assert "Qualified  20 %" in run(tmp_path, "stage")
    terminal.press("\r")
    terminal.wait_until(lambda text: "20 to 25" not in text, "the cell to be kept")
    assert "Qualified  25 %" in run(tmp_path, "stage")
    run(tmp_path, "add", "deal", "title=Another")
    run(tmp_path, "undo", "3")
    assert "Qualified  20 %" in run(tmp_path, "stage")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert '"title": "Another"' in run(tmp_path, "list", "deals", "--json")
