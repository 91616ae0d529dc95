"""The insight: something learnt about a need, with who said it, and how it fared at the gate."""

import re
from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import Field

from pmtui.errors import InputError, quoted
from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.models.typed_part import TypedPart, Typing, named
from pmtui.models.values.bounds import Day
from pmtui.models.values.numbers import LARGEST
from pmtui.models.values.text_fields import Line, Title

InsightType = Literal["need", "pain", "gap", "idea", "complaint", "praise"]
"""What kind of thing was learnt."""

GateState = Literal["open", "passed", "failed"]
"""How far an insight has come at the viability gate."""

INSIGHT_SOURCES = (
    "customer call", "interview", "support", "survey", "lost deal", "sales talk", "usage data", "review", "team",
)  # fmt: skip
"""Where insights come from, offered in forms; any other word may be typed."""

Points = Annotated[int, Field(ge=1, le=5)]

_COUNT = re.compile(r"^(\d{1,6})\s*(?:others?|more|customers?|people)?\s*(?::(.*))?$", re.IGNORECASE)
_WHO = ("account", "deal", "contact")


class Evidence(TypedPart):
    """Somebody else who said the same.

    Attributes:
        who: An account, a deal or a contact; `None` where only their number is known.
        count: How many customers they are, from 1; more than 1 only where `who` is not known.
        quote: What they said.
    """

    who: Annotated[Link | None, LinkTo()] = None
    count: Annotated[int, Field(ge=1, lt=LARGEST)] = 1
    quote: Line = ""

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Acme: we type it twice`, or `3 others: at the trade show`."""
        counted = _COUNT.match(line)
        if counted is not None:
            if not int(counted[1]):
                raise InputError(f"{quoted(line)} counts nobody")
            return cls(count=int(counted[1]), quote=(counted[2] or "").strip())
        who, quote = named(line, lambda name: _who(name, how))
        return cls(who=who, quote=quote)

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Who, and what they said."""
        who = names(self.who) if self.who else f"{self.count} other{'s' if self.count > 1 else ''}"
        return f"{who}: {self.quote}" if self.quote else who


def _who(name: str, how: Typing) -> str:
    """The account, deal or contact of a name or id.

    Raises:
        InputError: There is none.
    """
    kind = kind_of(canonical_id(name)).name
    problem = InputError(f"{name!r} is no account, deal or contact, and no number such as 3 others")
    for each in (kind,) if kind in _WHO else _WHO:
        try:
            return how.find(each, name)
        except InputError:
            continue
    raise problem


class Insight(Document):
    """A need, pain, gap, idea, complaint or praise, with its evidence."""

    title: Annotated[Title, About("Insight", "what was learnt, in a clause", "insight")]
    type: Annotated[
        InsightType, About("Type", "need, pain, gap, idea, complaint or praise", "customer-need")
    ] = "need"
    quote: Annotated[Line, About("Quote", "in the customer's words", "voice-of-the-customer")] = ""
    source: Annotated[
        Line, About("Source", "where it was learnt", "customer-feedback", suggest="insight-sources")
    ] = ""
    account: Annotated[Link | None, LinkTo("account"), About("Account", "who said it", "account")] = None
    deal: Annotated[Link | None, LinkTo("deal"), About("Deal", "the deal it came up in", "deal")] = None
    contact: Annotated[Link | None, LinkTo("contact"), About("Contact", "the person", "contact")] = None
    product: Annotated[
        Link | None, LinkTo("product"), About("Product", "the product it is about", "product")
    ] = None
    feature: Annotated[
        Link | None, LinkTo("feature"), About("Feature", "the feature that answers it", "feature")
    ] = None
    persona: Annotated[
        Link | None, LinkTo("research"), About("Persona", "whose need it is", "buyer-persona")
    ] = None
    segment: Annotated[
        Link | None, LinkTo("research"), About("Segment", "the segment that has it", "market-segmentation")
    ] = None
    interview: Annotated[
        Link | None, LinkTo("research"), About("Interview", "the talk it came from", "customer-interview")
    ] = None
    evidence: Annotated[
        tuple[Evidence, ...],
        About("Evidence", "who else said it, one a line: Acme: quote, or 3 others", "qualitative-research"),
    ] = ()
    desirable: Annotated[Points | None, About("Desirable", "1 to 5: do they want it?", "desirability")] = None
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
