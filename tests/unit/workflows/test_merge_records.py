"""Duplicates are suggested with the reason, and merged without losing what pointed at them."""

import pytest

from pmtui.errors import InputError
from pmtui.models.customers.account import Account
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from pmtui.workflows.merge_records import likely_duplicates, merge
from pmtui.workflows.roadmap import requests


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def doubled(workspace: Workspace) -> Workspace:
    """Two accounts that are one, with a contact, a deal, an activity and a subsidiary at the second."""
    add(workspace, "account", name="GTX Pro", domain="gtx.example", tags="eu", notes="first")
    add(
        workspace, "account", name="GTXPro, Inc.", industry="tools", tags="eu, key", notes="second", size="90"
    )
    add(workspace, "account", name="Daughter", parent="GTXPro, Inc.")
    add(workspace, "contact", name="Jo", account="GTXPro, Inc.")
    deal = add(workspace, "deal", title="d", account="GTXPro, Inc.")
    activities.log_activity(workspace, "A-2", "called", "call")
    requests.request_feature(workspace, deal, add(workspace, "feature", title="f"))
    return workspace


def test_names_are_the_same_but_for_their_legal_form(doubled: Workspace) -> None:
    (pair,) = likely_duplicates(doubled.tables, "account")
    assert pair == ("A-1", "A-2", "the same name")


def test_contacts_and_leads_share_addresses_or_a_name_at_one_place(workspace: Workspace) -> None:
    add(workspace, "account", name="Acme")
    add(workspace, "contact", name="Jo Ray", email="jo@acme.example")
    add(workspace, "contact", name="J. Ray", email="JO@ACME.example")
    add(workspace, "contact", name="Al Ek", account="Acme")
    add(workspace, "contact", name="al ek", account="Acme")
    add(workspace, "contact", name="Al Ek")
    reasons = [pair.reason for pair in likely_duplicates(workspace.tables, "contact")]
    assert reasons == ["the same e-mail", "the same name there"]
    with pytest.raises(InputError, match="not merged"):
        likely_duplicates(workspace.tables, "deal")


def test_merging_fills_joins_repoints_and_is_undone_as_one(doubled: Workspace) -> None:
    before = {kind: dict(doubled.rows(kind)) for kind in ("account", "contact", "deal", "activity")}
    merge(doubled, "A-1", "A-2")
    kept = doubled.get("A-1")
    assert isinstance(kept, Account)
    assert (kept.name, kept.domain, kept.industry, kept.size) == ("GTX Pro", "gtx.example", "tools", "90")
    assert (kept.tags, kept.notes) == (("eu", "key"), "first\n\nsecond")
    assert "A-2" not in doubled.rows("account")
    assert doubled.rows("contact")["C-1"]["account"] == "A-1"
    assert doubled.rows("deal")["D-1"]["account"] == "A-1"
    assert doubled.rows("activity")["E-1"]["about"] == "A-1"
    assert doubled.rows("account")["A-3"]["parent"] == "A-1"
    doubled.undo()
    for kind, rows in before.items():
        for each, row in rows.items():
            now = doubled.rows(kind)[each]
            assert {name: now.get(name) for name in row if name not in ("version", "updated_at")} == {
                name: value for name, value in row.items() if name not in ("version", "updated_at")
            }


def test_a_field_can_be_taken_from_the_one_that_goes(doubled: Workspace) -> None:
    merge(doubled, "A-1", "A-2", ["name"])
    kept = doubled.get("A-1")
    assert isinstance(kept, Account)
    assert kept.name == "GTXPro, Inc."


@pytest.mark.parametrize(
    ("keep", "drop", "take"),
    [("A-1", "A-1", ()), ("A-1", "C-1", ()), ("D-1", "D-1", ()), ("A-1", "A-2", ("version",))],
)
def test_what_cannot_be_merged_is_left_alone(
    doubled: Workspace, keep: str, drop: str, take: tuple[str, ...]
) -> None:
    before = doubled.seq
    with pytest.raises(InputError):
        merge(doubled, keep, drop, take)
    assert doubled.seq == before


def test_what_points_from_a_line_of_a_document_points_at_the_one_that_stays(workspace: Workspace) -> None:
    add(workspace, "account", name="Acme")
    add(workspace, "account", name="Acme Ltd")
    for name in ("Jo Ray", "J. Ray", "Al Oz"):
        add(workspace, "contact", name=name, account="A-1")
    deal = add(workspace, "deal", title="d", people="J. Ray | role=champion\nAl Oz | role=user\nJo Ray")
    insight = add(workspace, "insight", title="i", evidence="A-2 | quote=slow\n2 others\nJ. Ray")
    merge(workspace, "C-1", "C-2")
    merge(workspace, "A-1", "A-2")
    people = workspace.rows("deal")[deal]["people"]
    assert people == [
        {"contact": "C-1", "role": "champion"},
        {"contact": "C-3", "role": "user"},
        {"contact": "C-1", "role": ""},
    ]
    assert workspace.rows("insight")[insight]["evidence"] == [
        {"who": "A-1", "count": 1, "quote": "slow"},
        {"count": 2, "quote": ""},
        {"who": "C-1", "count": 1, "quote": ""},
    ]
    workspace.undo()
    workspace.undo()
    assert workspace.rows("deal")[deal]["people"] != people
