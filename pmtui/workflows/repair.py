"""Mending: documents that cannot be used as they are stored, set right or removed."""

from collections.abc import Mapping

from pydantic import ValidationError

from pmtui.errors import FieldError, InputError
from pmtui.models.document import to_stored
from pmtui.models.field_errors import field_errors
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.models.registry import MODELS, check_field
from pmtui.models.row import DocumentRow
from pmtui.models.stored import Stored
from pmtui.store.changes import Change, difference, without_stamps
from pmtui.store.workspace import Workspace


def needs_mending(workspace: Workspace, document_id: str) -> bool:
    """Whether there is a document of this id, and it cannot be used."""
    return workspace.problem_of(document_id) != ""


def mending(workspace: Workspace, document_id: str, values: Mapping[str, object]) -> Change:
    """The change that sets fields of a document which cannot be used, once that makes it valid.

    Raises:
        FieldError: A field cannot take its value, or another one is still wrong.
    """
    kind, key = kind_of(document_id).name, canonical_id(document_id)
    stored = _stored(workspace, kind, key)
    for name in values:
        check_field(kind, name)
    try:
        document = MODELS[kind].model_validate({**stored, "id": key, **values})
    except ValidationError as error:
        first = field_errors(error)[0]
        raise FieldError(first.field, f"{first.problem}; set it too") from None
    was, now = difference(without_stamps(stored), without_stamps(to_stored(document)))
    return Change(kind, key, was, now)


def removing(workspace: Workspace, document_id: str) -> Change:
    """The change that removes a document which cannot be used; undo brings it back as it was."""
    kind, key = kind_of(document_id).name, canonical_id(document_id)
    stored = _stored(workspace, kind, key)
    return Change(kind, key, without_stamps(stored), None, DocumentRow(stored).version)


def _stored(workspace: Workspace, kind: str, key: str) -> Stored:
    stored = workspace.stored(kind, key)
    if stored is None:
        raise InputError(f"there is no {kind} {key}")
    return stored
