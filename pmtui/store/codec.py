"""Bytes: how a transaction becomes one line of JSON that can tell whether it is whole."""

from dataclasses import dataclass
from typing import NamedTuple

import orjson

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Change, Transaction, user_of
from pmtui.store.line import CHANGES, sealed
from pmtui.store.migrations import FIRST, schema, upgraded


class Head(NamedTuple):
    """A transaction without its changes, read without parsing them."""

    seq: int
    at: str
    by: str
    name: str
    undoes: int
    redoes: int
    schema: int

    @property
    def user(self) -> str:
        """The user's name without the host."""
        return user_of(self.by)


def encode(transaction: Transaction) -> bytes:
    """The transaction as one checksummed line of JSON, its newline included.

    Raises:
        WorkspaceError: It holds something that JSON cannot; nothing was written.
    """
    record: dict[str, object] = {
        "seq": transaction.seq,
        "at": transaction.at,
        "by": transaction.by,
        "name": transaction.name,
    }
    if transaction.undoes:
        record["undoes"] = transaction.undoes
    if transaction.redoes:
        record["redoes"] = transaction.redoes
    if schema() != FIRST:
        record["schema"] = schema()
    record["changes"] = [
        {"kind": each.kind, "id": each.id, "was": each.was, "now": each.now} for each in transaction.changes
    ]
    return seal(record)


def seal(record: dict[str, object]) -> bytes:
    """Any record as one line of JSON that ends with its own checksum."""
    try:
        body = orjson.dumps(record)
    except (TypeError, ValueError) as error:
        raise WorkspaceError(f"this cannot be stored: {error}") from None
    return sealed(body)


def decode(line: bytes) -> Transaction:
    """The transaction on a whole line, in the form of this pmtui's schema."""
    record = orjson.loads(line)
    changes = tuple(Change(each["kind"], each["id"], each["was"], each["now"]) for each in record["changes"])
    transaction = Transaction(
        seq=record["seq"],
        at=record["at"],
        by=record["by"],
        name=record["name"],
        changes=changes,
        undoes=record.get("undoes", 0),
        redoes=record.get("redoes", 0),
    )
    return upgraded(transaction, record.get("schema", FIRST))


def decode_head(line: bytes) -> Head:
    """The transaction on a whole line without its changes; costs the same for one change as for 8,800."""
    end = line.find(CHANGES)
    record = orjson.loads(line[:end] + b"}")
    return Head(
        record["seq"],
        record["at"],
        record["by"],
        record["name"],
        record.get("undoes", 0),
        record.get("redoes", 0),
        record.get("schema", FIRST),
    )


@dataclass(frozen=True)
class LineRecord:
    """One line of the journal or of history, read as far as it is asked."""

    line: bytes

    @property
    def head(self) -> Head:
        """All but the changes, read without parsing them."""
        return decode_head(self.line)

    def mentions(self, document_id: str) -> bool:
        """Whether the line holds the id between quotes."""
        return b'"%s"' % document_id.encode() in self.line

    def read(self) -> Transaction:
        """The whole transaction."""
        return decode(self.line)
