"""The records that use a term: their stage, role or reason bears its name, or their text says it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmtui.glossary.entries import Entry, names, text
from pmtui.glossary.words import folded
from pmtui.models.stored import JsonValue

Rows = Mapping[str, Mapping[str, JsonValue]]

_VALUES = (
    "stage", "status", "horizon", "lifecycle", "type", "role", "source", "lost_reason", "kind", "industry",
    "tags", "forecast",
)  # fmt: skip
_TEXTS = (
    "title", "name", "problem", "next_step", "text", "quote", "outcome", "vision", "lost_note", "notes",
)  # fmt: skip
_LEAST = 4
_PLAIN = 3


class Use(NamedTuple):
    """A record that uses a term."""

    kind: str
    """Of what kind it is."""
    id: str
    """The record."""
    why: str
    """The field that uses it."""


def uses(entry: Entry, tables: Mapping[str, Rows], kinds: tuple[str, ...]) -> Iterator[Use]:
    """The records that use a term, those whose field has its name as value before those that mention it.

    A word such as "deal" that names a kind of record is used by every one of them, which tells nothing:
    for such words mentions are not looked for.

    Args:
        entry: The term.
        tables: The stored documents by kind and id.
        kinds: The kinds to look through.
    """
    called = {folded(name) for name in names(entry)}
    said = None if called & set(kinds) else _pattern(entry)
    mentions = []
    for kind in kinds:
        for document_id, row in tables[kind].items():
            field = _valued(row, called)
            if field:
                yield Use(kind, document_id, field)
            elif said is not None and (field := _mentioned(row, said)):
                mentions.append(Use(kind, document_id, field))
    yield from mentions


def _valued(row: Mapping[str, JsonValue], called: set[str]) -> str:
    """The field whose value is one of the names."""
    for field in _VALUES:
        value = row.get(field)
        if value and any(
            folded(str(each)) in called for each in (value if isinstance(value, list) else [value])
        ):
            return field
    return ""


def _mentioned(row: Mapping[str, JsonValue], said: re.Pattern[str]) -> str:
    for field in _TEXTS:
        value = row.get(field)
        if isinstance(value, str) and said.search(value):
            return field
    return ""


def _pattern(entry: Entry) -> re.Pattern[str]:
    """The pattern of a mention of the term: a name of it as whole words, abbreviations as capitals."""
    written = dict.fromkeys(name for name in names(entry) if name != text(entry, "slug"))
    plain = [name for name in written if not name.isupper() and len(name) >= _LEAST]
    capital = [name for name in written if name.isupper() and len(name) >= _PLAIN]
    parts = [rf"(?i:{re.escape(name)}(?:s|es)?)" for name in plain] + [re.escape(name) for name in capital]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)")
