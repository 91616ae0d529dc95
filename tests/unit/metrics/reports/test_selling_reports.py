"""What RULES say of the reports of selling: counts are never split by currency, and nothing is left out in silence."""

import pytest

from pmtui.errors import FieldError
from pmtui.metrics.compute import compute
from pmtui.metrics.reports.reports import report
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY

Q4 = parse_period("2026-Q4", TODAY)


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def sold(workspace: Workspace) -> Workspace:
    """Seven deals decided in two currencies and four open ones, two of which nobody can place in a quarter."""
    add(workspace, "product", name="Desk")
    for title, stage, amount, product in (
        ("a", "Won", "300", "Desk"), ("b", "Won", "100", ""), ("c", "Won", "50 EUR", ""), ("d", "Lost", "10 EUR", ""),
        ("e", "Lost", "", ""), ("f", "Won", "", "Desk"), ("g", "Won", "150 EUR", "Desk"),
    ):  # fmt: skip
        words = {"title": title, "stage": stage, "amount": amount, "product": product}
        filled = {name: text for name, text in words.items() if text}
        add(workspace, "deal", opened="2026-10-01", closed="2026-11-10", **filled)
    for title, amount, close in (
        ("h", "70", "2026-12-01"), ("i", "80 EUR", ""), ("j", "90", "2026-11-22"), ("k", "", ""),
    ):  # fmt: skip
        words = {"title": title, "amount": amount, "expected_close": close}
        add(workspace, "deal", stage="Proposal", **{name: text for name, text in words.items() if text})
    return workspace


def test_velocity_shows_counts_and_rates_once_and_money_for_each_currency(sold: Workspace) -> None:
    rows = [row[:3] for row in report(sold, "velocity", Q4).rows]
    assert [row for row in rows if row[0] in ("open deals", "win rate", "sales cycle")] == [
        ("open deals", "deals", "4"),
        ("win rate", "share", "71.4 %"),
        ("sales cycle", "days", "40"),
    ]
    assert [row for row in rows if row[0] == "average deal size"] == [
        ("average deal size", "USD", "200"),
        ("average deal size", "EUR", "100"),
    ]


def test_won_and_lost_tell_the_win_rate_by_count_and_by_value_of_each_currency(sold: Workspace) -> None:
    rows = {row[1]: row[2] for row in report(sold, "winloss", Q4).rows if row[0] == "win rate"}
    assert rows == {"by count": "71.4 %", "by value, USD": "100 %", "by value, EUR": "95.2 %"}


def test_a_forecast_says_what_it_leaves_out_and_opens_it(sold: Workspace) -> None:
    shown = report(sold, "forecast", Q4)
    left = {
        (row[1], row[2]): (row[3], row[6], ids)
        for row, ids in zip(shown.rows, shown.ids, strict=True)
        if row[2].startswith("left out")
    }
    assert left == {
        ("USD", "left out: no close date"): ("0", "1", ("D-11",)),
        ("USD", "left out: past close date"): ("90", "1", ("D-10",)),
        ("EUR", "left out: no close date"): ("80", "1", ("D-9",)),
    }
    (dollars, euros) = compute(sold, "weighted-forecast", Q4)
    assert [each.value for each in dollars.inputs[1:]] == [70, 0, 90]
    assert [each.value for each in euros.inputs[1:]] == [0, 80, 0]


def test_a_breakdown_by_product_shows_shares_and_no_target(sold: Workspace) -> None:
    add(sold, "target", period="2026-Q4", amount="1000")
    shown = report(sold, "attainment", Q4, "product")
    assert shown.columns == ("product", "currency", "won", "share")
    assert set(shown.rows) == {
        ("Desk", "USD", "300", "75 %"), ("none", "USD", "100", "25 %"),
        ("Desk", "EUR", "150", "75 %"), ("none", "EUR", "50", "25 %"),
    }  # fmt: skip


def test_a_target_with_nothing_won_says_zero(workspace: Workspace) -> None:
    add(workspace, "target", owner="ann", period="2026-Q4", amount="1000")
    assert report(workspace, "attainment", Q4).rows[0][2:5] == ("1,000", "0", "0 %")
    (result,) = compute(workspace, "quota-attainment", Q4)
    assert result.value == 0


def test_an_owner_has_one_target_for_a_period_and_may_change_it(workspace: Workspace) -> None:
    first = add(workspace, "target", owner="ann", period="2026-Q4", amount="1000")
    with pytest.raises(FieldError, match="ann has a target for 2026-Q4 already, T-1"):
        add(workspace, "target", owner="ann", period="2026-Q4", amount="2000")
    with pytest.raises(FieldError, match="already"):
        record_commands.add_all(
            workspace,
            "target",
            [{"owner": "bob", "period": "2027-Q1", "amount": {"amount": "1", "currency": "USD"}}] * 2,
        )
    record_commands.edit(workspace, [first], {"amount": {"amount": "3000", "currency": "USD"}})
    add(workspace, "target", owner="ann", period="2026", amount="9000")
    with pytest.raises(FieldError, match="already"):
        record_commands.edit(workspace, ["T-2"], {"period": "2026-Q4"})


def test_deals_that_came_in_closed_are_a_line_of_the_funnel(sold: Workspace) -> None:
    rows = {row[0]: row for row in report(sold, "funnel", Q4).rows}
    assert rows["came in closed"][1] == "7"
    assert rows["Prospecting"][1:3] == ("0", "0")
    assert rows["Proposal"][1:3] == ("4", "0")


def test_a_stage_added_today_has_entered_nobody(workspace: Workspace) -> None:
    from pmtui.workflows.deals.pipelines import add_stage

    add(workspace, "deal", title="a", stage="Qualified", opened="2026-10-01")
    record_commands.move(workspace, ["D-1"], "Proposal")
    add_stage(workspace, "", "Pilot", {"probability": "50"})
    rows = {row[0]: row for row in report(workspace, "funnel", Q4).rows}
    assert rows["Pilot"][1] == "0"


def test_a_stage_that_gets_another_chance_takes_its_open_deals_along(workspace: Workspace) -> None:
    from pmtui.workflows.deals.pipelines import set_stage

    add(workspace, "deal", title="a", stage="Proposal")
    add(workspace, "deal", title="b", stage="Proposal", probability="30")
    add(workspace, "deal", title="c", stage="Qualified")
    commit = set_stage(workspace, "", "Proposal", {"probability": "65"})
    assert [document_id for kind, document_id in commit.changed if kind == "deal"] == ["D-1"]
    chances = {document_id: row["probability"] for document_id, row in workspace.rows("deal").items()}
    assert chances == {"D-1": 65, "D-2": 30, "D-3": 20}
