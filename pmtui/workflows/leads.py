"""What people do to leads: answer, qualify, score, convert into an account, a contact and a deal."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from pmtui.errors import InputError
from pmtui.models.account import Account
from pmtui.models.contact import Contact
from pmtui.models.deal import Deal
from pmtui.models.lead import LETTERS, Lead
from pmtui.store.changes import ChangeSet
from pmtui.store.names import folded
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import documents
from pmtui.workflows.transactions import situation

_WARM = ("referral", "existing customer", "partner", "networking")
_FREE_MAIL = (
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "gmx.de",
    "web.de",
    "icloud.com",
)
_WON_ALIKE = 2


class Point(NamedTuple):
    """Part of a lead's score."""

    points: int
    """How many."""
    reason: str
    """What for."""


def score(
    lead: Mapping[str, JsonValue], tables: Mapping[str, Mapping[str, Mapping[str, JsonValue]]]
) -> Iterator[Point]:
    """The points of a lead, each with its reason; together 0 to 100.

    Fit is learnt from the customers there are: an industry in which at least two accounts are, and so on.
    """
    industry = folded(str(lead.get("industry") or ""))
    alike = (
        sum(folded(str(row.get("industry") or "")) == industry for row in tables["account"].values())
        if industry
        else 0
    )
    if alike >= _WON_ALIKE:
        yield Point(30, f"{alike} accounts are in {lead.get('industry')}")
    domain = str(lead.get("email") or "").rpartition("@")[2].lower()
    if domain and domain not in _FREE_MAIL:
        yield Point(15, f"writes from {domain}")
    if str(lead.get("source") or "").lower() in _WARM:
        yield Point(20, f"came by {lead.get('source')}")
    answers = lead.get("qualification")
    asked = LETTERS[str(lead.get("frame") or "BANT")]
    known = [name for name in asked if isinstance(answers, dict) and answers.get(name)]
    if known:
        yield Point(35 * len(known) // len(asked), f"known: {', '.join(known)}")


def convert(
    workspace: Workspace, lead_id: str, account: str = "", contact: str = "", deal: str = ""
) -> Commit:
    """Make a deal of a lead, in one commit: with new or existing account, contact and deal.

    Args:
        workspace: Where the lead is.
        lead_id: The lead.
        account: An account's id, `new`, or empty to take one of that name or domain where there is one.
        contact: A contact's id, `new`, or empty to take one with that e-mail where there is one.
        deal: A deal's id that the lead belongs to, `none` for no deal, or empty for a new one.

    Raises:
        InputError: It is no lead, has been converted, or one of the others is not what it should be.
    """
    lead = workspace.get(lead_id)
    if not isinstance(lead, Lead):
        raise InputError(f"{lead_id} is no lead")
    if lead.status == "converted":
        raise InputError(f"{lead.id} has been converted already, into {lead.deal or lead.account}")
    here = situation(workspace)
    changes = ChangeSet(f"Convert {lead.id} {lead.name}")
    company = lead.company or lead.name
    account_id = _existing(workspace, account, "account") or (
        "" if account == "new" else _account_of(workspace, lead)
    )
    if not account_id:
        made = Account(
            name=company, industry=lead.industry, size=lead.size, domain=_domain(lead), owner=lead.owner
        )
        account_id = changes.create(documents.complete(made, here))
    contact_id = _existing(workspace, contact, "contact") or (
        "" if contact == "new" else _contact_of(workspace, lead)
    )
    if not contact_id and lead.company:
        person = Contact(
            name=lead.name,
            account=account_id,
            email=lead.email,
            phone=lead.phone,
            last_contact=lead.answered,
            owner=lead.owner,
        )
        contact_id = changes.create(documents.complete(person, here))
    deal_id = "" if deal == "none" else _existing(workspace, deal, "deal")
    if not deal_id and deal != "none":
        answers = "\n".join(f"- {name}: {answer}" for name, answer in lead.qualification.items())
        notes = "\n\n".join(part for part in (lead.notes, answers) if part)
        sale = Deal(
            title=f"{company} from {lead.source or 'lead'}",
            account=account_id,
            source=lead.source,
            notes=notes,
            owner=lead.owner,
        )
        deal_id = changes.create(documents.complete(sale, here))
    after = lead.model_copy(
        update={
            "status": "converted", "account": account_id, "contact": contact_id or None, "deal": deal_id or None,
            "answered": lead.answered or here.today, "next_step": "", "next_step_due": None,
        }
    )  # fmt: skip
    changes.update(lead, after)
    return workspace.commit(changes)


def _existing(workspace: Workspace, given: str, kind: str) -> str:
    """The id that a person named; empty where they did not name one."""
    if given in ("", "new", "none"):
        return ""
    return workspace.names.find(kind, given)


def _domain(lead: Lead) -> str:
    domain = lead.email.rpartition("@")[2].lower()
    return "" if domain in _FREE_MAIL else domain


def _account_of(workspace: Workspace, lead: Lead) -> str:
    domain, company = _domain(lead), folded(lead.company or lead.name)
    for each, row in workspace.rows("account").items():
        if folded(str(row.get("name"))) == company or (
            domain and str(row.get("domain") or "").lower() == domain
        ):
            return each
    return ""


def _contact_of(workspace: Workspace, lead: Lead) -> str:
    wanted = lead.email.lower()
    rows = workspace.rows("contact").items()
    return next((each for each, row in rows if wanted and str(row.get("email") or "").lower() == wanted), "")
