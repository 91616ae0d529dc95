"""The launch: features brought to customers on a day, with all that has to be ready by then."""

from typing import Annotated, Literal

from pydantic import Field

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import PairColumns, Section
from pmtui.models.roadmap.launch_parts import Campaign, ChecklistItem, Promotion
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line, Markdown, Title

Decision = Literal["go", "no-go"]

Tier = Annotated[int, Field(ge=1, le=3)]
"""How big it is: 1 new or strategic, 2 significant, 3 minor."""


_LAUNCH = Section("Launch")
_FEATURES = Section("Features", opens=True)
_CHECKLIST = Section("Checklist", opens=True)
_MARKETING = Section("Marketing")
_REVIEW = Section("Review")


class Launch(Document):
    """One launch of one product."""

    title: Annotated[Title, About("Title", "what is launched", "product-launch", section=_LAUNCH)]
    product: Annotated[Link | None, LinkTo("product"), About("Product", "what it belongs to", "product")] = (
        None
    )
    tier: Annotated[Tier, About("Tier", "1 strategic, 2 significant, 3 minor", "launch-tier")] = 2
    date: Annotated[Day | None, About("Date", "the day of the launch", "product-launch")] = None
    audience: Annotated[Line, About("Audience", "whom it is to reach", "target-audience")] = ""
    features: Annotated[
        tuple[Link, ...],
        LinkTo("feature"),
        About("Features", "what customers get that day", "feature", section=_FEATURES),
    ] = ()
    checklist: Annotated[
        tuple[ChecklistItem, ...],
        About("Checklist", "what has to be ready, by whom and when", "launch-checklist", section=_CHECKLIST),
    ] = ()
    campaigns: Annotated[
        tuple[Campaign, ...],
        About("Campaigns", "what is run where, from when to when", "marketing-campaign", section=_MARKETING),
    ] = ()
    promotions: Annotated[
        tuple[Promotion, ...],
        About(
            "Promotions",
            "percent off a product, for some time",
            "promotion",
        ),
    ] = ()
    messages: Annotated[
        dict[Line, Line],
        About(
            "Messages",
            "what each audience is told",
            "marketing-message",
            pairs=PairColumns("Audience", ("Message",)),
        ),
    ] = Field(default_factory=dict)
    review_due: Annotated[
        Day | None,
        About(
            "Review due",
            "30 days after the launch unless you say otherwise",
            "post-launch-review",
            section=_REVIEW,
        ),
    ] = None
    review: Annotated[Markdown, About("Review", "what came of it, what to learn", "post-launch-review")] = ""
    decision: Annotated[Decision | None, About("Decision", "go or no-go", hidden=True)] = None
    decided: Annotated[Day | None, About("Decided", hidden=True)] = None
    decided_by: Annotated[Line, About("Decided by", hidden=True)] = ""
    decision_reason: Annotated[Line, About("Reason", hidden=True)] = ""
    overridden: Annotated[tuple[Line, ...], About("Overridden", hidden=True)] = ()
    launched: Annotated[Day | None, About("Launched", hidden=True)] = None
