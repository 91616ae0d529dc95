"""The calendar file: what any calendar program takes, whatever the texts are."""

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pmtui.errors import InputError
from pmtui.interchange.exports.icalendar import to_ical
from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from pmtui.workflows.roadmap.launch_decision import carry_out
from tests.conftest import TODAY

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200)


def test_what_is_due_becomes_entries_of_a_day(workspace: Workspace) -> None:
    record_commands.add(
        workspace, "deal", {"title": "Acme; phase, two", "next_step": "call\\mail", "next_step_due": TODAY}
    )
    activities.log_activity(workspace, "D-1", "Walk it through", "meeting", TODAY.replace(year=2027))
    text = to_ical(workspace)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "UID:D-1-1@pmtui" in text
    assert "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124" in text
    assert "SUMMARY:call\\\\mail (Acme\\; phase\\, two)" in text
    assert "DTSTART;VALUE=DATE:20271123" in text
    assert to_ical(workspace) == text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
def test_whatever_a_text_holds_a_calendar_program_reads_it_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("calendar")
    with contextlib.closing(create_workspace(folder / "w", user="ann", clock=Clock(TODAY))) as workspace:
        try:
            activities.log_activity(workspace, "", text, "task", TODAY)
        except InputError:
            return
        (row,) = workspace.rows("activity").values()
        (event,) = Calendar.from_ical(to_ical(workspace)).walk("VEVENT")
        assert str(event["summary"]) == row["text"]


def test_renewals_of_customers_who_stayed_are_entries(workspace: Workspace) -> None:
    how = record_commands.reading(workspace)
    for words in (
        {"name": "Acme", "renewal": "2027-02-01", "recurring_value": "12k"},
        {"name": "Gone", "renewal": "2027-02-01", "churned": "2026-11-01"},
        {"name": "None"},
    ):
        record_commands.add(workspace, "account", record_commands.read_fields("account", words, how))
    (event,) = Calendar.from_ical(to_ical(workspace, "account")).events
    assert (str(event["summary"]), event.start) == ("Renewal: Acme", date(2027, 2, 1))
    assert str(event["description"]).startswith("A-1, 12000.00 USD a year")


def _planned(workspace: Workspace) -> None:
    how = record_commands.reading(workspace)
    for kind, words in (
        ("product", {"name": "Harbor"}),
        ("feature", {"title": "SSO", "product": "Harbor", "target": "2026-12-12"}),
        ("feature", {"title": "Inbox", "status": "shipped", "shipped": "2026-05-29", "target": "2026-05-29"}),
        ("feature", {"title": "Never", "status": "declined", "target": "2026-12-12"}),
        ("launch", {"title": "Winter", "tier": "3", "date": "2026-12-22", "features": "SSO",
                    "campaigns": "Letter | channel=e-mail | starts=2026-12-22 | ends=2027-01-08\nTeaser",
                    "promotions": "Early | discount=10 | starts=2026-12-22 | ends=2026-12-31"}),
    ):  # fmt: skip
        record_commands.add(workspace, kind, record_commands.read_fields(kind, words, how))


def _entries(text: str) -> list[tuple[str, ...]]:
    names = ("UID:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:")
    return [
        tuple(
            line.removeprefix(name) for name in names for line in part.split("\r\n") if line.startswith(name)
        )
        for part in text.split("BEGIN:VEVENT")[1:]
    ]


def test_launches_and_the_targets_of_features_become_a_calendar(workspace: Workspace) -> None:
    _planned(workspace)
    target = ("F-1-target@pmtui", "20261212", "20261213", "Ships: SSO (Harbor)")
    assert _entries(to_ical(workspace, "launch")) == [
        ("L-1-launch@pmtui", "20261222", "20261223", "Launch: Winter"),
        ("L-1-review@pmtui", "20270121", "20270122", "Review of the launch: Winter"),
        ("L-1-campaign-1@pmtui", "20261222", "20270109", "Campaign: Letter"),
        ("L-1-promotion-1@pmtui", "20261222", "20270101", "Promotion: Early\\, 10 % off"),
        target,
    ]
    assert _entries(to_ical(workspace, "feature")) == [target]


def test_a_launch_that_was_carried_out_stands_on_its_real_day(workspace: Workspace) -> None:
    _planned(workspace)
    carry_out(workspace, "L-1", "the fair")
    found = _entries(to_ical(workspace, "launch"))
    assert found[0] == ("L-1-launch@pmtui", "20261123", "20261124", "Launch: Winter")
    assert not [each for each in found if each[0].startswith("F-")]
