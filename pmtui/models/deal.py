"""The deal: a sale that may happen, from the first talk to won or lost."""

from datetime import date
from typing import Annotated, Literal

from pmtui.models.document import About, Document, Link, LinkTo, Part, Percent
from pmtui.models.money import Money
from pmtui.models.text import Line, Markdown, Title


class StageEntry(Part):
    """When a deal entered a stage; it left it when the next entry begins.

    Attributes:
        stage: The stage's name at the time.
        on: The day it was entered.
        by: Who moved it there.
    """

    stage: Line
    on: date
    by: Line = ""


class Deal(Document):
    """An opportunity to sell to one account."""

    title: Annotated[Title, About("Title", "what is being sold to whom", "deal")]
    account: Annotated[Link | None, LinkTo("account"), About("Account", "who buys", "account")] = None
    product: Annotated[Link | None, LinkTo("product"), About("Product", "what they buy", "product")] = None
    amount: Annotated[
        Money | None, About("Amount", "what it is worth, such as 12k or €1.2m", "deal-amount")
    ] = None
    stage: Annotated[Line, About("Stage", "how far it has come", "pipeline-stage", suggest="stages")] = ""
    probability: Annotated[
        Percent | None,
        About("Probability", "chance of winning, percent; by hand it outlives moves", "win-probability"),
    ] = None
    probability_by: Annotated[Literal["stage", "hand"], About("Probability set by", hidden=True)] = "stage"
    expected_close: Annotated[
        date | None, About("Expected close", "the day you expect a decision", "expected-close-date")
    ] = None
    first_expected_close: Annotated[date | None, About("First expected close", hidden=True)] = None
    pushes: Annotated[int, About("Pushes", "times the close date moved out", hidden=True)] = 0
    next_step: Annotated[Line, About("Next step", "what happens next", "next-step")] = ""
    next_step_due: Annotated[date | None, About("Next step due", "by when", "follow-up")] = None
    source: Annotated[Line, About("Source", "where it came from", "lead-source", suggest="sources")] = ""
    opened: Annotated[date | None, About("Opened", "the day the talk began", "deal-age")] = None
    closed: Annotated[date | None, About("Closed", "the day it was won or lost", "sales-cycle")] = None
    lost_reason: Annotated[
        Line, About("Lost reason", "why it was lost", "loss-reason", suggest="lost-reasons")
    ] = ""
    lost_note: Annotated[Markdown, About("Lost note", "what you would do otherwise", "win-loss-analysis")] = (
        ""
    )
    stage_log: Annotated[tuple[StageEntry, ...], About("Stage log", hidden=True)] = ()


SOURCES = (
    "social media", "directory", "publication", "conference", "trade show", "networking", "referral", "web",
    "cold outreach", "partner", "existing customer",
)  # fmt: skip
"""Where leads come from, offered in forms; any other word may be typed."""

LOST_REASONS = (
    "price", "competitor", "missing feature", "no budget", "no decision maker", "no decision", "timing",
    "unresponsive", "poor fit", "other",
)  # fmt: skip
"""Why deals are lost, offered in forms; any other word may be typed."""
