"""Random workspaces and one question to every surface: what is won, lost, late, rotting, and what share is won."""

import json
import random
from datetime import timedelta
from decimal import Decimal

import pytest

from pmtui.cli import main
from pmtui.metrics.compute import compute
from pmtui.metrics.deals.forecast_categories import outlook
from pmtui.metrics.deals.movement import movement
from pmtui.metrics.reports.reports import report
from pmtui.metrics.today.day import day
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.values.period import containing
from pmtui.rules.deals.counts import is_decided_in
from pmtui.screens.documents.board_lanes import deal_card
from pmtui.screens.documents.cell_context import CellContext
from pmtui.screens.documents.table_cells import plan_sign
from pmtui.store.query.derivations.deal_attention import ATTENTION, sorted_by
from pmtui.store.query.sorted_view import Listing
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY

Q4 = containing(TODAY)
STAGES = ("Prospecting", "Qualified", "Proposal", "Negotiation", "Won", "Lost")
SEEDS = range(8)


def near(chance: random.Random, first: int, last: int) -> object:
    """A day near today, or none."""
    return None if chance.random() < 0.3 else TODAY + timedelta(days=chance.randint(first, last))


def random_deal(chance: random.Random) -> dict[str, object]:
    stage = chance.choice(STAGES)
    opened = TODAY - timedelta(days=chance.randint(0, 120))
    over = stage in ("Won", "Lost")
    values: dict[str, object] = {
        "title": f"deal {chance.random():.5f}",
        "stage": stage,
        "opened": opened,
        "closed": opened + timedelta(days=chance.randint(0, (TODAY - opened).days)) if over else None,
        "amount": chance.choice(
            [None, {"amount": "100", "currency": "USD"}, {"amount": "70", "currency": "EUR"}]
        ),
        "expected_close": near(chance, -30, 60),
        "next_step_due": near(chance, -5, 20) if chance.random() < 0.4 else None,
        "owner": chance.choice(["ann", "bob"]),
        "lost_reason": "price" if stage == "Lost" else "",
    }
    return {name: value for name, value in values.items() if value is not None}


def fill(workspace: Workspace, chance: random.Random) -> None:
    record_commands.add_all(workspace, "deal", [random_deal(chance) for _ in range(40)])
    activities = []
    for _ in range(30):
        about, ago = f"D-{chance.randint(1, 40)}", chance.randint(-10, 60)
        when = {chance.choice(["done", "due"]) if ago >= 0 else "due": TODAY - timedelta(days=ago)}
        activities.append({"text": "t", "type": "task", "about": about, **when})
    record_commands.add_all(workspace, "activity", activities)
    over = [deal.id for deal in DealRow.all(workspace.tables) if deal.stage in ("Won", "Lost")]
    record_commands.step(workspace, chance.sample(over, 3), -1)
    steps = [deal.id for deal in DealRow.all(workspace.tables) if deal.stage == "Negotiation"]
    record_commands.step(workspace, steps[:2], 1)


@pytest.fixture(params=SEEDS)
def busy(request: pytest.FixtureRequest, workspace: Workspace) -> Workspace:
    """Forty deals in two currencies, some reopened, with activities done, planned and overdue."""
    fill(workspace, random.Random(request.param))
    return workspace


def listed(workspace: Workspace, state: str) -> set[str]:
    """The deals that a filter lists, on a board, in a table or on the command line."""
    return set(workspace.search("deal", f"is:{state}").ids)


def test_a_deal_is_open_or_won_or_lost_everywhere(busy: Workspace) -> None:
    won, lost, still = (listed(busy, state) for state in ("won", "lost", "open"))
    assert won | lost == listed(busy, "closed")
    assert len(won) + len(lost) + len(still) == len(busy.rows("deal"))
    assert won | lost | still == set(busy.rows("deal"))
    rows = {deal.id: deal for deal in DealRow.all(busy.tables)}
    decided = compute(busy, "win-rate", Q4)[0].inputs
    assert set(decided[0].ids) == {each for each in won if is_decided_in(rows[each], "won", Q4)}
    assert set(decided[1].ids) == {each for each in lost if is_decided_in(rows[each], "lost", Q4)}
    told = {each for result in compute(busy, "pipeline-value") for each in result.inputs[0].ids}
    assert told == {each for each in still if rows[each].amount is not None}
    assert set(compute(busy, "deal-age")[0].inputs[1].ids) == still


def test_late_is_the_same_on_the_board_in_the_list_and_today(busy: Workspace) -> None:
    late = listed(busy, "late")
    overdue = next(section for section in day(busy, lines=1_000) if section.key == "overdue")
    subjects = (busy.rows("activity").get(line.id, {"about": line.id}).get("about") for line in overdue.lines)
    assert set(subjects) & listed(busy, "open") == late
    attention = busy.derived(ATTENTION)
    assert {deal.id for deal in DealRow.all(busy.tables) if attention.is_late(deal)} == late


