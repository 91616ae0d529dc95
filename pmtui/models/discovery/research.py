"""Research: competitors, markets, segments, personas and interviews.

They share one kind, because they are written down, tagged, linked and searched alike. Each type has
fields of its own, listed in `FIELDS`: forms ask for those alone, and no other type may fill them.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from pmtui.errors import InputError
from pmtui.models.document import About, Document, Link, LinkTo, Percent
from pmtui.models.form.section import Section, When
from pmtui.models.typed_part import RowContext, TypedPart
from pmtui.models.values.bounds import Count, Day
from pmtui.models.values.money import Money
from pmtui.models.values.text_fields import Line, Title

ResearchType = Literal["competitor", "market", "segment", "persona", "interview"]
"""The subject of the research."""


Has = Literal["yes", "partly", "no", "unknown"]
"""Whether somebody offers a feature."""


class Point(TypedPart):
    """One thing said on a line of its own: a strength, a goal, a finding.

    Attributes:
        text: What is said.
    """

    EXAMPLE: ClassVar[str] = "cheap for small teams"

    text: Title


class Reply(TypedPart):
    """A competitor's claim, and how we win against it.

    Attributes:
        claim: What they say or do.
        answer: What we answer.
    """

    HEAD: ClassVar[str] = "answer"
    EXAMPLE: ClassVar[str] = "theirs is priced by the seat, ours by the port | claim=they cost half"

    claim: Line = ""
    answer: Title


class Offer(TypedPart):
    """Whether a competitor has a feature.

    Attributes:
        feature: The feature of our roadmap; `None` where we do not have it there.
        other: What they have that our roadmap does not; empty where `feature` is set.
        has: `yes`, `partly`, `no`, or `unknown`.
        note: What there is to say on it.
    """

    ALWAYS: ClassVar[frozenset[str]] = frozenset(("has",))
    EXAMPLE: ClassVar[str] = "Single sign-on | has=partly | note=on Windows only, or | other=Barge tracking"

    feature: Annotated[Link | None, LinkTo("feature")] = None
    other: Line = ""
    has: Has = "unknown"
    note: Line = ""

    @classmethod
    def completed(cls, values: dict[str, object], how: RowContext) -> dict[str, object]:
        """It is about a feature of ours, or about something else."""
        if bool(values.get("feature")) == bool(values.get("other")):
            raise InputError("names a feature of the roadmap, or with other= what is not on it")
        return values


class Price(TypedPart):
    """A competitor's price for something.

    Attributes:
        what: The thing that is priced.
        price: The amount.
        per: The unit or time it is for; empty for a one-time price.
    """

    EXAMPLE: ClassVar[str] = "Seat | price=25 EUR | per=month"

    what: Title
    price: Money
    per: Line = ""


_RESEARCH = Section("Research")
_COMPETITOR = Section("Competitor", When("type", ("competitor",)), opens=True)
_PRICES = Section("Prices", When("type", ("competitor",)), opens=True)
_STANDING = Section("Strengths and weaknesses", When("type", ("competitor",)))
_OFFERS = Section("Offers", When("type", ("competitor",)))
_MARKET = Section("Market", When("type", ("market",)), opens=True)
_SEGMENT = Section("Segment", When("type", ("segment",)), opens=True)
_PERSONA = Section("Persona", When("type", ("persona",)), opens=True)
_INTERVIEW = Section("Interview", When("type", ("interview",)), opens=True)


class Research(Document):
    """Something found out about the market; `type` says which of its fields it has."""

    name: Annotated[Title, About("Name", "what it is called", "market-research", section=_RESEARCH)]
    type: Annotated[
        ResearchType, About("Type", "competitor, market, segment, persona or interview", "market-research")
    ]
    product: Annotated[
        Link | None, LinkTo("product"), About("Product", "the product it concerns", "product")
    ] = None
    source: Annotated[
        Line, About("Source", "where it was found", "secondary-research", suggest="research-sources")
    ] = ""
    day: Annotated[Day | None, About("Day", "when it was found out", "market-research")] = None

    website: Annotated[Line, About("Website", "their address on the web", "domain", section=_COMPETITOR)] = ""
    prices: Annotated[
        tuple[Price, ...], About("Prices", "what they ask for what", "pricing-strategy", section=_PRICES)
    ] = ()
    strengths: Annotated[
        tuple[Point, ...], About("Strengths", "what they do well", "swot-analysis", section=_STANDING)
    ] = ()
    weaknesses: Annotated[tuple[Point, ...], About("Weaknesses", "what they do badly", "swot-analysis")] = ()
    answers: Annotated[
        tuple[Reply, ...],
        About("How we win", "what they say, and what we answer", "battlecard"),
    ] = ()
    offers: Annotated[
        tuple[Offer, ...],
        About(
            "Offers",
            "which features they have, ours and others",
            "feature-comparison-matrix",
            section=_OFFERS,
        ),
    ] = ()

    customers: Annotated[
        Count | None, About("Customers", "how many customers the market has", "market-size", section=_MARKET)
    ] = None
    reachable: Annotated[
        Percent | None,
        About("Reachable", "percent that we can serve", "serviceable-addressable-market"),
    ] = None
    obtainable: Annotated[
        Percent | None,
        About("Obtainable", "percent of these that we can win", "serviceable-obtainable-market"),
    ] = None
    revenue_each: Annotated[
        Money | None, About("Revenue each", "what a customer brings a year", "average-revenue-per-user")
    ] = None
    tam: Annotated[
        Money | None,
        About("TAM", "a year; leave empty to have it worked out", "total-addressable-market"),
    ] = None
    sam: Annotated[
        Money | None,
        About("SAM", "a year; leave empty to have it worked out", "serviceable-addressable-market"),
    ] = None
    som: Annotated[
        Money | None,
        About("SOM", "a year; leave empty to have it worked out", "serviceable-obtainable-market"),
    ] = None

    size: Annotated[
        Count | None, About("Size", "how many there are", "market-segmentation", section=_SEGMENT)
    ] = None
    needs: Annotated[tuple[Point, ...], About("Needs", "what they need", "customer-need")] = ()

    role: Annotated[Line, About("Role", "what they are at work", "buyer-persona", section=_PERSONA)] = ""
    segment: Annotated[
        Link | None,
        LinkTo("research"),
        About(
            "Segment",
            "the segment they are in",
            "market-segmentation",
            section=_RESEARCH,
            when=When("type", ("persona", "interview")),
        ),
    ] = None
    goals: Annotated[tuple[Point, ...], About("Goals", "what they are after", "goal", section=_PERSONA)] = ()
    pains: Annotated[tuple[Point, ...], About("Pains", "what troubles them", "pain-point")] = ()
    jobs: Annotated[tuple[Point, ...], About("Jobs", "what they want to get done", "jobs-to-be-done")] = ()
    quote: Annotated[Line, About("Quote", "in their words", "voice-of-the-customer")] = ""

    who: Annotated[Line, About("Who", "whom you talked to", "customer-interview", section=_INTERVIEW)] = ""
    contact: Annotated[Link | None, LinkTo("contact"), About("Contact", "the person", "contact")] = None
    persona: Annotated[
        Link | None, LinkTo("research"), About("Persona", "which persona they are", "buyer-persona")
    ] = None
    findings: Annotated[tuple[Point, ...], About("Findings", "what you learnt", "qualitative-research")] = ()

    @model_validator(mode="after")
    def _has_the_fields_of_its_type(self) -> Self:
        own = FIELDS[self.type]
        for name, info in type(self).model_fields.items():
            owners = [each for each, names in FIELDS.items() if name in names]
            if owners and name not in own and getattr(self, name) != info.default:
                raise ValueError(f"{name} belongs to a {' or '.join(owners)}; this is a {self.type}")
        return self


FIELDS: dict[str, tuple[str, ...]] = {
    "competitor": ("website", "prices", "strengths", "weaknesses", "answers", "offers"),
    "market": ("customers", "reachable", "obtainable", "revenue_each", "tam", "sam", "som"),
    "segment": ("size", "needs"),
    "persona": ("role", "segment", "goals", "pains", "jobs", "quote"),
    "interview": ("who", "contact", "segment", "persona", "findings"),
}
"""The fields that each type has beside those that all share."""


def fields_of_type(research_type: str) -> tuple[str, ...]:
    """The names of the fields that a type has, those that all types share among them."""
    others = {name for names in FIELDS.values() for name in names} - set(FIELDS[research_type])
    return tuple(name for name in Research.model_fields if name not in others)
