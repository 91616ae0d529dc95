"""Text fields: what people type is cleaned once, here, and stays text."""

from typing import Annotated

from pydantic import BeforeValidator

from pmtui.terminal.text import clean, clean_line


def _line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _long(value: object) -> object:
    return clean(value).strip("\n") if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_line)]
"""One line: control characters removed, runs of white space joined, ends trimmed."""

Markdown = Annotated[str, BeforeValidator(_long)]
"""Several lines, by convention Markdown: control characters removed, line breaks kept."""
