"""Stored documents as they are read, not written."""

from collections.abc import Mapping

from pmtui.models.stored import JsonValue

Row = Mapping[str, JsonValue]
"""A stored document, to be read only."""

Rows = Mapping[str, Mapping[str, Row]]
"""Stored documents by kind and id."""
