"""The kinds of document: their names, the letter of their ids, and the module of their model.

Nothing here imports pydantic: names, ids and plurals are needed long before a document is
validated. `pmtui.models.registry` turns a kind into its class.
"""

import re
from typing import NamedTuple

from pmtui.errors import InputError, nearest


class Kind(NamedTuple):
    """What is known of a kind without its model."""

    name: str
    """The singular, as in `pmtui add deal` and in the journal."""
    plural: str
    """The plural, as in `pmtui list deals`."""
    prefix: str
    """The letter of its ids, `D` for `D-142`; empty where the id is a slug."""
    title: str
    """The field that names a document of this kind to a person."""
    headword: str
    """The slug of the glossary entry that defines the kind."""
    internal: bool = False
    """Whether it configures the workspace instead of being listed and imported."""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("term", "terms", "", "headword", "glossary"),
        Kind("product", "products", "P", "name", "product"),
        Kind("feature", "features", "F", "title", "feature"),
        Kind("launch", "launches", "L", "title", "product-launch"),
        Kind("insight", "insights", "I", "title", "insight"),
        Kind("research", "research", "R", "name", "market-research"),
        Kind("lead", "leads", "N", "name", "lead"),
        Kind("account", "accounts", "A", "name", "account"),
        Kind("contact", "contacts", "C", "name", "contact"),
        Kind("deal", "deals", "D", "title", "deal"),
        Kind("request", "requests", "Q", "quote", "feature-request"),
        Kind("activity", "activities", "E", "text", "sales-activity"),
        Kind("target", "targets", "T", "period", "sales-target"),
        Kind("objective", "objectives", "O", "title", "objective"),
        Kind("view", "views", "V", "name", "glossary"),
        Kind("pipeline", "pipelines", "", "name", "sales-pipeline", internal=True),
        Kind("settings", "settings", "", "name", "", internal=True),
    )
}
"""Every kind by its name, in the order in which they are stored and exported."""

MAIN = "sales"
"""The id of a workspace's main pipeline."""

_BY_WORD = {word: kind for kind in KINDS.values() for word in (kind.name, kind.plural)}
_BY_PREFIX = {kind.prefix: kind for kind in KINDS.values() if kind.prefix}
_NUMBERED = re.compile(r"^([A-Za-z])-?(\d{1,12})$")
_FRESH = re.compile(r"^\?\d+$")


def kind_named(word: str) -> Kind:
    """The listed kind with this singular or plural name, upper or lower case.

    Raises:
        InputError: No kind has that name; the message says which is nearest.
    """
    kind = _BY_WORD.get(word.strip().lower())
    if kind is None or kind.internal:
        raise InputError(f"unknown kind {word!r}{nearest(word, listed_words())}")
    return kind


def listed_words() -> list[str]:
    """The plural names of the kinds a person lists, adds and imports."""
    return [kind.plural for kind in KINDS.values() if not kind.internal]


def kind_of(document_id: str) -> Kind:
    """The kind an id belongs to: by its letter, and a term where it is a slug."""
    numbered = _NUMBERED.match(document_id)
    if numbered and numbered[1].upper() in _BY_PREFIX:
        return _BY_PREFIX[numbered[1].upper()]
    return KINDS["term"]


def canonical_id(text: str) -> str:
    """The id as it is stored: `d142`, `d-142` and `D-142` are `D-142`; slugs are lower case."""
    numbered = _NUMBERED.match(text.strip())
    if numbered and numbered[1].upper() in _BY_PREFIX:
        return f"{numbered[1].upper()}-{int(numbered[2])}"
    return text.strip().lower()


def is_fresh(document_id: str) -> bool:
    """Whether this stands for an id that a commit has yet to allocate, such as `?3`."""
    return _FRESH.match(document_id) is not None


def number_of(document_id: str) -> int:
    """The number in an id such as `D-142`; 0 for a slug."""
    numbered = _NUMBERED.match(document_id)
    return int(numbered[2]) if numbered else 0
