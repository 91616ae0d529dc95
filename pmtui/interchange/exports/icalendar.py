"""Due work and launches as an iCalendar file of RFC 5545, which any calendar takes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pmtui.models.appointment import begins_and_ends
from pmtui.models.customers.account import Account
from pmtui.models.fields import written
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.values.numbers import trimmed
from pmtui.rules.roadmap.features import is_open
from pmtui.store.workspace import Workspace
from pmtui.workflows.today.agenda import Due, agenda

_FAR = timedelta(days=3650)


class _Entry(NamedTuple):
    """One entry of a calendar."""

    uid: str
    """Its id; the same in every export."""
    first: date
    """Its first day."""
    last: date
    """Its last day."""
    summary: str
    """The text that the calendar shows."""
    description: str = ""
    """More about it; empty for nothing."""
    hours: str = ""
    """When it begins and ends on its day; empty for all day."""


def to_ical(workspace: Workspace, kind: str = "activity") -> str:
    """One calendar, each entry with an id that stays the same.

    Args:
        workspace: Where the documents are.
        kind: `activity` for everything that is due or planned; `launch` for launches, their reviews, campaigns
            and promotions and the targets of features; `feature` for the targets alone; `account` for renewals.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//pmtui//agenda//EN")
    calendar.add("calscale", "GREGORIAN")
    for entry in _entries(workspace, kind):
        event = Event()
        event.add("uid", f"{entry.uid}@pmtui")
        event.add("dtstamp", workspace.clock.now().replace(microsecond=0))
        begins, ends = _span(entry)
        event.add("dtstart", begins)
        event.add("dtend", ends)
        event.add("summary", entry.summary)
        if entry.description:
            event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _span(entry: _Entry) -> tuple[date, date]:
    """When an entry begins and ends: moments in the user's zone if it has hours, else days."""
    hours = begins_and_ends(entry.hours)
    if hours is None:
        return entry.first, entry.last + timedelta(days=1)
    first = datetime.combine(entry.first, hours[0]).astimezone(UTC)
    last = datetime.combine(entry.last, hours[1]).astimezone(UTC) if hours[1] else first + timedelta(hours=1)
    return first, last


def _entries(workspace: Workspace, kind: str) -> Iterator[_Entry]:
    if kind == "activity":
        yield from _agenda(workspace)
    elif kind == "account":
        yield from _renewals(workspace)
    else:
        if kind == "launch":
            yield from _launches(workspace)
        yield from _targets(workspace)


def _agenda(workspace: Workspace) -> Iterator[_Entry]:
    seen: dict[str, int] = {}
    for due in _all_due(workspace, workspace.clock.today()):
        seen[due.id] = seen.get(due.id, 0) + 1
        about = workspace.names.label(due.about) if due.about else ""
        summary = f"{due.text} ({about})" if about else due.text
        owner = f"{due.id}, {due.owner}" if due.owner else ""
        hours = str(workspace.rows("activity").get(due.id, {}).get("time") or "")
        yield _Entry(f"{due.id}-{seen[due.id]}", due.day, due.day, summary, owner, hours)


def _launches(workspace: Workspace) -> Iterator[_Entry]:
    for launch in workspace.all("launch"):
        if not isinstance(launch, Launch):
            continue
        names = ", ".join(workspace.names.label(each) for each in launch.features)
        day = launch.launched or launch.date
        if day:
            told = "; ".join(part for part in (f"{launch.id}, tier {launch.tier}", names) if part)
            yield _Entry(f"{launch.id}-launch", day, day, f"Launch: {launch.title}", told)
        if launch.review_due and not launch.review:
            review = launch.review_due
            yield _Entry(f"{launch.id}-review", review, review, f"Review of the launch: {launch.title}")
        for number, campaign in enumerate(launch.campaigns, start=1):
            if campaign.starts:
                last = campaign.ends or campaign.starts
                uid = f"{launch.id}-campaign-{number}"
                yield _Entry(uid, campaign.starts, last, f"Campaign: {campaign.name}", campaign.channel)
        for number, offer in enumerate(launch.promotions, start=1):
            uid, off = f"{launch.id}-promotion-{number}", f"{trimmed(offer.discount)} % off"
            yield _Entry(uid, offer.starts, offer.ends, f"Promotion: {offer.name}, {off}")


def _targets(workspace: Workspace) -> Iterator[_Entry]:
    """The days on which features are to ship that have not."""
    for feature in workspace.all("feature"):
        if isinstance(feature, Feature) and feature.target and is_open(feature):
            product = f" ({workspace.names.label(feature.product)})" if feature.product else ""
            summary = f"Ships: {feature.title}{product}"
            yield _Entry(f"{feature.id}-target", feature.target, feature.target, summary, feature.id)


def _all_due(workspace: Workspace, today: date) -> list[Due]:
    """The agenda, however far ahead."""
    return agenda(workspace.tables, today, today + _FAR)


def _renewals(workspace: Workspace) -> Iterator[_Entry]:
    """The days on which customers who stayed renew."""
    for account in workspace.all("account"):
        if isinstance(account, Account) and account.renewal and account.churned is None:
            worth = written(account.recurring_value)
            told = ", ".join(
                part for part in (account.id, worth and f"{worth} a year", account.owner) if part
            )
            yield _Entry(
                f"{account.id}-renewal", account.renewal, account.renewal, f"Renewal: {account.name}", told
            )
