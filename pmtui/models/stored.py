"""The stored form of documents: JSON values under names.

Nothing here imports pydantic: lists, boards and the store's log work on this form, and the first screen
comes up before a model is wanted. `pmtui.models.document` turns it into models and back.
"""

from collections.abc import Mapping

from pmtui.terminal.text import clean

JsonValue = list["JsonValue"] | dict[str, "JsonValue"] | str | bool | int | float | None
"""Any JSON value, as pydantic's type of this name."""

Stored = dict[str, JsonValue]
"""A document as it is stored: JSON values, empty fields left out."""


def clean_stored(values: Mapping[str, JsonValue]) -> Stored:
    """Stored values whose texts are clean, whatever way they came; models clean only what they validate."""
    return {name: _cleaned(value) for name, value in values.items()}


def _cleaned(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {clean(name): _cleaned(each) for name, each in value.items()}
    return value


STAMPS = frozenset({"id", "created_at", "updated_at", "version"})
"""The fields that the store itself sets on every commit."""

__all__ = ["STAMPS", "JsonValue", "Stored", "clean_stored"]
