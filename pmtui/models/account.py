"""The account: a company that buys or may buy."""

from datetime import date
from typing import Annotated

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.money import Money
from pmtui.models.text import Line, Title


class Account(Document):
    """A company, with what is worth knowing before a call."""

    name: Annotated[Title, About("Name", "the company's name", "account")]
    domain: Annotated[Line, About("Domain", "its web domain, such as acme.example", "domain")] = ""
    industry: Annotated[Line, About("Industry", "what it does", "industry", suggest="industries")] = ""
    size: Annotated[Line, About("Size", "employees, a number or a band", "company-size")] = ""
    parent: Annotated[
        Link | None, LinkTo("account"), About("Parent", "the company that owns it", "account")
    ] = None
    renewal: Annotated[date | None, About("Renewal", "when its contract ends or renews", "renewal")] = None
    recurring_value: Annotated[Money | None, About("Recurring value", "revenue a year", "arr")] = None
