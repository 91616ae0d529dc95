"""Deleting what something refers to: named with counts and money, its links emptied with it, and one undo."""

import pytest

from pmtui.cli import main
from pmtui.errors import InputError
from pmtui.models.row import Stored
from pmtui.store.doctor import examine
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.merge_records import merge
from pmtui.workflows.references import references, told
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def linked(workspace: Workspace) -> Workspace:
    """An account, a contact, a product, a feature and deals that refer to each other."""
    add(workspace, "account", name="Acme")
    add(workspace, "account", name="Acme Port", parent="Acme")
    add(workspace, "contact", name="Jo Ray", account="Acme")
    add(workspace, "product", name="Desk")
    add(workspace, "feature", title="SSO", product="Desk")
    add(
        workspace,
        "deal",
        title="a",
        account="Acme",
        amount="12k",
        people="Jo Ray | role=champion",
        product="Desk",
    )
    add(workspace, "deal", title="b", account="Acme", amount="9k EUR", lines="4 Desk @ 30")
    add(workspace, "request", deal="D-1", feature="SSO")
    add(workspace, "activity", text="call", about="A-1", due="2026-12-01")
    return workspace


def documents(workspace: Workspace) -> dict[str, Stored]:
    stamps = ("updated_at", "version")
    return {
        document_id: {name: value for name, value in row.items() if name not in stamps}
        for table in workspace.tables.values()
        for document_id, row in table.items()
    }


def test_what_refers_is_named_with_counts_and_money(linked: Workspace) -> None:
    found = told(linked, references(linked, ["A-1"]))
    assert found == "1 account, 1 contact, 2 deals (9,000 EUR + 12,000 USD), 1 activity"
    with pytest.raises(InputError, match=r"2 deals .* refer to A-1 Acme; --unlink"):
        record_commands.delete(linked, ["A-1"])


@pytest.mark.parametrize("ids", [["A-1"], ["C-1"], ["P-1"], ["F-1"], ["D-1"], ["A-1", "C-1", "P-1", "D-2"]])
def test_deleting_with_its_links_leaves_nothing_for_the_doctor_and_one_undo_brings_all_back(
    linked: Workspace, ids: list[str]
) -> None:
    before = documents(linked)
    record_commands.delete(linked, ids, unlink=True)
    assert references(linked, ids) == []
    assert not any(set(ids) & {document_id} for document_id in documents(linked))
    assert [finding.problem for finding in examine(linked)] == []
    linked.undo()
    assert documents(linked) == before


def test_what_is_deleted_together_needs_no_unlinking(linked: Workspace) -> None:
    record_commands.delete(linked, ["E-1"])
    record_commands.delete(linked, ["Q-1", "D-1"])
    assert "D-1" not in linked.rows("deal")


def test_a_part_that_is_nothing_without_its_link_goes_with_it(linked: Workspace) -> None:
    record_commands.delete(linked, ["C-1", "P-1"], unlink=True)
    assert "people" not in linked.rows("deal")["D-1"]
    assert "lines" not in linked.rows("deal")["D-2"]
    assert "product" not in linked.rows("feature")["F-1"]


def test_merging_points_to_the_one_that_stays_and_to_itself_nowhere(linked: Workspace) -> None:
    merge(linked, "A-2", "A-1")
    assert linked.rows("deal")["D-1"]["account"] == "A-2"
    assert "parent" not in linked.rows("account")["A-2"]
    assert [finding.problem for finding in examine(linked)] == []


@pytest.mark.parametrize("name", ["churned", "churn_reason"])
def test_merging_fills_what_is_empty_but_not_what_means_something_empty(
    workspace: Workspace, name: str
) -> None:
    add(workspace, "account", name="Acme")
    words = {"churned": "2026-10-01", "churn_reason": "price"}
    add(workspace, "account", name="Acme Inc", domain="acme.example", **{name: words[name]})
    merge(workspace, "A-1", "A-2")
    row = workspace.rows("account")["A-1"]
    assert row["domain"] == "acme.example"
    assert name not in row


def test_the_command_line_wants_unlink_and_says_what_it_unlinked(
    linked: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    linked.checkpoint()
    line = ["--workspace", str(linked.path), "--today", str(TODAY)]
    assert main([*line, "delete", "C-1"]) == 2
    assert "1 deal (12,000 USD) refers to C-1 Jo Ray; --unlink" in capsys.readouterr().err
    assert main([*line, "delete", "C-1", "--unlink"]) == 0
    told_lines = capsys.readouterr().err
    assert "deleted: C-1" in told_lines
    assert "unlinked: D-1" in told_lines


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("account", ("name=ACME, Inc.",), "this looks like A-1 Acme: the same name"),
        ("contact", ("name=Other", "email=JO@acme.example"), "this looks like C-2 Jo: the same e-mail"),
        ("contact", ("name=Jo Ray", "account=Acme"), "this looks like C-1 Jo Ray: the same name there"),
        ("account", ("name=Bolt",), ""),
        ("deal", ("title=a",), ""),
    ],
)
def test_adding_what_looks_like_a_record_says_so(
    linked: Workspace, capsys: pytest.CaptureFixture[str], kind: str, words: tuple[str, ...], told: str
) -> None:
    add(linked, "contact", name="Jo", email="jo@acme.example")
    linked.checkpoint()
    assert main(["--workspace", str(linked.path), "--today", str(TODAY), "add", kind, *words]) == 0
    err = capsys.readouterr().err
    assert told in err
    assert bool(told) is bool(err)
