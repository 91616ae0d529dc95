"""PostgreSQL: news at once, a line that breaks at any moment, and whatever anybody may notify."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from pmtui.errors import WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.doctor import examine
from pmtui.store.events import Changed
from pmtui.store.open_workspace import open_place
from pmtui.store.postgres import connection, server_log
from pmtui.store.postgres.server_log import PgLog
from pmtui.store.workspace import Workspace
from tests.postgres import Server
from tests.proxy import Cut, Proxy
from tests.unit.store.conftest import PATIENCE, Opener, add_deal, deal_of, waited

LOGS = ("postgres",)
LISTENS = True


@pytest.fixture
def proxy(postgres_server: Server) -> Iterator[Proxy]:
    """A proxy in front of the server."""
    made = Proxy(postgres_server.folder)
    yield made
    made.close()


@pytest.fixture
def bob(
    site: str, postgres_server: Server, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """Bob's workspace, reached through the proxy; he tries again without much delay."""
    monkeypatch.setattr(server_log, "AGAIN", (0.01, 0.05))
    monkeypatch.setattr(connection, "PAUSES", (0.05,))
    address = site.replace(str(postgres_server.folder), str(proxy.folder))
    made = open_place(address, user="bob", clock=Clock())
    yield made
    made.let_go()


# News


