"""The deal: a sale that may happen, from the first talk to won or lost."""

from typing import Annotated, Literal

from pydantic import field_validator

from pmtui.models.deals.deal_parts import Concession, DealLine, DealPerson, Objection, Term
from pmtui.models.document import About, Document, Link, LinkTo, Part, Percent
from pmtui.models.form.section import Section, When
from pmtui.models.values.bounds import Count, Day
from pmtui.models.values.money import Money
from pmtui.models.values.text_fields import Line, Markdown, Title

Forecast = Literal["commit", "best case", "pipeline", "omitted"]
"""How sure a deal is for the period it is expected in."""


class StageEntry(Part):
    """When a deal entered a stage; it left it when the next entry begins.

    Attributes:
        stage: The stage's name at the time.
        on: The day it was entered.
        by: Who moved it there.
        probability: Of the end of a deal: the chance that was set by hand before; `None` if none was.
    """

    stage: Line
    on: Day
    by: Line = ""
    probability: Percent | None = None


_DEAL = Section("Deal")
_NEXT = Section("Next step", When("outcome", ("open",)), opens=True)
_LINES = Section("Lines", opens=True)
_PEOPLE = Section("People")
_BARGAINING = Section("Bargaining")
_DECIDED = Section(
    "Decided", When("outcome", ("won", "lost"), "opens when the deal is won or lost"), opens=True
)
_LOST = When("outcome", ("lost",))


class Deal(Document):
    """An opportunity to sell to one account."""

    title: Annotated[Title, About("Title", "what is being sold to whom", "deal", section=_DEAL)]
    account: Annotated[Link | None, LinkTo("account"), About("Account", "who buys", "account")] = None
    product: Annotated[Link | None, LinkTo("product"), About("Product", "what they buy", "product")] = None
    amount: Annotated[
        Money | None, About("Amount", "what it is worth, such as 12k or €1.2m", "deal-amount")
    ] = None
    pipeline: Annotated[
        Line,
        About(
            "Pipeline", "which one it passes; empty for the main one", "sales-pipeline", suggest="pipelines"
        ),
    ] = ""
    stage: Annotated[Line, About("Stage", "how far it has come", "pipeline-stage", suggest="stages")] = ""
    probability: Annotated[
        Percent | None,
        About("Probability", "chance of winning, percent; by hand it outlives moves", "win-probability"),
    ] = None
    probability_by: Annotated[Literal["stage", "hand"], About("Probability set by", hidden=True)] = "stage"
    expected_close: Annotated[
        Day | None, About("Expected close", "the day you expect a decision", "expected-close-date")
    ] = None
    first_expected_close: Annotated[Day | None, About("First expected close", hidden=True)] = None
    pushes: Annotated[Count, About("Pushes", "times the close date moved out", hidden=True)] = 0
    next_step: Annotated[Line, About("Next step", "what happens next", "next-step", section=_NEXT)] = ""
    next_step_due: Annotated[Day | None, About("Next step due", "by when", "follow-up")] = None
    source: Annotated[
        Line, About("Source", "where it came from", "lead-source", suggest="sources", section=_DEAL)
    ] = ""
    opened: Annotated[Day | None, About("Opened", "the day the talk began", "deal-age")] = None
    closed: Annotated[
        Day | None, About("Closed", "the day it was won or lost", "sales-cycle", section=_DECIDED)
    ] = None
    lost_reason: Annotated[
        Line, About("Lost reason", "why it was lost", "loss-reason", suggest="lost-reasons", when=_LOST)
    ] = ""
    lost_note: Annotated[
        Markdown, About("Lost note", "what you would do otherwise", "win-loss-analysis", when=_LOST)
    ] = ""
    competitors: Annotated[
        tuple[Line, ...],
        About("Competitors", "who else is in it, separated by commas", "competitor", section=_DEAL),
    ] = ()
    forecast: Annotated[
        Forecast | None,
        About(
            "Forecast",
            "commit, best case, pipeline or omitted; empty follows the stage",
            "forecast-category",
            section=_DEAL,
        ),
    ] = None
    lines: Annotated[
        tuple[DealLine, ...],
        About("Lines", "what is sold, how many and at which price", "line-item", section=_LINES),
    ] = ()
    people: Annotated[
        tuple[DealPerson, ...],
        About("People", "who takes part at the customer, and as what", "buying-committee", section=_PEOPLE),
    ] = ()
    objections: Annotated[
        tuple[Objection, ...],
        About("Objections", "what they doubt, and what we answer", "objection", section=_BARGAINING),
    ] = ()
    terms: Annotated[
        tuple[Term, ...],
        About(
            "Terms",
            "what we ask, what they ask, what was agreed",
            "terms-of-sale",
        ),
    ] = ()
    concessions: Annotated[
        tuple[Concession, ...], About("Concessions", "what we gave, and what came for it", "concession")
    ] = ()
    discount_note: Annotated[
        Line, About("Discount approval", "who approved the discount, and why", "discount")
    ] = ""
    alternative: Annotated[Line, About("Our alternative", "what we do if there is no agreement", "batna")] = (
        ""
    )
    walk_away: Annotated[Money | None, About("Our limit", "the least we accept", "reservation-price")] = None
    their_limit: Annotated[
        Money | None, About("Their limit", "the most they pay, as far as we know", "zopa")
    ] = None
    checked: Annotated[
        tuple[Line, ...],
        About(
            "Checked",
            "exit criteria of the stages that are met, separated by commas",
            "exit-criteria",
            section=_NEXT,
        ),
    ] = ()
    amount_by: Annotated[Literal["hand", "lines"], About("Amount set by", hidden=True)] = "hand"
    stage_log: Annotated[tuple[StageEntry, ...], About("Stage log", hidden=True)] = ()

    @field_validator("lines")
    @classmethod
    def _are_in_one_currency(cls, lines: tuple[DealLine, ...]) -> tuple[DealLine, ...]:
        codes = sorted({line.currency for line in lines if line.currency})
        if len(codes) > 1:
            raise ValueError(f"are in {' and '.join(codes)}; the lines of a deal are in one currency")
        return lines


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
