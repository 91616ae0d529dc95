"""What a durable commit costs, beside SQLite on the same disk in the same run.

Run `python -m tests.bench.store_bench [COMMITS [DOCUMENTS...]]`; prints a table. Nothing here is asserted: a
machine's times are its own, the ratios are what the budget is about.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.workspace import Workspace

COMMITS = 1_000
SIZES = (1_000, 50_000)
_WARM = 20
BUDGET = 2.0
"""A commit's p95 may be this many times SQLite's."""

STAGES = ("Prospecting", "Qualified", "Discovery", "Proposal", "Negotiation")


def deals(count: int) -> list[Deal]:
    """So many deals, each a little different."""
    return [
        Deal(
            title=f"Deal {number} with a title of a usual length",
            amount=Money.model_validate({"amount": f"{number % 900 + 100}.50", "currency": "USD"}),
            stage=STAGES[number % len(STAGES)],
            probability=number % 100,
            owner=f"agent {number % 30}",
            source="referral",
            tags=("eu", f"segment {number % 12}"),
            notes="Met at the fair; wants a pilot before the summer.",
        )
        for number in range(1, count + 1)
    ]


def filled(folder: Path, count: int) -> Workspace:
    """A workspace with so many deals, checkpointed."""
    workspace = create_workspace(folder, user="bench", clock=Clock())
    changes = ChangeSet(f"Import {count:,} deals")
    for deal in deals(count):
        changes.create(deal)
    workspace.commit(changes)
    workspace.checkpoint()
    return workspace


Prepare = Callable[[int], Callable[[], object]]
"""Makes the commit of a number; what it returns is what is timed."""


def timed(prepares: Sequence[Prepare], times: int) -> list[list[float]]:
    """Milliseconds of so many commits of each sort, in turns, so that a busy disk is busy for all."""
    spent: list[list[float]] = [[] for _ in prepares]
    for number in range(_WARM + times):
        for place, prepare in enumerate(prepares):
            commit = prepare(number)
            start = perf_counter()
            commit()
            spent[place].append((perf_counter() - start) * 1_000)
    return [each[_WARM:] for each in spent]


def _changes(workspace: Workspace, count: int, text: str, number: int) -> ChangeSet:
    deal = workspace.get(f"D-{number * 7919 % count + 1}")
    changes = ChangeSet(f"Edit {deal.id}")
    changes.update(deal, deal.model_copy(update={"next_step": f"{text} {number}"}))
    return changes


def pmtui_commits(workspace: Workspace, count: int) -> Prepare:
    """Commits of one field of one deal."""
    return lambda number: partial(workspace.commit, _changes(workspace, count, "call", number))


def pmtui_edits(workspace: Workspace, count: int) -> Prepare:
    """The same from the id: the document read, validated, changed, compared and committed."""
    return lambda number: lambda: workspace.commit(_changes(workspace, count, "write", number))


def sqlite_commits(database: sqlite3.Connection, count: int) -> Prepare:
    """The same to a table of JSON documents in SQLite, durable on return."""
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE deal (id TEXT PRIMARY KEY, next_step TEXT, body TEXT)")
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO deal VALUES (?, '', ?)",
        (
            (f"D-{place}", json.dumps(deal.model_dump(mode="json")))
            for place, deal in enumerate(deals(count), 1)
        ),
    )
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    update = "UPDATE deal SET next_step = ? WHERE id = ?"
    return lambda number: partial(
        database.execute, update, (f"call {number}", f"D-{number * 7919 % count + 1}")
    )


def p95(spent: list[float]) -> float:
    """The time that 95 of 100 stay under."""
    return statistics.quantiles(spent, n=20)[-1]


def _open_and_checkpoint(folder: Path, count: int) -> None:
    start = perf_counter()
    workspace = open_workspace(folder, user="bench", clock=Clock())
    opened = perf_counter() - start
    deal = workspace.get("D-1")
    changes = ChangeSet("Edit")
    changes.update(deal, deal.model_copy(update={"next_step": "the last"}))
    workspace.commit(changes)
    start = perf_counter()
    workspace.checkpoint()
    checkpointed = perf_counter() - start
    workspace.close()
    tracemalloc.start()
    workspace = open_workspace(folder, user="bench", clock=Clock())
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    size = (folder / "workspace.json").stat().st_size
    print(
        f"  open {opened * 1_000:.0f} ms, checkpoint {checkpointed * 1_000:.0f} ms, "
        f"{held / count:.0f} bytes of memory a document ({held / size:.1f} x the file of {size / 1e6:.1f} MB)"
    )
    workspace.close()


def main(arguments: list[str]) -> None:
    """Measure and print."""
    times = int(arguments[0]) if arguments else COMMITS
    sizes = [int(each) for each in arguments[1:]] or list(SIZES)
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="pmtui-bench-", dir=Path.cwd()) as name:
            folder = Path(name)
            workspace = filled(folder / "workspace", count)
            database = sqlite3.connect(folder / "deals.sqlite", isolation_level=None)
            sorts = {
                "SQLite, WAL, FULL": sqlite_commits(database, count),
                "pmtui, commit": pmtui_commits(workspace, count),
                "pmtui, read, change, commit": pmtui_edits(workspace, count),
            }
            spent = timed(list(sorts.values()), times)
            database.close()
            workspace.close()
            print(
                f"{count:,} documents, {times:,} durable commits of one field each; budget p95 x {BUDGET:.1f}"
            )
            for sort, each in zip(sorts, spent, strict=True):
                ratios = f"x {statistics.median(each) / statistics.median(spent[0]):.2f}"
                worst = f"x {p95(each) / p95(spent[0]):.2f}"
                print(
                    f"  {sort:28} p50 {statistics.median(each):.3f} ms {ratios}"
                    f"   p95 {p95(each):.3f} ms {worst}"
                )
            _open_and_checkpoint(folder / "workspace", count)


if __name__ == "__main__":
    main(sys.argv[1:])
