"""Appointments: a day may carry a time, and keeps it apart."""

import pytest

from pmtui.errors import FieldError
from pmtui.interchange.exports.icalendar import to_ical
from pmtui.models.appointment import with_time
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.quick_add import read_quick


@pytest.mark.parametrize(
    ("typed", "day", "hours"),
    [
        ("mon 14:00", "mon", "14:00"),
        ("2026-12-01 9:05-10:30", "2026-12-01", "9:05-10:30"),
        ("14:00-15:30", "today", "14:00-15:30"),
        ("in 3 days 8:00", "in 3 days", "8:00"),
        ("mon", "mon", None),
    ],
)
def test_a_time_is_taken_out_of_the_day_it_was_typed_with(typed: str, day: str, hours: str | None) -> None:
    expected = {"due": day} if hours is None else {"due": day, "time": hours}
    assert with_time("activity", {"due": typed}) == expected
    assert with_time("deal", {"due": typed}) == {"due": typed}


def test_an_appointment_stands_in_the_calendar_at_its_hours(workspace: Workspace) -> None:
    how = record_commands.reading(workspace)
    for line in ('Demo due:"mon 14:00-15:30"', 'Call due:"mon 9:00"', "Visit due:mon"):
        record_commands.add(workspace, "activity", read_quick("activity", line, how))
    assert [workspace.rows("activity")[id].get("time") for id in ("E-1", "E-2", "E-3")] == [
        "14:00-15:30",
        "09:00",
        None,
    ]
    text = to_ical(workspace).replace("\r\n", "\n")
    for begins, ends in (
        ("DTSTART:20261130T140000Z", "DTEND:20261130T153000Z"),
        ("DTSTART:20261130T090000Z", "DTEND:20261130T100000Z"),
        ("DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261201"),
    ):
        assert f"{begins}\n{ends}" in text


@pytest.mark.parametrize(
    ("due", "problem"),
    [
        ("mon 25:00", "is not a time"),
        ("mon 15:00-14:00", "ends before it begins"),
        ("mon 9:77", "is not a time"),
    ],
)
def test_hours_that_no_clock_has_are_refused(workspace: Workspace, due: str, problem: str) -> None:
    values = record_commands.read_fields(
        "activity", {"text": "x", "due": due}, record_commands.reading(workspace)
    )
    with pytest.raises(FieldError, match=problem) as caught:
        record_commands.add(workspace, "activity", values)
    assert caught.value.field == "time"
