"""The insight: something learnt about a need, with who said it, and how it fared at the gate."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import Section
from pmtui.models.typed_part import TypedPart, merged
from pmtui.models.values.bounds import Day
from pmtui.models.values.numbers import LARGEST
from pmtui.models.values.text_fields import Line, Title

InsightType = Literal["need", "pain", "gap", "idea", "complaint", "praise"]
"""The kind of thing that was learned."""

GateState = Literal["open", "passed", "failed"]
"""How far an insight has come at the viability gate."""

INSIGHT_SOURCES = (
    "customer call", "interview", "support", "survey", "lost deal", "sales talk", "usage data", "review", "team",
)  # fmt: skip
"""Where insights come from, offered in forms; any other word may be typed."""

Points = Annotated[int, Field(ge=1, le=5)]

_OTHERS = re.compile(r"^(\d{1,6})\s+(?:others?|more|customers?|people)$", re.IGNORECASE)


class Evidence(TypedPart):
    """Somebody else who said the same.

    Attributes:
        who: An account, a deal or a contact; `None` where only their number is known.
        count: How many customers they are, from 1; more than 1 only where `who` is not known.
        quote: What they said.
    """

    EXAMPLE: ClassVar[str] = "Acme | quote=we type it twice, or 3 others | quote=at the fair"

    who: Annotated[Link | None, LinkTo(among=("account", "deal", "contact"))] = None
    count: Annotated[int, Field(ge=1, lt=LARGEST)] = 1
    quote: Line = ""

    @classmethod
    def taken_apart(cls, text: str, parts: Mapping[str, str]) -> dict[str, str]:
        """A number of people may stand for somebody: `3 others`."""
        counted = _OTHERS.match(text)
        if counted is None:
            return super().taken_apart(text, parts)
        return merged({"count": counted[1]}, parts)

    def head_text(self, written: Mapping[str, str]) -> tuple[str, frozenset[str]]:
        """Who, or how many others."""
        if self.who is not None:
            return super().head_text(written)
        return f"{self.count} other{'s' if self.count > 1 else ''}", frozenset(("who", "count"))


_INSIGHT = Section("Insight")
_WHO = Section("Who said it", opens=True)
_ABOUT = Section("What it is about", opens=True)
_EVIDENCE = Section("Evidence")
_GATE = Section("Gate")


class Insight(Document):
    """A need, pain, gap, idea, complaint or praise, with its evidence."""

    title: Annotated[Title, About("Insight", "what was learnt, in a clause", "insight", section=_INSIGHT)]
    type: Annotated[
        InsightType, About("Type", "need, pain, gap, idea, complaint or praise", "customer-need")
    ] = "need"
    quote: Annotated[Line, About("Quote", "in the customer's words", "voice-of-the-customer")] = ""
    source: Annotated[
        Line, About("Source", "where it was learnt", "customer-feedback", suggest="insight-sources")
    ] = ""
    account: Annotated[
        Link | None, LinkTo("account"), About("Account", "who said it", "account", section=_WHO)
    ] = None
    deal: Annotated[Link | None, LinkTo("deal"), About("Deal", "the deal it came up in", "deal")] = None
    contact: Annotated[Link | None, LinkTo("contact"), About("Contact", "the person", "contact")] = None
    product: Annotated[
        Link | None, LinkTo("product"), About("Product", "the product it is about", "product", section=_ABOUT)
    ] = None
    feature: Annotated[
        Link | None, LinkTo("feature"), About("Feature", "the feature that answers it", "feature")
    ] = None
    persona: Annotated[
        Link | None, LinkTo("research"), About("Persona", "whose need it is", "buyer-persona", section=_WHO)
    ] = None
    segment: Annotated[
        Link | None, LinkTo("research"), About("Segment", "the segment that has it", "market-segmentation")
    ] = None
    interview: Annotated[
        Link | None, LinkTo("research"), About("Interview", "the talk it came from", "customer-interview")
    ] = None
    evidence: Annotated[
        tuple[Evidence, ...],
        About(
            "Evidence",
            "who else said the same, and in which words",
            "qualitative-research",
            section=_EVIDENCE,
        ),
    ] = ()
    desirable: Annotated[
        Points | None, About("Desirable", "1 to 5: do they want it?", "desirability", section=_GATE)
    ] = None
    desirable_why: Annotated[Line, About("Why desirable", "what says so", "desirability")] = ""
    feasible: Annotated[Points | None, About("Feasible", "1 to 5: can we make it?", "feasibility")] = None
    feasible_why: Annotated[Line, About("Why feasible", "what says so", "feasibility")] = ""
    viable: Annotated[Points | None, About("Viable", "1 to 5: does it pay?", "product-viability")] = None
    viable_why: Annotated[Line, About("Why viable", "what says so", "product-viability")] = ""
    gate: Annotated[GateState, About("Gate", "open, passed or failed", "go-no-go-decision")] = "open"
    gate_reason: Annotated[
        Line, About("Gate reason", "why it failed, or passed all the same", "go-no-go-decision")
    ] = ""
    gate_on: Annotated[Day | None, About("Gate day", "when it was decided", hidden=True)] = None