def test_rotting_is_the_same_on_the_board_in_the_list_today_and_as_a_metric(busy: Workspace) -> None:
    rotting = listed(busy, "rotting")
    assert rotting == listed(busy, "stalled") == set(compute(busy, "stalled-deals")[0].inputs[0].ids)
    sections = {section.key: section for section in day(busy, lines=1_000)}
    assert (
        {line.id for line in sections["rotting"].lines} == rotting if "rotting" in sections else not rotting
    )
    assert rotting <= listed(busy, "open") - {
        deal.id for deal in DealRow.all(busy.tables) if busy.derived(ATTENTION).is_planned(deal)
    }


def test_the_signs_of_cards_and_cells_tell_what_the_filters_tell(busy: Workspace) -> None:
    sight = CellContext(busy)
    late, rotting, unplanned, still = (
        listed(busy, word) for word in ("late", "rotting", "unplanned", "open")
    )
    for deal_id, row in busy.rows("deal").items():
        sign, _ = plan_sign(row, sight)
        assert (sign == "!") is (deal_id in late | rotting)
        assert (sign == "?") is (deal_id in unplanned - late - rotting)
        assert bool(sign) is (deal_id in still)
        card = deal_card(row, sight)
        assert card.flag.endswith("!") is (deal_id in late | rotting)


def test_the_win_rate_is_the_same_in_every_report_and_never_split_by_currency(busy: Workspace) -> None:
    (result,) = compute(busy, "win-rate", Q4)
    assert result.value is not None
    told = f"{result.value:.1%}".replace(".0%", "%").replace("%", " %")
    for velocity in compute(busy, "sales-velocity", Q4):
        assert {each.name: each.value for each in velocity.inputs}["win rate"] == result.value
    rows = [row for row in report(busy, "velocity", Q4).rows if row[0] == "win rate"]
    assert [row[2] for row in rows] == [told]
    rows = [row for row in report(busy, "winloss", Q4).rows if row[:2] == ("win rate", "by count")]
    assert [row[2] for row in rows] == [told]
    rows = [row for row in report(busy, "forecast", Q4).rows if row[2] == "win rate"]
    assert [row[3] for row in rows] == [told]


def test_every_open_deal_with_an_amount_is_in_one_forecast_or_in_a_line_that_leaves_it_out(
    busy: Workspace,
) -> None:
    periods = (Q4, Q4.before(-1), Q4.before(-2))
    held = [set(line.ids) for period in periods for each in outlook(busy, period) for line in each.lines[1:]]
    left = [set(line.ids) for each in outlook(busy, Q4) for line in each.left_out]
    with_amount = {deal.id for deal in DealRow.all(busy.tables) if deal.amount is not None}
    found = [each for ids in (*held, *left) for each in ids & with_amount]
    assert sorted(found) == sorted(listed(busy, "open") & with_amount)
    for each in outlook(busy, Q4):
        metric = next(
            result for result in compute(busy, "weighted-forecast", Q4) if result.unit == each.currency
        )
        assert metric.value == sum((line.weighted for line in each.lines[1:]), Decimal())
        weeks = [week for week in movement(busy, busy.history(), Q4) if week.currency == each.currency]
        assert weeks[-1].closing == sum((line.amount for line in each.lines[1:]), Decimal())


def test_idle_days_order_the_list_as_the_rule_counts_them(busy: Workspace) -> None:
    listing = Listing(busy.rows("deal"), sorted_by(busy, "deal", "idle", reverse=True))
    attention = busy.derived(ATTENTION)
    days = [attention.idle_days(DealRow(busy.rows("deal")[listing.key(at)])) for at in range(len(listing))]
    known = [count for count in days if count is not None]
    assert known == sorted(known, reverse=True)
    assert days[: len(known)] == known, "those that are over come last"


def test_the_command_line_tells_the_same(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    fill(workspace, random.Random(7))
    workspace.checkpoint()

    def printed(*words: str) -> object:
        capsys.readouterr()
        main(["--workspace", str(workspace.path), "--today", TODAY.isoformat(), *words, "--json"])
        return json.loads(capsys.readouterr().out)

    for state in ("won", "lost", "open", "late", "rotting", "stalled", "unplanned"):
        found = printed("list", "deals", f"is:{state}")
        assert isinstance(found, list)
        assert {each["id"] for each in found} == listed(workspace, state)
    rate = printed("metric", "win-rate")
    assert isinstance(rate, dict)
    assert Decimal(str(rate["value"])).quantize(Decimal("0.0001")) == (
        compute(workspace, "win-rate")[0].value or Decimal()
    ).quantize(Decimal("0.0001"))


def test_an_activity_changes_what_every_surface_says_at_once(workspace: Workspace) -> None:
    record_commands.add(workspace, "deal", {"title": "d", "opened": TODAY - timedelta(days=90)})
    assert "D-1" in listed(workspace, "rotting") & listed(workspace, "unplanned")
    record_commands.add(
        workspace, "activity", {"text": "t", "about": "D-1", "due": TODAY + timedelta(days=1)}
    )
    assert not listed(workspace, "rotting") | listed(workspace, "unplanned")
