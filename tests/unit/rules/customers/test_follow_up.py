"""When to be in touch with somebody again, and how long a renewal stays."""

from datetime import date

import pytest

from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.stored import JsonValue
from pmtui.rules.customers.follow_up import renewal_due, touch_due
from pmtui.rules.today import end_of_week, urgency

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("contact", "due"),
    [
        ({"cadence": 14, "last_contact": "2026-11-01"}, "2026-11-15"),
        ({"cadence": 14, "created_at": "2026-11-20T12:00:00Z"}, "2026-12-04"),
        ({"cadence": 14, "created_at": "2026-11-20T12:00:00Z", "last_contact": "2026-11-22"}, "2026-12-06"),
        ({"last_contact": "2026-11-01"}, None),
        ({"cadence": 14}, None),
    ],
)
def test_a_cadence_runs_from_the_last_contact_or_from_the_day_the_contact_was_made(
    contact: dict[str, JsonValue], due: str | None
) -> None:
    found = touch_due(ContactRow(contact))
    assert (None if found is None else found.isoformat()) == due


@pytest.mark.parametrize(
    ("account", "due"),
    [
        ({"renewal": "2027-01-07"}, True),
        ({"renewal": "2027-01-08"}, False),
        ({"renewal": "2026-11-22"}, True),
        ({"renewal": "2025-01-01"}, True),
        ({"renewal": "2026-11-22", "churned": "2026-11-22"}, False),
        ({"renewal": "2026-11-22", "renewed": "2026-11-20"}, False),
        ({"renewal": "2026-11-22", "renewed": "2025-11-20"}, True),
        ({}, False),
    ],
)
def test_a_renewal_stays_until_it_is_renewed_or_churned(account: dict[str, JsonValue], due: bool) -> None:
    assert (renewal_due(AccountRow(account), TODAY) is not None) is due


@pytest.mark.parametrize(
    ("today", "last"),
    [("2026-11-23", "2026-11-29"), ("2026-11-29", "2026-11-29"), ("2026-11-30", "2026-12-06")],
)
def test_the_week_ends_on_sunday(today: str, last: str) -> None:
    assert end_of_week(date.fromisoformat(today)) == date.fromisoformat(last)


@pytest.mark.parametrize(("day", "word"), [(22, "overdue"), (23, "today"), (24, "soon")])
def test_a_day_is_overdue_from_the_day_after(day: int, word: str) -> None:
    assert urgency(date(2026, 11, day), TODAY) == word
