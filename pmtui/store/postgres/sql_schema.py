"""The schema `pmtui` in a PostgreSQL database: made, recognised, and brought on by a newer pmtui."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

import psycopg
from psycopg import errors, sql
from psycopg.types.json import Jsonb

from pmtui.errors import WorkspaceError
from pmtui.models.kinds import KINDS
from pmtui.store.log.migrations import schema
from pmtui.store.postgres.connection import Connection

FORMAT = "pmtui"
LAYOUT = 1
"""The version of the tables below; that of the documents in them is counted by `migrations`."""

TURN = 7_164_885
"""The number of the advisory lock that whoever makes or migrates a schema holds."""

_TABLES = (
    b"CREATE SCHEMA IF NOT EXISTS pmtui",
    b"CREATE TABLE pmtui.settings (name text PRIMARY KEY, value jsonb NOT NULL)",
    b"CREATE TABLE pmtui.documents (kind text NOT NULL, id text NOT NULL, version bigint NOT NULL,"
    b" body jsonb NOT NULL, PRIMARY KEY (kind, id))",
    b"CREATE TABLE pmtui.transactions (sequence bigint PRIMARY KEY, at timestamptz NOT NULL,"
    b' "by" text NOT NULL, host text, label text NOT NULL, before jsonb NOT NULL, after jsonb NOT NULL,'
    b" undoes bigint NOT NULL DEFAULT 0, redoes bigint NOT NULL DEFAULT 0, schema integer NOT NULL,"
    b" key uuid NOT NULL UNIQUE, touched text[] NOT NULL)",
    b'CREATE INDEX transactions_by ON pmtui.transactions ("by", sequence)',
    b"CREATE INDEX transactions_touched ON pmtui.transactions USING gin (touched)",
)


class Marks(NamedTuple):
    """The metadata of a workspace in a database.

    Attributes:
        sequence: The last transaction.
        schema: The version of the stored documents.
        layout: The version of the tables.
        incomplete: Whether it is an unfinished copy.
    """

    sequence: int
    schema: int
    layout: int
    incomplete: bool


def sequence_of(kind: str) -> sql.Identifier:
    """The sequence that gives out the numbers of a kind's ids."""
    return sql.Identifier("pmtui", f"ids_{kind}")


def numbered_kinds() -> list[str]:
    """The kinds whose ids are a letter and a number."""
    return [kind.name for kind in KINDS.values() if kind.prefix]


def take_turn(connection: Connection) -> None:
    """Wait for the advisory lock, which the end of the transaction gives back; some servers have none."""
    with suppress(errors.FeatureNotSupported, errors.UndefinedFunction), connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))


def is_there(connection: Connection) -> bool:
    """Whether the database holds a schema of ours, finished or not."""
    row = connection.execute(b"SELECT to_regclass('pmtui.settings') IS NOT NULL").fetchone()
    return row is not None and bool(row[0])


def make(connection: Connection, *, incomplete: bool = False) -> None:
    """Make the tables, empty; within a transaction of the caller's, after `take_turn`."""
    for statement in _TABLES:
        connection.execute(statement)
    add_sequences(connection)
    for name, value in (
        ("format", FORMAT),
        ("layout", LAYOUT),
        ("schema", schema()),
        ("sequence", 0),
        ("incomplete", incomplete),
    ):
        connection.execute("INSERT INTO pmtui.settings VALUES (%s, %s)", (name, Jsonb(value)))


def add_sequences(connection: Connection) -> None:
    """Make the sequences that are missing: all, or those of kinds that a newer pmtui brought."""
    for kind in numbered_kinds():
        connection.execute(sql.SQL("CREATE SEQUENCE IF NOT EXISTS {}").format(sequence_of(kind)))


def missing_sequences(connection: Connection) -> list[str]:
    """The kinds that have no sequence yet."""
    rows = connection.execute(b"SELECT sequencename FROM pg_sequences WHERE schemaname = 'pmtui'").fetchall()
    there = {str(row[0]) for row in rows}
    return [kind for kind in numbered_kinds() if f"ids_{kind}" not in there]


def marks_of(rows: Iterable[tuple[object, ...]], name: str) -> Marks:
    """The metadata in the rows of `settings`.

    Args:
        rows: (name, value).
        name: The workspace, as it may be shown.

    Raises:
        WorkspaceError: It is not one of ours.
    """
    values: Mapping[str, object] = {str(row[0]): row[1] for row in rows}
    if values.get("format") != FORMAT:
        raise WorkspaceError(f"{name} has a schema called pmtui that is not pmtui's; it was left alone")
    numbers = [values.get(each) for each in ("sequence", "schema", "layout")]
    if not all(isinstance(each, int) for each in numbers):
        raise WorkspaceError(f"{name}: the table pmtui.settings is damaged; restore it from a backup")
    sequence, written, layout = (each if isinstance(each, int) else 0 for each in numbers)
    return Marks(sequence, written, layout, values.get("incomplete") is True)


def may_write(connection: Connection) -> bool:
    """Whether the role may commit, and the server takes commits at all."""
    try:
        row = connection.execute(
            b"SELECT current_setting('transaction_read_only') = 'off'"
            b" AND has_table_privilege('pmtui.transactions', 'INSERT')"
            b" AND has_table_privilege('pmtui.documents', 'INSERT')"
            b" AND has_table_privilege('pmtui.documents', 'UPDATE')"
            b" AND has_table_privilege('pmtui.documents', 'DELETE')"
            b" AND has_table_privilege('pmtui.settings', 'UPDATE')"
        ).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return False
    return row is not None and bool(row[0])


def set_mark(connection: Connection, name: str, value: int | bool) -> None:
    """Set one of the settings."""
    connection.execute("UPDATE pmtui.settings SET value = %s WHERE name = %s", (Jsonb(value), name))


_CHECKS = (
    (
        "transactions",
        "transaction(s) are missing, the last is {}",
        "SELECT (SELECT value::bigint FROM pmtui.settings WHERE name = 'sequence') - count(*), max(sequence)"
        " FROM pmtui.transactions",
    ),
    (
        "documents",
        "document(s) have another version or id than their row, one is {}",
        "SELECT count(*), min(id) FROM pmtui.documents"
        " WHERE body->>'id' IS DISTINCT FROM id OR coalesce((body->>'version')::bigint, 0) <> version",
    ),
    (
        "documents",
        "document(s) were never made by a transaction, one is {}",
        "SELECT count(*), min(here.id) FROM pmtui.documents AS here LEFT JOIN"
        " (SELECT DISTINCT unnest(touched) AS id FROM pmtui.transactions) AS made ON made.id = here.id"
        " WHERE made.id IS NULL",
    ),
)


def problems(connection: Connection) -> list[tuple[str, str]]:
    """Problems of the tables, as (table, problem)."""
    found = []
    for table, problem, query in _CHECKS:
        row = connection.execute(query).fetchone()
        if row is not None and row[0]:
            found.append((table, f"{row[0]} {problem.format(row[1])}"))
    return found
