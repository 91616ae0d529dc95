"""The launch: features brought to customers on a day, with all that has to be ready by then."""

from typing import Annotated, Literal

from pydantic import Field

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.roadmap.launch_parts import Campaign, ChecklistItem, Promotion
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line, Markdown, Title

Decision = Literal["go", "no-go"]

Tier = Annotated[int, Field(ge=1, le=3)]
"""How big it is: 1 new or strategic, 2 significant, 3 minor."""


class Launch(Document):
    """One launch of one product."""

    title: Annotated[Title, About("Title", "what is launched", "product-launch")]
    product: Annotated[Link | None, LinkTo("product"), About("Product", "what it belongs to", "product")] = (
        None
    )
    tier: Annotated[Tier, About("Tier", "1 strategic, 2 significant, 3 minor", "launch-tier")] = 2
    date: Annotated[Day | None, About("Date", "the day of the launch", "product-launch")] = None
    audience: Annotated[Line, About("Audience", "whom it is to reach", "target-audience")] = ""
    features: Annotated[
        tuple[Link, ...], LinkTo("feature"), About("Features", "what customers get that day", "feature")
    ] = ()
    checklist: Annotated[
        tuple[ChecklistItem, ...],
        About("Checklist", "one a row: press release | owner=jo | due=fri | done=yes", "launch-checklist"),
    ] = ()
    campaigns: Annotated[
        tuple[Campaign, ...],
        About(
            "Campaigns",
            "one a row: newsletter | channel=e-mail | starts=+1w | ends=+4w",
            "marketing-campaign",
        ),
    ] = ()
    promotions: Annotated[
        tuple[Promotion, ...],
        About(
            "Promotions",
            "one a row: early bird | product=Pro seat | discount=15% | starts=+1w | ends=+4w",
            "promotion",
        ),
    ] = ()
    messages: Annotated[
        dict[Line, Line], About("Messages", "one a row: audience=message", "marketing-message")
    ] = Field(default_factory=dict)
    review_due: Annotated[
        Day | None,
        About("Review due", "30 days after the launch unless you say otherwise", "post-launch-review"),
    ] = None
    review: Annotated[Markdown, About("Review", "what came of it, what to learn", "post-launch-review")] = ""
    decision: Annotated[Decision | None, About("Decision", "go or no-go", hidden=True)] = None
    decided: Annotated[Day | None, About("Decided", hidden=True)] = None
    decided_by: Annotated[Line, About("Decided by", hidden=True)] = ""
    decision_reason: Annotated[Line, About("Reason", hidden=True)] = ""
    overridden: Annotated[tuple[Line, ...], About("Overridden", hidden=True)] = ()
    launched: Annotated[Day | None, About("Launched", hidden=True)] = None
