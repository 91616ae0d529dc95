"""Every word of the filter language, over a handful of documents that differ in one thing each."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pmtui.models.deals.pipelines import Pipelines
from pmtui.store.open_workspace import create_workspace
from pmtui.store.query.filters import FilterError, parse_filter
from pmtui.store.query.sorted_view import order_by
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import StillClock

LOGS = ("files",)


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Deals, features and activities; those that only read share them."""
    made = create_workspace(tmp_path_factory.mktemp("filters") / "w", user="ann", clock=StillClock())
    add(made, "account", name="Nord Quay")
    add(made, "account", name="Sable")
    for title, fields in {
        "ten": {"amount": "10k", "expected_close": "2026-12-01", "tags": "eu", "account": "Nord Quay"},
        "nine": {"amount": "9999", "expected_close": "2026-12-02", "tags": "eur", "owner": "bob"},
        "twenty": {"amount": "20k", "expected_close": "2026-12-31", "stage": "Proposal", "account": "Sable"},
        "euro": {"amount": "10k EUR", "expected_close": "2027-01-01", "stage": "Prospecting"},
        "bare": {"owner": "meg", "notes": "a quay by night"},
        "won": {"amount": "1", "stage": "Won", "closed": "2026-11-20"},
        "lost": {"amount": "2", "stage": "Lost", "closed": "2026-11-23"},
    }.items():
        add(made, "deal", title=title, **fields)
    for title, fields in {
        "planned": {"status": "planned"},
        "shipped": {"status": "shipped", "shipped": "2026-11-01"},
        "declined": {"status": "declined"},
    }.items():
        add(made, "feature", title=title, **fields)
    add(made, "activity", text="call", type="call", done="2026-11-20")
    add(made, "activity", text="write", type="task", due="2026-11-30")
    yield made
    made.close()


def found(workspace: Workspace, text: str, kind: str = "deal") -> list[str]:
    query = parse_filter(kind, text, workspace.filter_context)
    return [str(row.get("title") or row.get("text")) for row in workspace.rows(kind).values() if query(row)]


ALL = ["ten", "nine", "twenty", "euro", "bare", "won", "lost"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ALL),
        ("amount:10k", ["ten"]),
        ("amount:>10k", ["twenty"]),
        ("amount:>=10k", ["ten", "twenty"]),
        ("amount:<10k", ["nine", "won", "lost"]),
        ("amount:<=10k", ["ten", "nine", "won", "lost"]),
        ("amount:2..10k", ["ten", "nine", "lost"]),
        ("amount:10k..", ["ten", "twenty"]),
        ("amount:..1", ["won"]),
        ("amount:>=€10k", ["euro"]),
        ("amount:none", ["bare"]),
        ("amount:any", ["ten", "nine", "twenty", "euro", "won", "lost"]),
        ("-amount:any", ["bare"]),
        ("close:2026-12-01", ["ten"]),
        ("close:<2026-12-02", ["ten"]),
        ("close:<=2026-12-02", ["ten", "nine"]),
        ("close:>2026-12-02", ["twenty", "euro"]),
        ("close:>=2026-12-02", ["nine", "twenty", "euro"]),
        ("close:2026-12", ["ten", "nine", "twenty"]),
        ("close:>2026-12", ["euro"]),
        ("close:<2026-12", []),
        ("close:2026-12-02..2026-12-31", ["nine", "twenty"]),
        ("close:<+10d", ["ten", "nine"]),
        ("close:..2026-12-01", ["ten"]),
        ("owner:me", ["ten", "twenty", "euro", "won", "lost"]),
        ("owner:bob", ["nine"]),
        ("owner:bob,meg", ["nine", "bare"]),
        ("-owner:me", ["nine", "bare"]),
        ("tag:eu", ["ten"]),
        ("tag:eu,eur", ["ten", "nine"]),
        ("stage:pro", ["ten", "nine", "twenty", "euro", "bare"]),
        ("stage:prop", ["twenty"]),
        ("account:sable", ["twenty"]),
        ("account:A-1", ["ten"]),
        ("quay", ["ten", "bare"]),
        ("-quay", ["nine", "twenty", "euro", "won", "lost"]),
        ("is:open", ["ten", "nine", "twenty", "euro", "bare"]),
        ("is:closed", ["won", "lost"]),
        ("is:won", ["won"]),
        ("is:lost amount:>1", ["lost"]),
        ("id:d-2", ["nine"]),
        ("title:e", ["ten", "nine", "twenty", "euro", "bare"]),
    ],
)
def test_a_filter_finds_these_deals_and_no_others(kept: Workspace, text: str, titles: list[str]) -> None:
    assert found(kept, text) == titles


