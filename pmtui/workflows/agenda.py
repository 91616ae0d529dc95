"""What is due: activities and next steps that are overdue, due today or due soon."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pydantic import JsonValue

from pmtui.models.stages import Pipeline
from pmtui.store.snapshot import Tables

SOON = 7
"""Days ahead that the agenda looks."""

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


def agenda(tables: Tables, pipeline: Pipeline, today: date) -> list[Due]:
    """Open activities and the next steps of open deals due until a week from today, the oldest first."""
    last = (today + timedelta(days=SOON)).isoformat()
    closed = {stage.name for stage in pipeline.stages if stage.kind != "open"}
    lines = [*_activities(tables["activity"], last, today), *_next_steps(tables["deal"], closed, last, today)]
    return sorted(lines, key=lambda line: (line.day, line.id))


def _activities(rows: Mapping[str, Mapping[str, JsonValue]], last: str, today: date) -> Iterator[Due]:
    for document_id, row in rows.items():
        day = row.get("due")
        if isinstance(day, str) and "done" not in row and day <= last:
            yield _due(document_id, day, today, str(row.get("about", "")), row.get("text"), row.get("owner"))


def _next_steps(
    rows: Mapping[str, Mapping[str, JsonValue]], closed: set[str], last: str, today: date
) -> Iterator[Due]:
    for document_id, row in rows.items():
        day = row.get("next_step_due")
        if isinstance(day, str) and day <= last and row.get("stage") not in closed:
            text = row.get("next_step") or "next step"
            yield _due(document_id, day, today, document_id, text, row.get("owner"))


def _due(document_id: str, day: str, today: date, about: str, text: JsonValue, owner: JsonValue) -> Due:
    when = date.fromisoformat(day)
    urgency: Urgency = "overdue" if when < today else "today" if when == today else "soon"
    return Due(when, urgency, document_id, about, str(text or ""), str(owner or ""))
