"""PostgreSQL: news at once, a line that breaks at any moment, rights, clocks, and what else only a server has."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from pmtui.address import folder_of
from pmtui.errors import ConflictError, WorkspaceError
from pmtui.models.clock import Clock
from pmtui.store import migrations, pg_link, pg_log
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.doctor import examine
from pmtui.store.events import Changed
from pmtui.store.pg_log import PgLog
from pmtui.store.places import create_place, open_place
from pmtui.store.workspace import Workspace
from tests.postgres import Server
from tests.proxy import Cut, Proxy
from tests.unit.store.conftest import Opener, add_deal, deal_of, edit

LOGS = ("postgres",)
LISTENS = True

PATIENCE = 8.0


def waited(ready: Callable[[], bool], workspace: Workspace) -> float:
    """Poll as an open screen does until something is so; tells how many seconds that took."""
    start = time.monotonic()
    while not ready():
        assert time.monotonic() - start < PATIENCE
        time.sleep(0.02)
        workspace.poll()
    return time.monotonic() - start


@pytest.fixture
def proxy(postgres_server: Server) -> Iterator[Proxy]:
    """A proxy in front of the server."""
    made = Proxy(postgres_server.folder)
    yield made
    made.refuse()


@pytest.fixture
def bob(
    site: str, postgres_server: Server, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """Bob's workspace, reached through the proxy; he tries again without much delay."""
    monkeypatch.setattr(pg_log, "AGAIN", (0.01, 0.05))
    monkeypatch.setattr(pg_link, "PAUSES", (0.05,))
    address = site.replace(str(postgres_server.folder), str(proxy.folder))
    made = open_place(address, user="bob", clock=Clock())
    yield made
    made.let_go()


# News


def test_another_process_commit_is_heard_at_once_and_nothing_is_sent_while_idle(
    opened: Opener, bob: Workspace, proxy: Proxy
) -> None:
    ann = opened("ann")
    waited(lambda: True, bob)
    time.sleep(0.1)
    bob.poll()
    before = proxy.sent
    for _ in range(50):
        bob.poll()
    assert proxy.sent == before
    add_deal(ann)
    assert waited(lambda: bob.find("D-1") is not None, bob) < 0.9


