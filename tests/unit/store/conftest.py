"""A workspace in a temporary folder, opened as often as a test wants."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pmtui.models.clock import Clock
from pmtui.models.deal import Deal
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace, create_workspace, open_workspace

Opener = Callable[..., Workspace]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an empty workspace."""
    place = tmp_path / "workspace"
    create_workspace(place, user="ann", clock=Clock()).close()
    return place


@pytest.fixture
def opened(folder: Path) -> Iterator[Opener]:
    """Opens the workspace as somebody, on some day; what is left open is let go of at the end."""
    all_opened: list[Workspace] = []

    def opening(user: str = "ann", day: date | None = None, *, read_only: bool = False) -> Workspace:
        workspace = open_workspace(folder, user=user, clock=Clock(day), read_only=read_only)
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
