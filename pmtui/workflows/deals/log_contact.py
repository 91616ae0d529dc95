"""The consequences of contact: a lead is answered, people and accounts were last spoken to that day."""

import re
from collections.abc import Iterator
from datetime import date

from pmtui.models.customers.account import Account
from pmtui.models.customers.contact import Contact
from pmtui.models.deals.activity import Activity
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import ActivityRow
from pmtui.models.deals.lead import Lead
from pmtui.models.document import Document
from pmtui.models.kinds import is_fresh, kind_of
from pmtui.models.values.folding import folded
from pmtui.rules.deals.activity_index import CONTACT
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.validation import validated
from pmtui.store.workspace import Workspace
from pmtui.workflows.deals import lead_steps

_ABOUT = ("deal", "lead", "contact", "account")
"""The kinds that contact has consequences for."""

_LEAST_NAME = 3


def log_contact(workspace: Workspace, changes: ChangeSet) -> ChangeSet:
    """Add what follows from the contact that some changes log.

    A call, a meeting, a demo or an e-mail that was done answers a lead. It moves the last contact of a contact, or
    of the people of a deal who are named in it, else of the first of them, and of their account.

    Returns:
        The same changes.
    """
    for change in tuple(changes):
        activity = _logged(workspace, changes, change)
        if activity is not None and activity.done is not None and activity.type in CONTACT:
            for before, after in _consequences(workspace, changes, activity, activity.done):
                changes.update(before, after)
    return changes


def _logged(workspace: Workspace, changes: ChangeSet, change: Change) -> Activity | None:
    """The activity that a change says was done; `None` if it says nothing of the kind."""
    if change.kind != "activity" or ActivityRow(change.now or {}).done is None:
        return None
    if ActivityRow(change.was or {}).done is not None:
        return None
    found = _as_changed(workspace, changes, "activity", change.id)
    return found if isinstance(found, Activity) else None


def _consequences(
    workspace: Workspace, changes: ChangeSet, activity: Activity, day: date
) -> Iterator[tuple[Document, Document]]:
    subject = _subject(workspace, changes, activity.about or "")
    if isinstance(subject, Lead):
        yield subject, answered(subject, day)
    people, account = _parties(workspace, changes, subject, activity)
    for person in people:
        yield person, _spoken(person, day)
    company = _as_changed(workspace, changes, "account", account or "")
    if isinstance(company, Account):
        yield company, _spoken(company, day)


def _parties(
    workspace: Workspace, changes: ChangeSet, subject: Document | None, activity: Activity
) -> tuple[list[Contact], str | None]:
    """Who took part, and for which account."""
    match subject:
        case Account():
            return [], subject.id
        case Contact():
            return [subject], subject.account
        case Deal():
            there = (_as_changed(workspace, changes, "contact", each.contact) for each in subject.people)
            people = [person for person in there if isinstance(person, Contact)]
            named = [person for person in people if _is_named(person, f"{activity.text} {activity.outcome}")]
            return named or people[:1], subject.account
        case _:
            return [], None


def _is_named(person: Contact, text: str) -> bool:
    """Whether a text names somebody, by the whole name or one part of it."""
    words = set(re.findall(r"\w+", folded(text)))
    parts = re.findall(r"\w+", folded(person.name))
    return bool(parts) and (
        words >= set(parts) or any(part in words for part in parts if len(part) >= _LEAST_NAME)
    )


def answered(lead: Lead, day: date) -> Lead:
    """The lead after contact on a day: answered, if it was the first one."""
    status = "contacted" if lead.status == "new" else lead.status
    after = lead.model_copy(update={"status": status, "answered": lead.answered or day})
    return lead_steps.amend(lead, after, day)


def _spoken(document: Contact | Account, day: date) -> Document:
    """A contact or an account after contact on a day."""
    last = document.last_contact
    return document if last is not None and last >= day else document.model_copy(update={"last_contact": day})


def _subject(workspace: Workspace, changes: ChangeSet, document_id: str) -> Document | None:
    """The document that an activity is about, if contact has consequences for it."""
    kinds = _ABOUT if is_fresh(document_id) else (kind_of(document_id).name,)
    found = (_as_changed(workspace, changes, kind, document_id) for kind in kinds if kind in _ABOUT)
    return next((document for document in found if document is not None), None)


def _as_changed(workspace: Workspace, changes: ChangeSet, kind: str, document_id: str) -> Document | None:
    """A document as it will be; `None` if there is none, or it cannot be used."""
    change = changes.of(kind, document_id) if document_id else None
    if change is None:
        return workspace.find(document_id, kind) if document_id and not is_fresh(document_id) else None
    if change.now is None:
        return None
    there = workspace.rows(kind).get(document_id, {}) if change.was is not None else {}
    stored = {**there, **change.now, "id": document_id}
    return validated(kind, {name: value for name, value in stored.items() if value is not None})
