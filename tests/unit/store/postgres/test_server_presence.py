"""Who is where on a server: told, seen, asked for, and forgotten when they are gone."""

import json
import os
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from pmtui.errors import WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.log import presence
from pmtui.store.log.presence import Present
from pmtui.store.open_workspace import create_place, open_place
from pmtui.store.postgres import connection, server_presence
from pmtui.store.postgres.server_presence import ServerPresence
from pmtui.store.workspace import Workspace
from tests.postgres import Server
from tests.unit.store.conftest import add_deal, waited

Come = Callable[[str], tuple[Workspace, ServerPresence]]


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is sent at once."""
    monkeypatch.setattr(server_presence, "REST", 0.0)


@pytest.fixture
def address(postgres_server: Server) -> str:
    """The address of an empty workspace."""
    made = postgres_server.fresh()
    create_place(made, user="ann", clock=Clock()).close()
    return made


@pytest.fixture
def come(address: str) -> Iterator[Come]:
    """Somebody opens the workspace."""
    opened: list[Workspace] = []

    def coming(user: str) -> tuple[Workspace, ServerPresence]:
        workspace = open_place(address, user=user, clock=Clock())
        opened.append(workspace)
        found = workspace.presence()
        assert isinstance(found, ServerPresence)
        return workspace, found

    yield coming
    for workspace in opened:
        workspace.let_go()


def place(found: ServerPresence) -> list[tuple[str, str, bool]]:
    """Who is where."""
    return [(each.user, each.document, each.editing) for each in found.others()]


def told(workspace: Workspace, found: ServerPresence, document: str, *, editing: bool = False) -> None:
    """Tell, as often as the server takes to be free."""

    def done() -> bool:
        found.tell(document, editing=editing)
        return found._told == (document, editing)

    waited(done, workspace)


def test_others_see_where_somebody_is_and_nobody_sees_themselves(come: Come) -> None:
    (ann, hers), (ben, his) = come("ann"), come("ben")
    told(ann, hers, "D-1")
    told(ben, his, "D-2", editing=True)
    waited(lambda: place(his) == [("ann", "D-1", False)], ben)
    waited(lambda: place(hers) == [("ben", "D-2", True)], ann)
    assert hers.seen == his.others()[:0] + hers.others()
    told(ann, hers, "D-2")
    waited(lambda: place(his) == [("ann", "D-2", False)], ben)
    ann.poll()
    hers.leave()
    waited(lambda: place(his) == [], ben)


def test_somebody_who_comes_later_is_told_at_once(come: Come) -> None:
    ann, hers = come("ann")
    told(ann, hers, "D-1")
    ben, his = come("ben")
    told(ben, his, "D-2")

    def seen() -> bool:
        ann.poll()
        hers.others()
        hers.tell("D-1", editing=False)
        return place(his) == [("ann", "D-1", False)]

    waited(seen, ben)


def test_who_asks_is_answered_and_not_seen(come: Come, address: str) -> None:
    ann, hers = come("ann")
    told(ann, hers, "D-1")
    looking = open_place(address, user="zoe", clock=Clock(), read_only=True)
    asker = looking.presence(silent=True)
    assert isinstance(asker, ServerPresence)
    answered: list[tuple[Present, ...]] = []
    original = time.sleep

    def meanwhile(seconds: float) -> None:
        ann.poll()
        hers.others()
        hers.tell("D-1", editing=False)
        original(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pmtui.store.postgres.server_presence.time.sleep", meanwhile)
        answered.append(asker.roll_call())
    assert [(each.user, each.document, each.process) for each in answered[0]] == [("ann", "D-1", os.getpid())]
    assert hers.others() == ()
    looking.let_go()


def test_what_makes_no_sense_or_would_spoil_a_screen_does_no_harm(come: Come, address: str) -> None:
    ann, hers = come("ann")
    words = [
        "{",
        "{}",
        "[1]",
        '{"session": "x"}',
        '{"session": "y", "user": "u", "host": "h", "process": "many", "document": "", "editing": false}',
        '{"session": ["z"], "user": {}, "gone": 0}',
        "{" + " " * 3_000 + "}",
        "not json",
        json.dumps(
            {
                "session": "evil",
                "user": "\x1b[2Jben" + "n" * 500,
                "host": "h\nh",
                "process": 1,
                "document": "D-1",
                "editing": True,
            }
        ),
    ]
    with psycopg.connect(address, autocommit=True) as other:
        for word in words:
            other.execute("SELECT pg_notify('pmtui', %s)", (word,))
    waited(lambda: bool(hers.others()), ann)
    (seen,) = hers.others()
    assert seen.user.isprintable()
    assert len(seen.user) <= 200
    assert seen.host.isprintable()
    assert add_deal(ann) == "D-1"


def test_who_is_not_heard_of_any_more_is_gone(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    (ann, hers), (ben, his) = come("ann"), come("ben")
    told(ben, his, "D-2")
    waited(lambda: bool(hers.others()), ann)
    monkeypatch.setattr(server_presence, "SIGN", -1.0)
    assert hers.others() == ()


def test_the_more_there_are_the_more_seldom_each_tells(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    _, hers = come("ann")
    monkeypatch.setattr(server_presence, "REST", presence.REST)
    assert hers._rest == presence.REST
    for number in range(200):
        hers._take(
            json.dumps(
                {
                    "session": str(number),
                    "user": "u",
                    "host": "h",
                    "process": 1,
                    "document": "",
                    "editing": False,
                }
            ),
            0.0,
        )
    assert hers._rest == 10 * presence.REST


def test_a_lost_connection_is_no_trouble_and_it_goes_on_after_it(come: Come, address: str) -> None:
    (ann, hers), (ben, his) = come("ann"), come("ben")
    told(ann, hers, "D-1")
    waited(lambda: bool(his.others()), ben)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    hers.tell("D-3", editing=False)
    hers.leave()

    def back() -> bool:
        ben.poll()
        his.tell("D-2", editing=False)
        hers.others()
        hers.tell("D-5", editing=False)
        return ("ann", "D-5", False) in place(his)

    waited(back, ann)


def test_a_server_that_passes_nothing_on_has_no_presence(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LISTEN", "LISTEN elsewhere")
    (ann, hers), (_, his) = come("ann"), come("ben")
    his.tell("D-2", editing=False)
    ann.poll()
    assert hers.others() == ()
    with pytest.raises(WorkspaceError, match="passes no notifications on"):
        hers.roll_call()
