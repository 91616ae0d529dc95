"""The contact: a person at an account, and the part they play in buying."""

from typing import Annotated

from pydantic import Field

from pmtui.models.document import About, Document, Link, LinkTo
from pmtui.models.form.section import Section
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line, Title

_CONTACT = Section("Contact")
_TOUCH = Section("Staying in touch", opens=True)


class Contact(Document):
    """A person to talk to."""

    name: Annotated[Title, About("Name", "given name and surname", "contact", section=_CONTACT)]
    account: Annotated[Link | None, LinkTo("account"), About("Account", "where they work", "account")] = None
    email: Annotated[Line, About("E-mail", "the address they read", "email")] = ""
    phone: Annotated[Line, About("Phone", "with the country code", "call")] = ""
    role: Annotated[
        Line, About("Role", "decision maker, champion, user…", "buying-committee", suggest="roles")
    ] = ""
    job_title: Annotated[Line, About("Job title", "as on their card", "contact")] = ""
    last_contact: Annotated[
        Day | None, About("Last contact", "when you last spoke", "follow-up", section=_TOUCH)
    ] = None
    cadence: Annotated[
        Annotated[int, Field(ge=1, le=730)] | None,
        About("Cadence", "days after which to be in touch again", "sales-cadence"),
    ] = None


ROLES = ("decision maker", "champion", "user", "influencer", "blocker")
"""The parts a contact plays in buying, offered in forms."""
