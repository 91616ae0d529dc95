"""Products, objectives, features, launches and requests as rows."""

from pmtui.models.row import (
    Day,
    DocumentRow,
    Exact,
    Exacts,
    Flag,
    Number,
    OptionalDay,
    OptionalMoney,
    OptionalNumber,
    OptionalText,
    OptionalWhole,
    Pairs,
    Parts,
    Row,
    Text,
    Texts,
    Whole,
)


class StreamRow(Row):
    """One way in which a product earns money."""

    __slots__ = ()

    name = Text()
    volumes = Exacts()
    prices = Exacts()
    currency = Text()
    per = Text("once")


class LifecycleEntryRow(Row):
    """When a product entered a stage of its life; it left it when the next entry begins."""

    __slots__ = ()

    stage = Text()
    on = Day()
    by = Text()


class ProductRow(DocumentRow):
    """Something a customer can buy, through its whole lifecycle."""

    __slots__ = ()
    KIND = "product"

    name = Text()
    vision = Text()
    strategy = Text()
    audience = Text()
    lifecycle = Text("growth")
    list_price = OptionalMoney()
    announced = OptionalDay()
    streams = Parts(StreamRow)
    end_of_sale = OptionalDay()
    end_of_support = OptionalDay()
    successor = OptionalText()
    lifecycle_log = Parts(LifecycleEntryRow)


class KeyResultRow(Row):
    """One number that shows whether the objective is reached."""

    __slots__ = ()

    name = Text()
    start = Number()
    target = Number()
    current = OptionalNumber()


class ObjectiveRow(DocumentRow):
    """An objective with its key results."""

    __slots__ = ()
    KIND = "objective"

    title = Text()
    period = OptionalText()
    side = Text("product")
    key_results = Parts(KeyResultRow)


class CriterionScoreRow(Row):
    """The score of a feature on one criterion."""

    __slots__ = ()

    criterion = Text()
    score = Number()


class RequirementRow(Row):
    """Something a feature has to be or do."""

    __slots__ = ()

    text = Text()
    kind = Text("functional")
    acceptance = Text()
    done = Flag()


class ComplianceCheckRow(Row):
    """A rule that a feature has to keep before customers get it."""

    __slots__ = ()

    rule = Text()
    evidence = Text()
    state = Text("open")


class StatusUpdateRow(Row):
    """How a feature stood on a day."""

    __slots__ = ()

    on = Day()
    health = Text()
    text = Text()
    by = Text()


class RebaselineRow(Row):
    """A new first target that is not a slip."""

    __slots__ = ()

    on = Day()
    was = OptionalDay()
    now = OptionalDay()
    reason = Text()
    by = Text()


class FeatureRow(DocumentRow):
    """One entry of the roadmap."""

    __slots__ = ()
    KIND = "feature"

    title = Text()
    product = OptionalText()
    objective = OptionalText()
    insight = OptionalText()
    problem = Text()
    status = Text("idea")
    horizon = Text("later")
    start = OptionalDay()
    target = OptionalDay()
    first_target = OptionalDay()
    first_target_on = OptionalDay()
    rebaselines = Parts(RebaselineRow)
    shipped = OptionalDay()
    shipped_despite = Texts()
    shipped_reason = Text()
    public = Flag()
    public_text = Text()
    reach = OptionalNumber()
    impact = OptionalNumber()
    confidence = OptionalWhole()
    effort = OptionalNumber()
    ice_impact = OptionalNumber()
    ice_confidence = OptionalNumber()
    ease = OptionalNumber()
    value = OptionalNumber()
    effort_points = OptionalNumber()
    user_value = OptionalNumber()
    time_criticality = OptionalNumber()
    risk_reduction = OptionalNumber()
    job_size = OptionalNumber()
    moscow = OptionalText()
    kano = OptionalText()
    kano_answers = Pairs()
    scores = Parts(CriterionScoreRow)
    scored_by = Text()
    scored_on = OptionalDay()
    budget = OptionalMoney()
    actual = OptionalMoney()
    depends_on = Texts()
    requirements = Parts(RequirementRow)
    compliance = Parts(ComplianceCheckRow)
    teams = Texts()
    differentiator = Text()
    health = OptionalText()
    health_note = Text()
    updates = Parts(StatusUpdateRow)


class ChecklistItemRow(Row):
    """One thing to be done for a launch: what, who does it, by when, whether it is done."""

    __slots__ = ()

    text = Text()
    owner = Text()
    due = OptionalDay()
    done = Flag()


class CampaignRow(Row):
    """A marketing campaign for a launch."""

    __slots__ = ()

    name = Text()
    channel = Text()
    starts = OptionalDay()
    ends = OptionalDay()


class PromotionRow(Row):
    """A discount for some time."""

    __slots__ = ()

    name = Text()
    product = OptionalText()
    discount = Exact()
    starts = Day()
    ends = Day()


class LaunchRow(DocumentRow):
    """One launch of one product."""

    __slots__ = ()
    KIND = "launch"

    title = Text()
    product = OptionalText()
    tier = Whole(2)
    date = OptionalDay()
    audience = Text()
    features = Texts()
    checklist = Parts(ChecklistItemRow)
    campaigns = Parts(CampaignRow)
    promotions = Parts(PromotionRow)
    messages = Pairs()
    review_due = OptionalDay()
    review = Text()
    decision = OptionalText()
    decided = OptionalDay()
    decided_by = Text()
    decision_reason = Text()
    overridden = Texts()
    launched = OptionalDay()


class RequestRow(DocumentRow):
    """A customer asks for a feature, in the course of a deal, as an account or as a lead."""

    __slots__ = ()
    KIND = "request"

    deal = OptionalText()
    account = OptionalText()
    lead = OptionalText()
    feature = OptionalText()
    kind = Text("important")
    quote = Text()
    promised = OptionalDay()
