"""Text fields: what people type is cleaned once, here, and stays text."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from pmtui.terminal.text import clean, clean_line


def _line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _long(value: object) -> object:
    return clean(value).strip() if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_line)]
"""One line: control characters removed, runs of white space joined, ends trimmed."""


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("is required")
    return value


Title = Annotated[Line, AfterValidator(_not_empty), WithJsonSchema({"type": "string", "minLength": 1})]
"""A line that a document is known by, so it cannot be empty."""

Markdown = Annotated[str, BeforeValidator(_long)]
"""Several lines, by convention Markdown: control characters removed, line breaks kept."""