@pytest.mark.parametrize("missing", ["LISTEN", "NOTIFY"])
def test_a_server_that_does_not_notify_is_asked(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(
        pg_link, missing, "SELECT no_such_function(%s, %s)" if missing == "NOTIFY" else "LISTEN"
    )
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    assert waited(lambda: bob.find("D-1") is not None, bob) < 0.9


def test_a_notification_that_is_lost_on_its_way_is_made_good_by_asking(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = opened("bob")
    monkeypatch.setattr(pg_link, "SAFETY", 0.2)
    monkeypatch.setattr(pg_link, "NOTIFY", "SELECT no_such_function(%s, %s)")
    ann = opened("ann")
    add_deal(ann)
    assert waited(lambda: bob.find("D-1") is not None, bob) < 1.0


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


def test_a_server_that_falls_silent_counts_as_lost(
    bob: Workspace, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pg_link, "SAFETY", 0.05)
    monkeypatch.setattr(pg_link, "SILENCE", 0.3)
    proxy.dumb = True
    longest = 0.0
    start = time.monotonic()
    while not bob.trouble:
        assert time.monotonic() - start < PATIENCE
        before = time.monotonic()
        bob.poll()
        longest = max(longest, time.monotonic() - before)
        time.sleep(0.02)
    assert longest < 0.2, "an open screen would have stood still"
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
        with pytest.raises(WorkspaceError, match="had been written before the connection was lost"):
            saved()
    else:
        saved()
    ann.poll()
    assert sorted(str(row["title"]) for row in ann.rows("deal").values()) == ["Ann's", "Between", "Once"]
    assert deal_of(ann, "D-1").next_step == "call"
    assert bob.tables == ann.tables
    saved()
    assert len(bob.rows("deal")) == 4, "saved once more it is meant"


def bob_link(workspace: Workspace) -> pg_link.Link:
    log = workspace._log
    assert isinstance(log, PgLog)
    return log.link


def unreachable() -> pg_link.Connection:
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


# One writer at a time


def test_a_writer_that_falls_silent_holds_nobody_up_for_long(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pg_log,
        "_LIMITS",
        ("SET LOCAL lock_timeout = '5s'", "SET LOCAL idle_in_transaction_session_timeout = '200ms'"),
    )
    monkeypatch.setattr(pg_log, "AGAIN", (0.01, 0.05))
    ann, bob = opened("ann"), opened("bob")
    slow = ann._log.append
    asleep = threading.Event()
    times = []

    def drowsy(prepare: Callable[..., Transaction | None]) -> Transaction | None:
        def prepared(news: object) -> Transaction | None:
            made = prepare(news)
            times.append(made)
            if len(times) == 1:
                asleep.set()
                time.sleep(0.8)
            return made

        return slow(prepared)

    monkeypatch.setattr(ann._log, "append", drowsy)
    thread = threading.Thread(target=add_deal, args=(ann, "Slow"))
    thread.start()
    asleep.wait()
    start = time.monotonic()
    add_deal(bob, "Quick")
    assert time.monotonic() - start < 0.7
    thread.join()
    bob.poll()
    assert len(times) == 2
    assert [row["title"] for row in bob.rows("deal").values()] == ["Quick", "Slow"]


def test_waiting_for_a_writer_has_an_end(
    site: str, postgres_server: Server, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pg_log, "_LIMITS", ("SET LOCAL lock_timeout = '100ms'",))
    ann = opened("ann")
    with psycopg.connect(site) as other:
        other.execute("SELECT FROM pmtui.settings WHERE name = 'sequence' FOR UPDATE")
        with pytest.raises(WorkspaceError, match="somebody else has been writing"):
            add_deal(ann)
    add_deal(ann, "Free again")
    assert len(ann.rows("deal")) == 1


def test_conflicts_are_by_field_and_undo_is_refused_where_another_went_on(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann)
    bob.poll()
    edit(ann, "D-1", title="Ann's")
    bob.poll()
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


# Tables that others touch


def test_tables_changed_by_hand_are_refused_and_found(
    site: str, postgres_server: Server, opened: Opener
) -> None:
    ann = opened("ann")
    add_deal(ann)
    postgres_server.execute("UPDATE pmtui.documents SET version = 7 WHERE id = 'D-1'", site)
    with pytest.raises(WorkspaceError, match="something else has changed its tables"):
        edit(ann, "D-1", title="New")
    assert deal_of(ann, "D-1").title == "Big one"
    assert [each.problem for each in examine(ann)] == [
        "1 document(s) have another version or id than their row, one is D-1"
    ]
    postgres_server.execute("DELETE FROM pmtui.transactions WHERE sequence = 1", site)
    assert "1 transaction(s) are missing, the last is 2" in [each.problem for each in examine(opened())]


def test_a_database_put_back_to_an_earlier_state_takes_no_commit(
    site: str, postgres_server: Server, opened: Opener
) -> None:
    ann = opened("ann")
    add_deal(ann)
    postgres_server.execute(
        "DELETE FROM pmtui.transactions WHERE sequence = 2; DELETE FROM pmtui.documents WHERE id = 'D-1';"
        "UPDATE pmtui.settings SET value = '1' WHERE name = 'sequence'",
        site,
    )
    with pytest.raises(WorkspaceError, match="put back to an earlier state"):
        add_deal(ann, "Another")
    assert add_deal(opened("bob")) == "D-2", "a number once given is not given again"


def test_sequences_follow_ids_that_documents_bring(
    site: str, postgres_server: Server, opened: Opener
) -> None:
    ann = opened("ann")
    changes = ChangeSet("Bring")
    deal = deal_of(ann, add_deal(ann))
    changes.create(deal.model_copy(update={"id": "D-40", "version": 0}))
    ann.commit(changes)
    assert postgres_server.execute("SELECT last_value FROM pmtui.ids_deal", site) == [(40,)]
    assert add_deal(opened("bob")) == "D-41"


# Rights


def grant(server: Server, site: str, role: str, *grants: str) -> str:
    """Make a role with some rights; gives its address."""
    name = f"{role}_{site.rpartition('/')[0].count('x')}{abs(hash(site)) % 10**8}"
    server.execute(f"CREATE ROLE {name} LOGIN", site)
    for each in grants:
        server.execute(each.format(name), site)
    return site.replace("postgres@", f"{name}@")


READING = (
    "GRANT USAGE ON SCHEMA pmtui TO {}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA pmtui TO {}",
    "GRANT SELECT ON ALL SEQUENCES IN SCHEMA pmtui TO {}",
)
WRITING = (
    "GRANT USAGE ON SCHEMA pmtui TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pmtui TO {}",
    "GRANT SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA pmtui TO {}",
)


def test_a_role_that_may_only_select_opens_for_reading_and_says_so(
    site: str, postgres_server: Server, opened: Opener
) -> None:
    ann = opened("ann")
    add_deal(ann)
    reader = open_place(grant(postgres_server, site, "reader", *READING), user="rita", clock=Clock())
    try:
        assert reader.read_only
        assert [each for each in reader.notices if "may only read" in each]
        with pytest.raises(WorkspaceError, match="reading only"):
            add_deal(reader)
        edit(ann, "D-1", title="News")
        assert waited(lambda: deal_of(reader, "D-1").title == "News", reader) < 0.9
        assert len(list(reader.history("D-1"))) == 2
        assert reader.counters == ann.counters
    finally:
        reader.let_go()


def test_three_grants_are_enough_to_write(site: str, postgres_server: Server, opened: Opener) -> None:
    writer = open_place(grant(postgres_server, site, "writer", *WRITING), user="walt", clock=Clock())
    try:
        assert not writer.read_only
        assert writer.notices == ()
        assert add_deal(writer) == "D-1"
        writer.undo()
    finally:
        writer.let_go()
    assert not opened().rows("deal")


def test_a_role_without_rights_is_told_of_the_grants(site: str, postgres_server: Server) -> None:
    with pytest.raises(WorkspaceError, match=r"permission denied.*GRANTs"):
        open_place(grant(postgres_server, site, "nobody"), user="nell", clock=Clock())


# Other versions


def renaming(tables: dict[str, dict[str, dict[str, object]]]) -> dict[str, dict[str, dict[str, object]]]:
    """A step that changes every deal's title."""
    for row in tables.get("deal", {}).values():
        if isinstance(row.get("title"), str):
            row["title"] = f"{row['title']}!"
    return tables


def test_the_owner_brings_all_documents_to_a_newer_schema_and_the_older_ones_are_kept(
    site: str, postgres_server: Server, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = opened("ann")
    add_deal(older, "Old")
    plain = grant(postgres_server, site, "plain", *WRITING)
    monkeypatch.setitem(migrations.STEPS, 1, renaming)
    member = open_place(plain, user="mia", clock=Clock())
    assert member.read_only
    assert "until its owner has opened it" in " ".join(member.notices)
    assert deal_of(member, "D-1").title == "Old!"
    member.let_go()
    owner = opened("owner")
    assert not owner.read_only
    assert deal_of(owner, "D-1").title == "Old!"
    edit(owner, "D-1", owner="x")
    assert deal_of(opened("again"), "D-1").title == "Old!"
    assert postgres_server.execute(
        "SELECT body->>'title' FROM pmtui.documents_schema_1 WHERE kind = 'deal'", site
    ) == [("Old",)]
    monkeypatch.undo()
    with pytest.raises(WorkspaceError, match="reading only"):
        add_deal(older, "From an older pmtui")
    assert older.read_only
    assert "newer pmtui" in " ".join(older.notices)
    assert opened("late").read_only


def test_tables_of_a_newer_pmtui_are_not_touched(site: str, postgres_server: Server) -> None:
    postgres_server.execute("UPDATE pmtui.settings SET value = '2' WHERE name = 'layout'", site)
    with pytest.raises(WorkspaceError, match="newer pmtui"):
        open_place(site, user="ann", clock=Clock())


# Clocks


@pytest.mark.parametrize("wrong", [timedelta(hours=-3), timedelta(days=2)])
def test_history_is_kept_in_the_servers_time_whatever_the_clock_of_a_machine_says(
    site: str, opened: Opener, wrong: timedelta
) -> None:
    class WrongClock(Clock):
        def now(self) -> datetime:
            return super().now() + wrong

    log = PgLog(site, folder_of(site), WrongClock().now)
    skewed = Workspace(log, WrongClock(), "bob", Path("x"))
    assert "clock of this machine" in skewed.notices[0]
    ann = opened("ann")
    add_deal(ann, "First")
    add_deal(skewed, "Second")
    ann.poll()
    add_deal(ann, "Third")
    latest = list(ann.history())[:3]
    skewed.let_go()
    assert [each.name for each in latest] == ["Add deal Third", "Add deal Second", "Add deal First"]
    moments = [datetime.fromisoformat(each.at) for each in latest]
    assert moments == sorted(moments, reverse=True)
    assert abs(datetime.now(UTC) - moments[1]) < timedelta(seconds=10)
