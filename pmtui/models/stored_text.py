"""Stored values as people read them, for messages: `12000.00 USD`, not the JSON that it is stored as."""

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from pmtui.models.fields import written
from pmtui.models.registry import MODELS
from pmtui.models.stored import JsonValue

_EMPTY: tuple[object, ...] = (None, "", [], {})
_LONGEST = 80


def stored_text(kind: str, field: str, value: JsonValue) -> str:
    """A field's stored value on one line.

    Args:
        kind: The kind of the document.
        field: The field.
        value: What is stored; `None` for nothing.
    """
    if value in _EMPTY:
        return "empty"
    text = " ".join(_plain(kind, field, value).replace("\n", "; ").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _plain(kind: str, field: str, value: JsonValue) -> str:
    """The value as its field writes it, or, where it is not valid, piece by piece."""
    info = MODELS[kind].model_fields.get(field) if kind in MODELS else None
    if info is None:
        return _pieces(value)
    try:
        return written(TypeAdapter(info.rebuild_annotation()).validate_python(value, strict=False))
    except ValidationError:
        return _pieces(value)


def _pieces(value: JsonValue) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_pieces(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(_pieces(each) for each in value)
    return "yes" if value is True else "no" if value is False else str(value)
