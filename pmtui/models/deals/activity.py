"""The activity: what was done, or is to be done, about something."""

from typing import Annotated, Literal, get_args

from pmtui.models.appointment import Hours
from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import Section
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line, Title

ActivityType = Literal["call", "meeting", "demo", "e-mail", "task", "note"]
ACTIVITY_TYPES: tuple[str, ...] = get_args(ActivityType)


_ACTIVITY = Section("Activity")
_DONE = Section("Done", opens=True)


class Activity(Document):
    """A call, meeting, demo, e-mail, task or note about another document."""

    text: Annotated[Title, About("Text", "what it is about", "sales-activity", section=_ACTIVITY)]
    type: Annotated[
        ActivityType, About("Type", "call, meeting, demo, e-mail, task or note", "sales-activity")
    ] = "task"
    about: Annotated[
        Link | None, LinkTo(), About("About", "the deal, account, contact or feature", "deal")
    ] = None
    due: Annotated[Day | None, About("Due", "by when; empty for something already done", "follow-up")] = None
    time: Annotated[Hours, About("Time", "14:00 or 14:00-15:30; empty for all day", "follow-up")] = ""
    done: Annotated[Day | None, About("Done", "the day it was done", "follow-up", section=_DONE)] = None
    outcome: Annotated[Line, About("Outcome", "what came of it", "outcome")] = ""
