"""Insights and research as rows."""

from pmtui.models.row import (
    DocumentRow,
    OptionalDay,
    OptionalMoney,
    OptionalText,
    OptionalWhole,
    Parts,
    RequiredMoney,
    Row,
    Text,
    Whole,
)


class EvidenceRow(Row):
    """Somebody else who said the same."""

    __slots__ = ()

    who = OptionalText()
    count = Whole(1)
    quote = Text()


class InsightRow(DocumentRow):
    """A need, pain, gap, idea, complaint or praise, with its evidence."""

    __slots__ = ()
    KIND = "insight"

    title = Text()
    type = Text("need")
    quote = Text()
    source = Text()
    account = OptionalText()
    deal = OptionalText()
    contact = OptionalText()
    product = OptionalText()
    feature = OptionalText()
    persona = OptionalText()
    segment = OptionalText()
    interview = OptionalText()
    evidence = Parts(EvidenceRow)
    desirable = OptionalWhole()
    desirable_why = Text()
    feasible = OptionalWhole()
    feasible_why = Text()
    viable = OptionalWhole()
    viable_why = Text()
    gate = Text("open")
    gate_reason = Text()
    gate_on = OptionalDay()


class PriceRow(Row):
    """A competitor's price for something."""

    __slots__ = ()

    what = Text()
    price = RequiredMoney()
    per = Text()


class PointRow(Row):
    """One thing said on a line of its own: a strength, a goal, a finding."""

    __slots__ = ()

    text = Text()


class ReplyRow(Row):
    """A competitor's claim, and how we win against it."""

    __slots__ = ()

    claim = Text()
    answer = Text()


class OfferRow(Row):
    """Whether a competitor has a feature."""

    __slots__ = ()

    feature = OptionalText()
    other = Text()
    has = Text("unknown")
    note = Text()


class ResearchRow(DocumentRow):
    """Something found out about the market; `type` says which of its fields it has."""

    __slots__ = ()
    KIND = "research"

    name = Text()
    type = Text()
    product = OptionalText()
    source = Text()
    day = OptionalDay()
    website = Text()
    prices = Parts(PriceRow)
    strengths = Parts(PointRow)
    weaknesses = Parts(PointRow)
    answers = Parts(ReplyRow)
    offers = Parts(OfferRow)
    customers = OptionalWhole()
    reachable = OptionalWhole()
    obtainable = OptionalWhole()
    revenue_each = OptionalMoney()
    tam = OptionalMoney()
    sam = OptionalMoney()
    som = OptionalMoney()
    size = OptionalWhole()
    needs = Parts(PointRow)
    role = Text()
    segment = OptionalText()
    goals = Parts(PointRow)
    pains = Parts(PointRow)
    jobs = Parts(PointRow)
    quote = Text()
    who = Text()
    contact = OptionalText()
    persona = OptionalText()
    findings = Parts(PointRow)
