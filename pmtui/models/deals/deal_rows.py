"""Leads, deals, activities and targets as rows."""

from pmtui.models.row import (
    Day,
    DocumentRow,
    Exact,
    OptionalDay,
    OptionalExact,
    OptionalMoney,
    OptionalText,
    OptionalWhole,
    Pairs,
    Parts,
    RequiredMoney,
    Row,
    Text,
    Texts,
    Whole,
)


class LeadRow(DocumentRow):
    """A person or company that may buy."""

    __slots__ = ()
    KIND = "lead"

    name = Text()
    company = Text()
    email = Text()
    phone = Text()
    source = Text()
    status = Text("new")
    industry = Text()
    size = Text()
    came = OptionalDay()
    answered = OptionalDay()
    next_step = Text()
    next_step_due = OptionalDay()
    frame = Text("BANT")
    qualification = Pairs()
    reason = Text()
    account = OptionalText()
    contact = OptionalText()
    deal = OptionalText()


class DealLineRow(Row):
    """One line of a deal; all lines of a deal are in one currency."""

    __slots__ = ()

    product = Text()
    quantity = Exact()
    list_price = Exact()
    discount = OptionalExact()
    promotion = Text()
    currency = OptionalText()


class DealPersonRow(Row):
    """Somebody at the customer, and the part they play in this deal."""

    __slots__ = ()

    contact = Text()
    role = Text()


class ObjectionRow(Row):
    """A doubt or question, and what was answered."""

    __slots__ = ()

    text = Text()
    answer = Text()
    state = Text("open")


class DealTermRow(Row):
    """A point of the terms worksheet."""

    __slots__ = ()

    topic = Text()
    ours = Text()
    theirs = Text()
    agreed = Text()


class ConcessionRow(Row):
    """Something given up in the negotiation, and what came for it."""

    __slots__ = ()

    gave = Text()
    got = Text()


class StageEntryRow(Row):
    """When a deal entered a stage; it left it when the next entry begins."""

    __slots__ = ()

    stage = Text()
    on = Day()
    by = Text()
    probability = OptionalWhole()


class DealRow(DocumentRow):
    """An opportunity to sell to one account."""

    __slots__ = ()
    KIND = "deal"

    title = Text()
    account = OptionalText()
    product = OptionalText()
    amount = OptionalMoney()
    pipeline = Text()
    stage = Text()
    probability = OptionalWhole()
    probability_by = Text("stage")
    expected_close = OptionalDay()
    first_expected_close = OptionalDay()
    pushes = Whole()
    next_step = Text()
    next_step_due = OptionalDay()
    source = Text()
    opened = OptionalDay()
    closed = OptionalDay()
    lost_reason = Text()
    lost_note = Text()
    competitors = Texts()
    forecast = OptionalText()
    lines = Parts(DealLineRow)
    people = Parts(DealPersonRow)
    objections = Parts(ObjectionRow)
    terms = Parts(DealTermRow)
    concessions = Parts(ConcessionRow)
    discount_note = Text()
    alternative = Text()
    walk_away = OptionalMoney()
    their_limit = OptionalMoney()
    checked = Texts()
    amount_by = Text("hand")
    stage_log = Parts(StageEntryRow)


class ActivityRow(DocumentRow):
    """A call, meeting, demo, e-mail, task or note about another document."""

    __slots__ = ()
    KIND = "activity"

    text = Text()
    type = Text("task")
    about = OptionalText()
    due = OptionalDay()
    time = Text()
    done = OptionalDay()
    outcome = Text()


class TargetRow(DocumentRow):
    """The amount to win in a period: by its owner, or by the team if it has none."""

    __slots__ = ()
    KIND = "target"

    period = Text()
    amount = RequiredMoney()
