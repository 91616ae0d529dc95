"""PostgreSQL: tables that others touch, rights, newer and older schemas, and clocks that are wrong."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.address import folder_of
from pmtui.errors import WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.doctor import examine
from pmtui.store.log import migrations
from pmtui.store.open_workspace import create_place, open_place
from pmtui.store.postgres import server_rows
from pmtui.store.postgres.server_log import PgLog
from pmtui.store.workspace import Workspace
from tests.postgres import Server, binaries, running
from tests.unit.store.conftest import Opener, add_deal, deal_of, edit, waited

LOGS = ("postgres",)


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


def test_history_is_gone_through_page_by_page(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_rows, "PAGE", 3)
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "Ann's")
    for number in range(8):
        add_deal(bob, f"Bob's {number}")
    assert [each.seq for each in bob.history()] == list(range(10, 0, -1))
    assert [each.name for each in bob.history("D-1")] == ["Add deal Ann's"]
    assert [each.name for each in bob.history("D-9")] == ["Add deal Bob's 7"]
    assert ann.undo().name == "Undo: Add deal Ann's"
    assert not bob.as_of(Clock().today() - timedelta(days=1)).rows("deal")


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
        waited(lambda: deal_of(reader, "D-1").title == "News", reader)
        assert len(list(reader.history("D-1"))) == 2
        assert reader.counters == ann.counters
    finally:
        reader.let_go()


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server of the test's own: one that follows the server of all tests would copy all their databases."""
    with running() as server:
        yield server


def test_a_standby_server_opens_for_reading_and_follows(own_server: Server, home: Path) -> None:
    site = own_server.fresh()
    ann = create_place(site, user="ann", clock=Clock())
    add_deal(ann)
    with own_server.standby() as standby:
        there = site.replace(str(own_server.folder), str(standby.folder))
        reader = open_place(there, user="rita", clock=Clock())
        try:
            assert reader.read_only
            edit(ann, "D-1", title="News")
            waited(lambda: deal_of(reader, "D-1").title == "News", reader)
            with pytest.raises(WorkspaceError, match="reading only"):
                add_deal(reader)
        finally:
            reader.let_go()
            ann.let_go()


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


@pytest.mark.parametrize("statement", [*WRITING, READING[0]])
def test_the_readme_gives_the_same_grants(statement: str) -> None:
    readme = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    assert f"{statement.format('sales')};\n" in readme


def test_what_pg_dump_keeps_goes_into_an_empty_database_with_its_history(
    site: str, postgres_server: Server, opened: Opener
) -> None:
    ann = opened("ann")
    add_deal(ann, "Kept")
    edit(ann, "D-1", title="Kept and edited")
    dumped = program("pg_dump", "--schema=pmtui", site)
    target = postgres_server.fresh()
    program("psql", "--quiet", "--set=ON_ERROR_STOP=1", target, said=dumped)
    there = open_place(target, user="ann", clock=Clock())
    try:
        assert there.tables == ann.tables
        assert list(there.history()) == list(ann.history())
        assert examine(there) == []
        assert there.undo().name == "Undo: Edit D-1"
        assert add_deal(there) == "D-2"
    finally:
        there.let_go()


def program(name: str, *words: str, said: str = "") -> str:
    """Run one of PostgreSQL's own programs; returns what it printed."""
    folder = binaries()
    assert folder is not None
    done = subprocess.run([folder / name, *words], input=said, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


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
