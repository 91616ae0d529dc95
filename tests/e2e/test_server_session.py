"""The installed program in a real terminal, on a workspace in PostgreSQL: work, kill, lost server, another's change."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_session import PMTUI, environ
from tests.postgres import Server, running


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    with running() as server:
        yield server


def run(folder: Path, address: str, *words: str) -> str:
    """One command line of Bob's, which must succeed; returns what it printed."""
    told = {**environ(folder), "PMTUI_WORKSPACE": address, "PMTUI_USER": "bob"}
    done = subprocess.run([*PMTUI, *words], env=told, capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout


def test_work_on_a_server_survives_a_kill_and_others_see_it(tmp_path: Path, own_server: Server) -> None:
    address = own_server.fresh()
    run(tmp_path, address, "init")
    run(tmp_path, address, "add", "deal", "title=Quay cranes", "amount=12k")
    told = {**environ(tmp_path), "PMTUI_WORKSPACE": f"{address}&password=s3cret", "PMTUI_USER": "ann"}
    terminal = Terminal(PMTUI, told)
    try:
        assert "s3cret" not in terminal.wait_for("Quay cranes")
        run(tmp_path, address, "set", "D-1", "title=Gantry cranes")
        terminal.wait_for("Gantry cranes")
        terminal.press("L")
        terminal.wait_until(lambda text: "20%" in text, "the moved deal's probability")
        terminal.kill()
        assert '"stage": "Qualified"' in run(tmp_path, address, "list", "deals", "--json")
    finally:
        terminal.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [each for each in kept if b"s3cret" in each]


def test_a_screen_outlives_its_server_and_says_so(tmp_path: Path, own_server: Server) -> None:
    address = own_server.fresh()
    run(tmp_path, address, "init")
    run(tmp_path, address, "add", "deal", "title=Quay cranes", "amount=12k")
    terminal = Terminal(PMTUI, {**environ(tmp_path), "PMTUI_WORKSPACE": address, "PMTUI_USER": "ann"})
    try:
        terminal.wait_for("Quay cranes")
        own_server.stop(signal.SIGQUIT)
        assert "Quay cranes" in terminal.wait_for("no connection since")
        own_server.start()
        terminal.wait_until(lambda text: "no connection" not in text, "the connection is back")
        run(tmp_path, address, "set", "D-1", "title=Gantry cranes")
        terminal.wait_for("Gantry cranes")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()


def test_two_on_a_server_see_each_other(tmp_path: Path, own_server: Server) -> None:
    address = own_server.fresh()
    run(tmp_path, address, "init")
    run(tmp_path, address, "add", "deal", "title=Quay cranes", "amount=12k")
    people = []
    try:
        for user in ("ann", "ben"):
            told = {**environ(tmp_path), "PMTUI_WORKSPACE": address, "PMTUI_USER": user}
            people.append(Terminal([*PMTUI, "pipeline"], told))
        ann, ben = people
        ben.wait_for("Quay cranes")
        ann.wait_for("ben is here")
        ben.wait_for("ann is here")
        ben.press("E")
        ann.wait_for("ben edits this")
        listed = run(tmp_path, address, "who")
        assert [line.split()[:2] for line in sorted(listed.splitlines())] == [
            [f"ann@{socket.gethostname()}", "looks"],
            [f"ben@{socket.gethostname()}", "edits"],
        ]
        ben.press("\x1b")
        ben.settle()
        ben.press("q")
        assert ben.wait_for_exit() == 0
        ann.wait_until(lambda text: "ben" not in text, "ben has gone")
    finally:
        for each in people:
            each.close()
