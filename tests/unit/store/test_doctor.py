"""The doctor finds what is wrong with documents and files, and changes nothing."""

from pathlib import Path

import orjson
import pytest

from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import JsonValue
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.doctor import Finding, examine
from pmtui.store.log.snapshot import Snapshot, encode_snapshot
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, edit


def put(workspace: Workspace, kind: str, **values: JsonValue) -> None:
    """Commit a document as it is, valid or not."""
    changes = ChangeSet("Put")
    changes.put(Change(kind, "?1", None, values))
    workspace.commit(changes)


def test_a_healthy_workspace_has_no_findings(opened: Opener) -> None:
    workspace = opened()
    changes = ChangeSet("Add")
    account = changes.create(Account(name="Acme"))
    changes.create(Deal(title="Rollout", account=account, stage="Proposal"))
    workspace.commit(changes)
    workspace.checkpoint()
    add_deal(workspace, "Other")
    workspace.backup()
    assert examine(workspace) == []
    assert examine(opened(read_only=True)) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": "x", "probability": 101}, "probability: must lie between 0 and 100"),
        (
            {"title": "x", "expected_close": "soon"},
            "expected_close: Input should be a valid date",
        ),
        ({"owner": "ann"}, "title: Field required"),
        ({"title": "x", "account": "A-9"}, "account: there is no account A-9"),
        ({"title": "x", "product": "A-1"}, "product: there is no product A-1"),
        ({"title": "x", "stage": "Dreaming"}, "stage: the pipeline has no stage 'Dreaming'"),
    ],
)
def test_a_document_that_is_not_right_is_found(
    workspace: Workspace, values: dict[str, JsonValue], problem: str
) -> None:
    put(workspace, "account", name="Acme")
    put(workspace, "deal", **values)
    (found,) = examine(workspace)
    assert (found.kind, found.id) == ("deal", "D-1")
    assert found.problem.startswith(problem)


def test_links_of_several_kinds_and_lists_of_links_are_followed(workspace: Workspace) -> None:
    put(workspace, "feature", title="One", depends_on=["F-1", "F-7"])
    put(workspace, "activity", text="call", about="D-3")
    assert [(each.id, each.problem) for each in examine(workspace)] == [
        ("F-1", "depends_on: there is no feature F-7"),
        ("E-1", "about: there is no document D-3"),
    ]


def test_an_id_that_may_be_given_again_is_found(opened: Opener, folder: Path) -> None:
    workspace = opened()
    rows = {"deal": {"D-4": {"id": "D-4", "title": "x"}, "D-05": {"id": "D-05", "title": "x"}}}
    state = Snapshot(workspace.seq, tables={**workspace.tables, **orjson.loads(orjson.dumps(rows))})
    workspace.let_go()
    (folder / "workspace.json").write_bytes(b"".join(encode_snapshot(state)))
    found = {each.id: each.problem for each in examine(opened())}
    assert "may be given to another" in found["D-4"]
    assert found["D-05"] == "is no id of a deal"


def test_a_broken_pipeline_is_one_finding(workspace: Workspace) -> None:
    add_deal(workspace, stage="Proposal")
    changes = ChangeSet("Break")
    changes.put(Change("pipeline", "sales", {"name": "Sales"}, {"name": 5}))
    workspace.commit(changes)
    assert [each.id for each in examine(workspace)] == ["sales"]


def test_damage_to_history_and_backups_and_open_modes_are_found(opened: Opener, folder: Path) -> None:
    workspace = opened()
    for number in range(3):
        add_deal(workspace, f"Deal {number}")
    backup = workspace.backup()
    (month,) = (folder / "history").iterdir()
    lines = month.read_bytes().splitlines(keepends=True)
    month.write_bytes(b"".join([lines[0], b"garbage\n", *lines[2:]]))
    backup.write_bytes(b"{")
    edit(workspace, "D-1", title="x")
    (folder / "journal.jsonl").chmod(0o644)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = [(each.kind, each.id, each.problem) for each in examine(workspace)]
    assert found[:2] == [
        ("file", month.name, "line 2: not as it was written"),
        ("file", "history", "1 transaction(s) are missing, the first is 2"),
    ]
    assert found[2][1] == backup.name
    assert found[2][2].startswith("this backup cannot be used: ")
    assert found[3][1:] == (
        "journal.jsonl",
        f"others can read it; `chmod 600 {folder / 'journal.jsonl'}` makes it private",
    )
    assert len(found) == 4
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_tables_of_kinds_that_are_not_known_are_found(opened: Opener, folder: Path) -> None:
    workspace = opened()
    tables = {**workspace.tables, "dream": orjson.loads(b'{"X-1": {"id": "X-1"}}')}
    state = Snapshot(workspace.seq, tables=tables)
    workspace.let_go()
    (folder / "workspace.json").write_bytes(b"".join(encode_snapshot(state)))
    assert examine(opened()) == [Finding("dream", "", "1 documents of a kind that this pmtui does not know")]
