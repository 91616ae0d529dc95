"""The life of a product: its stages logged, its end announced, what may still be sold."""

from datetime import date

import pytest

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.roadmap.product import Product
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.sunset import Ending, accounts_on, sunset
from pmtui.workflows.today.agenda import agenda
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def change(workspace: Workspace, document_id: str, kind: str, /, **words: str) -> None:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    record_commands.edit(workspace, [document_id], values)


def product(workspace: Workspace, product_id: str = "P-1") -> Product:
    found = workspace.get(product_id)
    assert isinstance(found, Product)
    return found


def log(workspace: Workspace) -> list[tuple[str, date, str]]:
    return [(each.stage, each.on, each.by) for each in product(workspace).lifecycle_log]


def test_every_stage_that_is_entered_is_logged(workspace: Workspace) -> None:
    add(workspace, "product", name="p", lifecycle="beta")
    record_commands.step(workspace, ["P-1"], 1)
    change(workspace, "P-1", "product", lifecycle="growth")
    change(workspace, "P-1", "product", vision="more")
    record_commands.move(workspace, ["P-1"], "Maturity")
    stages = ["beta", "introduction", "growth", "maturity"]
    assert log(workspace) == [(stage, TODAY, "ann") for stage in stages]


@pytest.mark.parametrize(
    ("stage", "field", "planned", "dated"),
    [
        ("sunset announced", "announced", "", "2026-11-23"),
        ("end of sale", "end_of_sale", "", "2026-11-23"),
        ("end of sale", "end_of_sale", "2027-01-31", "2026-11-23"),
        ("end of sale", "end_of_sale", "2026-10-31", "2026-10-31"),
        ("end of support", "end_of_support", "2027-01-31", "2026-11-23"),
    ],
)
def test_a_stage_of_the_end_is_dated(
    workspace: Workspace, stage: str, field: str, planned: str, dated: str
) -> None:
    add(workspace, "product", name="p", lifecycle="decline", **{field: planned})
    record_commands.move(workspace, ["P-1"], stage)
    assert workspace.rows("product")["P-1"][field] == dated


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"announced": "2027-02-01", "end_of_sale": "2027-01-31"}, "end_of_sale"),
        ({"announced": "2027-02-01", "end_of_support": "2027-01-31"}, "end_of_support"),
        ({"end_of_sale": "2027-02-01", "end_of_support": "2027-01-31"}, "end_of_support"),
    ],
)
def test_an_end_out_of_order_names_the_field(workspace: Workspace, words: dict[str, str], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        add(workspace, "product", name="p", **words)
    assert caught.value.field == field
    add(workspace, "product", name="p")
    with pytest.raises(FieldError):
        change(workspace, "P-1", "product", **words)


@pytest.fixture
def classic(workspace: Workspace) -> Workspace:
    """Classic and its successor Desk; A-1 and A-2 on Classic, A-3 churned, A-4 moved, A-5 lost, A-6 only on Desk."""
    add(workspace, "product", name="Classic", lifecycle="decline")
    add(workspace, "product", name="Desk")
    for name, words in (
        ("Acme", {}), ("Bolt", {"owner": "bob"}), ("Cord", {"churned": "2026-01-31"}),
        ("Dune", {}), ("Echo", {}), ("Fern", {}),
    ):  # fmt: skip
        add(workspace, "account", name=name, **words)
    for account, sold, stage, closed in (
        ("Acme", {"product": "Classic"}, "Won", "2025-05-01"),
        ("Acme", {"product": "Classic"}, "Won", "2026-05-01"),
        ("Bolt", {"lines": "2 Classic @ 10\n1 Desk @ 10"}, "Won", "2025-06-01"),
        ("Cord", {"product": "Classic"}, "Won", "2025-06-01"),
        ("Dune", {"product": "Classic"}, "Won", "2025-06-01"),
        ("Dune", {"product": "Desk"}, "Won", "2026-06-01"),
        ("Echo", {"product": "Classic"}, "Lost", "2025-06-01"),
        ("Fern", {"product": "Desk"}, "Won", "2025-06-01"),
    ):
        add(workspace, "deal", title="d", account=account, stage=stage, closed=closed, **sold)
    return workspace


def on(workspace: Workspace) -> list[str]:
    return accounts_on(workspace.tables, workspace.pipelines.whole, "P-1")


def test_accounts_are_on_a_product_until_they_churn_or_buy_its_successor(classic: Workspace) -> None:
    assert on(classic) == ["A-1", "A-2", "A-4"]
    change(classic, "P-1", "product", successor="Desk")
    assert on(classic) == ["A-1", "A-2"]


END = Ending(TODAY, date(2027, 3, 31), date(2027, 12, 31), "Desk")


def test_a_sunset_is_one_commit_of_dates_stage_and_a_task_for_each_account(classic: Workspace) -> None:
    commit = sunset(classic, "classic", END)
    found = product(classic)
    assert (found.announced, found.end_of_sale, found.end_of_support) == (
        TODAY, date(2027, 3, 31), date(2027, 12, 31),
    )  # fmt: skip
    assert (found.successor, found.lifecycle) == ("P-2", "sunset announced")
    assert log(classic)[-1] == ("sunset announced", TODAY, "ann")
    tasks = [
        (row["about"], row["type"], row["text"], row["due"], row["owner"], "done" in row)
        for row in classic.rows("activity").values()
    ]
    text = "Agree on the move from Classic to Desk"
    assert tasks == [
        ("A-1", "task", text, "2027-03-31", "ann", False),
        ("A-2", "task", text, "2027-03-31", "bob", False),
    ]
    assert commit.name == "Sunset P-1 Classic"
    classic.undo()
    assert (product(classic).lifecycle, len(classic.rows("activity"))) == ("decline", 0)


def test_changing_the_dates_later_plans_no_task_twice(classic: Workspace) -> None:
    sunset(classic, "P-1", END)
    sunset(classic, "P-1", Ending(end_of_sale=date(2027, 6, 30)))
    assert len(classic.rows("activity")) == 2
    found = product(classic)
    assert (found.end_of_sale, found.end_of_support, found.announced) == (
        date(2027, 6, 30), date(2027, 12, 31), TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("announced", "sale", "support", "stage"),
    [
        (date(2026, 12, 1), date(2027, 3, 31), None, "decline"),
        (date(2026, 11, 1), date(2027, 3, 31), None, "sunset announced"),
        (date(2026, 11, 1), TODAY, None, "sunset announced"),
        (date(2026, 11, 1), date(2026, 11, 22), None, "end of sale"),
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 10, 31), "end of support"),
    ],
)
def test_the_stage_is_the_one_that_the_dates_have_come_to(
    classic: Workspace, announced: date, sale: date, support: date | None, stage: str
) -> None:
    sunset(classic, "P-1", Ending(announced, sale, support))
    assert (product(classic).lifecycle, product(classic).announced) == (stage, announced)


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (Ending(), "an end needs a day"),
        (Ending(TODAY, date(2026, 11, 1)), "end_of_sale: 2026-11-01 is before announced, 2026-11-23"),
        (Ending(end_of_sale=date(2027, 1, 1), successor="Classic"), "circle: P-1 > P-1"),
        (Ending(end_of_sale=date(2027, 1, 1), successor="Nothing"), "no product"),
        (Ending(end_of_sale=date(2027, 1, 1), successor="Old"), "P-3 Old is no longer sold"),
        (Ending(end_of_sale=date(2027, 1, 1), successor="Heir"), "circle: P-1 > P-4 > P-1"),
    ],
)
def test_an_end_that_makes_no_sense_changes_nothing(classic: Workspace, ending: Ending, told: str) -> None:
    add(classic, "product", name="Old", lifecycle="retired")
    add(classic, "product", name="Heir", successor="Classic")
    before = classic.seq
    with pytest.raises(InputError, match=told):
        sunset(classic, "P-1", ending)
    assert classic.seq == before


