"""Documents that cannot be used: the others are shown, they are named once, kept as they are, and can be mended."""

from collections.abc import Callable
from pathlib import Path

import orjson
import psycopg
import pytest

from pmtui.errors import InputError
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.doctor import examine
from pmtui.store.log.codec import seal
from pmtui.store.workspace import Workspace
from pmtui.store.workspace_copy import copy
from pmtui.workflows import record_commands
from tests.unit.store.conftest import Opener, add_deal, edit

BAD: dict[str, dict[str, JsonValue]] = {
    "an amount that is text": {"title": "Bad", "amount": "plenty"},
    "an amount without a currency": {"title": "Bad", "amount": {"amount": "5", "currency": "E1"}},
    "a date that is none": {"title": "Bad", "expected_close": "2026-02-31"},
    "no title": {"stage": "Proposal"},
    "a stage that is a number": {"title": "Bad", "stage": 5},
    "lines that are no lines": {"title": "Bad", "lines": [5, {"product": 3}]},
    "tags that are text": {"title": "Bad", "tags": "a,b"},
    "a chance of 300": {"title": "Bad", "probability": 300},
    "a number that is huge": {"title": "Bad", "pushes": 1e300},
    "a word of another version": {"title": "Bad", "amount_by": "guess"},
}


def put(workspace: Workspace, kind: str, document_id: str, stored: Stored) -> None:
    changes = ChangeSet("By hand")
    changes.put(Change(kind, document_id, None, stored))
    workspace.commit(changes)


@pytest.mark.parametrize("case", BAD)
def test_the_good_ones_are_shown_and_the_bad_one_is_named_once(opened: Opener, case: str) -> None:
    workspace = opened()
    add_deal(workspace, "Good")
    put(workspace, "deal", "D-2", BAD[case])
    before = workspace.stored("deal", "D-2")
    add_deal(workspace, "Better")
    assert workspace.find("D-2") is None
    assert [each.id for each in workspace.all("deal")] == ["D-1", "D-3"]
    assert sum("D-2" in each for each in workspace.notices) == 1
    with pytest.raises(InputError, match=r"deal D-2: .*`pmtui doctor` says how to mend it"):
        workspace.get("D-2")
    workspace.checkpoint()
    again = opened()
    assert [each.id for each in again.all("deal")] == ["D-1", "D-3"]
    assert again.find("D-2") is None
    assert sum("D-2" in each for each in again.notices) == 1
    assert again.stored("deal", "D-2") == before
    (found,) = examine(again)
    assert found.id == "D-2"
    assert "`pmtui set D-2 FIELD=VALUE` mends it" in found.advice
    edit(again, "D-1", title="Goodness")
    again.checkpoint()
    assert opened().stored("deal", "D-2") == before


def test_whoever_has_it_open_while_it_comes_goes_on(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "Good")
    put(ann, "deal", "D-2", BAD["an amount that is text"])
    bob.poll()
    assert list(bob.rows("deal")) == ["D-1"]
    assert sum("D-2" in each for each in bob.notices) == 1
    changes = ChangeSet("Break")
    changes.put(Change("deal", "D-1", {"stage": None}, {"stage": 7}))
    ann.commit(changes)
    bob.poll()
    assert list(bob.rows("deal")) == []
    ann.undo()
    bob.poll()
    assert list(bob.rows("deal")) == ["D-1"]
    assert bob.get("D-1").id == "D-1"


def test_it_is_mended_by_setting_what_is_wrong_and_removed_by_deleting(opened: Opener) -> None:
    workspace = opened()
    put(workspace, "deal", "D-1", {"title": "Bad", "amount": "plenty", "weather": "fair"})
    put(workspace, "deal", "D-2", {"title": "Worse", "amount": "plenty", "stage": 5})
    with pytest.raises(InputError, match="amount"):
        record_commands.edit(workspace, ["D-1"], {"owner": "ann"})
    values = record_commands.read_fields("deal", {"amount": "5 EUR"}, record_commands.reading(workspace))
    record_commands.edit(workspace, ["D-1"], values)
    assert workspace.get("D-1").id == "D-1"
    assert workspace.rows("deal")["D-1"]["weather"] == "fair"
    record_commands.delete(workspace, ["D-2"])
    assert workspace.apart == {}
    assert workspace.stored("deal", "D-2") is None
    workspace.undo()
    assert set(workspace.apart) == {("deal", "D-2")}
    assert set(opened().apart) == {("deal", "D-2")}


