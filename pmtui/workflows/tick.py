"""Doing what a row asks for: a task, a next step, an answer, an issue, an item of a checklist, a requirement."""

from collections.abc import Sequence
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.assigned_task import Assigned
from pmtui.models.customers.account import Account
from pmtui.models.deals.activity import Activity
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.lead import Lead
from pmtui.models.document import Document
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.feature_parts import Requirement
from pmtui.models.roadmap.launch import Launch
from pmtui.rules.row_act import Act
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.record_commands import action_context, stepping

IN_TOUCH = "in touch"
"""The text of a contact that is logged without words."""


class Ticked(NamedTuple):
    """The list of a document whose entries can be ticked, and the texts of those that are open."""

    field: str
    """The field that holds it."""
    open: tuple[str, ...]
    """The texts of the open entries."""


def ticked(document: Document) -> Ticked | None:
    """The entries of a document that can be ticked; `None` if it has no such list."""
    match document:
        case Account():
            return Ticked("issues", _open(document.issues))
        case Launch():
            return Ticked("checklist", _open(document.checklist))
        case Feature():
            return Ticked("requirements", _open(document.requirements))
    return None


def tick(workspace: Workspace, document_id: str, act: Act, text: str = "") -> ChangeSet:
    """The changes by which what a row asks for is done.

    Args:
        workspace: The documents.
        document_id: The record that the row is about.
        act: What the row asks for.
        text: Which entry of a list is ticked.

    Raises:
        InputError: It cannot be done by itself, or it is not there.
    """
    document = workspace.get(document_id)
    if act in ("task", "stage"):
        return stepping(workspace, [document_id], 1)
    if act in ("issue", "item", "requirement"):
        return _tick_entry(document, text)
    if act in ("step", "answer", "touch") and isinstance(document, Deal | Lead):
        return _did_step(workspace, document, act)
    if act == "touch":
        changes = ChangeSet(f"Log being in touch with {document.id}")
        _log(workspace, changes, document, "call", IN_TOUCH)
        return kind_dispatch.followed_up(workspace, changes)
    raise InputError(f"{document_id}: {act or 'this'} is nothing that is ticked")


def _open(entries: Sequence[Assigned | Requirement]) -> tuple[str, ...]:
    return tuple(entry.text for entry in entries if not entry.done)


def _tick_entry(document: Document, text: str) -> ChangeSet:
    found = ticked(document)
    if found is None or text not in found.open:
        raise InputError(f"{document.id} has no open entry {text!r}")
    done = [
        entry.model_copy(update={"done": True}) if entry.text == text and not entry.done else entry
        for entry in getattr(document, found.field)
    ]
    changes = ChangeSet(f"Done on {document.id}: {text}")
    changes.update(document, document.model_copy(update={found.field: tuple(done)}))
    return changes


def _did_step(workspace: Workspace, document: Deal | Lead, act: Act) -> ChangeSet:
    """Log the next step of a deal or a lead as done; what answers a lead is an e-mail, else it is a task."""
    text = document.next_step or ("first answer" if isinstance(document, Lead) else "next step")
    changes = ChangeSet(f"Done on {document.id}: {text}")
    changes.update(document, document.model_copy(update={"next_step": "", "next_step_due": None}))
    _log(workspace, changes, document, "e-mail" if act == "answer" else "task", text)
    return kind_dispatch.followed_up(workspace, changes)


def _log(workspace: Workspace, changes: ChangeSet, about: Document, activity_type: str, text: str) -> None:
    here = action_context(workspace)
    values = {"text": text, "type": activity_type, "about": about.id, "done": here.today}
    changes.create(kind_dispatch.complete(Activity.model_validate(values), here))
