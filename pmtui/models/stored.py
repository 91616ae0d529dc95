"""The stored form of documents: JSON values under names.

Nothing here imports pydantic: lists, boards and the store's log work on this form, and the first screen
comes up before a model is wanted. `pmtui.models.document` turns it into models and back.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import JsonValue
else:
    JsonValue = object

Stored = dict[str, JsonValue]
"""A document as it is stored: JSON values, empty fields left out."""

STAMPS = frozenset({"id", "created_at", "updated_at", "version"})
"""The fields that the store itself sets on every commit."""

__all__ = ["STAMPS", "JsonValue", "Stored"]
