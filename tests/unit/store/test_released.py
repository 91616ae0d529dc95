"""Workspaces that released versions wrote: this one opens them, edits them and loses nothing of them."""

import shutil
from pathlib import Path

import pytest

from pmtui import __version__
from pmtui.models.kinds import KINDS
from pmtui.models.registry import MODELS
from pmtui.store.changes import ChangeSet
from pmtui.store.doctor import examine
from pmtui.store.open_workspace import open_workspace
from tests.conftest import StillClock
from tests.released import FOLDER, released


@pytest.fixture(params=released(), ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one of them."""
    folder = tmp_path / "old"
    shutil.copytree(request.param, folder)
    return folder


def test_that_of_this_version_is_committed() -> None:
    assert (FOLDER / __version__).is_dir(), "`python -m tests.released` writes it, once a release"


def test_every_document_of_every_kind_is_read_and_nothing_is_written(old: Path) -> None:
    before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    workspace = open_workspace(old, user="ann", clock=StillClock(), read_only=True)
    assert workspace.notices == ()
    assert {kind for kind, table in workspace.tables.items() if table} >= set(KINDS)
    assert [each for kind in KINDS for each in workspace.all(kind)]
    assert workspace.apart == {}
    assert [each for each in examine(workspace) if each.kind != "file"] == []
    workspace.let_go()
    assert {path: path.read_bytes() for path in old.rglob("*") if path.is_file()} == before


def test_it_is_edited_and_checkpointed_and_stays_whole(old: Path) -> None:
    workspace = open_workspace(old, user="ann", clock=StillClock())
    before = {kind: dict(table) for kind, table in workspace.tables.items()}
    changes = ChangeSet("Tag all")
    for kind in MODELS:
        for document in list(workspace.all(kind)):
            changes.update(document, document.model_copy(update={"tags": ("seen",)}))
    touched = workspace.commit(changes).changed
    assert len(touched) == sum(map(len, before.values()))
    workspace.close()
    again = open_workspace(old, user="ann", clock=StillClock())
    for kind, table in before.items():
        for document_id, stored in table.items():
            now = dict(again.rows(kind)[document_id])
            counted = {name: now[name] for name in ("version", "updated_at")}
            assert now == {**stored, "tags": ["seen"], **counted}
    assert again.notices == ()
    again.undo()
    assert all("tags" in stored for kind in before for stored in again.rows(kind).values()) is False
    assert [each.name for each in again.history()][-1:] != []
    again.let_go()
