"""PostgreSQL: one writer at a time, none of them for long."""

import threading
from collections.abc import Callable

import psycopg
import pytest

from pmtui.errors import ConflictError, WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.changes import Transaction
from pmtui.store.open_workspace import create_place
from pmtui.store.postgres import server_log
from tests.postgres import Server
from tests.unit.store.conftest import PATIENCE, Opener, add_deal, edit, waited

LOGS = ("postgres",)
LISTENS = True


def test_a_writer_that_falls_silent_holds_nobody_up_for_long(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        server_log,
        "_LIMITS",
        ("SET LOCAL lock_timeout = '5s'", "SET LOCAL idle_in_transaction_session_timeout = '200ms'"),
    )
    monkeypatch.setattr(server_log, "AGAIN", (0.01, 0.05))
    ann, bob = opened("ann"), opened("bob")
    slow = ann._log.append
    asleep, passed = threading.Event(), threading.Event()
    times = []

    def drowsy(prepare: Callable[..., Transaction | None], wait: float | None = None) -> Transaction | None:
        def prepared(news: object) -> Transaction | None:
            made = prepare(news)
            times.append(made)
            if len(times) == 1:
                asleep.set()
                assert passed.wait(PATIENCE)
            return made

        return slow(prepared, wait)

    monkeypatch.setattr(ann._log, "append", drowsy)
    thread = threading.Thread(target=add_deal, args=(ann, "Slow"))
    thread.start()
    assert asleep.wait(PATIENCE)
    add_deal(bob, "Quick")
    passed.set()
    thread.join()
    waited(lambda: len(bob.rows("deal")) == 2, bob)
    assert len(times) == 2
    assert [row["title"] for row in bob.rows("deal").values()] == ["Quick", "Slow"]


def test_waiting_for_a_writer_has_an_end(
    site: str, postgres_server: Server, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_log, "_LIMITS", ("SET LOCAL lock_timeout = '100ms'",))
    ann = opened("ann")
    with psycopg.connect(site) as other:
        other.execute("SELECT FROM pmtui.settings WHERE name = 'sequence' FOR UPDATE")
        with pytest.raises(WorkspaceError, match="has been writing all the time"):
            add_deal(ann)
    add_deal(ann, "Free again")
    assert len(ann.rows("deal")) == 1


def test_conflicts_are_by_field_and_undo_is_refused_where_another_went_on(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    edit(ann, "D-1", title="Ann's")
    waited(lambda: bob.seq == ann.seq, bob)
    edit(bob, "D-1", title="Bob's")
    with pytest.raises(ConflictError, match="title is now"):
        ann.undo()


def test_two_who_make_a_workspace_at_once_make_one(postgres_server: Server) -> None:
    address = postgres_server.fresh()
    told: list[object] = []

    def make() -> None:
        try:
            create_place(address, user="ann", clock=Clock()).close()
            told.append("made")
        except WorkspaceError as error:
            told.append("already holds a workspace" in str(error))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told, key=str) == [True, True, True, "made"]
