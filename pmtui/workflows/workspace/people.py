"""The people and teams that records belong to, and the names they are known by."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import folded
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.terminal.text import clean_line
from pmtui.workflows.deals.targets import refuse_twin_targets

OWNER, TEAMS = "owner", "teams"
"""The fields that hold a person, and teams."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    OWNER: tuple(kind.name for kind in KINDS.values() if not kind.internal and kind.prefix),
    TEAMS: ("feature",),
}
"""The kinds of record that have each field."""


class Person(NamedTuple):
    """Somebody, or a team, that records belong to."""

    name: str
    """The name."""
    counts: Mapping[str, int]
    """How many records of each kind."""


def people(workspace: Workspace, field: str = OWNER) -> list[Person]:
    """Everybody that records belong to, and oneself, by name. O(documents)."""
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    if field == OWNER:
        counts[workspace.user]
    for kind in _FIELDS[field]:
        for row in workspace.rows(kind).values():
            for name in _names(row, field):
                counts[name][kind] += 1
    return [Person(name, counts[name]) for name in sorted(counts, key=folded)]


def bears(row: Mapping[str, JsonValue], field: str, name: str) -> bool:
    """Whether a record belongs to somebody, upper and lower case apart."""
    return folded(name) in map(folded, _names(row, field))


def _names(row: Mapping[str, JsonValue], field: str) -> tuple[str, ...]:
    """The names that a record has in a field."""
    value = row.get(field)
    held = value if isinstance(value, list) else [value]
    return tuple(name for name in held if isinstance(name, str) and name)


def kinds_with(field: str) -> tuple[str, ...]:
    """The kinds of record that have an owner, or a team."""
    return _FIELDS[field]


def rename_person(workspace: Workspace, name: str, to: str, field: str = OWNER) -> Commit:
    """Give everything of one person or team to another name, as one command.

    Args:
        workspace: The records.
        name: The name that they bear.
        to: The name that they take; where others bear it already, both become one.
        field: `owner` or `teams`.

    Raises:
        FieldError: The new name is empty, or nothing bears the old one.
    """
    to = clean_line(to)
    if not to:
        raise FieldError(field, "a name is needed; to take an owner away, edit the records")
    changes = ChangeSet(f"Rename the {field.removesuffix('s')} {name} to {to}")
    for kind in _FIELDS[field]:
        for document_id, row in workspace.rows(kind).items():
            if bears(row, field, name):
                before = workspace.get(document_id)
                held = getattr(before, field)
                after = (
                    to
                    if isinstance(held, str)
                    else tuple(dict.fromkeys(to if folded(each) == folded(name) else each for each in held))
                )
                changes.update(before, before.model_copy(update={field: after}))
    if not len(changes):
        raise FieldError(field, f"nothing belongs to {name}")
    return workspace.commit(refuse_twin_targets(workspace, changes))
