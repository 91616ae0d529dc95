"""A workspace in a temporary folder or on a server, opened as often as a test wants."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.log import index
from pmtui.store.open_workspace import create_place, create_workspace, open_place
from pmtui.store.postgres import connection
from pmtui.store.workspace import Workspace
from tests.postgres import Server

Opener = Callable[..., Workspace]


LOGS = ("files", "postgres")
"""Where a workspace may be kept: the store's promises hold for each."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test over every log, but those that look into the files themselves.

    A module about files alone says `LOGS = ("files",)`; a test about them asks for `folder`.
    """
    if "site" in metafunc.fixturenames:
        logs = getattr(metafunc.module, "LOGS", LOGS)
        only = "folder" in metafunc.fixturenames
        metafunc.parametrize("site", ("files",) if only else logs, indirect=True)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every checkpoint have an index, however small: what is read as it is used must be as what is read at once."""
    monkeypatch.setattr(index, "MANY", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an empty workspace."""
    place = tmp_path / "workspace"
    create_workspace(place, user="ann", clock=Clock()).close()
    return place


@pytest.fixture
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What names an empty workspace: its folder, or an address."""
    if request.param == "files":
        return str(request.getfixturevalue("folder"))
    server = request.getfixturevalue("postgres_server")
    request.getfixturevalue("home")  # where backups of servers are kept
    assert isinstance(server, Server)
    if not getattr(request.module, "LISTENS", False):
        # A notification takes a moment; a server that has none is asked, and a look sees all there is.
        monkeypatch.setattr(connection, "LISTEN", "LISTEN")
        monkeypatch.setattr(connection, "ANSWER", 10.0)
    address = server.fresh()
    create_place(address, user="ann", clock=Clock()).close()
    return address


@pytest.fixture
def opened(site: str) -> Iterator[Opener]:
    """Opens the workspace as somebody, on some day; what is left open is let go of at the end."""
    all_opened: list[Workspace] = []

    def opening(user: str = "ann", day: date | None = None, *, read_only: bool = False) -> Workspace:
        workspace = open_place(site, user=user, clock=Clock(day), read_only=read_only)
        all_opened.append(workspace)
        return workspace

    yield opening
    for workspace in all_opened:
        workspace.let_go()


@pytest.fixture
def workspace(opened: Opener) -> Workspace:
    """The workspace, opened by Ann."""
    return opened()


def add_deal(workspace: Workspace, title: str = "Big one", **fields: object) -> str:
    """Commit a new deal and return its id."""
    changes = ChangeSet(f"Add deal {title}")
    fresh = changes.create(Deal.model_validate({"title": title, **fields}))
    return workspace.commit(changes).ids[fresh]


def edit(workspace: Workspace, document_id: str, **fields: object) -> None:
    """Commit some fields of a document as it is now."""
    before = workspace.get(document_id)
    changes = ChangeSet(f"Edit {document_id}")
    changes.update(before, type(before).model_validate({**before.model_dump(), **fields}))
    workspace.commit(changes)


def delete(workspace: Workspace, document_id: str) -> None:
    """Commit the deletion of a document."""
    changes = ChangeSet(f"Delete {document_id}")
    changes.delete(workspace.get(document_id))
    workspace.commit(changes)


def deal_of(workspace: Workspace, document_id: str) -> Deal:
    """A deal by its id."""
    found = workspace.get(document_id)
    assert isinstance(found, Deal)
    return found


PATIENCE = 60.0
"""Seconds after which something that should happen counts as not happening."""


def waited(ready: Callable[[], bool], workspace: Workspace) -> None:
    """Poll as an open screen does until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)
        workspace.poll()
