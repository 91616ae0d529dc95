"""How promises stand on the days around them, and what ships after a close."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.promises import (
    STANDINGS,
    Standing,
    is_worse,
    late_for_deals,
    promises_of,
    ships_after_close,
    signs,
    standing,
)

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


def feature(**fields: JsonValue | date) -> FeatureRow:
    return FeatureRow({name: _stored(value) for name, value in fields.items()})


def _stored(value: JsonValue | date) -> JsonValue:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    ("promised", "fields", "expected"),
    [
        (TODAY, {"status": "shipped", "shipped": TODAY}, "kept"),
        (YESTERDAY, {"status": "shipped", "shipped": YESTERDAY}, "kept"),
        (YESTERDAY, {"status": "shipped", "shipped": TODAY}, "shipped late"),
        (YESTERDAY, {"status": "shipped"}, "kept"),
        (YESTERDAY, {"target": YESTERDAY}, "broken"),
        (YESTERDAY, {"target": TOMORROW}, "broken"),
        (YESTERDAY, {}, "broken"),
        (YESTERDAY, {"status": "declined", "target": YESTERDAY}, "broken"),
        (TODAY, {"target": TODAY}, "on track"),
        (TODAY, {"target": YESTERDAY}, "on track"),
        (TODAY, {"target": TOMORROW}, "at risk"),
        (TOMORROW, {}, "at risk"),
        (TOMORROW, {"status": "declined", "target": TODAY}, "at risk"),
        (TOMORROW, {"status": "beta", "horizon": "later", "target": TOMORROW}, "on track"),
    ],
)
def test_a_promise_stands(promised: date, fields: dict[str, JsonValue | date], expected: Standing) -> None:
    assert standing(promised, feature(**fields), TODAY) == expected


def test_what_shipped_since_had_not_shipped_on_an_earlier_day() -> None:
    shipped = feature(status="shipped", shipped=TODAY, target=TODAY)
    assert standing(YESTERDAY, shipped, YESTERDAY - timedelta(1)) == "at risk"
    assert standing(TODAY, shipped, YESTERDAY) == "on track"


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(promised=DAYS, target=st.none() | DAYS, today=DAYS)
def test_an_open_feature_is_on_track_at_risk_or_broken_and_only_time_breaks(
    promised: date, target: date | None, today: date
) -> None:
    found = standing(promised, feature(target=target), today)
    assert (found == "broken") is (promised < today)
    assert (found == "on track") is (promised >= today and target is not None and target <= promised)
    assert found in STANDINGS


@pytest.mark.parametrize(
    ("fields", "close", "late"),
    [
        ({"target": TOMORROW}, TODAY, True),
        ({"target": TODAY}, TODAY, False),
        ({"target": TOMORROW}, None, False),
        ({}, TODAY, False),
        ({"status": "shipped", "target": TOMORROW, "shipped": TODAY}, TODAY, False),
        ({"status": "declined", "target": TOMORROW}, TODAY, False),
    ],
)
def test_a_feature_ships_after_the_close(
    fields: dict[str, JsonValue | date], close: date | None, late: bool
) -> None:
    deal = DealRow({"expected_close": _stored(close)} if close else {})
    assert ships_after_close(feature(**fields), deal) is late
    assert not ships_after_close(feature(**fields), None)


TABLES: dict[str, dict[str, dict[str, JsonValue]]] = {
    "feature": {"F-1": {"id": "F-1", "target": "2026-12-31"}},
    "deal": {
        name: {"id": name, "stage": stage, "expected_close": "2026-12-30"}
        for name, stage in (("D-1", "Open"), ("D-2", "Won"), ("D-3", "Lost"))
    },
    "request": {
        "Q-1": {"id": "Q-1", "feature": "F-1", "deal": "D-1", "promised": "2026-12-01"},
        "Q-2": {"id": "Q-2", "feature": "F-1", "deal": "D-2", "promised": "2026-12-31"},
        "Q-3": {"id": "Q-3", "feature": "F-1", "deal": "D-3", "promised": "2026-12-01"},
        "Q-4": {"id": "Q-4", "feature": "F-1", "deal": "D-1"},
        "Q-5": {"id": "Q-5", "feature": "F-9", "account": "A-1", "promised": "2026-11-01"},
        "Q-6": {"id": "Q-6", "feature": "F-1", "account": "A-1", "promised": "2026-11-01"},
    },
}


def outcome(deal: DealRow) -> str:
    return deal.stage.casefold()


def test_lost_deals_requests_without_a_day_and_features_that_are_gone_are_no_promises() -> None:
    found = promises_of(TABLES, RequestRow.all(TABLES), outcome, TODAY)
    assert [(each.request.id, each.standing) for each in found] == [
        ("Q-1", "at risk"), ("Q-2", "on track"), ("Q-6", "broken"),
    ]  # fmt: skip


def test_only_open_deals_have_something_ship_after_their_close() -> None:
    found = late_for_deals(TABLES, RequestRow.all(TABLES), outcome)
    assert [(each.request.id, each.deal.id) for each in found] == [("Q-1", "D-1"), ("Q-4", "D-1")]


def test_every_document_has_the_signs_of_its_promises() -> None:
    found = signs(TABLES, outcome, TODAY)
    assert found.standings["F-1"] == {"at risk", "on track", "broken"}
    assert found.standings["D-1"] == {"at risk"}
    assert found.standings["D-2"] == {"on track"}
    assert [each for each in ("Q-1", "Q-2", "Q-3", "Q-6", "D-1", "D-3") if found.is_bad(each)] == [
        "Q-1", "Q-6", "D-1",
    ]  # fmt: skip
    assert found.after_close == {"Q-1", "Q-4", "F-1", "D-1"}
    assert not found.is_bad("D-9")


def test_a_promise_gets_worse_step_by_step_and_worst_when_its_feature_goes() -> None:
    order: tuple[Standing | None, ...] = ("kept", "on track", "at risk", "broken", None)
    for place, before in enumerate(order):
        assert [is_worse(after, before) for after in order] == [at > place for at in range(len(order))]
