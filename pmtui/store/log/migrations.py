"""Migrations: documents stored by an older pmtui, brought to the form that this one reads.

A change of the stored form is one step in `STEPS`, and nothing else: the schema counts the steps.
Steps run in memory, on the checkpoint when it is loaded and on every transaction of an older schema
when it is read, so the files change only with the next commit, after a copy of them was kept.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from typing import Protocol

from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, Transaction

_Tables = dict[str, MutableMapping[str, Stored]]

Step = Callable[[_Tables], _Tables]
"""Brings tables (by kind, then id) one schema further.

A step gets whole documents, and for transactions also documents that hold just the fields which
changed, some of them `None`: so it renames, moves and converts what is there and never counts on
a field.
"""

FIRST = 1
"""The schema of the first pmtui."""

STEPS: dict[int, Step] = {}
"""The steps, each under the schema it starts from."""


class Upgradable(Protocol):
    """The input of a step: a schema, and the tables that follow it."""

    schema: int
    tables: _Tables


def schema() -> int:
    """The version of the stored form that this pmtui writes."""
    return max(STEPS, default=FIRST - 1) + 1


def upgrade(snapshot: Upgradable) -> None:
    """Bring a checkpoint to the schema of this pmtui; one of a newer schema stays as it is."""
    snapshot.tables = _stepped(snapshot.tables, snapshot.schema)
    snapshot.schema = max(snapshot.schema, schema())


def upgraded(transaction: Transaction, written: int) -> Transaction:
    """A transaction as this pmtui would have written it.

    Args:
        transaction: As it was read.
        written: The schema it was written under.
    """
    if written >= schema():
        return transaction
    changes = tuple(new for change in transaction.changes for new in _upgraded(change, written))
    return replace(transaction, changes=changes)


def _upgraded(change: Change, written: int) -> list[Change]:
    was, now = (_side(change, values, written) for values in (change.was, change.now))
    return [Change(*key, was.get(key), now.get(key)) for key in {**was, **now}]


def _side(
    change: Change, values: Mapping[str, JsonValue] | None, written: int
) -> dict[tuple[str, str], Stored]:
    """One side of a change, stepped on as a table of one document."""
    if values is None:
        return {}
    tables = _stepped({change.kind: {change.id: dict(values)}}, written)
    return {(kind, key): fields for kind, table in tables.items() for key, fields in table.items()}


def _stepped(tables: _Tables, start: int) -> _Tables:
    for number in range(start, schema()):
        if number in STEPS:
            tables = STEPS[number](tables)
    return tables
