"""Old terminals and odd sizes: the screens work, and say so where they cannot."""

from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_session import PMTUI, Open, environ, open_terminal, run

__all__ = ["environ", "open_terminal"]

_HALF = 0x80
"""Half way from black to white."""

TERMS = ("xterm-256color", "screen-256color", "tmux-256color", "screen", "linux", "vt100", "xterm")


@pytest.fixture
def stocked(tmp_path: Path) -> Path:
    run(tmp_path, "init")
    for title in ("Quay cranes", "Pilot boats"):
        run(tmp_path, "add", "deal", f"title={title}", "amount=12k")
    return tmp_path


@pytest.mark.parametrize("term", TERMS)
def test_every_terminal_shows_moves_and_leaves(stocked: Path, open_terminal: Open, term: str) -> None:
    terminal = open_terminal(TERM=term, size=(80, 24))
    terminal.wait_for("Quay cranes")
    terminal.press("\t")
    terminal.wait_for("[table]")
    terminal.press("j")
    terminal.press("L")
    terminal.wait_for("Qualified")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_terminal_known_by_its_name_alone_gets_any_color(stocked: Path, open_terminal: Open) -> None:
    for term, colors in (("alacritty", b"8;2;"), ("xterm-256color", b"8;5;")):
        terminal = open_terminal(TERM=term, size=(80, 24))
        terminal.wait_for("Quay cranes")
        terminal.settle()
        assert {each for each in (b"8;2;", b"8;5;") if each in terminal.latest} == {colors}, term


def test_a_terminal_that_cannot_move_its_cursor_is_told_what_to_do_instead(
    stocked: Path, open_terminal: Open
) -> None:
    terminal = open_terminal(TERM="dumb")
    assert terminal.wait_for_exit() == 2
    assert "TERM is 'dumb'" in terminal.text()


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 50), (300, 100)])
def test_every_size_shows_the_board_and_the_keys(
    stocked: Path, open_terminal: Open, size: tuple[int, int]
) -> None:
    terminal = open_terminal(size=size)
    terminal.wait_until(
        lambda screen: "Quay cranes" in screen and "? help" in screen.splitlines()[-1],
        "the board and its keys",
    )


def test_too_small_is_told_and_a_storm_of_sizes_ends_well(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal(size=(120, 40))
    terminal.wait_for("Quay cranes")
    terminal.resize((59, 15))
    terminal.wait_for("too small")
    for size in ((100, 30), (61, 17), (200, 60), (80, 20), (59, 40), (120, 40), (90, 25)):
        terminal.resize(size)
    terminal.wait_until(
        lambda screen: "Quay cranes" in screen and "? help" in screen.splitlines()[-1],
        "the board and its keys",
    )
    terminal.settle()
    assert "too small" not in terminal.text()


def test_no_colour_at_all_still_tells_where_the_cursor_is(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal(NO_COLOR="1", size=(80, 24))
    terminal.wait_for("Quay cranes")
    colours = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
    assert all(_is_grey(colour) for colour in colours)
    assert "▌" in terminal.text()


def test_messages_that_go_to_a_file_leave_the_screen_on_the_terminal(stocked: Path) -> None:
    terminal = Terminal(["sh", "-c", f"{' '.join(PMTUI)} pipeline 2> {stocked / 'told'}"], environ(stocked))
    try:
        terminal.wait_for("Quay cranes")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()
    assert (stocked / "told").read_bytes() == b""


def test_a_suspended_session_gives_the_terminal_back_and_goes_on(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal(size=(80, 24))
    terminal.wait_for("Quay cranes")
    terminal.settle()
    seen = terminal.text()
    for _ in range(2):
        terminal.suspend()
        terminal.settle()
        assert terminal.latest.rfind(b"\x1b[?1049l") > terminal.latest.rfind(b"\x1b[?1049h")
        assert terminal.latest.rfind(b"\x1b[?25h") > terminal.latest.rfind(b"\x1b[?25l")
        terminal.screen.reset()
        terminal.resume()
        terminal.wait_for("Quay cranes")
        terminal.settle()
        assert terminal.text() == seen
    terminal.press("L")
    terminal.wait_for("20% · root")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_screen_reader_finds_what_is_current_at_the_cursor(stocked: Path) -> None:
    words = [*PMTUI, "--screen-reader", "pipeline"]
    terminal = Terminal(["sh", "-c", " ".join(words)], environ(stocked), (100, 30))
    try:
        terminal.wait_for("Quay cranes")
        terminal.press("j")
        terminal.wait_for("2 of 2")
        terminal.settle()
        assert not terminal.screen.cursor.hidden
        line = terminal.screen.display[terminal.screen.cursor.y]
        assert line.startswith("Prospecting: ")
        assert not any("\u2500" <= letter <= "\u28ff" for row in terminal.screen.display for letter in row)
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()


def test_a_light_terminal_is_met_with_light_colours(stocked: Path, open_terminal: Open) -> None:
    backs = {}
    for name, said in (("light", "0;15"), ("dark", "15;0")):
        terminal = open_terminal(COLORTERM="truecolor", COLORFGBG=said, size=(80, 24))
        terminal.wait_for("Quay cranes")
        backs[name] = int(terminal.screen.buffer[12][40].bg[:2], 16)
    assert backs["light"] > _HALF > backs["dark"]


def test_a_locale_without_unicode_gets_ascii_alone(stocked: Path, open_terminal: Open) -> None:
    terminal = open_terminal(LANG="C", LC_ALL="C", size=(80, 24))
    terminal.wait_for("Quay cranes")
    assert terminal.text().isascii()
    terminal.press("E")
    terminal.wait_for("edit deal")
    assert terminal.text().isascii()


def _is_grey(colour: str) -> bool:
    """Whether a colour as pyte names it is none, or a shade of grey."""
    if colour in ("default", "black", "white", "brightblack", "brightwhite"):
        return True
    return len(colour) == len("ffffff") and colour[:2] == colour[2:4] == colour[4:]
