"""The shipped dictionary on disk: an entry's shape, and how it is read, one at a time or whole.

`pmtui define` runs through here and must start in a blink, so little is imported.
"""

import json
import os
from collections.abc import Iterator, Mapping

from pmtui.errors import WorkspaceError

Entry = Mapping[str, object]
"""An entry as its JSON holds it; the workspace's own terms have the same fields."""

PHASES = (
    "goals", "roles", "skills", "ideation", "development", "launch",
    "prospecting", "presentation", "closing", "metrics",
)  # fmt: skip
"""The phases of both processes, each a file of the dictionary."""

FIELDS = (
    "slug", "headword", "aliases", "abbreviation", "discipline", "phase", "definition", "explanation",
    "facets", "example", "formula", "variables", "unit", "variants", "pitfalls", "related", "contrasts", "senses",
    "sources", "metric",
)  # fmt: skip
"""The fields of an entry in their order."""

LISTS = ("aliases", "variants", "related", "contrasts", "senses", "sources")
"""The fields that hold several values."""

PAIRS = ("variables", "facets")
"""The fields that hold named values."""


def folder() -> str:
    """Where the shipped data is: beside the package in a checkout, inside it when installed."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "data")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "data")


def read_json(name: str) -> object:
    """One file of the dictionary.

    Raises:
        WorkspaceError: It is missing or damaged.
    """
    path = os.path.join(folder(), "glossary", name)
    try:
        with open(path, encoding="utf-8") as file:
            found: object = json.load(file)
    except OSError as error:
        raise WorkspaceError(f"the dictionary cannot be read: {path}: {error.strerror}") from error
    except ValueError as error:
        raise WorkspaceError(f"the dictionary is damaged: {path}: {error}; install pmtui again") from error
    return found


def read_phase(phase: str) -> dict[str, Entry]:
    """The entries of one phase by slug.

    Raises:
        WorkspaceError: The file is missing or damaged.
    """
    entries = read_json(f"{phase}.json")
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and isinstance(entry.get("slug"), str) for entry in entries
    ):
        raise WorkspaceError(f"the dictionary is damaged: {phase}.json holds no list of entries")
    return {entry["slug"]: entry for entry in entries}


def read_all() -> dict[str, Entry]:
    """Every shipped entry by slug."""
    return {slug: entry for phase in PHASES for slug, entry in read_phase(phase).items()}


def read_senses() -> dict[str, list[str]]:
    """The homonyms: the slugs behind each word that means several things.

    Raises:
        WorkspaceError: The file is missing or damaged.
    """
    senses = read_json("senses.json")
    if not isinstance(senses, dict):
        raise WorkspaceError("the dictionary is damaged: senses.json is not an object")
    return senses


def from_term(stored: Mapping[str, object]) -> Entry:
    """A term of the workspace as an entry: its id is its slug."""
    return {**stored, "slug": str(stored.get("id") or stored.get("slug") or "")}


def laid_over(shipped: Entry | None, own: Entry) -> Entry:
    """A shipped entry with the fields that the team filled put over it; the others keep the shipped text."""
    return {**(shipped or {}), **{field: value for field, value in own.items() if value}}


def text(entry: Entry, field: str) -> str:
    """A text field of an entry; empty where it is not filled."""
    value = entry.get(field)
    return value if isinstance(value, str) else ""


def words(entry: Entry, field: str) -> list[str]:
    """A list field of an entry; empty where it is not filled."""
    value = entry.get(field)
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def variables(entry: Entry) -> Iterator[tuple[str, str]]:
    """The variables of an entry's formula with their meanings."""
    yield from _pairs(entry, "variables")


def facets(entry: Entry) -> Iterator[tuple[str, str]]:
    """The named aspects of an entry: a phase's steps and deliverables, a discipline's goals and roles."""
    yield from _pairs(entry, "facets")


def _pairs(entry: Entry, field: str) -> Iterator[tuple[str, str]]:
    value = entry.get(field)
    if isinstance(value, dict):
        for name, meaning in value.items():
            yield str(name), str(meaning)


def names(entry: Entry) -> list[str]:
    """Everything an entry answers to: headword, abbreviation, aliases, slug."""
    found = [
        text(entry, "headword"),
        text(entry, "abbreviation"),
        *words(entry, "aliases"),
        text(entry, "slug"),
    ]
    return [name for name in dict.fromkeys(found) if name]


def whole(entry: Entry) -> dict[str, object]:
    """An entry with every field, unset ones empty: the shape `--json` prints."""
    empty: dict[str, object] = {
        field: [] if field in LISTS else {} if field in PAIRS else "" for field in FIELDS
    }
    return {**empty, **{field: entry[field] for field in FIELDS if field in entry}}
