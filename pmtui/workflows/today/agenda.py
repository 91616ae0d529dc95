"""What is due: activities and next steps that are overdue, due today or due soon."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.roadmap_rows import ProductRow
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.products import stages_due
from pmtui.store.query.stored_rows import Row
from pmtui.store.tables import Tables

SOON = 7
"""Days ahead that the agenda looks."""

RENEWALS = 45
"""Days before a renewal at which it comes up."""

Urgency = Literal["overdue", "today", "soon"]


class Due(NamedTuple):
    """One line of the agenda.

    Attributes:
        day: When it is due.
        urgency: How that stands to today.
        id: The activity, or the deal whose next step it is.
        about: The document it is about, or empty.
        text: What is to be done.
        owner: Whose it is.
    """

    day: date
    urgency: Urgency
    id: str
    about: str
    text: str
    owner: str


DUE_KINDS = tuple(kind.name for kind in KINDS.values() if kind.due_by)
"""The kinds that an agenda is made of."""


def agenda(
    tables: Tables, pipeline: Pipeline, today: date, ahead: timedelta = timedelta(days=SOON)
) -> list[Due]:
    """What is due until a week from today, or so far ahead, the oldest first.

    Open activities, the next steps of open deals, contacts to be in touch with again, the issues and
    renewals of accounts, launches with what is to be done for them, and the stages of a product's end. A
    renewal comes up so early that there is time to talk.
    """
    lines = [due for kind in DUE_KINDS for due in dues(kind, tables[kind], pipeline, today, ahead)]
    return sorted(lines, key=lambda line: (line.day, line.id))


def dues(
    kind: str,
    rows: Mapping[str, Row],
    pipeline: Pipeline,
    today: date,
    ahead: timedelta = timedelta(days=SOON),
) -> Iterator[Due]:
    """What is due of some documents of one kind, as `agenda` has it, in their order."""
    last = (today + ahead).isoformat()
    if kind == "deal":
        closed = {stage.name for stage in pipeline.stages if stage.kind != "open"}
        return _next_steps(rows, closed, last, today)
    return _DUES[kind](rows, last, today)


def _activities(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    for document_id, row in rows.items():
        day = row.get("due")
        if isinstance(day, str) and "done" not in row and day <= last:
            yield _due(document_id, day, today, str(row.get("about", "")), row.get("text"), row.get("owner"))


def _next_steps(rows: Mapping[str, Row], closed: set[str], last: str, today: date) -> Iterator[Due]:
    for document_id, row in rows.items():
        day = row.get("next_step_due")
        if isinstance(day, str) and day <= last and row.get("stage") not in closed:
            text = row.get("next_step") or "next step"
            yield _due(document_id, day, today, document_id, text, row.get("owner"))


def _due(document_id: str, day: str, today: date, about: str, text: JsonValue, owner: JsonValue) -> Due:
    when = date.fromisoformat(day)
    urgency: Urgency = "overdue" if when < today else "today" if when == today else "soon"
    return Due(when, urgency, document_id, about, str(text or ""), str(owner or ""))


def _leads(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    """The next actions of leads that are still worked on."""
    for document_id, row in rows.items():
        day = row.get("next_step_due")
        if isinstance(day, str) and day <= last and row.get("status") not in ("converted", "disqualified"):
            text = f"{row.get('next_step') or 'next action'}: {row.get('name')}"
            yield _due(document_id, day, today, document_id, text, row.get("owner"))


def _cadences(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    """The contacts whose cadence has run out since they were last spoken to."""
    for document_id, row in rows.items():
        cadence, spoken = row.get("cadence"), row.get("last_contact")
        if isinstance(cadence, int) and isinstance(spoken, str):
            day = (date.fromisoformat(spoken) + timedelta(days=cadence)).isoformat()
            if day <= last:
                yield _due(document_id, day, today, document_id, "be in touch", row.get("owner"))


def _customers(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    """The open issues of accounts that are due, and the renewals that come up."""
    soon = (today + timedelta(days=RENEWALS)).isoformat()
    for document_id, row in rows.items():
        issues = row.get("issues")
        for issue in issues if isinstance(issues, list) else []:
            day = issue.get("due") if isinstance(issue, dict) else None
            if isinstance(issue, dict) and isinstance(day, str) and not issue.get("done") and day <= last:
                owner = issue.get("owner") or row.get("owner")
                yield _due(document_id, day, today, document_id, issue.get("text"), owner)
        renewal = row.get("renewal")
        if isinstance(renewal, str) and today.isoformat() <= renewal <= soon and not row.get("churned"):
            yield _due(document_id, renewal, today, document_id, "renewal", row.get("owner"))


def _launches(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    """Launches that come up, the open items of their checklists, and the reviews after them."""
    for document_id, row in rows.items():
        owner, day = row.get("owner"), row.get("date")
        done, review = row.get("launched"), row.get("review_due")
        if isinstance(day, str) and day <= last and not done:
            yield _due(document_id, day, today, document_id, "launch", owner)
        if isinstance(review, str) and review <= last and done and not row.get("review"):
            yield _due(document_id, review, today, document_id, "review of the launch", owner)
        checklist = row.get("checklist")
        for item in checklist if isinstance(checklist, list) else []:
            due = item.get("due") if isinstance(item, dict) else None
            if isinstance(item, dict) and isinstance(due, str) and not item.get("done") and due <= last:
                yield _due(document_id, due, today, document_id, item.get("text"), item.get("owner") or owner)


def _endings(rows: Mapping[str, Row], last: str, today: date) -> Iterator[Due]:
    """The stages of its end that a product has a day for and has not entered."""
    for document_id, row in rows.items():
        for day, stage in stages_due(ProductRow(row), date.fromisoformat(last)):
            yield _due(document_id, day.isoformat(), today, document_id, stage, row.get("owner"))


_DUES: Mapping[str, Callable[[Mapping[str, Row], str, date], Iterator[Due]]] = {
    "activity": _activities,
    "lead": _leads,
    "contact": _cadences,
    "account": _customers,
    "launch": _launches,
    "product": _endings,
}
