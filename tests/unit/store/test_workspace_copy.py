"""Copying: the same documents and the same history either way, or a target that does not open."""

import multiprocessing
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtui.cli import main
from pmtui.errors import WorkspaceError
from pmtui.models.glossary.term import Term
from pmtui.models.values.clock import Clock
from pmtui.store import workspace_copy
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.doctor import examine
from pmtui.store.log.codec import encode
from pmtui.store.open_workspace import open_place
from pmtui.store.postgres import server_rows
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from pmtui.store.workspace_copy import copy
from tests.postgres import Server
from tests.unit.store.conftest import Opener, add_deal, delete, edit

Fresh = Callable[[str], str]


def lived_in(opened: Opener) -> None:
    """Give a workspace a history: two people, an import, edits, deletions, undo and redo, and own fields."""
    ann = opened("ann")
    for number in range(3):
        add_deal(ann, f"Deal {number}", custom={"zone": "north", "a": "1"}, notes="ä \\ \" ' 漢 {}")
    bob = opened("bob")
    edit(bob, "D-1", title="Bob's", amount={"amount": "1054.00", "currency": "USD"})
    ann.poll()
    delete(ann, "D-3")
    delete(ann, "D-2")
    ann.undo()
    bob.undo()
    bob.redo()
    changes = ChangeSet("Terms")
    for slug in ("churn", "q4", "net-new"):
        changes.create(Term(id=slug, headword=slug.title(), definition="What we mean."))
    ann.commit(changes)
    many = ChangeSet("Import 700 deals")
    for number in range(700):
        many.create(ann.get("D-1").model_copy(update={"id": "", "title": f"Row {number}", "version": 0}))
    bob.commit(many)
    ann.close()
    bob.close()


@pytest.fixture
def fresh(tmp_path: Path, postgres_server: Server) -> Fresh:
    """Names places where there is nothing yet."""

    def naming(kind: str) -> str:
        return postgres_server.fresh() if kind == "postgres" else str(tmp_path / f"copy{time.monotonic_ns()}")

    return naming


class Held(NamedTuple):
    """All that a workspace holds."""

    tables: Tables
    history: list[Transaction]
    counters: dict[str, int]


def held(place: str) -> Held:
    """All that the workspace of a place holds."""
    workspace = open_place(place, user="ann", clock=Clock(), read_only=True)
    try:
        tables = {kind: table for kind, table in workspace.tables.items() if table}
        return Held(tables, list(workspace.history()), dict(workspace.counters))
    finally:
        workspace.let_go()


@pytest.mark.parametrize("to", ["files", "postgres"])
def test_a_copy_holds_the_same_documents_and_the_same_history(
    site: str, opened: Opener, fresh: Fresh, to: str
) -> None:
    lived_in(opened)
    before = held(site)
    target = fresh(to)
    copied = copy(site, target)
    assert held(target) == before == held(site)
    assert (copied.documents, copied.transactions) == (707, len(before.history))
    there = open_place(target, user="ann", clock=Clock())
    assert examine(there) == []
    assert there.undo().name == "Undo: Terms"
    assert add_deal(there) == "D-704"
    assert len(list(there.as_of(Clock().today() - timedelta(days=1)).all("deal"))) == 0
    there.close()
    assert held(site) == before


@pytest.mark.parametrize("to", ["files", "postgres"])
def test_a_target_that_holds_something_is_left_as_it_was(
    site: str, opened: Opener, fresh: Fresh, to: str
) -> None:
    add_deal(opened(), "Ours")
    target = fresh(to)
    copy(site, target)
    before = held(target)
    add_deal(opened(), "Later")
    with pytest.raises(WorkspaceError, match="left as it was"):
        copy(site, target)
    with pytest.raises(WorkspaceError, match="left as it was"):
        copy(site, site)
    assert held(target) == before


def test_a_folder_with_other_files_is_no_target(folder: Path, site: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(WorkspaceError, match="is not empty"):
        copy(site, str(other))
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("to", ["files", "postgres"])
@pytest.mark.parametrize("step", ["take", "state", "finish"])
def test_a_broken_copy_leaves_the_source_as_it_was_and_does_not_open(
    site: str, opened: Opener, fresh: Fresh, to: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_deal(opened())
    before = held(site)
    target = fresh(to)

    def breaking(*_: object) -> None:
        raise WorkspaceError("broken")

    from pmtui.store.postgres.server_copy import ServerTarget

    monkeypatch.setattr(ServerTarget if to == "postgres" else workspace_copy.FolderTarget, step, breaking)
    with pytest.raises(WorkspaceError, match="broken"):
        copy(site, target)
    monkeypatch.undo()
    assert held(site) == before
    with pytest.raises(WorkspaceError, match="a copy that was not finished"):
        held(target)
    assert main(["--workspace", target, "add", "deal", "title=x"]) == 3
    assert main(["--workspace", target, "init"]) == 3
    with pytest.raises(WorkspaceError):
        copy(site, target)


@pytest.mark.parametrize("to", ["files", "postgres"])
def test_what_arrives_otherwise_than_it_was_sent_is_found_by_comparison(
    site: str, opened: Opener, fresh: Fresh, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_deal(opened(), "As it is")
    target = fresh(to)

    def changed(transaction: Transaction) -> Transaction:
        return Transaction(
            transaction.seq, transaction.at, transaction.by, "Another name", transaction.changes
        )

    insert = server_rows.insert_transaction
    monkeypatch.setattr(
        workspace_copy, "encode", lambda each: encode(changed(each) if each.seq == 2 else each)
    )
    monkeypatch.setattr(
        server_rows,
        "insert_transaction",
        lambda connection, each, key: insert(connection, changed(each) if each.seq == 2 else each, key),
    )
    with pytest.raises(WorkspaceError, match="transaction 2 did not arrive"):
        copy(site, target)
    monkeypatch.undo()
    with pytest.raises(WorkspaceError, match="not finished"):
        held(target)


@pytest.mark.parametrize("to", ["files", "postgres"])
def test_a_copy_that_is_killed_does_not_open(site: str, opened: Opener, fresh: Fresh, to: str) -> None:
    lived_in(opened)
    before = held(site)
    target = fresh(to)
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)

    def work() -> None:
        def never(*_: object) -> None:
            there.send("comparing")
            time.sleep(60)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workspace_copy, "_compare", never)
            copy(site, target)

    process = fork.Process(target=work, daemon=True)
    process.start()
    assert here.recv() == "comparing"
    process.kill()
    process.join()
    assert held(site) == before
    with pytest.raises(WorkspaceError, match="not finished"):
        held(target)


def test_the_demo_goes_to_a_server_and_comes_back_the_same(demo: Workspace, fresh: Fresh) -> None:
    demo.checkpoint()
    there, back = fresh("postgres"), fresh("files")
    assert main(["copy", str(demo.path), there]) == 0
    assert main(["copy", there, back]) == 0
    assert held(back) == held(there) == held(str(demo.path))


@pytest.mark.parametrize("option", ["--restricted", "--read-only"])
def test_copying_is_refused_where_nothing_may_be_written_elsewhere(
    folder: Path, site: str, tmp_path: Path, option: str
) -> None:
    assert main([option, "copy", site, str(tmp_path / "new")]) in (2, 3)
    assert not (tmp_path / "new").exists()
