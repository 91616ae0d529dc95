"""The checkpoint: `workspace.json`, a database that stock TinyDB opens, with its own checksum.

The first table, `_meta`, tells the format, the schema, the last transaction it includes and the
checksum of itself and of everything after it. Within a table the key of a document is a number, as stock
TinyDB wants it: that of its id (`142` for `D-142`), or its place where the id is a slug.
"""

import zlib
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import orjson

from pmtui.errors import WorkspaceError
from pmtui.models.kinds import KINDS, number_of
from pmtui.models.stored import Stored
from pmtui.store.log.index import Index, read_index
from pmtui.store.log.migrations import schema
from pmtui.store.query.lazy_table import Documents
from pmtui.store.soundness import Apart, whole
from pmtui.store.tables import Tables

META = "_meta"
_FORMAT = "pmtui"
_CHUNK = 1_000


class Damaged(WorkspaceError):
    """A checkpoint that is not as it was written."""


class Foreign(WorkspaceError):
    """Readable JSON, but never a checkpoint of ours."""


@dataclass
class Snapshot:
    """The state after some transaction.

    Attributes:
        seq: The last transaction it includes; 0 for none.
        schema: The version of the stored form.
        counters: The highest number ever allocated, by kind; deleted ids are not used again.
        tables: The documents.
        index: The orders that are kept beside the checkpoint; `None` where it was read without.
        apart: The documents that cannot be used; `None` where nobody has looked yet, and they stand in the tables.
    """

    seq: int = 0
    schema: int = field(default_factory=schema)
    counters: dict[str, int] = field(default_factory=dict)
    tables: Tables = field(default_factory=lambda: {kind: {} for kind in KINDS})
    index: Index | None = None
    apart: Apart | None = None

    @property
    def whole(self) -> Mapping[str, MutableMapping[str, Stored]]:
        """All documents, those that cannot be used too."""
        return whole(self.tables, self.apart or {})


def encode_snapshot(snapshot: Snapshot) -> Iterator[bytes]:
    """The file's bytes, in pieces; each holds the interpreter for a few milliseconds at most."""
    body = list(_body(snapshot.whole))
    checksum = 0
    for piece in body:
        checksum = zlib.crc32(piece, checksum)
    meta: dict[str, object] = {
        "format": _FORMAT,
        "schema": snapshot.schema,
        "seq": snapshot.seq,
        "counters": dict(sorted(snapshot.counters.items())),
    }
    meta["crc"] = _checksum(meta, checksum)
    yield b'{\n  "_meta": {\n    "1": ' + orjson.dumps(meta) + b"\n  }"
    yield from body


def _checksum(meta: Mapping[str, object], body: int) -> str:
    """The checksum of a file, from its head and that of its body."""
    head = orjson.dumps({name: value for name, value in meta.items() if name != "crc"})
    return f"{zlib.crc32(head, body):08x}"


def _body(tables: Mapping[str, Mapping[str, Stored]]) -> Iterator[bytes]:
    """Everything after the `_meta` table: one piece a thousand documents."""
    for kind, documents in tables.items():
        prefix = b'{\n  "%s": {\n' % kind.encode()
        suffix = b"\n  }\n}"
        keyed = _keyed(kind, documents)
        if not keyed:
            yield b',\n  "%s": {}' % kind.encode()
            continue
        yield b',\n  "%s": {\n' % kind.encode()
        for start in range(0, len(keyed), _CHUNK):
            piece = orjson.dumps({kind: dict(keyed[start : start + _CHUNK])}, option=orjson.OPT_INDENT_2)
            yield (b",\n" if start else b"") + piece[len(prefix) : -len(suffix)]
        yield b"\n  }"
    yield b"\n}\n"


def _keyed(kind: str, documents: Mapping[str, Stored]) -> list[tuple[str, Stored | orjson.Fragment]]:
    """The documents in a stable order, under the numeric keys that stock TinyDB reads."""
    written = documents.written if isinstance(documents, Documents) else documents.__getitem__
    if kind in KINDS and KINDS[kind].prefix:
        numbers = {number_of(document_id): document_id for document_id in documents}
        if len(numbers) == len(documents) and 0 not in numbers:
            return [(str(number), written(numbers[number])) for number in sorted(numbers)]
    return [(str(place), written(slug)) for place, slug in enumerate(sorted(documents), start=1)]


