"""A screen on a server whose connection is lost: a banner, reading goes on, a form keeps what was typed."""

import time
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from pmtui import app
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_place, open_place
from pmtui.store.postgres import connection, server_log
from pmtui.store.workspace import Workspace
from tests.postgres import Server
from tests.proxy import Proxy
from tests.screens import press, running, screen_text, type_text
from tests.settling import PATIENCE


@pytest.fixture
def proxy(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy in front of the server."""
    monkeypatch.setattr(server_log, "AGAIN", (0.01, 0.05))
    monkeypatch.setattr(connection, "PAUSES", (0.05,))
    monkeypatch.setattr(app, "POLL", 0.05)
    made = Proxy(postgres_server.folder)
    yield made
    made.close()


@pytest.fixture
def address(postgres_server: Server) -> str:
    """A fresh database."""
    return postgres_server.fresh()


@pytest.fixture
def remote(address: str, postgres_server: Server, proxy: Proxy, clock: Clock) -> Iterator[Workspace]:
    """A workspace on the server with one deal, reached through the proxy."""
    made = create_place(address, user="bob", clock=clock)
    changes = ChangeSet("Add")
    changes.create(Deal(title="Known", stage="Prospecting"))
    made.commit(changes)
    made.close()
    there = address.replace(str(postgres_server.folder), str(proxy.folder))
    workspace = open_place(there, user="ann", clock=clock)
    yield workspace
    workspace.let_go()


async def seen(pilot: Pilot[None], text: str, gone: str = "?!") -> str:
    """Wait until a screen without a form shows one text and no longer another; what is on it then."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        await pilot.pause(0.02)
        shown = screen_text(pilot)
        if text in shown and gone not in shown:
            return shown
    raise AssertionError(screen_text(pilot))


async def test_what_another_commits_is_on_an_open_screen_by_itself(address: str, remote: Workspace) -> None:
    bob = open_place(address, user="bob", clock=remote.clock)
    async with running(Session(remote, Settings(), Keymap()), size=(120, 30)) as pilot:
        changes = ChangeSet("Add")
        changes.create(Deal(title="From afar", stage="Prospecting"))
        bob.commit(changes)
        await seen(pilot, "From afar")
    bob.let_go()


def test_screens_look_for_news_more_than_once_a_second() -> None:
    assert app.POLL < 1


async def test_a_lost_connection_is_shown_and_what_was_typed_is_saved_once_it_is_back(
    remote: Workspace, proxy: Proxy
) -> None:
    async with running(Session(remote, Settings(), Keymap()), size=(120, 30)) as pilot:
        assert "Known" in screen_text(pilot)
        proxy.refuse()
        text = await seen(pilot, "no connection since")
        assert "Known" in text
        await press(pilot, "n")
        await type_text(pilot, "Typed")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "nothing was written: there is no connection" in screen_text(pilot)
        assert "Typed" in screen_text(pilot)
        proxy.listen()
        await press(pilot, "ctrl+s")
        await seen(pilot, "Typed", "new deal")
        await seen(pilot, "Typed", "no connection since")
    titles = sorted(str(row["title"]) for row in remote.rows("deal").values())
    assert titles == ["Known", "Typed"]
