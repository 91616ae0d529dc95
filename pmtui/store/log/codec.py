"""Bytes: how a transaction becomes one line of JSON that can tell whether it is whole."""

from dataclasses import dataclass
from typing import NamedTuple, cast

import orjson

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Change, Transaction, user_of
from pmtui.store.checksummed_line import CHANGES, is_whole, sealed
from pmtui.store.log.migrations import FIRST, schema, upgraded


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


class Malformed(WorkspaceError):
    """A line that is whole and still no transaction: no pmtui has written it."""


def decode(line: bytes) -> Transaction:
    """The transaction on a whole line, in the form of this pmtui's schema.

    Changes that are none are left out; `is_sound` tells whether there are any.

    Raises:
        Malformed: The line is no transaction.
    """
    try:
        record = _parsed(line)
        head = _head(record)
    except Malformed:
        record, head = {}, decode_head(line)
    changes = tuple(change for each in _listed(record) if (change := change_of(each)) is not None)
    transaction = Transaction(head.seq, head.at, head.by, head.name, changes, head.undoes, head.redoes)
    return upgraded(transaction, head.schema)


def is_sound(line: bytes) -> bool:
    """Whether every change on a line is one."""
    try:
        changes = _parsed(line).get("changes")
    except Malformed:
        return False
    return isinstance(changes, list) and all(change_of(each) is not None for each in changes)


def change_of(told: object) -> Change | None:
    """A change from its JSON form; `None` where it has not the form of one."""
    if not isinstance(told, dict):
        return None
    kind, document_id, was, now = (told.get(name) for name in ("kind", "id", "was", "now"))
    if not isinstance(kind, str) or not isinstance(document_id, str):
        return None
    if not isinstance(was, dict | None) or not isinstance(now, dict | None):
        return None
    return Change(kind, document_id, was, now)


def _parsed(line: bytes) -> dict[str, object]:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"a transaction cannot be read: {error}") from None
    if not isinstance(record, dict):
        raise Malformed("a transaction cannot be read: it is no JSON object")
    return record


def _listed(record: dict[str, object]) -> list[object]:
    changes = record.get("changes")
    return changes if isinstance(changes, list) else []


def decode_head(line: bytes) -> Head:
    """The transaction on a whole line without its changes; costs the same for one change as for 8,800.

    Raises:
        Malformed: The line is no transaction.
    """
    return _head(_parsed(line[: line.find(CHANGES)] + b"}"))


def _head(record: dict[str, object]) -> Head:
    numbers = (
        record.get("seq"),
        record.get("undoes", 0),
        record.get("redoes", 0),
        record.get("schema", FIRST),
    )
    texts = (record.get("at"), record.get("by"), record.get("name"))
    if {*map(type, numbers)} != {int} or {*map(type, texts)} != {str}:
        raise Malformed("a transaction cannot be read: its head is not of the form that pmtui writes")
    seq, undoes, redoes, written = cast("tuple[int, int, int, int]", numbers)
    at, by, name = cast("tuple[str, str, str]", texts)
    return Head(seq, at, by, name, undoes, redoes, written)


def is_transaction(line: bytes) -> bool:
    """Whether a line is whole and the head of a transaction can be read from it."""
    if not line.startswith(b'{"seq":') or not is_whole(line):
        return False
    try:
        decode_head(line)
    except Malformed:
        return False
    return True


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
