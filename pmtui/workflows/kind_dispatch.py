"""Operations on documents of any kind: each kind's own steps are loaded when one of its documents is touched."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from pmtui.errors import InputError
from pmtui.models.document import Document
from pmtui.models.kinds import KINDS
from pmtui.models.registry import kind_of_model
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.kind_steps import ActionContext, Destination, KindSteps


@cache
def steps_of(kind: str) -> KindSteps[Document]:
    """The steps of a kind."""
    module, _, name = KINDS[kind].steps.partition(":")
    if not module:
        return KindSteps()
    made: KindSteps[Document] = getattr(import_module(f"pmtui.workflows.{module}"), name)()
    return made


def complete(document: Document, context: ActionContext) -> Document:
    """A new document with what follows from it filled in; it has no owner yet, so its author owns it.

    Raises:
        InputError: A part of it makes no sense, such as a stage that does not exist.
    """
    steps = steps_of(kind_of_model(document))
    owner = document.owner or (context.user if steps.is_owned else "")
    return steps.complete(document.model_copy(update={"owner": owner}), context)


def amend(before: Document, after: Document, context: ActionContext) -> Document:
    """A document after a person edited its fields, with what follows from the edit done too.

    Raises:
        InputError: A part of it makes no sense.
    """
    return steps_of(kind_of_model(after)).amend(before, after, context)


def move(
    document: Document,
    to: str,
    context: ActionContext,
    reason: str = "",
    values: Mapping[str, object] | None = None,
) -> Document:
    """A document at another stage, status, horizon or point of its lifecycle.

    Args:
        document: The document.
        to: Where it goes.
        context: Where and when.
        reason: Why a deal is lost; of a feature, why it ships in spite of what blocks it.
        values: Of a deal that is won or lost: the day it was closed, the amount.

    Raises:
        InputError: Documents of its kind are not moved, or there is no such place.
    """
    steps = steps_of(kind_of_model(document))
    if values and not steps.is_closed:
        raise InputError(f"{document.id}: an amount and a closing day are for deals that are won or lost")
    return steps.move(document, Destination(to, reason, values or {}), context)


def step(document: Document, steps: int, context: ActionContext) -> Document:
    """A document one or more places on along its stages, or back.

    Raises:
        InputError: Documents of its kind are not moved, or it is already at the end.
    """
    return steps_of(kind_of_model(document)).step(document, steps, context)


def followed_up(workspace: Workspace, changes: ChangeSet, reason: str = "") -> ChangeSet:
    """The changes with what follows from them, once it is known that they can be made together.

    Args:
        workspace: The documents before.
        changes: What is to be committed.
        reason: Why features ship in spite of what blocks them.

    Raises:
        FieldError: A feature would wait for itself, or somebody would have two targets for a period.
        ShippingBlockedError: A feature would ship, is blocked, and no reason is given.
    """
    for kind in dict.fromkeys(change.kind for change in changes):
        changes = steps_of(kind).together(workspace, changes, reason)
    return changes
