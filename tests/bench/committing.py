"""A durable commit at 50,000 documents, against SQLite on the same disk."""

import sqlite3
from pathlib import Path

from tests.bench.store_bench import BUDGET, filled, p95, pmtui_commits, sqlite_commits, timed
from tests.bench.table import Line

_DOCUMENTS = 50_000
_TIMES = 400


def committing(folder: Path) -> list[Line]:
    """One field of one deal, committed in turns with an UPDATE in SQLite (WAL, synchronous=FULL)."""
    workspace = filled(folder / "committed", _DOCUMENTS)
    database = sqlite3.connect(folder / "deals.sqlite", isolation_level=None)
    try:
        prepares = [sqlite_commits(database, _DOCUMENTS), pmtui_commits(workspace, _DOCUMENTS)]
        reference, ours = timed(prepares, _TIMES)
    finally:
        database.close()
        workspace.close()
    note = f"SQLite p95 {p95(reference):.2f} ms"
    return [Line("durable commit, p95, 50,000 documents", p95(ours) / p95(reference), BUDGET, "x", note)]
