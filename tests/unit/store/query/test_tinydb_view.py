"""TinyDB over the live workspace: its own calls, durable, validated, one transaction each."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import cast

import pytest
from tinydb import Query, TinyDB
from tinydb.operations import increment
from tinydb.table import Document, Table

from pmtui.errors import InputError
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, deal_of

DEAL = Query()


def ids(returned: object) -> object:
    """What TinyDB returns: its annotations say numbers, our ids are text."""
    return returned


@pytest.fixture
def deals(workspace: Workspace) -> Table:
    """The deals' table, with three deals in it."""
    for title, probability in (("One", 10), ("Two", 20), ("Three", 30)):
        add_deal(workspace, title, probability=probability)
    return workspace.table("deal")


def test_searching_finds_documents_by_id_condition_and_all(deals: Table) -> None:
    assert [row["title"] for row in deals.all()] == ["One", "Two", "Three"]
    assert [row["id"] for row in deals.search(DEAL.probability > 15)] == ["D-2", "D-3"]
    found = deals.get(DEAL.title == "Two")
    assert isinstance(found, Document)
    assert cast("str", found.doc_id) == "D-2"
    assert deals.contains(DEAL.title == "Three")
    assert deals.count(DEAL.probability < 25) == 2
    assert len(deals) == 3


def test_queries_give_models(workspace: Workspace, deals: Table) -> None:
    assert workspace.search("deal", DEAL.title.matches("T")).ids == ["D-2", "D-3"]


def test_an_insert_returns_the_allocated_id(opened: Opener, workspace: Workspace, deals: Table) -> None:
    assert ids(deals.insert({"title": "Four"})) == "D-4"
    assert ids(deals.insert_multiple([{"title": "Five"}, {"title": "Six"}])) == ["D-5", "D-6"]
    assert len(list(workspace.history("D-5"))) == 1
    assert next(workspace.history("D-5")) == next(workspace.history("D-6"))
    assert deal_of(opened(), "D-6").title == "Six"


def test_inserts_in_two_processes_never_share_an_id(opened: Opener) -> None:
    ann, bob = opened("ann").table("deal"), opened("bob").table("deal")
    assert [ids(each.insert({"title": "New"})) for each in (ann, bob, ann)] == ["D-1", "D-2", "D-3"]


def test_an_insert_under_an_id_that_is_taken_is_refused(deals: Table) -> None:
    with pytest.raises(ValueError, match="already exists"):
        deals.insert(Document({"title": "Again"}, cast("int", "D-1")))


def test_a_term_is_inserted_under_its_slug(workspace: Workspace) -> None:
    terms = workspace.table("term")
    terms.insert(Document({"headword": "Churn"}, cast("int", "churn")))
    assert workspace.get("churn").id == "churn"
    with pytest.raises(InputError, match="id of its own"):
        terms.insert({"headword": "Upsell"})


def test_an_update_is_one_transaction_and_survives(
    opened: Opener, workspace: Workspace, deals: Table
) -> None:
    before = workspace.seq
    assert ids(deals.update({"source": "web"}, DEAL.probability > 15)) == ["D-2", "D-3"]
    assert workspace.seq == before + 1
    assert [row.get("source") for row in opened().rows("deal").values()] == [None, "web", "web"]
    assert deal_of(workspace, "D-2").version == 2
    workspace.undo()
    assert [row.get("source") for row in workspace.rows("deal").values()] == [None, None, None]


def test_operations_and_updates_by_id_work(workspace: Workspace, deals: Table) -> None:
    deals.update(increment("probability"), doc_ids=[cast("int", "D-1")])
    assert deal_of(workspace, "D-1").probability == 11


def test_an_upsert_updates_what_is_there_and_inserts_what_is_not(workspace: Workspace, deals: Table) -> None:
    assert ids(deals.upsert({"title": "Two", "source": "web"}, DEAL.title == "Two")) == ["D-2"]
    assert ids(deals.upsert({"title": "Four"}, DEAL.title == "Four")) == ["D-4"]
    assert [row["title"] for row in workspace.rows("deal").values()] == ["One", "Two", "Three", "Four"]


def test_removing_and_truncating_delete_and_can_be_undone(workspace: Workspace, deals: Table) -> None:
    assert ids(deals.remove(DEAL.probability < 25)) == ["D-1", "D-2"]
    assert list(workspace.rows("deal")) == ["D-3"]
    deals.truncate()
    assert not workspace.rows("deal")
    workspace.undo()
    workspace.undo()
    assert sorted(workspace.rows("deal")) == ["D-1", "D-2", "D-3"]


def test_dropping_a_table_is_a_transaction_too(opened: Opener, workspace: Workspace, deals: Table) -> None:
    database = workspace.database
    assert {"deal", "term"} <= database.tables()
    database.drop_table("deal")
    assert not opened().rows("deal")
    assert add_deal(workspace) == "D-4"
    workspace.undo()
    workspace.undo()
    assert len(workspace.rows("deal")) == 3
    database.drop_tables()
    assert not any(workspace.tables.values())
    workspace.undo()
    assert workspace.pipelines.main.stages


def test_what_would_not_be_valid_is_refused_whole(workspace: Workspace, deals: Table) -> None:
    before = workspace.seq
    with pytest.raises(InputError, match=r"deal D-\d: probability: must lie between 0 and 100"):
        deals.update({"probability": 101})
    with pytest.raises(InputError, match="unknown field 'titel'; did you mean 'title'"):
        deals.insert({"titel": "Typo"})
    with pytest.raises(InputError, match="no kind 'deals'"):
        workspace.table("deals").insert({"title": "x"})
    assert workspace.seq == before


def test_text_is_cleaned_as_anywhere_else(workspace: Workspace, deals: Table) -> None:
    deals.insert({"title": "a\x1b]0;x\x07b\u202e"})
    assert "\x1b" not in str(workspace.rows("deal")["D-4"]["title"])
    assert workspace.rows("deal")["D-4"]["title"] == deal_of(workspace, "D-4").title


def test_an_updater_that_changes_nested_values_leaves_the_live_document_alone(
    workspace: Workspace, deals: Table
) -> None:
    deals.update({"tags": ["eu"]}, doc_ids=[cast("int", "D-1")])
    live = workspace.rows("deal")["D-1"]

    def spoil(document: MutableMapping[str, object]) -> None:
        cast("list[str]", document["tags"]).append("us")
        document["probability"] = 999

    with pytest.raises(InputError):
        deals.update(spoil, doc_ids=[cast("int", "D-1")])
    assert workspace.rows("deal")["D-1"] is live
    assert live["tags"] == ["eu"]


def test_stock_tinydb_opens_the_checkpoint(workspace: Workspace, deals: Table, folder: Path) -> None:
    workspace.checkpoint()
    with TinyDB(folder / "workspace.json", access_mode="r") as stock:
        assert {"_meta", "term", "deal", "pipeline", "settings"} <= stock.tables()
        table = stock.table("deal")
        assert [row["id"] for row in table.all()] == ["D-1", "D-2", "D-3"]
        assert [row["id"] for row in table.search(DEAL.probability >= 20)] == ["D-2", "D-3"]
        found = table.get(doc_id=2)
        assert isinstance(found, Document)
        assert found["title"] == "Two"
        assert [row["name"] for row in stock.table("pipeline").all()] == ["Sales"]