def test_another_process_commit_is_heard_and_nothing_is_sent_while_idle(
    opened: Opener, bob: Workspace, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SAFETY", 10 * PATIENCE)  # nothing comes by asking
    ann = opened("ann")

    def is_silent() -> bool:
        before = proxy.sent
        for _ in range(50):
            bob.poll()
        return proxy.sent == before

    waited(is_silent, bob)
    add_deal(ann)
    waited(lambda: bob.find("D-1") is not None, bob)


def test_one_look_sees_what_came_behind_the_answer_to_a_question(opened: Opener) -> None:
    ann = opened("ann")
    bob = opened("bob")  # has asked while it was opened, and not yet looked at the answer
    add_deal(ann)
    wait_until_notified(bob)
    bob.poll()
    assert bob.find("D-1") is not None


def wait_until_notified(workspace: Workspace) -> None:
    """Wait until a notification has come in, without reading it."""
    connection = bob_link(workspace)._connection
    assert connection is not None
    with socket.socket(fileno=os.dup(connection.fileno())) as copy:
        deadline = time.monotonic() + PATIENCE
        while b"pmtui\x00" not in copy.recv(1 << 16, socket.MSG_PEEK | socket.MSG_DONTWAIT):
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.mark.parametrize("missing", ["LISTEN", "NOTIFY"])
def test_a_server_that_does_not_notify_is_asked(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(
        connection, missing, "SELECT no_such_function(%s, %s)" if missing == "NOTIFY" else "LISTEN"
    )
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    waited(lambda: bob.find("D-1") is not None, bob)


def test_a_notification_that_is_lost_on_its_way_is_made_good_by_asking(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = opened("bob")
    monkeypatch.setattr(connection, "SAFETY", 0.2)
    monkeypatch.setattr(connection, "NOTIFY", "SELECT no_such_function(%s, %s)")
    ann = opened("ann")
    add_deal(ann)
    waited(lambda: bob.find("D-1") is not None, bob)


def test_after_a_gap_all_that_was_missed_comes_in_order(opened: Opener, bob: Workspace, proxy: Proxy) -> None:
    ann = opened("ann")
    heard: list[Changed] = []
    bob.subscribe(heard.append)
    proxy.refuse()
    names = [f"Number {number}" for number in range(20)]
    for name in names:
        add_deal(ann, name)
    bob.poll()
    assert heard == []
    proxy.listen()
    waited(lambda: len(heard) == len(names), bob)
    assert [each.name for each in heard] == [f"Add deal {name}" for name in names]
    assert all(each.elsewhere for each in heard)
    assert bob.tables == ann.tables


# A line that breaks


def test_without_a_connection_reading_goes_on_and_a_commit_says_so(bob: Workspace, proxy: Proxy) -> None:
    add_deal(bob, "Known")
    assert bob.trouble == ""
    proxy.refuse()
    waited(lambda: bool(bob.trouble), bob)
    assert "no connection since" in bob.trouble
    assert deal_of(bob, "D-1").title == "Known"
    with pytest.raises(WorkspaceError, match="nothing was written"):
        add_deal(bob, "Lost")
    with pytest.raises(WorkspaceError):
        list(bob.history())
    proxy.listen()
    waited(lambda: bob.trouble == "", bob)
    added = add_deal(bob, "Later")
    assert sorted(str(row["title"]) for row in bob.rows("deal").values()) == ["Known", "Later"]
    assert deal_of(bob, added).title == "Later"


LOSING = """
import sys
from pmtui.models.values.clock import Clock
from pmtui.store.postgres import server_log
from pmtui.store.open_workspace import open_place
from tests.unit.store.conftest import add_deal
server_log.AGAIN = (0.01,)
workspace = open_place(sys.argv[1], user="ann", clock=Clock())
print("open", flush=True)
input()
try:
    add_deal(workspace)
except Exception as error:
    print(error)
"""


def test_the_library_says_nothing_on_its_own_where_a_screen_is(
    site: str, postgres_server: Server, proxy: Proxy
) -> None:
    address = site.replace(str(postgres_server.folder), str(proxy.folder))
    words = [sys.executable, "-c", LOSING, address]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        proxy.cut = "before"
        proxy.stop_listening()
        said, warned = process.communicate("go\n")
    assert "whether this was written is not known yet" in said
    assert warned == ""


def test_a_server_that_falls_silent_counts_as_lost(
    bob: Workspace, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SAFETY", 0.05)
    monkeypatch.setattr(connection, "SILENCE", 2.0)
    proxy.dumb = True
    longest = 0.0
    start = time.monotonic()
    while not bob.trouble:
        assert time.monotonic() - start < PATIENCE
        before = time.monotonic()
        bob.poll()
        longest = max(longest, time.monotonic() - before)
        time.sleep(0.02)
    assert longest < connection.SILENCE / 2, "an open screen would have stood still"
    proxy.dumb = False
    proxy.break_lines()
    waited(lambda: not bob.trouble, bob)


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_commit_whose_line_breaks_is_made_once(
    opened: Opener, bob: Workspace, proxy: Proxy, cut: Cut
) -> None:
    ann = opened("ann")
    proxy.cut = cut
    added = add_deal(bob, "Once")
    add_deal(ann, "Ann's")
    waited(lambda: len(bob.rows("deal")) == 2, bob)
    assert proxy.cut == ""
    assert deal_of(bob, added).title == deal_of(ann, added).title == "Once"
    assert bob.tables == ann.tables
    assert [each.name for each in ann.history()][:2] == ["Add deal Ann's", "Add deal Once"]
    assert examine(ann) == []


@pytest.mark.parametrize("cut", ["before", "after"])
def test_what_stays_in_doubt_is_not_written_twice_when_it_is_saved_again(
    opened: Opener, bob: Workspace, proxy: Proxy, cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = opened("ann")
    add_deal(ann, "Ann's")
    waited(lambda: bob.find("D-1") is not None, bob)

    def saved() -> None:
        changes = ChangeSet("Add and touch")
        deal = deal_of(bob, "D-1")
        changes.update(deal, deal.model_copy(update={"next_step": "call"}))
        changes.create(deal.model_copy(update={"id": "", "title": "Once", "version": 0}))
        bob.commit(changes)

    link = bob_link(bob)
    monkeypatch.setattr(link, "_connected", unreachable)
    proxy.cut = cut
    with pytest.raises(WorkspaceError, match=r"whether this was written is not known yet.*not written twice"):
        saved()
    monkeypatch.undo()
    add_deal(ann, "Between")
    if cut == "after":
        with pytest.raises(WorkspaceError, match="had been written already"):
            saved()
    else:
        saved()
    waited(lambda: len(ann.rows("deal")) == 3, ann)
    assert sorted(str(row["title"]) for row in ann.rows("deal").values()) == ["Ann's", "Between", "Once"]
    assert deal_of(ann, "D-1").next_step == "call"
    assert bob.tables == ann.tables
    saved()
    assert len(bob.rows("deal")) == 4, "saved once more it is meant"


def bob_link(workspace: Workspace) -> connection.Link:
    log = workspace._log
    assert isinstance(log, PgLog)
    return log.link


def unreachable() -> connection.Connection:
    raise psycopg.OperationalError("out of reach")


def test_the_server_may_be_killed_and_started_again(postgres_server: Server, opened: Opener) -> None:
    ann = opened("ann")
    add_deal(ann, "Before")
    postgres_server.stop(signal.SIGQUIT)
    try:
        waited(lambda: bool(ann.trouble), ann)
        assert deal_of(ann, "D-1").title == "Before"
    finally:
        postgres_server.start()
    waited(lambda: not ann.trouble, ann)
    add_deal(ann, "After")
    assert [row["title"] for row in opened("bob").rows("deal").values()] == ["Before", "After"]


def test_history_is_read_in_a_thread_while_an_open_screen_looks_for_news(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    waited(lambda: bob.seq == ann.seq, bob)
    problems: list[BaseException] = []

    def reading() -> None:
        try:
            for _ in range(60):
                assert next(bob.history()).name.startswith("Add deal")
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=reading) for _ in range(2)]
    for each in threads:
        each.start()
    number = 0
    while any(each.is_alive() for each in threads):
        number += 1
        add_deal(ann, f"Number {number}")
        bob.poll()
    assert problems == []
    assert bob.trouble == ""
    waited(lambda: bob.seq == ann.seq, bob)


# Commits that are cut off


def test_a_backend_that_is_ended_at_any_moment_writes_once_or_says_that_it_did_not(
    opened: Opener, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_log, "AGAIN", (0.01, 0.05, 0.2))
    ann = opened("ann")
    stop = threading.Event()

    def ending() -> None:
        with psycopg.connect(site, autocommit=True) as admin:
            while not stop.is_set():
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
                stop.wait(0.004)

    thread = threading.Thread(target=ending)
    thread.start()
    written, refused = [], []
    try:
        for number in range(60):
            title = f"Number {number}"
            for _ in range(50):
                try:
                    add_deal(ann, title)
                except WorkspaceError as error:
                    said = str(error)
                    if "had been written already" in said:
                        written.append(title)
                        break
                    if "is not known yet" in said:
                        continue
                    assert "nothing was written" in said
                    refused.append(title)
                else:
                    written.append(title)
                break
    finally:
        stop.set()
        thread.join()
    bob = opened("bob")
    assert [row["title"] for row in bob.rows("deal").values()] == written
    assert len(written) + len(refused) == 60
    waited(lambda: not ann.trouble and ann.seq == bob.seq, ann)
    assert examine(bob) == []


def test_a_newer_schema_is_noticed_by_whoever_has_it_open_before_anything_is_written(
    opened: Opener, site: str
) -> None:
    ann = opened("ann")
    add_deal(ann, "One")
    with psycopg.connect(site, autocommit=True) as newer:
        newer.execute("UPDATE pmtui.settings SET value = '999' WHERE name = 'schema'")
    with pytest.raises(WorkspaceError, match="open for reading only; nothing was written"):
        add_deal(ann, "Two")
    assert ann.read_only
    assert "was made by a newer pmtui" in ann.notices[-1]
    assert [row["title"] for row in opened("bob").rows("deal").values()] == ["One"]


def test_a_server_that_takes_the_rights_away_is_trouble_and_no_end(opened: Opener, site: str) -> None:
    ann, bob = opened("ann"), opened("bob")
    with psycopg.connect(site, autocommit=True) as admin:
        admin.execute("ALTER TABLE pmtui.transactions RENAME TO gone")
        bob_link(ann)._heard = 99
        ann.poll()
        assert "gone" in ann.trouble or "transactions" in ann.trouble
        admin.execute("ALTER TABLE pmtui.gone RENAME TO transactions")
    add_deal(bob, "Good")
    waited(lambda: ann.seq == bob.seq, ann)
    assert ann.trouble == ""


# What anybody may notify

NONSENSE = (
    "1e999", "²", "9" * 20, "9" * 400, "-1", "0x10", " 7 ", "", "pmtui", "[" * 3_000, "{" * 3_000,
    '{"a":' * 800, '{"session": 5}', '{"session": "x", "user": []}',
    '{"session":"x","user":"u","host":"h","document":"d","process":1e999,"editing":true}',
    '{"session":"x","user":"u","host":"h","document":"d","process":99999999999999999999,"editing":true}',
    '{"session":"x","user":"u","host":"h","document":"d","process":-1,"editing":true}',
    '{"session":"x","user":"u","host":"h","document":"d","process":1,"editing":"yes"}',
    '{"session":"x","user":"u","host":"h","document":' + "[" * 900 + "]" * 900 + ',"process":1,"editing":true}',
    '{"session":"\\ud800","user":"u","host":"h","document":"d","process":1,"editing":true, "asks": 1e999}',
    "999999999999999999",
)  # fmt: skip


def test_what_anybody_notifies_is_read_strictly_or_dropped(opened: Opener, site: str) -> None:
    ann, bob = opened("ann"), opened("bob")
    presence = ann.presence()
    assert presence is not None
    with psycopg.connect(site, autocommit=True) as anybody:
        for payload in NONSENSE:
            anybody.execute("SELECT pg_notify('pmtui', %s)", (payload,))
        anybody.execute(
            "SELECT pg_notify('pmtui', %s)",
            (
                '{"session":"s","user":"eve\\u001b[2J","host":"h","document":"D-1","process":7,"editing":true}',
            ),
        )
    seen: list[str] = []

    def looked() -> bool:
        seen[:] = [each.user for each in presence.others()]
        return bool(seen)

    waited(looked, ann)
    assert [("\x1b" in each, each.startswith("eve")) for each in seen] == [(False, True)]
    add_deal(bob, "Good")
    waited(lambda: ann.seq == bob.seq, ann)
    link = bob_link(ann)
    assert link.heard <= ann.seq + 1, "a number that the table does not bear out is not asked for for ever"
    add_deal(ann, "Better")
    assert ann.trouble == ""
