"""The lead: somebody who may become a customer, before there is a deal."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import PairColumns, Section, When
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line, Title

LeadStatus = Literal["new", "contacted", "nurture", "qualified", "converted", "disqualified"]
LEAD_STATUSES: tuple[str, ...] = get_args(LeadStatus)

Frame = Literal["BANT", "MEDDIC"]

LETTERS: dict[str, dict[str, str]] = {
    "BANT": {
        "budget": "budget",
        "authority": "decision-maker",
        "need": "customer-need",
        "timing": "expected-close-date",
    },
    "MEDDIC": {
        "metrics": "kpi",
        "economic buyer": "economic-buyer",
        "decision criteria": "exit-criteria",
        "decision process": "mutual-action-plan",
        "pain": "pain-point",
        "champion": "champion",
    },
}
"""The questions of each frame, and the glossary entry that defines each."""


_LEAD = Section("Lead")
_NEXT = Section("Next action", opens=True)
_QUALIFYING = Section("Qualification", opens=True)
_ANSWER = Section("Answer")
_NOT = Section("Disqualified", opens=True)


class Lead(Document):
    """A person or company that may buy."""

    name: Annotated[Title, About("Name", "who it is: a person, or the company", "lead", section=_LEAD)]
    company: Annotated[Line, About("Company", "where they work", "account")] = ""
    email: Annotated[Line, About("E-mail", "the address they read", "email")] = ""
    phone: Annotated[Line, About("Phone", "with the country code", "call")] = ""
    source: Annotated[Line, About("Source", "where it came from", "lead-source", suggest="sources")] = ""
    status: Annotated[LeadStatus, About("Status", "how far you are with it", "lead-qualification")] = "new"
    industry: Annotated[Line, About("Industry", "what they do", "industry", suggest="industries")] = ""
    size: Annotated[Line, About("Size", "employees, a number or a band", "company-size")] = ""
    came: Annotated[
        Day | None, About("Came", "the day it came in", "lead-response-time", section=_ANSWER)
    ] = None
    answered: Annotated[
        Day | None, About("Answered", "the day somebody first answered", "lead-response-time")
    ] = None
    next_step: Annotated[Line, About("Next action", "what happens next", "next-step", section=_NEXT)] = ""
    next_step_due: Annotated[Day | None, About("Next action due", "by when", "follow-up")] = None
    frame: Annotated[Frame, About("Frame", "BANT or MEDDIC", "lead-qualification", section=_QUALIFYING)] = (
        "BANT"
    )
    qualification: Annotated[
        dict[Line, Line],
        About(
            "Qualification",
            "the questions of the frame, and what they answered",
            "lead-qualification",
            pairs=PairColumns("Question", ("Answer",), suggest="letters"),
        ),
    ] = Field(default_factory=dict)
    reason: Annotated[
        Line,
        About(
            "Why not",
            "why it was disqualified",
            "disqualification",
            suggest="lost-reasons",
            section=_NOT,
            when=When("status", ("disqualified",)),
        ),
    ] = ""
    account: Annotated[Link | None, LinkTo("account"), About("Account", hidden=True)] = None
    contact: Annotated[Link | None, LinkTo("contact"), About("Contact", hidden=True)] = None
    deal: Annotated[Link | None, LinkTo("deal"), About("Deal", hidden=True)] = None