@pytest.mark.parametrize(
    ("kind", "text", "titles"),
    [
        ("feature", "is:open", ["planned"]),
        ("feature", "is:shipped", ["shipped"]),
        ("activity", "is:done", ["call"]),
        ("activity", "is:open", ["write"]),
    ],
)
def test_states_of_other_kinds(kept: Workspace, kind: str, text: str, titles: list[str]) -> None:
    assert found(kept, text, kind) == titles


def test_what_was_recorded_late_on_the_last_day_belongs_to_it(kept: Workspace) -> None:
    query = parse_filter("deal", "created_at:2026-11", kept.filter_context)
    assert query({"created_at": "2026-11-30T23:59:59.999999Z"})
    assert not query({"created_at": "2026-12-01T00:00:00.000000Z"})


def test_a_deal_in_a_stage_that_is_gone_is_open(kept: Workspace) -> None:
    for text, matches in (("is:open", True), ("is:closed", False), ("is:won", False), ("is:lost", False)):
        assert parse_filter("deal", text, kept.filter_context)({"stage": "Gone"}) is matches


def test_a_stage_named_exactly_goes_before_those_that_begin_with_it(kept: Workspace) -> None:
    pipeline = kept.pipelines.main.with_open_stage("Proposal sent")
    setting = replace(kept.filter_context, pipelines=Pipelines([pipeline]))
    assert parse_filter("deal", "stage:proposal", setting)({"stage": "Proposal"})
    assert not parse_filter("deal", "stage:proposal", setting)({"stage": "Proposal sent"})
    assert parse_filter("deal", "stage:propos", setting)({"stage": "Proposal sent"})


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("stge:won", 0), ("-stge:won", 1), ("is:won -stge:x", 8), ("amount:>lots", 7), ('title:"open', 6),
        ("close:soon", 6), ("is:blue", 3), ("title:", 6),
    ],
)  # fmt: skip
def test_a_mistake_is_pointed_at_where_it_begins(kept: Workspace, text: str, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter("deal", text, kept.filter_context)
    assert (caught.value.column, caught.value.text) == (column, text)
    assert str(caught.value).endswith(f"\n  {text}\n  {' ' * column}^")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("zurich", 1), ("ZÜRICH", 1), ("title:zürich", 1), ("title:strasse", 1), ("tag:lodz", 1),
        ("owner:bjorn", 1), ("title:oil", 0), ("orsted", 1),
    ],
)  # fmt: skip
def test_accents_and_case_make_no_difference_to_a_filter(workspace: Workspace, text: str, count: int) -> None:
    words = {"title": "Zürich Straße Ørsted", "tags": "Łódź", "owner": "Bjørn"}
    values = record_commands.read_fields("deal", words, record_commands.reading(workspace))
    record_commands.add(workspace, "deal", values)
    assert workspace.search("deal", text).total == count
    assert workspace.names.find("deal", "zurich strasse orsted") == "D-1"


def test_names_sort_without_accents_and_with_numbers_by_size(workspace: Workspace) -> None:
    for name in ("Item 10", "oil", "Item 2", "Öl", "item 1"):
        record_commands.add(workspace, "account", {"name": name})
    found = workspace.search("account", "", order_by("name")).ids
    assert [workspace.names.label(id) for id in found] == ["item 1", "Item 2", "Item 10", "oil", "Öl"]
