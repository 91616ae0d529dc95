"""What a person at the terminal meets, measured from outside: start, keys, bytes, idling, memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.session import Session
from tests.bench.table import Line, median, p95
from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready")
Bare().run()
"""
_DATA = " open · "  # in the sums, once the documents are there
_STARTS = 7
_MOVES = 40
_HELD = 200


def environ(workspace: Path) -> dict[str, str]:
    """The environment of the programs that are measured."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(workspace.parent),
        "LANG": "C.UTF-8",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        "PMTUI_WORKSPACE": str(workspace),
        "PYTHONPATH": str(ROOT),
    }


def pmtui(*words: str) -> list[str]:
    """A command line of the checkout's pmtui."""
    return [sys.executable, "-m", "pmtui", "--today", "2026-11-23", *words]


OPEN = pmtui("pipeline")
"""Opens the board, wherever the session before was."""


def seconds_until(command: Sequence[str], workspace: Path, text: str) -> float:
    """The least of several starts until a text is on the screen."""
    found = []
    for _ in range(_STARTS):
        began = time.perf_counter()
        terminal = Terminal(command, environ(workspace))
        try:
            terminal.wait_for(text)
            found.append(time.perf_counter() - began)
        finally:
            terminal.close()
    return min(found)


def seconds_of(command: Sequence[str], workspace: Path, runs: int = 15) -> float:
    """The least of several runs of a command."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, env=environ(workspace), capture_output=True, check=False)
        found.append(time.perf_counter() - began)
    return min(found)


def starting(small: Path, large: Path) -> list[Line]:
    """The first paint and the screen with its data, against a bare Textual application."""
    bare = seconds_until([sys.executable, "-c", BARE], small, "ready")
    first = seconds_until(OPEN, small, "pmtui")
    data = seconds_until(OPEN, small, _DATA)
    more = seconds_until(OPEN, large, _DATA)
    note = f"bare Textual {bare * 1000:.0f} ms"
    return [
        Line("first paint", first / bare, 1.2, "x", note),
        Line("screen with its data, 8,800 deals", data / bare, 1.8, "x", note),
        Line("screen with its data, 50,000 documents", more / bare, 3.0, "x", note),
    ]


def defining(small: Path) -> list[Line]:
    """`pmtui define` against Python doing nothing."""
    nothing = seconds_of([sys.executable, "-c", "pass"], small)
    define = seconds_of([sys.executable, "-m", "pmtui", "define", "churn"], small)
    return [Line("pmtui define", define / nothing, 3.0, "x", f"python -c pass {nothing * 1000:.1f} ms")]


def working(large: Path) -> list[Line]:
    """Keys in the board, the table and the glossary of a large workspace."""
    session = Session(OPEN, environ(large), _DATA)
    lines = []
    try:
        times, sizes = session.keys("j", 8)
        moved = [session.key(key) for key in "LLHHLH"]
        board_times, board_sizes = session.keys("l", 3)
        lines += [
            Line("cursor move in the board, median", median(sizes + board_sizes), 300, "bytes"),
            Line("move a card to durable and drawn, p95", p95([one for one, _ in moved]), 100, "ms"),
            Line("move a card, bytes, median", median([size for _, size in moved]), 3_000, "bytes"),
        ]
        session.rest(_TOAST)
        session.key("\t")
        session.rest(_OPENED)
        more, in_table = session.keys("j", 20)
        lines.append(Line("cursor move in a table, median", median(in_table), 300, "bytes"))
        before = session.terminal.received
        for _ in range(_HELD):
            session.terminal.press("j")
            session.terminal.read_some(0.02)
        session.terminal.settle()
        held = (session.terminal.received - before) / _HELD
        lines.append(Line("cursor held down through 200 rows, mean a row", held, 400, "bytes"))
        paged, _ = session.keys("\x04", 5)
        times += [*board_times, *more, *paged]
        lines.append(Line("key to last byte, p95, board and table", p95(times), 16, "ms"))
        session.key("2")
        session.key("/")
        typed = [session.key(letter) for letter in "win rate"]
        lines.append(
            Line(
                "typed character in the glossary, median", median([size for _, size in typed]), 5_300, "bytes"
            )
        )
        lines += idling(session)
    finally:
        session.terminal.close()
    return lines


def reading(large: Path, glossary: Path) -> list[Line]:
    """The cursor on the other screens, and a search among the words of a team that has many."""
    session = Session(OPEN, environ(large), _DATA)
    times: list[float] = []
    try:
        for screen in "1257":
            session.key(screen)
            session.rest(_WORKED_OUT)
            moved, sizes = session.keys("j", 20)
            times += [each for each, size in zip(moved, sizes, strict=True) if size]
        session.key("4")
        session.rest(_WORKED_OUT)
        cards = [session.key(key)[0] for key in "LLHHLH"]
    finally:
        session.terminal.close()
    session = Session(pmtui("glossary"), environ(glossary), _WORDS_THERE)
    try:
        session.rest(_WORKED_OUT)
        session.key("/")
        typed = [session.key(letter)[0] for letter in "tide lock 17"]
    finally:
        session.terminal.close()
    return [
        Line("key to last byte, p95, the other screens", p95(times), 16, "ms"),
        Line("move a card once every screen was opened, p95", p95(cards), 100, "ms"),
        Line("typed character in the glossary, p95, 5,000 terms", p95(typed), 16, "ms"),
    ]


_WORKED_OUT = 2.0  # seconds in which a screen that adds up 50,000 documents is there
_WORDS_THERE = "entries"
_TOAST = (
    6.0  # seconds in which what was told about a moved card goes: under it the list does not scroll by itself
)
_OPENED = 1.0  # seconds in which a table of 48,000 rows is sorted when it is first shown
_DONE = 3.0  # seconds in which numbers that were being worked out for an entry come


def idling(session: Session) -> list[Line]:
    """Ten seconds in which nobody presses a key, once what the last one brought about is done."""
    session.rest(_DONE)
    before, cpu = session.terminal.received, session.terminal.cpu_seconds()
    session.terminal.read_some(10.0)
    used = (session.terminal.cpu_seconds() - cpu) * 1000
    return [
        Line("idle for 10 s, bytes", session.terminal.received - before, 0, "bytes"),
        Line("idle for 10 s, processor", used, 20, "ms"),
    ]


def remembering(large: Path) -> list[Line]:
    """Memory with a large workspace open, before and after everything in it was read."""
    bare = Terminal([sys.executable, "-c", BARE], environ(large))
    full = Session(OPEN, environ(large), _DATA)
    try:
        bare.wait_for("ready")
        full.rest(_LOADED)
        opened = full.terminal.memory_megabytes()
        full.key("/")
        full.terminal.press(_FILTER)
        full.terminal.settle()
        took, _ = full.key("\r")
        size = (large / "workspace.json").stat().st_size / 1e6
        budget = 4 * size + bare.memory_megabytes()
        note = f"4 x {size:.0f} MB of JSON + bare Textual {bare.memory_megabytes():.0f} MB; "
        note += f"{full.terminal.memory_megabytes():.0f} MB once a filter went through all of them, in {took:.0f} ms"
        return [Line("memory, 50,000 documents", opened, budget, "MB", note)]
    finally:
        bare.close()
        full.terminal.close()


_LOADED = 2.0  # seconds in which what the first screen does without is loaded too
_FILTER = "owner:ann"


def importing(folder: Path, csv_file: Path) -> list[Line]:
    """An import of 8,800 rows, the whole command."""
    workspace = folder / "imported"
    subprocess.run(pmtui("init"), env=environ(workspace), capture_output=True, check=True)
    began = time.perf_counter()
    command = pmtui("import", "deals", str(csv_file), "--map", "title=opportunity_id")
    subprocess.run(command, env=environ(workspace), capture_output=True, check=True)
    return [Line("import of 8,800 rows, one commit", time.perf_counter() - began, 3, "s")]
