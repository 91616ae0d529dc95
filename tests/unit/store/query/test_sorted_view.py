"""Listings keep documents in order as they change."""

import pytest

from pmtui.models.stored import JsonValue
from pmtui.rules.money import Rates
from pmtui.store.query.sorted_view import Exchange, Listing, order_by
from pmtui.store.query.stored_rows import Row
from tests.conftest import TODAY


def ids(listing: Listing) -> list[str]:
    return [listing.key(place) for place in range(len(listing))]


@pytest.mark.parametrize(("reverse", "expected"), [(False, ["F-2", "F-1", "F-4", "F-3"]),
                                                   (True, ["F-1", "F-2", "F-3", "F-4"])])  # fmt: skip
def test_what_comes_last_does_so_whichever_way_the_rest_is_read(reverse: bool, expected: list[str]) -> None:
    rows: dict[str, dict[str, JsonValue]] = {
        "F-1": {"id": "F-1", "target": "2026-12-01"},
        "F-2": {"id": "F-2", "target": "2026-11-01"},
        "F-3": {"id": "F-3", "target": "2026-03-01", "status": "shipped"},
        "F-4": {"id": "F-4", "target": "2026-01-01", "status": "shipped"},
    }
    order = order_by("target", reverse=reverse, last=lambda row: row.get("status") == "shipped")
    listing = Listing(rows, order)
    assert ids(listing) == expected


def test_a_document_that_is_over_moves_to_the_end() -> None:
    rows: dict[str, dict[str, JsonValue]] = {
        f"F-{number}": {"id": f"F-{number}", "reach": number} for number in (1, 2, 3)
    }
    listing = Listing(rows, order_by("reach", last=lambda row: bool(row.get("done"))))
    rows["F-1"] = {**rows["F-1"], "done": "2026-11-23"}
    assert listing.update(["F-1"])
    assert ids(listing) == ["F-2", "F-3", "F-1"]


def test_amounts_that_no_rate_converts_come_after_all_others_each_currency_by_itself() -> None:
    """Unlike amounts and no amount at all stand in one list, whichever way it is read."""
    money = {
        "D-1": {"amount": "5.00", "currency": "USD"},
        "D-2": None,
        "D-3": {"amount": "70.00", "currency": "CZK"},
        "D-4": {"amount": "1200.00", "currency": "USD"},
        "D-5": {"amount": "9.00", "currency": "CZK"},
    }
    rows: dict[str, Row] = {
        key: ({"id": key, "amount": dict(held)} if held else {"id": key}) for key, held in money.items()
    }
    exchange = Exchange("USD", Rates((), TODAY).worth)

    def listed(*, reverse: bool) -> list[str]:
        listing = Listing(rows, order_by("amount", reverse=reverse, exchange=exchange))
        return [listing.key(place) for place in range(len(listing))]

    assert listed(reverse=False) == ["D-1", "D-4", "D-2", "D-5", "D-3"]
    assert listed(reverse=True) == ["D-4", "D-1", "D-3", "D-5", "D-2"]
