"""A record that a form makes on the spot, for a link to one that does not exist yet."""

import re
from collections.abc import Mapping
from typing import NamedTuple

MAKES = frozenset({"account", "contact", "product", "feature", "objective", "deal", "lead", "insight"})
"""The kinds that a title is enough for."""

_TYPED = re.compile(r"^new(?:\s+(?P<kind>[a-z]+))?\s+(?P<title>\S.*)$", re.IGNORECASE)


class NewRecord(NamedTuple):
    """A record to be made in the same transaction as the one that links to it."""

    kind: str
    """Its kind."""
    title: str
    """Its title."""


def new_record(kind: str, text: str) -> NewRecord | None:
    """The record that `new account Bolt` makes in a link to an account; `None` if it is no such text."""
    typed = _TYPED.match(text.strip()) if kind in MAKES else None
    if typed is None:
        return None
    word = typed["kind"]
    if word is not None and word.lower() != kind:
        return NewRecord(kind, f"{word} {typed['title']}")
    return NewRecord(kind, typed["title"])


def stand_ins(values: Mapping[str, object]) -> dict[str, object]:
    """The values with a fresh id in the place of each record that is yet to be made, to check them together."""
    return {name: "?1" if isinstance(value, NewRecord) else value for name, value in values.items()}


def new_text(kind: str, title: str) -> str:
    """The text that makes a record on the spot."""
    return f"new {kind} {title}"
