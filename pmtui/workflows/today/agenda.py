"""The agenda: activities, next steps and close dates that are overdue, due today or due soon."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.deals.deal_rows import ActivityRow, DealRow, LeadRow
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.roadmap_rows import LaunchRow, ProductRow
from pmtui.rules.customers.follow_up import renewal_due, touch_due
from pmtui.rules.deals.leads import is_worked_on
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.products import stages_due
from pmtui.rules.row_act import Act
from pmtui.rules.today import Urgency, end_of_week, urgency
from pmtui.store.query.stored_rows import Row
from pmtui.store.tables import Tables


class Due(NamedTuple):
    """One line of the agenda.

    Attributes:
        day: When it is due.
        urgency: How that stands to today.
        id: The activity, or the deal whose next step it is.
        about: The document it is about, or empty.
        text: What is to be done.
        owner: Whose it is.
        act: The act that it asks for.
    """

    day: date
    urgency: Urgency
    id: str
    about: str
    text: str
    owner: str
    act: Act


class Ahead(NamedTuple):
    """How far ahead an agenda looks, and by which stages it judges deals."""

    today: date
    """The day."""
    last: date
    """The last day that it looks at."""
    stages: Stages
    """The meaning of the stages."""

    def due(self, day: date, act: Act, document_id: str, text: str, owner: str) -> Due:
        """Return a line of the agenda about a document."""
        return Due(day, urgency(day, self.today), document_id, document_id, text, owner, act)


DUE_KINDS = tuple(kind.name for kind in KINDS.values() if kind.due_by)
"""The kinds that an agenda is made of."""


def agenda(tables: Tables, today: date, last: date | None = None) -> list[Due]:
    """The lines due by the end of the week, or by another day, the oldest first.

    Open activities, the next steps of open deals and their close dates that have passed, contacts to be in
    touch with again, the issues and renewals of accounts, launches with what is to be done for them, and the
    stages of a product's end. A renewal comes up so early that there is time to talk.
    """
    ahead = Ahead(today, last or end_of_week(today), Stages.stored(tables["pipeline"]))
    lines = [due for kind in DUE_KINDS for due in dues(kind, tables[kind], ahead)]
    return sorted(lines, key=lambda line: (line.day, line.id))


def dues(kind: str, rows: Mapping[str, Row], ahead: Ahead) -> Iterator[Due]:
    """The agenda lines of some documents of one kind, in the documents' order."""
    of_one = _DUES[kind]
    return (due for row in rows.values() for due in of_one(row, ahead))


def _activity(row: Row, ahead: Ahead) -> Iterator[Due]:
    activity = ActivityRow(row)
    day = activity.due
    if day is not None and day <= ahead.last and activity.done is None:
        due = ahead.due(day, "task", activity.id, activity.text, activity.owner)
        yield due._replace(about=activity.about or "")


def _deal(row: Row, ahead: Ahead) -> Iterator[Due]:
    """The next step of an open deal, and the day on which it should have closed."""
    deal = DealRow(row)
    if ahead.stages.is_over(deal.stage):
        return
    step, close = deal.next_step_due, deal.expected_close
    if step is not None and step <= ahead.last:
        yield ahead.due(step, "step", deal.id, deal.next_step or "next step", deal.owner)
    if close is not None and close < ahead.today:
        yield ahead.due(close, "close", deal.id, "expected to close by now", deal.owner)


def _lead(row: Row, ahead: Ahead) -> Iterator[Due]:
    """The next action of a lead that is still worked on."""
    lead = LeadRow(row)
    day = lead.next_step_due
    if day is not None and day <= ahead.last and is_worked_on(lead):
        text = f"{lead.next_step or 'next action'}: {lead.name}"
        yield ahead.due(day, "step" if lead.answered is not None else "answer", lead.id, text, lead.owner)


def _contact(row: Row, ahead: Ahead) -> Iterator[Due]:
    """A contact whose cadence has run out since they were last spoken to."""
    contact = ContactRow(row)
    day = touch_due(contact)
    if day is not None and day <= ahead.last:
        yield ahead.due(day, "touch", contact.id, "be in touch", contact.owner)


def _account(row: Row, ahead: Ahead) -> Iterator[Due]:
    """The open issues of an account that are due, and its renewal once it comes up."""
    account = AccountRow(row)
    for issue in account.issues:
        day = issue.due
        if day is not None and day <= ahead.last and not issue.done:
            yield ahead.due(day, "issue", account.id, issue.text, issue.owner or account.owner)
    renewal = renewal_due(account, ahead.today)
    if renewal is not None:
        yield ahead.due(renewal, "renewal", account.id, "renewal", account.owner)


def _launch(row: Row, ahead: Ahead) -> Iterator[Due]:
    """A launch that comes up, the open items of its checklist, and the review after it."""
    launch = LaunchRow(row)
    day, review, owner = launch.date, launch.review_due, launch.owner
    if day is not None and day <= ahead.last and launch.launched is None:
        yield ahead.due(day, "launch", launch.id, "launch", owner)
    if review is not None and review <= ahead.last and launch.launched is not None and not launch.review:
        yield ahead.due(review, "review", launch.id, "review of the launch", owner)
    for item in launch.checklist:
        due = item.due
        if due is not None and due <= ahead.last and not item.done:
            yield ahead.due(due, "item", launch.id, item.text, item.owner or owner)


def _product(row: Row, ahead: Ahead) -> Iterator[Due]:
    """The stages of its end that a product has a day for and has not entered."""
    product = ProductRow(row)
    for day, stage in stages_due(product, ahead.last):
        yield ahead.due(day, "stage", product.id, stage, product.owner)


_DUES: Mapping[str, Callable[[Row, Ahead], Iterator[Due]]] = {
    "activity": _activity,
    "deal": _deal,
    "lead": _lead,
    "contact": _contact,
    "account": _account,
    "launch": _launch,
    "product": _product,
}
