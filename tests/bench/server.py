"""A workspace in PostgreSQL: commits, opening and listing, another's change, and many who write at once.

Run `python -m tests.bench.server` for this part alone. The server is on this machine and flushes every
commit; a network adds two of its round trips to a commit, and one to another's change.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg.rows import TupleRow

from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import open_place
from pmtui.store.workspace import Workspace
from pmtui.store.workspace_copy import copy
from tests.bench.store_bench import Prepare, pmtui_commits, timed
from tests.bench.table import HEAD, Line, median, p95
from tests.bench.workload import make_workspace
from tests.postgres import Server, binaries, running

_DEALS = 8_800
_TIMES = 200
_CHANGES = 40
_WRITERS = (1, 8, 32)
_COMMITS = 320
_SECOND = 1_000.0
_FORK, _SPAWN = multiprocessing.get_context("fork"), multiprocessing.get_context("spawn")


def serving(small: Path) -> Iterator[Line]:
    """The lines of a workspace of 8,800 deals on a server; none where the wheel has no build.

    Args:
        small: A workspace of 8,800 deals in a folder.
    """
    if binaries() is None:
        return
    with running(durable=True) as server:
        place = server.fresh()
        copy(str(small), place)
        yield _committing(server, place)
        yield _listing(str(small), place)
        yield _seeing(place)
        yield from (_racing(place, writers) for writers in _WRITERS)
        yield from _sizes(place)


def _raw_commits(connection: psycopg.Connection[TupleRow]) -> Prepare:
    """One document and one line of a log in one SQL transaction, as few round trips as that takes."""
    connection.execute("CREATE TABLE IF NOT EXISTS raw (id text PRIMARY KEY, body jsonb)")
    connection.execute("CREATE TABLE IF NOT EXISTS raw_log (key uuid PRIMARY KEY, body jsonb)")
    connection.execute("INSERT INTO raw SELECT 'D-' || n, '{}' FROM generate_series(1, 8800) AS n")

    def prepare(number: int) -> Callable[[], object]:
        def commit() -> None:
            connection.execute("BEGIN")
            with connection.pipeline():
                body = f'{{"next_step": "call {number}"}}'
                connection.execute(
                    "UPDATE raw SET body = %s WHERE id = %s", (body, f"D-{number * 7919 % 8800 + 1}")
                )
                connection.execute("INSERT INTO raw_log VALUES (%s, %s)", (uuid4(), body))
                connection.execute("COMMIT")

        return commit

    return prepare


def _committing(server: Server, place: str) -> Line:
    workspace = open_place(place, user="bench", clock=Clock())
    with psycopg.connect(server.fresh(), autocommit=True) as connection:
        raw, ours = timed([_raw_commits(connection), pmtui_commits(workspace, _DEALS)], _TIMES)
    workspace.let_go()
    note = (
        f"the same by hand in SQL p95 {p95(raw):.2f} ms; ours p50 {median(ours):.2f}, p95 {p95(ours):.2f} ms"
    )
    return Line("on a server: durable commit, p95, 8,800 deals", p95(ours) / p95(raw), 3.0, "x", note)


def _listed(place: str) -> float:
    """Milliseconds to open a workspace and go through its deals."""
    start = perf_counter()
    workspace = open_place(place, user="bench", clock=Clock(), read_only=True)
    assert sum(1 for row in workspace.rows("deal").values() if row.get("title")) >= _DEALS
    workspace.let_go()
    return (perf_counter() - start) * 1_000


def _listing(folder: str, place: str) -> Line:
    files, server = ([_listed(each) for _ in range(5)] for each in (folder, place))
    note = f"from files {median(files):.0f} ms, from the server {median(server):.0f} ms"
    return Line("on a server: open and list 8,800 deals", median(server) / median(files), 4.0, "x", note)


def _seeing(place: str) -> Line:
    """How long another's commit takes to appear, looked for as often as an open screen could."""
    ann, bob = (open_place(place, user=user, clock=Clock()) for user in ("ann", "bob"))
    spent = []
    for number in range(_CHANGES):
        _edit(ann, "D-7", f"seen {number}")
        start = perf_counter()
        while bob.seq < ann.seq:
            bob.poll()
        spent.append((perf_counter() - start) * 1_000)
    for each in (ann, bob):
        each.let_go()
    return Line(
        "on a server: another's commit is seen, p95", p95(spent), _SECOND, "ms", "a screen looks each 0.9 s"
    )


