"""The steps that a person takes with documents of one kind; each kind declares its own in the room it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, NoReturn, TypeVar

from pmtui.errors import InputError
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.document import Document
from pmtui.models.registry import kind_of_model
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.playbook_files import Playbook, playbooks
from pmtui.workflows.price_list import Catalogue

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class ActionContext:
    """Where and when a person does something.

    Attributes:
        today: The day.
        user: Who does it.
        pipelines: The stages of deals.
        currency: That of amounts which name none.
        catalogue: What may be sold that day, and with which promotions; empty where it does not matter.
        playbooks: The playbooks in force.
        recorded: Whether what is done was recorded elsewhere, so that no day is made up for it: an import.
    """

    today: date
    user: str
    pipelines: Pipelines
    currency: str = "USD"
    catalogue: Catalogue = field(default_factory=Catalogue)
    recorded: bool = False
    playbooks: tuple[Playbook, ...] = field(default_factory=playbooks)


@dataclass(frozen=True)
class Destination:
    """Where a document is moved, and what is known of the move.

    Attributes:
        to: The stage, status, horizon or point of a lifecycle.
        reason: Why a deal is lost; of a feature, why it ships in spite of what blocks it.
        values: Of a deal that is won or lost: the day it was closed, the amount.
    """

    to: str
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class KindSteps(Generic[D]):
    """The steps of a kind that has none of its own; a kind overrides those that have consequences.

    `KINDS` names the class of each kind that has one.

    Attributes:
        is_owned: Whether a new one belongs to its author unless it says otherwise.
        is_closed: Whether it ends on a day and with an amount.
    """

    is_owned: ClassVar[bool] = True
    is_closed: ClassVar[bool] = False

    def complete(self, document: D, context: ActionContext) -> D:
        """A new document with what follows from it filled in; it has an owner.

        Raises:
            InputError: A part of it makes no sense.
        """
        return document

    def amend(self, before: D, after: D, context: ActionContext) -> D:
        """A document after a person edited its fields, with what follows from the edit done too.

        Raises:
            InputError: A part of it makes no sense.
        """
        return after

    def move(self, document: D, destination: Destination, context: ActionContext) -> D:
        """A document at another stage, status, horizon or point of its lifecycle.

        Raises:
            InputError: Documents of its kind are not moved, or there is no such place.
        """
        _stands_still(document, "move to")

    def step(self, document: D, steps: int, context: ActionContext) -> D:
        """A document one or more places on along its stages, or back.

        Raises:
            InputError: Documents of its kind are not moved, or it is already at the end.
        """
        _stands_still(document, "move along")

    def together(self, workspace: Workspace, changes: ChangeSet, reason: str = "") -> ChangeSet:
        """Changes that touch this kind, with what follows from them, once it is known that they fit together.

        Args:
            workspace: The documents before.
            changes: What is to be committed.
            reason: Why features ship in spite of what blocks them.

        Raises:
            FieldError: They do not.
        """
        return changes


def _stands_still(document: Document, how: str) -> NoReturn:
    raise InputError(f"{document.id}: {an(kind_of_model(document))} has no stage, status or horizon to {how}")


def an(kind: str) -> str:
    """A kind with its article: `a deal`, `an account`."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
