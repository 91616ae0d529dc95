"""The feature: a problem worth solving, when it is meant to ship, and what it would be worth."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pmtui.models.document import About, Document, Link, LinkTo, Percent
from pmtui.models.form.section import PairColumns, Section, When
from pmtui.models.roadmap.feature_parts import ComplianceCheck, Health, Rebaseline, Requirement, StatusUpdate
from pmtui.models.roadmap.kano_answers import ANSWERS, parse_answer, written_answer
from pmtui.models.roadmap.roadmap_words import Horizon, Status
from pmtui.models.roadmap.score_parts import CriterionScore
from pmtui.models.values.bounds import Day, NotNegative, OneToTen
from pmtui.models.values.money import Money
from pmtui.models.values.text_fields import Line, Markdown, Title

Moscow = Literal["must", "should", "could", "won't"]
"""How much a release needs it."""

Kano = Literal["basic", "performance", "delighter", "indifferent", "reverse"]
"""How customers feel about having and missing it."""

KanoAnswer = Annotated[Line, AfterValidator(lambda text: written_answer(parse_answer(text)))]
"""How a customer feels about having and about missing it."""


_FEATURE = Section("Feature")
_DATES = Section("Dates", opens=True)
_SCORE = Section("Score", opens=True)
_WORK = Section("Work")
_REQUIREMENTS = Section("Requirements")
_CUSTOMERS = Section("What customers see")
_MONEY = Section("Money")
_HEALTH = Section("Health")


class Feature(Document):
    """One entry of the roadmap."""

    title: Annotated[Title, About("Title", "what it lets a customer do", "feature", section=_FEATURE)]
    product: Annotated[
        Link | None, LinkTo("product"), About("Product", "the product it belongs to", "product")
    ] = None
    objective: Annotated[
        Link | None, LinkTo("objective"), About("Objective", "the objective it serves", "objective")
    ] = None
    insight: Annotated[
        Link | None, LinkTo("insight"), About("Insight", "the need it came from", "insight")
    ] = None
    problem: Annotated[
        Markdown, About("Problem", "whose problem, before any solution", "problem-statement")
    ] = ""
    status: Annotated[Status, About("Status", "how far the work has come", "status")] = "idea"
    horizon: Annotated[Horizon, About("Horizon", "now, next or later", "now-next-later-roadmap")] = "later"
    start: Annotated[Day | None, About("Start", "when work begins", "start-date", section=_DATES)] = None
    target: Annotated[Day | None, About("Target", "when it is meant to ship", "target-date")] = None
    first_target: Annotated[Day | None, About("First target", "the first date planned", hidden=True)] = None
    first_target_on: Annotated[
        Day | None, About("Planned on", "the day the first target was set", hidden=True)
    ] = None
    rebaselines: Annotated[tuple[Rebaseline, ...], About("Rebaselines", hidden=True)] = ()
    shipped: Annotated[
        Day | None, About("Shipped", "when customers got it", "release", when=When("status", ("shipped",)))
    ] = None
    shipped_despite: Annotated[
        tuple[Line, ...], About("Despite", "what blocked it when it shipped", hidden=True)
    ] = ()
    shipped_reason: Annotated[Line, About("Because", "why it shipped all the same", hidden=True)] = ""
    public: Annotated[
        bool, About("Public", "yes if customers may read of it", "product-roadmap", section=_CUSTOMERS)
    ] = False
    public_text: Annotated[
        Markdown,
        About(
            "Public text",
            "what customers read in release notes and roadmap",
            "release-notes",
            when=When("public", ("yes",)),
        ),
    ] = ""
    reach: Annotated[
        NotNegative | None, About("Reach", "people or accounts a quarter", "reach", section=_SCORE)
    ] = None
    impact: Annotated[
        NotNegative | None,
        About("Impact", "3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal, for RICE", "impact"),
    ] = None
    confidence: Annotated[
        Percent | None, About("Confidence", "percent: 100, 80 or 50, for RICE", "confidence")
    ] = None
    effort: Annotated[
        NotNegative | None, About("Effort", "person-months, such as 0.5, 2d or 1w", "effort")
    ] = None
    ice_impact: Annotated[OneToTen | None, About("Impact for ICE", "1 small to 10 massive", "ice")] = None
    ice_confidence: Annotated[
        OneToTen | None, About("Confidence for ICE", "1 a guess to 10 certain", "ice")
    ] = None
    ease: Annotated[OneToTen | None, About("Ease", "1 hard to 10 easy, for ICE", "ice")] = None
    value: Annotated[OneToTen | None, About("Value", "1 to 10, for value against effort", "value-effort")] = (
        None
    )
    effort_points: Annotated[
        OneToTen | None, About("Effort points", "1 to 10, for value against effort", "value-effort")
    ] = None
    user_value: Annotated[
        NotNegative | None, About("User and business value", "1, 2, 3, 5, 8, 13 or 20, for WSJF", "wsjf")
    ] = None
    time_criticality: Annotated[
        NotNegative | None, About("Time criticality", "1, 2, 3, 5, 8, 13 or 20, for WSJF", "cost-of-delay")
    ] = None
    risk_reduction: Annotated[
        NotNegative | None, About("Risk reduction", "or opportunity: 1 to 20, for WSJF", "wsjf")
    ] = None
    job_size: Annotated[
        NotNegative | None, About("Job size", "1, 2, 3, 5, 8, 13 or 20, for WSJF", "wsjf")
    ] = None
    moscow: Annotated[Moscow | None, About("MoSCoW", "must, should, could or won't", "moscow-method")] = None
    kano: Annotated[
        Kano | None, About("Kano", "basic, performance, delighter, indifferent or reverse", "kano-model")
    ] = None
    kano_answers: Annotated[
        dict[Line, KanoAnswer],
        About(
            "Kano answers",
            "how a customer feels with it, and without it",
            "kano-model",
            pairs=PairColumns("Who", ("Having", "Missing"), " / ", ANSWERS),
        ),
    ] = Field(default_factory=dict)
    scores: Annotated[
        tuple[CriterionScore, ...],
        About("Scores", "1 to 5 for each criterion of the scorecard", "weighted-scoring"),
    ] = ()
    scored_by: Annotated[Line, About("Scored by", "the method", hidden=True)] = ""
    scored_on: Annotated[Day | None, About("Scored on", hidden=True)] = None
    budget: Annotated[Money | None, About("Budget", "planned spend", "budget", section=_MONEY)] = None
    actual: Annotated[Money | None, About("Actual", "spent so far", "budget-variance")] = None
    depends_on: Annotated[
        tuple[Link, ...],
        LinkTo("feature"),
        About("Depends on", "features that must ship first", "dependency", section=_WORK),
    ] = ()
    requirements: Annotated[
        tuple[Requirement, ...],
        About(
            "Requirements",
            "what it must do, and how that is proved",
            "functional-requirement",
            section=_REQUIREMENTS,
        ),
    ] = ()
    compliance: Annotated[
        tuple[ComplianceCheck, ...],
        About("Compliance", "the rules it must meet, and what shows that it does", "compliance"),
    ] = ()
    teams: Annotated[
        tuple[Line, ...],
        About("Teams", "who works on it, separated by commas", "product-team", section=_WORK),
    ] = ()
    differentiator: Annotated[
        Line,
        About(
            "Differentiator",
            "what no competitor has, in a few words",
            "product-differentiation",
            section=_CUSTOMERS,
        ),
    ] = ""
    health: Annotated[
        Health | None, About("Health", "red, amber or green", "status-update", section=_HEALTH)
    ] = None
    health_note: Annotated[Line, About("Health note", "why, in a line", "status-update")] = ""
    updates: Annotated[tuple[StatusUpdate, ...], About("Status updates", hidden=True)] = ()
