"""The request: the bridge between a deal and a feature."""

from typing import Annotated, Literal

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import Section
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line

RequestKind = Literal["blocker", "important", "nice"]


_REQUEST = Section("Request")


class Request(Document):
    """A customer asks for a feature, in the course of a deal, as an account or as a lead."""

    deal: Annotated[
        Link | None, LinkTo("deal"), About("Deal", "the deal that asks", "deal", section=_REQUEST)
    ] = None
    account: Annotated[
        Link | None, LinkTo("account"), About("Account", "who asks, without a deal", "account")
    ] = None
    lead: Annotated[
        Link | None, LinkTo("lead"), About("Lead", "who asks, before there is an account", "lead")
    ] = None
    feature: Annotated[Link | None, LinkTo("feature"), About("Feature", "what is asked for", "feature")] = (
        None
    )
    kind: Annotated[RequestKind, About("Kind", "blocker, important or nice", "blocker")] = "important"
    quote: Annotated[Line, About("Quote", "in the customer's words", "feature-request")] = ""
    promised: Annotated[
        Day | None, About("Promised", "the date the customer was told", "promise-at-risk")
    ] = None
