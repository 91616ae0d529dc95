"""Newer files: what changed there comes, what was edited here stays, both is a conflict that is told."""

from decimal import Decimal
from pathlib import Path

import pytest

from pmtui.interchange.exports.record_writer import to_csv
from pmtui.interchange.imports.import_options import Choices
from pmtui.models.customers.account import Account
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.money import Money
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.unit.interchange.imports.test_import import bring, counts, plan

FIRST = "name,industry,size,Region\nAcme,software,10,north\n"


def account(workspace: Workspace) -> Account:
    """The only account."""
    found = workspace.get("A-1")
    assert isinstance(found, Account)
    return found


@pytest.mark.parametrize(
    ("newer", "policy", "expected", "conflicts"),
    [
        ("Acme,software,10,north", "ours", ("cloud", "10", "north"), 0),
        ("Acme,software,20,north", "ours", ("cloud", "20", "north"), 0),
        ("Acme,retail,10,north", "ours", ("cloud", "10", "north"), 1),
        ("Acme,retail,10,north", "theirs", ("retail", "10", "north"), 1),
        ("Acme,cloud,10,south", "ours", ("cloud", "10", "south"), 0),
    ],
)
def test_a_newer_file_brings_its_news_and_leaves_our_edits(
    workspace: Workspace, tmp_path: Path, newer: str, policy: str, expected: tuple[str, ...], conflicts: int
) -> None:
    bring(workspace, "account", FIRST, tmp_path)
    record_commands.edit(workspace, ["A-1"], {"industry": "cloud"})
    text = f"name,industry,size,Region\n{newer}\n"
    made = bring(workspace, "account", text, tmp_path, Choices({}, on_conflict=policy))
    found = account(workspace)
    assert (found.industry, found.size, found.custom["Region"]) == expected
    assert len(made.report.conflicts) == conflicts
    again = plan(workspace, "account", text, tmp_path, Choices({}, on_conflict=policy))
    assert len(again.changes) == 0
    assert counts(again) == (0, 0, 1, 0, 0)


def test_a_field_that_was_empty_and_filled_here_is_a_conflict_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, "account", "name,industry\nAcme,\n", tmp_path)
    record_commands.edit(workspace, ["A-1"], {"industry": "cloud"})
    made = bring(workspace, "account", "name,industry\nAcme,retail\n", tmp_path)
    assert account(workspace).industry == "cloud"
    (conflict,) = made.report.conflicts
    assert (conflict.row, conflict.column, conflict.value) == (2, "industry", "retail")
    assert "the file says 'retail', we say 'cloud'; kept ours" in conflict.problem


def test_a_conflict_over_money_and_lists_tells_them_in_words(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "deal", "title,amount,tags\nAcme,10,a\n", tmp_path)
    record_commands.edit(
        workspace, ["D-1"], {"amount": Money(amount=Decimal(20), currency="EUR"), "tags": ("b",)}
    )
    made = bring(workspace, "deal", 'title,amount,tags\nAcme,30,"c, d"\n', tmp_path)
    told = {each.column: (each.value, each.problem.partition(";")[0]) for each in made.report.conflicts}
    assert told == {
        "amount": ("30.00 USD", "the file says '30.00 USD', we say '20.00 EUR'"),
        "tags": ("c, d", "the file says 'c, d', we say 'b'"),
    }


def test_an_import_that_was_undone_said_nothing(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "account", FIRST, tmp_path)
    bring(workspace, "account", FIRST.replace("software", "retail"), tmp_path)
    workspace.undo()
    assert account(workspace).industry == "software"
    record_commands.edit(workspace, ["A-1"], {"industry": "retail"})
    made = plan(workspace, "account", FIRST, tmp_path)
    assert not made.report.conflicts
    assert counts(made) == (0, 0, 1, 0, 0)
    undone = plan(workspace, "account", FIRST.replace("software", "cloud"), tmp_path)
    assert len(undone.report.conflicts) == 1


def test_lookalikes_are_accepted_in_one_answer_and_remembered(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "product", "name\nGTX Pro\n", tmp_path)
    deals = "title,product\none,GTXPro\ntwo,GTXPro\n"
    apart = plan(workspace, "deal", deals, tmp_path)
    assert any("look alike" in each.problem for each in apart.report.problems)
    bring(workspace, "deal", deals, tmp_path, Choices({}, same=True))
    assert [row["name"] for row in workspace.rows("product").values()] == ["GTX Pro"]
    bring(workspace, "deal", "title,product\nthree,gtxpro\n", tmp_path)
    assert [row["product"] for row in workspace.rows("deal").values()] == ["P-1"] * 3
    again = plan(workspace, "product", "name,list_price\nGTXPro,5\n", tmp_path)
    assert counts(again) == (0, 1, 0, 0, 0)
    workspace.undo()
    workspace.undo()
    assert not workspace.settings.also_called


def test_names_and_values_of_our_own_export_come_back_as_they_were(
    workspace: Workspace, tmp_path: Path
) -> None:
    values = {
        "title": "Sync", "kano_answers": {"Acme": "like / dislike"}, "custom": {"Region": "north", "Size": "big"},
    }  # fmt: skip
    record_commands.add(workspace, "feature", values)
    text = to_csv(workspace, "feature", raw=True)
    assert counts(plan(workspace, "feature", text, tmp_path)) == (0, 0, 1, 0, 0)
    edited = bring(workspace, "feature", text.replace("north", "south"), tmp_path)
    assert counts(edited) == (0, 1, 0, 0, 0)
    row = FeatureRow(workspace.rows("feature")["F-1"])
    assert dict(row.custom) == {"Region": "south", "Size": "big"}
    assert dict(row.kano_answers) == {"Acme": "like / dislike"}