def test_the_days_of_an_end_come_up_until_the_stage_is_entered(classic: Workspace) -> None:
    sunset(classic, "P-1", Ending(date(2026, 11, 26), date(2026, 11, 28)))

    def due() -> list[tuple[str, str]]:
        lines = agenda(classic.tables, TODAY)
        return [(each.day.isoformat(), each.text) for each in lines if each.id == "P-1"]

    assert due() == [("2026-11-26", "sunset announced"), ("2026-11-28", "end of sale")]
    record_commands.move(classic, ["P-1"], "sunset announced")
    assert due() == [("2026-11-28", "end of sale")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"lifecycle": "retired"}, "P-1 Gone is no longer sold: it is at retired"),
        ({"lifecycle": "end of sale", "end_of_sale": "2026-11-30"}, "it is at end of sale"),
        ({"end_of_sale": "2026-11-22"}, "its last day of sale was 2026-11-22"),
        ({"lifecycle": "retired", "successor": "Next"}, "its successor is P-2 Next"),
    ],
)
def test_a_product_that_is_no_longer_sold_is_not_put_on_a_deal(
    workspace: Workspace, words: dict[str, str], told: str
) -> None:
    add(workspace, "product", name="Gone")
    add(workspace, "product", name="Next")
    change(workspace, "P-1", "product", **words)
    with pytest.raises(InputError, match=told):
        add(workspace, "deal", title="d", product="Gone")
    with pytest.raises(InputError, match="P-1 Gone"):
        add(workspace, "deal", title="d", lines="1 Next @ 10\n1 Gone @ 10")
    add(workspace, "deal", title="d", product="Next")
    with pytest.raises(InputError, match="P-1 Gone"):
        change(workspace, "D-1", "deal", product="Gone")


@pytest.mark.parametrize("words", [{"lifecycle": "sunset announced"}, {"end_of_sale": "2026-11-23"}])
def test_a_product_is_sold_up_to_its_last_day(workspace: Workspace, words: dict[str, str]) -> None:
    add(workspace, "product", name="Going", **words)
    assert add(workspace, "deal", title="d", product="Going") == "D-1"


def test_deals_that_hold_it_already_and_past_ones_stay_as_they_are(workspace: Workspace) -> None:
    add(workspace, "product", name="Gone")
    add(workspace, "deal", title="d", product="Gone")
    record_commands.move(workspace, ["P-1"], "retired")
    change(workspace, "D-1", "deal", title="renamed")
    add(workspace, "deal", title="old", product="Gone", stage="Won", closed="2025-01-31")
    held = [each.product for each in (workspace.get("D-1"), workspace.get("D-2")) if isinstance(each, Deal)]
    assert held == ["P-1", "P-1"]