def _edit(workspace: Workspace, document_id: str, text: str) -> None:
    deal = workspace.get(document_id)
    assert isinstance(deal, Deal)
    changes = ChangeSet(f"Edit {document_id}")
    changes.update(deal, deal.model_copy(update={"next_step": text}))
    workspace.commit(changes)


def _write(place: str, number: int, times: int, ready: Connection, go: Connection, tell: Connection) -> None:
    workspace = open_place(place, user=f"user{number}", clock=Clock())
    ready.send(number)
    go.poll(None)
    spent = []
    for each in range(times):
        start = perf_counter()
        _edit(workspace, f"D-{number + 1}", f"writer {number} {each} {start}")
        spent.append((perf_counter() - start) * 1_000)
    workspace.let_go()
    tell.send(spent)


def _racing(place: str, writers: int) -> Line:
    """So many processes that commit without pause, each to a deal of its own."""
    heard, ready = _FORK.Pipe(duplex=False)
    go, start_all = _FORK.Pipe(duplex=False)
    pipes = []
    for number in range(writers):
        here, there = _FORK.Pipe(duplex=False)
        arguments = (place, number, _COMMITS // writers, ready, go, there)
        _FORK.Process(target=_write, args=arguments, daemon=True).start()
        pipes.append(here)
    for _ in range(writers):
        heard.recv()
    begun = time.perf_counter()
    start_all.send("go")
    spent = [each for pipe in pipes for each in pipe.recv()]
    rate = len(spent) / (time.perf_counter() - begun)
    note = f"{rate:.0f} commits a second together, p50 {median(spent):.1f} ms"
    return Line(f"on a server: commit, p95, {writers} writer(s) at once", p95(spent), _SECOND, "ms", note)


def _sizes(place: str) -> Iterator[Line]:
    """What a document and a commit take: on the server's disk, and a document in a process that has it open."""
    with psycopg.connect(place, autocommit=True) as connection:
        yield Line("on a server: disk, a document", _asked(connection, _DOCUMENT_BYTES), 1_000, "bytes")
        commit = _asked(connection, _COMMIT_BYTES)
        yield Line("on a server: disk, a commit of one field, its row", commit, 1_000, "bytes")
    heard, tell = _SPAWN.Pipe(duplex=False)
    _SPAWN.Process(target=_growth, args=(place, tell), daemon=True).start()
    yield Line("on a server: memory, a document", heard.recv(), 5_000, "bytes")


_DOCUMENT_BYTES = "SELECT pg_total_relation_size('pmtui.documents')::float / count(*) FROM pmtui.documents"
_COMMIT_BYTES = (
    "SELECT avg(pg_column_size(latest.*))::float "
    "FROM (SELECT * FROM pmtui.transactions ORDER BY sequence DESC LIMIT 500) AS latest"
)


def _asked(connection: psycopg.Connection[TupleRow], query: LiteralString) -> float:
    row = connection.execute(query).fetchone()
    assert row is not None
    return float(row[0])


def _growth(place: str, tell: Connection) -> None:
    """Tell by how many bytes this process grows for each document that it opens."""
    before = _resident()
    workspace = open_place(place, user="bench", clock=Clock(), read_only=True)
    tell.send((_resident() - before) / sum(len(table) for table in workspace.tables.values()))
    workspace.let_go()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="pmtui-bench-") as name:
        print(HEAD)
        for line in serving(make_workspace(Path(name) / "small", _DEALS, 85)):
            print(line.row(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
