"""`make peers`: pmtui beside other terminal programs, each in an environment of its own.

They are installed from the package index into `.peers/` when they are missing. Each opens a list of forty rows
or more, as its users do, and the cursor goes down it key by key. The programs do different work, so
the figures tell what a person feels, not who programs better.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.bench.outside import OPEN, environ
from tests.bench.session import Session
from tests.bench.workload import make_workspace, write_deals_csv

HOME = Path(__file__).parents[2] / ".peers"
_STARTS, _MOVES, _ROWS = 3, 15, 40


class Peer(NamedTuple):
    """A program to compare with.

    Attributes:
        packages: What to install for it.
        program: The command within its environment.
        options: Its options, which may write what it opens into a folder first.
        ready: What is on the screen once it can be used.
        before: Keys that lead to a list.
        down: The key to the next row.
    """

    packages: tuple[str, ...]
    program: str
    options: Callable[[Path], list[str]]
    ready: str
    before: tuple[str, ...]
    down: str


def _collection(folder: Path) -> list[str]:
    """Forty requests."""
    for number in range(_ROWS):
        text = f"name: request {number:02}\nurl: http://localhost/{number}\n"
        (folder / f"request{number:02}.posting.yaml").write_text(text, encoding="utf-8")
    return ["--collection", str(folder)]


def _database(folder: Path) -> list[str]:
    """A query's forty lines in the editor."""
    database = sqlite3.connect(folder / "deals.sqlite")
    database.execute("create table deals (title text)")
    database.close()
    return ["--adapter", "sqlite", str(folder / "deals.sqlite")]


def _sheet(folder: Path) -> list[str]:
    """Deals as a file."""
    return [str(write_deals_csv(folder / "deals.csv", 8_800))]


PEERS = {
    "posting": Peer(
        # The newest tree-sitter crashes the grammars that posting asks for.
        ("posting", "tree-sitter==0.25.2"), "posting", _collection, "request 05", (), "j",
    ),
    "kanban-tui": Peer(("kanban-tui",), "ktui", lambda folder: ["demo"], "Ready", (), "j"),
    "harlequin": Peer(
        ("harlequin",), "harlequin", _database, "Query Editor", ("select 1,\r" * 20,), "\x1b[A",
    ),
    "VisiData": Peer(("visidata",), "vd", _sheet, "K0000005", (), "j"),
}  # fmt: skip


def installed(name: str, peer: Peer) -> Path:
    """The program, installed where it is missing."""
    folder = HOME / name
    program = folder / "bin" / peer.program
    if not program.exists():
        print(f"installing {name} ...", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *peer.packages]
        subprocess.run([*pip, "--disable-pip-version-check"], check=True)
    return program


class Figures(NamedTuple):
    """What one program took: seconds, megabytes, bytes and milliseconds."""

    start: float
    memory: float
    size: float
    delay: float


def measured(
    command: list[str], surroundings: dict[str, str], ready: str, before: tuple[str, ...], down: str
) -> Figures:
    """Start a program several times, and go down its list."""
    starts = []
    for _ in range(_STARTS):
        session = Session(command, surroundings, ready)
        starts.append(session.started)
        session.terminal.close()
    session = Session(command, surroundings, ready)
    try:
        session.rest(1)
        for keys in before:
            session.key(keys)
        session.rest(1)
        times, sizes = session.keys(down, _MOVES)
        memory = session.terminal.memory_megabytes()
    finally:
        session.terminal.close()
    return Figures(min(starts), memory, statistics.median(sizes), statistics.median(times))


def main() -> int:
    """Measure all, and print a table in Markdown."""
    print("| program | start, s | memory, MB | bytes a cursor move | ms a cursor move |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="pmtui-peers-") as name:
        folder = Path(name)
        workspace = make_workspace(folder / "workspace", 8_800, 85)
        show("pmtui, the table", measured(OPEN, environ(workspace), " open · ", ("\t",), "j"))
        show("pmtui, the board", measured(OPEN, environ(workspace), " open · ", (), "j"))
        for title, peer in PEERS.items():
            place = folder / title
            place.mkdir()
            surroundings = {
                "PATH": os.environ["PATH"],
                "HOME": str(place),
                "LANG": "C.UTF-8",
                "COLORTERM": "truecolor",
                "TEXTUAL_ANIMATIONS": "none",
                "POSTING_FOCUS__ON_STARTUP": "collection",
            }
            try:
                command = [str(installed(title, peer)), *peer.options(place)]
                show(title, measured(command, surroundings, peer.ready, peer.before, peer.down))
            except (AssertionError, subprocess.CalledProcessError) as error:
                print(f"| {title} | did not start: {str(error).splitlines()[0][:60]} | | | |", flush=True)
    return 0


def show(title: str, found: Figures) -> None:
    """Print a line of the table."""
    figures = f"{found.start:.2f} | {found.memory:.0f} | {found.size:,.0f} | {found.delay:.1f}"
    print(f"| {title} | {figures} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
