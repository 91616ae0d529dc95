"""Histories of eight writers with kills, broken lines, lost answers and failing disks, over files and PostgreSQL.

`PMTUI_HISTORIES=SECONDS` runs each for so long; `make histories` does.
"""

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg
import pytest

from pmtui.models.values.clock import Clock
from pmtui.store.doctor import examine
from pmtui.store.open_workspace import create_place, open_place
from tests.e2e.crashes import crashing, histories
from tests.e2e.crashes.histories import Operation, Read, Told, check, told
from tests.postgres import Server
from tests.proxy import Cut, Proxy

pytestmark = pytest.mark.crash

SECONDS = float(os.environ.get("PMTUI_HISTORIES") or 5)
WRITERS = 8
SEED = int(os.environ.get("PMTUI_SEED") or 17)


class Writers:
    """Eight processes that write, and others in the place of those that are killed."""

    def __init__(self, place: str, folder: Path, chance: random.Random, *, unwell: bool) -> None:
        self._place, self._folder, self._chance, self._unwell = place, folder, chance, unwell
        self.started = 0
        self._processes: list[BaseProcess] = [self._begin() for _ in range(WRITERS)]

    def _begin(self) -> BaseProcess:
        self.started += 1
        name = f"user{self.started}"
        arguments = (self._place, name, self._chance.randrange(1 << 30), self._folder / name, self._unwell)
        process = crashing.FORK.Process(target=histories.write_for_ever, args=arguments, daemon=True)
        process.start()
        return process

    def kill_one(self) -> None:
        """Kill one, and begin another."""
        place = self._chance.randrange(WRITERS)
        self._processes[place].kill()
        self._processes[place].join()
        assert self._processes[place].exitcode == -9, "it ended by itself"
        self._processes[place] = self._begin()

    def end(self) -> list[Told]:
        """Kill all; what they noted."""
        for process in self._processes:
            process.kill()
            process.join()
            assert process.exitcode == -9, "it ended by itself"
        return [told(path) for path in sorted(self._folder.iterdir())]


def run(place: str, through: str, folder: Path, harm: Callable[[random.Random], None]) -> list[Told]:
    """Let eight write for a while, do them harm, and check what they were told against what there is."""
    folder.mkdir()
    create_place(place, user="ann", clock=Clock()).close()
    chance = random.Random(SEED)
    writers = Writers(through, folder, chance, unwell=place == through)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(chance.random() * 0.1)
        if chance.random() < 0.3:
            writers.kill_one()
        else:
            harm(chance)
    processes = writers.end()
    workspace = open_place(place, user="ann", clock=Clock())
    log = [
        (each.seq, str(change.now["title"]))
        for each in reversed(list(workspace.history()))
        for change in each.changes
        if change.kind == "deal" and change.was is None and change.now is not None
    ]
    assert check(log, processes) == []
    assert sorted(title for _, title in log) == sorted(
        str(row["title"]) for row in workspace.rows("deal").values()
    )
    assert examine(workspace) == []
    workspace.let_go()
    return processes


def test_histories_over_files(tmp_path: Path) -> None:
    processes = run(str(tmp_path / "w"), str(tmp_path / "w"), tmp_path / "told", lambda chance: None)
    answers = {each.answer for process in processes for each in process.operations}
    assert {"written", "not written"} <= answers, "the disk was never unwell"


def test_histories_over_a_server(tmp_path: Path, postgres_server: Server) -> None:
    proxy = Proxy(postgres_server.folder)
    address = postgres_server.fresh()
    database = address.partition("?")[0].rpartition("/")[2]
    try:
        with psycopg.connect(postgres_server.address("postgres"), autocommit=True) as admin:

            def harm(chance: random.Random) -> None:
                cuts: tuple[Cut, ...] = ("before", "after")
                if chance.random() < 0.3:
                    proxy.cut = chance.choice(cuts)
                    return
                with suppress(psycopg.Error):
                    admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                        " AND backend_type = 'client backend' ORDER BY random() LIMIT 2",
                        (database,),
                    )

            through = address.replace(str(postgres_server.folder), str(proxy.folder))
            processes = run(address, through, tmp_path / "told", harm)
    finally:
        proxy.close()
    written = [each for process in processes for each in process.operations if each.answer == "written"]
    assert len(written) > WRITERS


def asked(title: str, start: int, end: int, answer: str, seq: int = 0) -> Operation:
    return Operation(title, start, end, answer, seq)


@pytest.mark.parametrize(
    ("log", "process", "fault"),
    [
        ([], Told([asked("a", 1, 2, "written", 1)]), "a was acknowledged as 1 and is at []"),
        ([(1, "a"), (2, "a")], Told([asked("a", 1, 2, "written", 1)]), "a is there 2 times"),
        ([(1, "a")], Told([asked("a", 1, 2, "not written")]), "a was called not written and is at [1]"),
        ([(1, "a")], Told(), "nobody asked for a"),
        (
            [(1, "b"), (2, "a")],
            Told([asked("a", 1, 2, "written", 2), asked("b", 3, 4, "written", 1)]),
            "a at 2 had been answered before something in front of it was asked for",
        ),
        ([(1, "a")], Told([asked("a", 1, 0, "")], [Read(1, frozenset())]), "a read at 1 is no prefix: ['a']"),
    ],
)
def test_what_cannot_be_is_found(log: list[tuple[int, str]], process: Told, fault: str) -> None:
    assert check(log, [process]) == [fault]
