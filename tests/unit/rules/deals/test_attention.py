"""Late, rotting, unplanned and idle: a table a rule, with the days at its edges."""

from datetime import date, timedelta

import pytest

from pmtui.models.deals.deal_rows import ActivityRow, DealRow
from pmtui.models.row import Stored
from pmtui.models.stored import JsonValue
from pmtui.rules.deals.activity_index import ActivityIndex
from pmtui.rules.deals.attention import Attention, last_entry
from pmtui.rules.deals.outcome import Stages

TODAY = date(2026, 11, 23)
PIPELINES: dict[str, Stored] = {
    "sales": {
        "id": "sales",
        "name": "Sales",
        "stages": [
            {"name": "Talk", "kind": "open", "rot_days": 10},
            {"name": "Wait", "kind": "open"},
            {"name": "Won", "kind": "won", "rot_days": 1},
            {"name": "Lost", "kind": "lost"},
        ],
    },
    "partners": {
        "id": "partners",
        "name": "Partners",
        "stages": [{"name": "Talk", "kind": "open", "rot_days": 30}, {"name": "Won", "kind": "won"}],
    },
}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def judged(deal: dict[str, JsonValue], *activities: dict[str, JsonValue]) -> tuple[Attention, DealRow]:
    rows = (ActivityRow({"about": "D-1", **activity}) for activity in activities)
    attention = Attention(Stages.stored(PIPELINES), ActivityIndex(rows), TODAY)
    return attention, DealRow({"id": "D-1", "stage": "Talk", **deal})


@pytest.mark.parametrize(
    ("deal", "activities", "late"),
    [
        ({}, (), False),
        ({"expected_close": ago(1)}, (), True),
        ({"expected_close": ago(0)}, (), False),
        ({"next_step_due": ago(1)}, (), True),
        ({"next_step_due": ago(0)}, (), False),
        ({}, ({"due": ago(1)},), True),
        ({}, ({"due": ago(0)},), False),
        ({}, ({"due": ago(1), "done": ago(0)},), False),
        ({"expected_close": ago(9), "stage": "Won"}, (), False),
        ({"next_step_due": ago(9), "stage": "Lost"}, ({"due": ago(5)},), False),
        ({"expected_close": ago(9), "stage": "A stage that is gone"}, (), True),
        ({"expected_close": ago(9), "closed": ago(3)}, (), True),
    ],
)
def test_a_deal_is_late_when_it_is_open_and_a_day_of_it_is_past(
    deal: dict[str, JsonValue], activities: tuple[dict[str, JsonValue], ...], late: bool
) -> None:
    attention, row = judged(deal, *activities)
    assert attention.is_late(row) is late


@pytest.mark.parametrize(
    ("deal", "activities", "rotten"),
    [
        ({"opened": ago(11)}, (), 11),
        ({"opened": ago(10)}, (), 0),
        ({"opened": ago(60), "stage_log": [{"stage": "Talk", "on": ago(11)}]}, (), 11),
        ({"opened": ago(60), "stage_log": [{"stage": "Talk", "on": ago(10)}]}, (), 0),
        ({"opened": ago(60)}, ({"done": ago(10)},), 0),
        ({"opened": ago(60)}, ({"done": ago(11)}, {"done": ago(30)}), 11),
        ({"opened": ago(60)}, ({"done": ago(-1)},), 60),
        ({"opened": ago(60), "next_step_due": ago(0)}, (), 0),
        ({"opened": ago(60), "next_step_due": ago(1)}, (), 60),
        ({"opened": ago(60)}, ({"due": ago(0)},), 0),
        ({"opened": ago(60)}, ({"due": ago(1)},), 60),
        ({"opened": ago(60), "stage": "Wait"}, (), 0),
        ({"opened": ago(60), "stage": "Won"}, (), 0),
        ({"opened": ago(29), "pipeline": "Partners"}, (), 0),
        ({"opened": ago(31), "pipeline": "Partners"}, (), 31),
        ({}, (), 0),
        (
            {
                "opened": ago(90),
                "stage_log": [
                    {"stage": "Talk", "on": ago(90)},
                    {"stage": "Won", "on": ago(40)},
                    {"stage": "Talk", "on": ago(11)},
                ],
            },
            (),
            11,
        ),
    ],
)
def test_a_deal_rots_when_nothing_is_planned_and_it_is_idle_longer_than_its_stage_allows(
    deal: dict[str, JsonValue], activities: tuple[dict[str, JsonValue], ...], rotten: int
) -> None:
    attention, row = judged(deal, *activities)
    assert attention.rotten_days(row) == rotten
    assert attention.is_rotting(row) is (rotten > 0)


@pytest.mark.parametrize(
    ("deal", "activities", "unplanned"),
    [
        ({}, (), True),
        ({"next_step": "call"}, (), True),
        ({"next_step_due": ago(0)}, (), False),
        ({"next_step_due": ago(1)}, (), True),
        ({}, ({"due": ago(-30)},), False),
        ({}, ({"due": ago(-30), "done": ago(0)},), True),
        ({"stage": "Won"}, (), False),
        ({"stage": "Lost"}, (), False),
    ],
)
def test_a_deal_is_unplanned_when_it_is_open_and_nothing_is_still_to_come(
    deal: dict[str, JsonValue], activities: tuple[dict[str, JsonValue], ...], unplanned: bool
) -> None:
    attention, row = judged(deal, *activities)
    assert attention.is_unplanned(row) is unplanned


def test_a_deal_that_is_over_is_idle_no_more() -> None:
    attention, row = judged({"stage": "Won", "opened": ago(99)})
    assert attention.idle_days(row) is None
    attention, row = judged({"opened": ago(99), "next_step_due": ago(-5)})
    assert attention.idle_days(row) == 99, "a plan does not touch it"


def test_the_entry_of_a_stage_is_the_last_one_up_to_the_day() -> None:
    log: list[JsonValue] = [{"stage": "Talk", "on": ago(30)}, {"stage": "Wait", "on": ago(4)}]
    row = DealRow({"stage_log": log})
    assert last_entry(row) == TODAY - timedelta(days=4)
    assert last_entry(row, TODAY - timedelta(days=5)) == TODAY - timedelta(days=30)
    assert last_entry(row, TODAY - timedelta(days=31)) is None