def read_snapshot(path: Path, index: Path | None = None) -> Snapshot:
    """Read and verify a checkpoint.

    Args:
        path: The checkpoint.
        index: What was written beside it; with one that fits, long tables are left unread until they are used.

    Raises:
        FileNotFoundError: There is none.
        Damaged: It is not as it was written.
        Foreign: It is JSON of another kind.
    """
    data = path.read_bytes()
    if index is not None and (snapshot := _read_indexed(data, index)):
        return snapshot
    snapshot, intact = decode_snapshot(path, data)
    if not intact:
        raise Damaged(f"{path} is not as pmtui wrote it")
    return snapshot


def _read_indexed(data: bytes, index: Path) -> Snapshot | None:
    """A checkpoint that is as it was written, by its index; `None` where all of it has to be read."""
    start = _after_head(data)
    try:
        meta = _meta(orjson.loads(data[:start] + b"}")) or {}
    except orjson.JSONDecodeError:
        return None
    found = read_index(index, meta.get("crc"), len(data)) if meta.get("schema") == schema() else None
    if found is None or _checksum(meta, zlib.crc32(memoryview(data)[start:])) != meta["crc"]:
        return None
    tables: Tables = {**{kind: {} for kind in KINDS}, **found.read_tables(data)}
    seq, counters = cast("int", meta["seq"]), cast("dict[str, int]", meta["counters"])
    return Snapshot(seq, schema(), counters, tables, found)


def _after_head(data: bytes) -> int:
    """Where what the checksum is of begins."""
    return data.find(b"\n  }", data.find(b'"_meta"')) + len(b"\n  }")


def checksum_of(data: bytes) -> str:
    """The checksum that a checkpoint of ours bears."""
    meta = _meta(orjson.loads(data[: _after_head(data)] + b"}")) or {}
    return str(meta["crc"])


def read_any(path: Path) -> tuple[Snapshot, bool]:
    """Read a checkpoint that somebody may have edited: see `decode_snapshot`.

    Raises:
        FileNotFoundError: There is none.
        Damaged: It has not the form of a checkpoint.
        Foreign: It is JSON of another kind.
    """
    return decode_snapshot(path, path.read_bytes())


def decode_snapshot(path: Path, data: bytes) -> tuple[Snapshot, bool]:
    """The state in the bytes of a checkpoint.

    Args:
        path: What it is called in errors.
        data: What the file holds.

    Returns:
        The state, in the schema it was written under, and whether it is as pmtui wrote it.

    Raises:
        Damaged: It has not the form of a checkpoint.
        Foreign: It is JSON of another kind.
    """
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"{path} cannot be read: {error}") from None
    meta = _meta(content)
    if meta is None:
        raise Foreign(f"{path} is JSON, but not a pmtui workspace; it was left alone")
    start = _after_head(data)
    intact = _checksum(meta, zlib.crc32(memoryview(data)[start:])) == meta.get("crc")
    seq, written, counters = meta.get("seq"), meta.get("schema"), meta.get("counters")
    if not isinstance(seq, int) or not isinstance(written, int) or not isinstance(counters, dict):
        raise Damaged(f"{path} has a damaged head")
    try:
        tables = {kind: _by_id(documents) for kind, documents in content.items() if kind != META}
    except (KeyError, TypeError, AttributeError):
        raise Damaged(f"{path} does not hold tables of documents, each with an id of its own") from None
    return Snapshot(seq, written, counters, {**{kind: {} for kind in KINDS}, **tables}), intact


def foreign_tables(data: bytes) -> Tables | None:
    """The documents of a TinyDB database that pmtui did not write, by table; `None` where it is none.

    A document without an id of its own has that of its place.
    """
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(content, dict) or not content or META in content:
        return None
    found: Tables = {}
    for name, table in content.items():
        if not isinstance(table, dict) or not all(
            key.isdigit() and isinstance(document, dict) for key, document in table.items()
        ):
            return None
        found[name] = {str(document.get("id", key)): document for key, document in table.items()}
    return found


def _by_id(documents: Mapping[str, Stored]) -> dict[str, Stored]:
    table = {str(document["id"]): document for document in documents.values()}
    if len(table) != len(documents):
        raise KeyError("id")
    return table


def _meta(content: object) -> dict[str, object] | None:
    """The metadata of the file, or `None` if it has none."""
    if not isinstance(content, dict):
        return None
    table = content.get(META)
    meta = table.get("1") if isinstance(table, dict) else None
    return meta if isinstance(meta, dict) and meta.get("format") == _FORMAT else None
