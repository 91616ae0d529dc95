"""The forecast by category beside the target, and why deals were won and lost."""

import csv
import io
import json
from decimal import Decimal

import pytest

from pmtui.cli import main
from pmtui.errors import InputError
from pmtui.metrics.deals.forecast_categories import outlook, win_loss
from pmtui.metrics.reports.reports import as_markdown, as_text, report
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY

Q4 = parse_period("2026-Q4", TODAY)


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def money(**amounts: int) -> dict[str, Decimal]:
    return {code: Decimal(amount) for code, amount in amounts.items()}


@pytest.fixture
def quarter(workspace: Workspace) -> Workspace:
    """One deal won, one in each category, one omitted, one of next quarter, one in euro; a target of 1,000."""
    for title, owner, stage, amount, more in (
        ("won", "ann", "Won", "300", {"closed": "2026-11-02", "opened": "2026-10-01"}),
        ("commit", "ann", "Negotiation", "200", {"expected_close": "2026-12-01"}),
        ("best", "bob", "Proposal", "100", {"expected_close": "2026-12-10"}),
        ("by hand", "bob", "Prospecting", "50", {"expected_close": "2026-12-15", "forecast": "commit"}),
        ("pipeline", "bob", "Qualified", "400", {"expected_close": "2026-12-20"}),
        ("omitted", "bob", "Qualified", "999", {"expected_close": "2026-12-20", "forecast": "omitted"}),
        ("later", "bob", "Qualified", "999", {"expected_close": "2027-01-20"}),
        ("euro", "bob", "Negotiation", "70 EUR", {"expected_close": "2026-12-20"}),
        (
            "lost",
            "ann",
            "Lost",
            "80",
            {"closed": "2026-11-03", "opened": "2026-10-01", "lost_reason": "Price"},
        ),
        (
            "lost too",
            "ann",
            "Lost",
            "20 EUR",
            {"closed": "2026-11-04", "opened": "2026-10-01", "lost_reason": "price"},
        ),
    ):
        add(workspace, "deal", title=title, owner=owner, stage=stage, amount=amount, **more)
    add(workspace, "target", period="2026-Q4", amount="1000")
    return workspace


def test_categories_add_up_from_certain_to_possible_in_each_currency(quarter: Workspace) -> None:
    dollars, euros = outlook(quarter, Q4)
    assert [line.category for line in dollars.lines] == ["won", "commit", "best case", "pipeline"]
    assert [int(line.amount) for line in dollars.lines] == [300, 200 + 50, 100, 400]
    assert [int(line.cumulative) for line in dollars.lines] == [300, 550, 650, 1050]
    assert [int(line.weighted) for line in dollars.lines] == [300, 160 + 5, 60, 80]
    assert dollars.lines[1].ids == ("D-2", "D-4")
    assert (dollars.target, dollars.gap) == (Decimal(1000), Decimal(700))
    assert dollars.attainment == Decimal("0.3")
    assert dollars.coverage == Decimal(750) / 700
    assert (euros.currency, int(euros.lines[1].amount), euros.target) == ("EUR", 70, None)


def test_groups_add_up_to_the_whole(quarter: Workspace) -> None:
    whole = outlook(quarter, Q4)[0].lines[-1].cumulative
    parts = [each for each in outlook(quarter, Q4, "owner") if each.currency == "USD"]
    assert [each.group for each in parts] == ["ann", "bob"]
    assert sum(each.lines[-1].cumulative for each in parts) == whole


def test_a_target_that_is_met_leaves_no_gap_to_cover(quarter: Workspace) -> None:
    add(quarter, "deal", title="big", stage="Won", amount="900", opened="2026-10-01", closed="2026-11-05")
    (dollars, *_) = outlook(quarter, Q4)
    assert (dollars.gap, dollars.coverage) == (Decimal(0), None)


def test_reasons_are_counted_whatever_their_case(quarter: Workspace) -> None:
    won, lost = win_loss(quarter, Q4)
    assert (won.outcome, len(won.ids), won.amounts) == ("won", 1, money(USD=300))
    assert (lost.reason, len(lost.ids), lost.amounts) == ("price", 2, money(USD=80, EUR=20))


def test_an_empty_workspace_has_an_empty_report(workspace: Workspace) -> None:
    assert report(workspace, "forecast", Q4).rows == ()
    assert "Forecast 2026-Q4" in as_text(report(workspace, "forecast", Q4))


def test_a_report_nobody_knows_names_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="forecast"):
        report(workspace, "forcast", Q4)


def test_a_report_is_text_markdown_csv_and_json(
    quarter: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "| all | USD | won | 300 | 300 | 300 | 1 |" in as_markdown(report(quarter, "forecast", Q4))
    quarter.checkpoint()
    words = ["--workspace", str(quarter.path), "--today", "2026-11-23", "report", "forecast"]
    assert main([*words, "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[4] == ["all", "USD", "pipeline", "400", "1050", "80", "1"]
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["line"] == "won"
    assert main([*words, "--by", "ownr"]) == 2
    assert "owner" in capsys.readouterr().err
    assert main([*words, "--period", "2020-Q1"]) == 1