def test_many_are_counted(workspace: Workspace) -> None:
    changes = ChangeSet("By hand")
    for number in range(1, 51):
        changes.put(Change("deal", f"D-{number}", None, {"title": "x", "amount": "plenty"}))
    workspace.commit(changes)
    assert len([each for each in workspace.notices if "cannot be used" in each]) == 4
    assert "47 more documents cannot be used" in workspace.notices[-1]


def test_its_id_is_not_given_again_and_links_to_it_lead_nowhere(opened: Opener) -> None:
    workspace = opened()
    put(workspace, "account", "A-1", {"name": "Acme", "parent": 5})
    deal = add_deal(workspace, "Good", account="A-1")
    assert workspace.find("A-1") is None
    assert workspace.get(deal).id == deal
    put(workspace, "deal", "D-7", {"title": "x", "amount": "plenty"})
    assert add_deal(opened(), "Next") == "D-8"


def test_a_copy_and_a_backup_hold_it_too(opened: Opener, site: str, tmp_path: Path) -> None:
    workspace = opened()
    put(workspace, "deal", "D-1", BAD["an amount that is text"])
    before = workspace.stored("deal", "D-1")
    copy(site, str(tmp_path / "copy"))
    assert b'"plenty"' in (tmp_path / "copy" / "workspace.json").read_bytes()
    path = workspace.backup()
    record_commands.delete(workspace, ["D-1"])
    workspace.restore(path)
    stored = workspace.stored("deal", "D-1")
    assert stored is not None
    assert before is not None
    assert stored["amount"] == before["amount"]


def test_settings_and_pipelines_that_cannot_be_used_give_way_to_the_usual_ones(opened: Opener) -> None:
    workspace = opened()
    changes = ChangeSet("Break")
    changes.put(Change("settings", "workspace", {"currency": "USD"}, {"currency": 5}))
    changes.put(
        Change("pipeline", "sales", {"stages": workspace.rows("pipeline")["sales"]["stages"]}, {"stages": 5})
    )
    workspace.commit(changes)
    for each in (workspace, opened()):
        assert each.settings.currency == "USD"
        assert each.pipelines.find("") is not None
        assert {finding.id for finding in examine(each)} == {"workspace", "sales"}


MALFORMED: dict[str, dict[str, object]] = {
    "a number that is text": {"seq": "2"},
    "a number that is true": {"seq": True},
    "a name that is a list": {"name": []},
    "no moment": {"at": None},
    "changes that are none": {"changes": 5},
    "a change that is none": {"changes": [5]},
    "a change of nothing": {"changes": [{"kind": "deal", "id": "D-9"}]},
    "a change without an id": {"changes": [{"kind": "deal", "id": "", "was": None, "now": {}}]},
    "a change to text": {"changes": [{"kind": "deal", "id": "D-9", "was": None, "now": "x"}]},
    "a kind that is a number": {"changes": [{"kind": 5, "id": "D-9", "was": None, "now": {}}]},
}


@pytest.mark.parametrize("case", MALFORMED)
@pytest.mark.parametrize("while_open", [True, False])
def test_a_line_that_no_pmtui_wrote_takes_nothing_down(
    opened: Opener, folder: Path, case: str, while_open: bool
) -> None:
    ann = opened()
    add_deal(ann, "Good")
    line: dict[str, object] = {
        "seq": 3, "at": "2026-11-23T09:00:00.000000Z", "by": "eve@x", "name": "x",
        "changes": [{"kind": "deal", "id": "D-9", "was": None, "now": {"title": "Eve's"}}],
    } | MALFORMED[case]  # fmt: skip
    if not while_open:
        ann.let_go()
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(seal(line))
    workspace = ann if while_open else opened()
    workspace.poll()
    add_deal(workspace, "Better")
    workspace.checkpoint()
    for each in (workspace, opened(), opened(read_only=True)):
        titles = [row["title"] for row in each.rows("deal").values()]
        assert titles == ["Good", "Better"]
        assert next(entry.name for entry in each.history()) == "Add deal Better"
        each.as_of(each.clock.today())
    workspace.undo()


