"""Stored documents as they are read, not written."""

from collections.abc import Mapping

from pydantic import JsonValue

Row = Mapping[str, JsonValue]
"""A stored document, to be read only."""

Rows = Mapping[str, Mapping[str, Row]]
"""Stored documents by kind and id."""
