"""Operations on leads: answer, qualify, score, convert into an account, a contact and a deal."""

from pmtui.errors import InputError
from pmtui.models.customers.account import Account
from pmtui.models.customers.contact import Contact
from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.lead import Lead
from pmtui.models.values.folding import folded
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.deals.lead_score import FREE_MAIL
from pmtui.workflows.record_commands import action_context


def convert(
    workspace: Workspace, lead_id: str, account: str = "", contact: str = "", deal: str = ""
) -> Commit:
    """Make a deal of a lead, in one commit: with new or existing account, contact and deal.

    Raises:
        InputError: It is no lead, has been converted, or one of the others is not what it should be.
    """
    return workspace.commit(converting(workspace, lead_id, account, contact, deal))


def converting(
    workspace: Workspace, lead_id: str, account: str = "", contact: str = "", deal: str = ""
) -> ChangeSet:
    """The changes that make a deal of a lead.

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
    here = action_context(workspace)
    changes = ChangeSet(f"Convert {lead.id} {lead.name}")
    company = lead.company or lead.name
    account_id = _existing(workspace, account, "account") or (
        "" if account == "new" else _account_of(workspace, lead)
    )
    if not account_id:
        made = Account(
            name=company, industry=lead.industry, size=lead.size, domain=_domain(lead), owner=lead.owner
        )
        account_id = changes.create(kind_dispatch.complete(made, here))
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
        contact_id = changes.create(kind_dispatch.complete(person, here))
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
        deal_id = changes.create(kind_dispatch.complete(sale, here))
    after = lead.model_copy(
        update={
            "status": "converted", "account": account_id, "contact": contact_id or None, "deal": deal_id or None,
            "answered": lead.answered or here.today, "next_step": "", "next_step_due": None,
        }
    )  # fmt: skip
    changes.update(lead, after)
    return changes


def _existing(workspace: Workspace, given: str, kind: str) -> str:
    """The id that a person named; empty where they did not name one."""
    if given in ("", "new", "none"):
        return ""
    return workspace.names.find(kind, given)


def _domain(lead: Lead) -> str:
    domain = lead.email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAIL else domain


def _account_of(workspace: Workspace, lead: Lead) -> str:
    domain, company = _domain(lead), folded(lead.company or lead.name)
    for account in AccountRow.all(workspace.tables):
        if folded(account.name) == company or (domain and account.domain.lower() == domain):
            return account.id
    return ""


def _contact_of(workspace: Workspace, lead: Lead) -> str:
    wanted = lead.email.lower()
    people = ContactRow.all(workspace.tables) if wanted else ()
    return next((contact.id for contact in people if contact.email.lower() == wanted), "")