def test_a_line_of_a_depth_that_nobody_reads_takes_nothing_down(opened: Opener, folder: Path) -> None:
    ann = opened()
    add_deal(ann, "Good")
    deep = b"[" * 2_000 + b"]" * 2_000
    line = seal({"seq": 3, "at": "x", "by": "eve@x", "name": "x", "changes": []})
    body = line[:-20].replace(b'"changes":[]', b'"changes":' + deep) + b"}"
    from pmtui.store.checksummed_line import sealed

    with (folder / "journal.jsonl").open("ab") as file:
        file.write(sealed(body))
    ann.poll()
    add_deal(ann, "Better")
    assert [row["title"] for row in opened().rows("deal").values()] == ["Good", "Better"]


SQL: dict[str, str] = {
    "a body that is a list": "UPDATE pmtui.documents SET body = '[1]' WHERE id = 'D-1'",
    "a number that is huge": "UPDATE pmtui.documents SET body = body || '{\"pushes\": 1e999}' WHERE id = 'D-1'",
    "a body that is deep": "UPDATE pmtui.documents SET body = (repeat('[', 2000) || repeat(']', 2000))::jsonb"
    " WHERE id = 'D-1'",
    "a type that is wrong": "UPDATE pmtui.documents SET body = body || '{\"stage\": 5}' WHERE id = 'D-1'",
    "changes that are none": "UPDATE pmtui.transactions SET before = '5', after = '{}' WHERE sequence = 2",
    "changes that do not fit": "UPDATE pmtui.transactions SET before = '[[1]]', after = '[[1, 2, 3], 5]'"
    " WHERE sequence = 2",
}


@pytest.mark.parametrize("case", SQL)
def test_rows_that_no_pmtui_wrote_take_nothing_down(postgres_server: object, case: str) -> None:
    from pmtui.models.values.clock import Clock
    from pmtui.store.open_workspace import create_place, open_place
    from tests.postgres import Server

    assert isinstance(postgres_server, Server)
    address = postgres_server.fresh()
    workspace = create_place(address, user="ann", clock=Clock())
    add_deal(workspace, "Touched")
    add_deal(workspace, "Good")
    workspace.let_go()
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(SQL[case].encode())
    again = open_place(address, user="ann", clock=Clock())
    assert again.rows("deal")["D-2"]["title"] == "Good"
    add_deal(again, "Better")
    assert next(each.name for each in again.history()) == "Add deal Better"
    examine(again)
    again.let_go()


def test_a_crafted_index_is_passed_over(opened: Opener, folder: Path) -> None:
    import zlib

    workspace = opened()
    add_deal(workspace, "Good")
    workspace.checkpoint()
    path = folder / "workspace.index"
    head, body = path.read_bytes().partition(b"\n")[2].split(b"\n", 1)
    start, end = orjson.loads(head)["sections"]["tables"]
    spoils: list[Callable[[dict[str, dict[str, object]]], object]] = [
        lambda tables: tables["deal"].update(bounds=[0, 10**9]),
        lambda tables: tables["deal"].update(bounds=[9, 1]),
        lambda tables: tables["deal"].update(bounds=["x", "y"]),
        lambda tables: tables["deal"].update(ids=[5]),
        lambda tables: tables["deal"].update(ids=["D-1", "D-2"]),
    ]
    for spoil in spoils:
        tables = orjson.loads(body[start:end])
        spoil(tables)
        made = orjson.dumps(tables)
        told = orjson.loads(head)
        told["sections"] = {"tables": [0, len(made)]}
        content = orjson.dumps(told) + b"\n" + made
        path.write_bytes(b"%08x\n" % zlib.crc32(content) + content)
        assert [row["title"] for row in opened().rows("deal").values()] == ["Good"]
