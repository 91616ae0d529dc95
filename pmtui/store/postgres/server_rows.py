"""Rows: how documents and transactions stand in the tables of PostgreSQL, and come back from there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import orjson
from psycopg.rows import TupleRow

from pmtui.errors import WorkspaceError
from pmtui.models.kinds import KINDS, number_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, Transaction
from pmtui.store.log.codec import Head, change_of
from pmtui.store.log.merge import stamp
from pmtui.store.log.migrations import schema, upgraded
from pmtui.store.log.state import is_numbered, merged
from pmtui.store.postgres.connection import Connection
from pmtui.store.tables import Tables

_HEAD = 'sequence, at, "by", host, label, undoes, redoes, schema'
SINCE = f"SELECT {_HEAD}, key, before, after FROM pmtui.transactions WHERE sequence > %s ORDER BY sequence"
"""The transactions after one, oldest first, for `row_of`."""
_SOME = f"SELECT {_HEAD}, key, before, after FROM pmtui.transactions WHERE sequence = ANY(%s)"
_PAGE = (
    f"SELECT {_HEAD} FROM pmtui.transactions WHERE sequence < %(below)s"
    " {} ORDER BY sequence DESC LIMIT %(page)s"
)
_INSERT = (
    'INSERT INTO pmtui.transactions (sequence, at, "by", host, label, undoes, redoes, schema, key,'
    " before, after, touched) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_CREATE = (
    "INSERT INTO pmtui.documents (kind, id, version, body) SELECT kind, id, version, body::jsonb"
    " FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[]) AS new (kind, id, version, body)"
)
_UPDATE = (
    "UPDATE pmtui.documents AS here SET version = new.version, body = (SELECT jsonb_object_agg(key, value)"
    " FROM jsonb_each(here.body || new.body::jsonb) WHERE value <> 'null'::jsonb)"
    " FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[])"
    " AS new (kind, id, seen, version, body)"
    " WHERE here.kind = new.kind AND here.id = new.id AND here.version = new.seen"
)
_DELETE = (
    "DELETE FROM pmtui.documents AS here USING unnest(%s::text[], %s::text[], %s::bigint[])"
    " AS old (kind, id, version)"
    " WHERE here.kind = old.kind AND here.id = old.id AND here.version = old.version"
)
_CHECKED = "WITH done AS ({} RETURNING 1) SELECT 1 / CASE WHEN count(*) = %s THEN 1 ELSE 0 END FROM done"
"""Divides by zero, and so fails the SQL transaction, where a document has another version than was seen."""

_SIDE = ("kind", "id", "was")
"""The fields of each change in the columns `before` and `after`; in `after`, the last one is the new state."""

_BATCH = 2_000

PAGE = 500
"""Transactions read at a time when history is gone through."""


class Row(NamedTuple):
    """A transaction as it stands in the table.

    Attributes:
        transaction: The transaction, in the form of this pmtui's schema.
        key: What tells it from every other attempt to commit.
        schema: The version of the stored documents that it was written under.
    """

    transaction: Transaction
    key: UUID
    schema: int


@dataclass(frozen=True)
class RowRecord:
    """A transaction in the table, read as far as it is asked."""

    head: Head
    whole: Callable[[int], Transaction]

    def mentions(self, document_id: str) -> bool:
        """Whether it may touch a document: the server has chosen by that already."""
        return True

    def read(self) -> Transaction:
        """The whole transaction.

        Raises:
            WorkspaceError: The server cannot be asked.
        """
        return self.whole(self.head.seq)


class Page:
    """Some heads, and their changes once they are wanted: the first alone, from the second on all at once.

    Args:
        heads: The heads, newest first.
        read: Reads the transactions of some numbers.
    """

    def __init__(self, heads: Sequence[Head], read: Callable[[list[int]], list[Row]]) -> None:
        self._heads, self._read = heads, read
        self._known: dict[int, Transaction] = {}

    def records(self) -> Iterator[RowRecord]:
        """The transactions, newest first."""
        return (RowRecord(head, self._whole) for head in self._heads)

    def _whole(self, seq: int) -> Transaction:
        if seq not in self._known:
            wanted = [each.seq for each in self._heads] if self._known else [seq]
            self._known.update((row.transaction.seq, row.transaction) for row in self._read(wanted))
        if seq not in self._known:
            raise WorkspaceError(f"transaction {seq} is missing; `pmtui doctor` tells more")
        return self._known[seq]


def signature(by: str, host: str | None) -> str:
    """Who committed, `user@host`."""
    return by if host is None else f"{by}@{host}"


def signed(by: str) -> tuple[str, str | None]:
    """The user and the host of a signature."""
    user, at, host = by.rpartition("@")
    return (user, host) if at and user else (by, None)


def transactions_since(connection: Connection, seq: int) -> list[Row]:
    """The transactions after one, oldest first."""
    return [row_of(each) for each in connection.execute(SINCE, (seq,))]


def transactions_after(connection: Connection, seq: int, page: int) -> list[Row]:
    """Some transactions after one, oldest first."""
    return [row_of(each) for each in connection.execute(f"{SINCE} LIMIT %s", (seq, page))]


def transactions_of(connection: Connection, seqs: list[int]) -> list[Row]:
    """The transactions of some numbers."""
    return [row_of(each) for each in connection.execute(_SOME, (seqs,))]


def heads_below(connection: Connection, seq: int, about: str, by: str, page: int) -> list[Head]:
    """Some transactions before one, newest first: all, those that touch a document, those of a user."""
    chosen = (" AND touched @> ARRAY[%(about)s]" if about else "") + (' AND "by" = %(by)s' if by else "")
    query = _PAGE.format(chosen)
    rows = connection.execute(query, {"below": seq, "about": about, "by": by, "page": page}).fetchall()
    return [head_of(each) for each in rows]


def head_of(row: TupleRow) -> Head:
    """A transaction without its changes."""
    seq, at, by, host, label, undoes, redoes, written = row[:8]
    return Head(seq, _stamped(at), signature(by, host), label, undoes, redoes, written)


def row_of(row: TupleRow) -> Row:
    """A transaction with its changes."""
    head = head_of(row)
    key, before, after = row[8:]
    made = Transaction(
        head.seq, head.at, head.by, head.name, _changes(before, after), head.undoes, head.redoes
    )
    return Row(upgraded(made, head.schema), key, head.schema)


def _changes(before: object, after: object) -> tuple[Change, ...]:
    """The changes in two columns; what has not the form of one was written by no pmtui, and is left out."""
    if not isinstance(before, list) or not isinstance(after, list):
        return ()
    found = []
    for was, now in zip(before, after, strict=False):
        if isinstance(was, list) and isinstance(now, list) and len(was) == len(now) == len(_SIDE):
            told = {**dict(zip(_SIDE, was, strict=True)), "was": was[2], "now": now[2]}
            if (change := change_of(told)) is not None:
                found.append(change)
    return tuple(found)


def _stamped(moment: datetime) -> str:
    return stamp(moment.astimezone(UTC))


def insert_transaction(connection: Connection, transaction: Transaction, key: object) -> None:
    """Write the transaction itself.

    Raises:
        WorkspaceError: It holds something that JSON cannot.
    """
    user, host = signed(transaction.by)
    before = [(each.kind, each.id, each.was) for each in transaction.changes]
    after = [(each.kind, each.id, each.now) for each in transaction.changes]
    connection.execute(
        _INSERT,
        (
            transaction.seq,
            datetime.fromisoformat(transaction.at),
            user,
            host,
            transaction.name,
            transaction.undoes,
            transaction.redoes,
            schema(),
            key,
            text_of(before),
            text_of(after),
            sorted({each.id for each in transaction.changes}),
        ),
    )


def statements(transaction: Transaction) -> list[tuple[str, tuple[object, ...]]]:
    """The statements that apply a transaction to the documents, with their parameters.

    A statement fails with a division by zero if a document is not in the version that the author saw.
    """
    made: list[tuple[object, ...]] = []
    changed: list[tuple[object, ...]] = []
    gone: list[tuple[object, ...]] = []
    for each in transaction.changes:
        if each.was is None:
            now = {name: value for name, value in (each.now or {}).items() if value is not None}
            made.append((each.kind, each.id, _version(now), text_of({**now, "id": each.id})))
        elif each.now is None:
            gone.append((each.kind, each.id, _version(each.was)))
        else:
            versions = _version(each.was), _version(each.now)
            changed.append((each.kind, each.id, *versions, text_of(each.now)))
    found = [(_DELETE, gone), (_CREATE, made), (_UPDATE, changed)]
    return [(_CHECKED.format(query), (*_columns(rows), len(rows))) for query, rows in found if rows]


def insert_documents(connection: Connection, tables: Mapping[str, Mapping[str, Stored]]) -> None:
    """Write whole tables, where there are none of these documents."""
    rows = [
        (kind, document_id, _version(body), text_of(body))
        for kind, documents in tables.items()
        for document_id, body in documents.items()
    ]
    for start in range(0, len(rows), _BATCH):
        connection.execute(_CREATE, _columns(rows[start : start + _BATCH]))


def _columns(rows: Sequence[tuple[object, ...]]) -> tuple[object, ...]:
    return tuple(list(column) for column in zip(*rows, strict=True))


def text_of(value: object) -> str:
    """A value as JSON.

    Raises:
        WorkspaceError: JSON cannot hold it; nothing was written.
    """
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError) as error:
        raise WorkspaceError(f"this cannot be stored: {error}") from None


def _version(values: Mapping[str, JsonValue]) -> int:
    version = values.get("version", 0)
    return version if isinstance(version, int) else 0


def read_tables(connection: Connection) -> Tables:
    """All documents, each table in the order in which its documents were created."""
    found: dict[str, list[tuple[str, dict[str, JsonValue]]]] = {kind: [] for kind in KINDS}
    for kind, document_id, body in connection.execute(b"SELECT kind, id, body FROM pmtui.documents"):
        found.setdefault(kind, []).append((document_id, body if isinstance(body, dict) else {}))
    tables: Tables = {}
    for kind, rows in found.items():
        rows.sort(key=lambda row: (number_of(row[0]), row[0]))
        tables[kind] = {document_id: merged(document_id, {}, body) for document_id, body in rows}
    return tables


def read_counters(connection: Connection, tables: Tables) -> dict[str, int]:
    """The highest number ever allocated, by kind: what the sequences say, and no less than is in use."""
    counters: dict[str, int] = {}
    query = b"SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'pmtui'"
    for name, last in connection.execute(query):
        kind = str(name).removeprefix("ids_")
        if last is not None and is_numbered(kind):
            counters[kind] = int(last)
    for kind, documents in tables.items():
        highest = max(map(number_of, documents), default=0) if is_numbered(kind) else 0
        if highest > counters.get(kind, 0):
            counters[kind] = highest
    return counters
