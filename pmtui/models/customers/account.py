"""The account: a company that buys or may buy."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from pmtui.models.customers.issue import Issue
from pmtui.models.document import About, Document, Link, LinkTo, Part
from pmtui.models.form.section import PairColumns, Section
from pmtui.models.values.bounds import Day
from pmtui.models.values.money import Money
from pmtui.models.values.text_fields import Line, Title

_SIGNAL = re.compile(r"^\s*(\d{1,9}(?:\.\d{1,9})?)\s*(?:[x×*]\s*\d{1,9}(?:\.\d{1,9})?)?\s*$")
_HEALTHIEST = 100


def _signals(signals: dict[str, str]) -> dict[str, str]:
    for name, value in signals.items():
        match = _SIGNAL.match(value)
        if match is None or float(match[1]) > _HEALTHIEST:
            raise ValueError(f"{name}: {value!r} is not 0 to 100, with a weight if you like: 80 x2")
    return signals


class Worth(Part):
    """The yearly value of an account from a day on.

    Attributes:
        on: The day.
        amount: Its recurring value; `None` if it brings in nothing from that day on.
    """

    on: Day
    amount: Money | None = None


_ACCOUNT = Section("Account")
_CONTRACT = Section("Contract", opens=True)
_HEALTH = Section("Health")
_ISSUES = Section("Issues")
_CHURN = Section("Churn")


class Account(Document):
    """A company, with what is worth knowing before a call."""

    name: Annotated[Title, About("Name", "the company's name", "account", section=_ACCOUNT)]
    domain: Annotated[Line, About("Domain", "its web domain, such as acme.example", "domain")] = ""
    industry: Annotated[Line, About("Industry", "what it does", "industry", suggest="industries")] = ""
    size: Annotated[Line, About("Size", "employees, a number or a band", "company-size")] = ""
    parent: Annotated[
        Link | None, LinkTo("account"), About("Parent", "the company that owns it", "account")
    ] = None
    renewal: Annotated[
        Day | None, About("Renewal", "when its contract ends or renews", "renewal", section=_CONTRACT)
    ] = None
    recurring_value: Annotated[Money | None, About("Recurring value", "revenue a year", "arr")] = None
    recommends: Annotated[
        Annotated[int, Field(ge=0, le=10)] | None,
        About("Recommends us", "0 to 10: how likely they are to recommend us", "nps", section=_HEALTH),
    ] = None
    satisfaction: Annotated[
        Annotated[int, Field(ge=1, le=5)] | None, About("Satisfaction", "1 to 5, as they answered", "csat")
    ] = None
    signals: Annotated[
        dict[str, str],
        AfterValidator(_signals),
        About(
            "Health signals",
            "0 to 100 each, with a weight where one counts for more",
            "customer-health",
            pairs=PairColumns("Signal", ("Points", "Weight"), " x"),
        ),
    ] = Field(default_factory=dict)
    issues: Annotated[
        tuple[Issue, ...],
        About("Issues", "what troubles them, who sees to it and by when", "support-ticket", section=_ISSUES),
    ] = ()
    churn_reason: Annotated[
        Line,
        About(
            "Why it left", "price, product, service, fit, …", "churn", suggest="churn-reasons", section=_CHURN
        ),
    ] = ""
    renewed: Annotated[
        Day | None, About("Renewed", "the day the contract was last renewed", "renewal", section=_CONTRACT)
    ] = None
    churned: Annotated[
        Day | None, About("Churned", "the day it stopped being a customer", "churn", section=_CHURN)
    ] = None
    last_contact: Annotated[
        Day | None,
        About("Last contact", "when you last spoke with anybody there", "follow-up", section=_HEALTH),
    ] = None
    worth_log: Annotated[tuple[Worth, ...], About("Worth log", hidden=True)] = ()
