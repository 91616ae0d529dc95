"""Accounts and contacts as rows."""

from pmtui.models.row import (
    Day,
    DocumentRow,
    Flag,
    OptionalDay,
    OptionalMoney,
    OptionalText,
    OptionalWhole,
    Pairs,
    Parts,
    Row,
    Text,
)


class IssueRow(Row):
    """One open or solved issue of an account: what is wrong, who sees to it, by when, whether it is solved."""

    __slots__ = ()

    text = Text()
    owner = Text()
    due = OptionalDay()
    done = Flag()


class WorthRow(Row):
    """The yearly value of an account from a day on."""

    __slots__ = ()

    on = Day()
    amount = OptionalMoney()


class AccountRow(DocumentRow):
    """A company, with what is worth knowing before a call."""

    __slots__ = ()
    KIND = "account"

    name = Text()
    domain = Text()
    industry = Text()
    size = Text()
    parent = OptionalText()
    renewal = OptionalDay()
    recurring_value = OptionalMoney()
    recommends = OptionalWhole()
    satisfaction = OptionalWhole()
    signals = Pairs()
    issues = Parts(IssueRow)
    churn_reason = Text()
    renewed = OptionalDay()
    churned = OptionalDay()
    last_contact = OptionalDay()
    worth_log = Parts(WorthRow)


class ContactRow(DocumentRow):
    """A person to talk to."""

    __slots__ = ()
    KIND = "contact"

    name = Text()
    account = OptionalText()
    email = Text()
    phone = Text()
    role = Text()
    job_title = Text()
    last_contact = OptionalDay()
    cadence = OptionalWhole()
