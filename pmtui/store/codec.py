"""Bytes: how a transaction becomes one line of JSON that can tell whether it is whole."""

import zlib
from typing import NamedTuple

import orjson

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Change, Transaction

_CRC = b',"crc":"'
_CHANGES = b',"changes":['
_TAIL = 19  # bytes of `,"crc":"xxxxxxxx"}` and the newline


class Head(NamedTuple):
    """A transaction without its changes, read without parsing them."""

    seq: int
    at: str
    by: str
    name: str
    undoes: int
    redoes: int

    @property
    def user(self) -> str:
        """The user's name without the host."""
        return self.by.partition("@")[0]


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
    return b'%s,"crc":"%08x"}\n' % (body[:-1], zlib.crc32(body))


def is_whole(line: bytes) -> bool:
    """Whether a line, its newline included, is as it was written."""
    if len(line) < _TAIL or not line.endswith(b'"}\n') or line[-_TAIL : -_TAIL + len(_CRC)] != _CRC:
        return False
    return b"%08x" % zlib.crc32(line[:-_TAIL] + b"}") == line[-11:-3]


def decode(line: bytes) -> Transaction:
    """The transaction on a whole line."""
    record = orjson.loads(line)
    changes = tuple(Change(each["kind"], each["id"], each["was"], each["now"]) for each in record["changes"])
    return Transaction(
        seq=record["seq"],
        at=record["at"],
        by=record["by"],
        name=record["name"],
        changes=changes,
        undoes=record.get("undoes", 0),
        redoes=record.get("redoes", 0),
    )


def decode_head(line: bytes) -> Head:
    """The transaction on a whole line without its changes; costs the same for one change as for 8,800."""
    end = line.find(_CHANGES)
    record = orjson.loads(line[:end] + b"}")
    return Head(
        record["seq"],
        record["at"],
        record["by"],
        record["name"],
        record.get("undoes", 0),
        record.get("redoes", 0),
    )
