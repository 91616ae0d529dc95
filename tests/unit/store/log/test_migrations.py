"""Migrations: what an older pmtui stored is read in today's form, undo and time travel included."""

from datetime import date
from pathlib import Path

import pytest

from pmtui.errors import WorkspaceError
from pmtui.store.log import migrations
from pmtui.store.log.codec import decode_head
from pmtui.store.log.history import history_files, lines_of
from pmtui.store.log.snapshot import read_snapshot
from pmtui.store.tables import Tables
from tests.unit.store.conftest import Opener, add_deal, deal_of, edit

LOGS = ("files",)


def rename_source(tables: Tables) -> Tables:
    """What deals called `lost_reason` is called `source` now."""
    for deal in tables.get("deal", {}).values():
        if "lost_reason" in deal:
            deal["source"] = deal.pop("lost_reason")
    return tables


@pytest.fixture
def older(opened: Opener) -> None:
    """A workspace of schema 1: a checkpoint with one deal, and a journal after it."""
    workspace = opened(day=date(2026, 3, 2))
    add_deal(workspace, "One", lost_reason="from the web")
    workspace.checkpoint()
    add_deal(workspace, "Two", lost_reason="by mail")
    edit(workspace, "D-2", lost_reason="by phone", title="Two, called")
    workspace.let_go()


@pytest.fixture
def stepped(older: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pmtui that writes schema 2."""
    monkeypatch.setitem(migrations.STEPS, 1, rename_source)


def test_the_schema_counts_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    assert migrations.schema() == 1
    monkeypatch.setitem(migrations.STEPS, 1, rename_source)
    monkeypatch.setitem(migrations.STEPS, 2, rename_source)
    assert migrations.schema() == 3


@pytest.mark.usefixtures("stepped")
def test_the_checkpoint_and_the_journal_are_read_in_the_new_form(opened: Opener) -> None:
    workspace = opened()
    assert deal_of(workspace, "D-1").source == "from the web"
    deal = deal_of(workspace, "D-2")
    assert (deal.source, deal.lost_reason, deal.title) == ("by phone", "", "Two, called")


@pytest.mark.usefixtures("stepped")
def test_looking_writes_nothing_and_the_first_commit_keeps_a_copy(opened: Opener, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    workspace = opened()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    add_deal(workspace, "Three", source="web")
    copy = folder / "backups" / "workspace-schema-1.json"
    assert copy.read_bytes() == before[folder / "workspace.json"]
    assert read_snapshot(copy).schema == 1
    workspace.checkpoint()
    assert read_snapshot(folder / "workspace.json").schema == 2
    assert copy.read_bytes() == before[folder / "workspace.json"]


@pytest.mark.usefixtures("stepped")
def test_old_and_new_transactions_live_in_one_history(opened: Opener, folder: Path) -> None:
    workspace = opened()
    edit(workspace, "D-2", source="in person")
    workspace.undo()
    workspace.undo()
    assert deal_of(workspace, "D-2").source == "by mail"
    workspace.close()
    again = opened()
    again.redo()
    assert deal_of(again, "D-2").source == "by phone"
    again.checkpoint()
    lines = lines_of(history_files(folder / "history")[0])
    assert [decode_head(line).schema for line in lines] == [1, 1, 1, 1, 2, 2, 2, 2]


@pytest.mark.usefixtures("stepped")
def test_the_past_is_seen_in_the_new_form(opened: Opener) -> None:
    workspace = opened()
    edit(workspace, "D-1", source="changed later")
    assert deal_of(workspace.as_of(date(2026, 3, 2)), "D-1").source == "from the web"


@pytest.mark.usefixtures("stepped")
def test_a_damaged_checkpoint_of_an_older_schema_is_rebuilt_in_the_new_form(
    opened: Opener, folder: Path
) -> None:
    (folder / "workspace.json").write_bytes(b"{")
    workspace = opened()
    assert deal_of(workspace, "D-1").source == "from the web"
    assert deal_of(workspace, "D-2").source == "by phone"


@pytest.mark.usefixtures("stepped")
def test_a_backup_of_an_older_schema_can_be_restored(opened: Opener, folder: Path) -> None:
    backup = folder / "workspace.json"
    older = folder / "kept.json"
    older.write_bytes(backup.read_bytes())
    workspace = opened()
    edit(workspace, "D-1", source="changed")
    workspace.restore(older)
    assert deal_of(workspace, "D-1").source == "from the web"


def test_an_older_pmtui_that_meets_newer_transactions_only_reads(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    with monkeypatch.context() as patch:
        patch.setitem(migrations.STEPS, 1, rename_source)
        add_deal(opened(), "Newer", source="web")
    with pytest.raises(WorkspaceError, match="for reading only"):
        add_deal(old, "Older")
    assert old.read_only
    assert opened().read_only
    assert [row["title"] for row in opened().rows("deal").values()] == ["Newer"]
