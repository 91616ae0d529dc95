"""Validity: from a stored document to its model, with an error that says which document and which field."""

from collections.abc import Container, Mapping

from pydantic import ValidationError

from pmtui.errors import InputError
from pmtui.models.document import Document
from pmtui.models.kinds import KINDS
from pmtui.models.registry import MODELS
from pmtui.models.stored import JsonValue
from pmtui.models.stored_model import EVERYTHING
from pmtui.store.changes import Change, ChangeSet, stored_fields
from pmtui.store.tables import Tables


def problem_of(kind: str, stored: Mapping[str, JsonValue], kept: Container[str] = EVERYTHING) -> str:
    """The problem with a stored document: its first invalid field; empty if it is valid.

    Args:
        kind: Its kind.
        stored: The document.
        kept: The fields unknown to this pmtui that are kept instead of refused.
    """
    try:
        MODELS[kind].from_typed(stored, kept)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        return f"{where}: {said}" if where else said
    return ""


def validated(
    kind: str, stored: Mapping[str, JsonValue], advice: str = "", kept: Container[str] = EVERYTHING
) -> Document:
    """The model of a stored document.

    Args:
        kind: Its kind.
        stored: The document.
        advice: What to add to the error.
        kept: The fields unknown to this pmtui that are kept instead of refused.

    Raises:
        InputError: There is no such kind, or the document is not valid.
    """
    if kind not in KINDS:
        raise InputError(f"there is no kind {kind!r}")
    try:
        return MODELS[kind].from_typed(stored, kept)
    except ValidationError:
        raise InputError(f"{kind} {stored.get('id')}: {problem_of(kind, stored, kept)}{advice}") from None


def cleaned(changes: ChangeSet, tables: Tables) -> ChangeSet:
    """Changes made to stored documents, once every document is known to be valid, in the form models store.

    Raises:
        InputError: A document would not be valid.
    """
    clean = ChangeSet(changes.name)
    for change in changes:
        if change.now is None:
            clean.put(change)
            continue
        current = {} if change.was is None else tables[change.kind].get(change.id, {})
        fields = {name: each for name, each in {**current, **change.now}.items() if each is not None}
        document = validated(change.kind, {**fields, "id": change.id}, kept=names_of(current))
        stored = stored_fields(document)
        if change.was is None:
            clean.put(Change(change.kind, change.id, None, stored))
        else:
            now = {name: stored.get(name) for name in change.now}
            clean.put(change._replace(now=now))
    return clean


def names_of(stored: object) -> set[str]:
    """All names in a stored document, those in its parts too."""
    if isinstance(stored, Mapping):
        return set(stored).union(*map(names_of, stored.values()))
    return set().union(*map(names_of, stored)) if isinstance(stored, list) else set()
