"""The checkpoint: `workspace.json`, a database that stock TinyDB opens, with its own checksum.

The first table, `_meta`, tells the format, the schema, the last transaction it includes and the
checksum of everything after it. Within a table the key of a document is a number, as stock
TinyDB wants it: that of its id (`142` for `D-142`), or its place where the id is a slug.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from pmtui.errors import WorkspaceError
from pmtui.models.document import Stored
from pmtui.models.kinds import KINDS

SCHEMA = 1
"""The version of the stored form that this pmtui writes."""

META = "_meta"
_FORMAT = "pmtui"
_CHUNK = 1_000

Tables = dict[str, dict[str, Stored]]
"""All documents as stored: by kind, then by id."""


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
    """

    seq: int = 0
    schema: int = SCHEMA
    counters: dict[str, int] = field(default_factory=dict)
    tables: Tables = field(default_factory=lambda: {kind: {} for kind in KINDS})


def encode_snapshot(snapshot: Snapshot) -> Iterator[bytes]:
    """The file's bytes, in pieces; each holds the interpreter for a few milliseconds at most."""
    body = list(_body(snapshot.tables))
    checksum = 0
    for piece in body:
        checksum = zlib.crc32(piece, checksum)
    meta = {
        "format": _FORMAT,
        "schema": snapshot.schema,
        "seq": snapshot.seq,
        "counters": snapshot.counters,
        "crc": f"{checksum:08x}",
    }
    yield b'{\n  "_meta": {\n    "1": ' + orjson.dumps(meta) + b"\n  }"
    yield from body


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


def _keyed(kind: str, documents: Mapping[str, Stored]) -> list[tuple[str, Stored]]:
    """The documents in a stable order, under the numeric keys that stock TinyDB reads."""
    if kind in KINDS and KINDS[kind].prefix:
        numbers = sorted((int(document_id[2:]), document_id) for document_id in documents)
        return [(str(number), documents[document_id]) for number, document_id in numbers]
    return [(str(place), documents[slug]) for place, slug in enumerate(sorted(documents), start=1)]


def read_snapshot(path: Path) -> Snapshot:
    """Read and verify a checkpoint.

    Raises:
        FileNotFoundError: There is none.
        Damaged: It is not as it was written.
        Foreign: It is JSON of another kind.
    """
    data = path.read_bytes()
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"{path} cannot be read: {error}") from None
    meta = _meta(content)
    if meta is None:
        raise Foreign(f"{path} is JSON, but not a pmtui workspace; it was left alone")
    start = data.find(b"\n  }", data.find(b'"_meta"')) + len(b"\n  }")
    if f"{zlib.crc32(memoryview(data)[start:]):08x}" != meta.get("crc"):
        raise Damaged(f"{path} is not as pmtui wrote it")
    seq, schema, counters = meta.get("seq"), meta.get("schema"), meta.get("counters")
    if not isinstance(seq, int) or not isinstance(schema, int) or not isinstance(counters, dict):
        raise Damaged(f"{path} has a damaged head")
    tables: Tables = {kind: {} for kind in KINDS}
    for kind, documents in content.items():
        if kind != META:
            tables[kind] = {document["id"]: document for document in documents.values()}
    return Snapshot(seq=seq, schema=schema, counters=counters, tables=tables)


def _meta(content: object) -> dict[str, object] | None:
    """What the file says of itself, or `None` where it says nothing."""
    if not isinstance(content, dict):
        return None
    table = content.get(META)
    meta = table.get("1") if isinstance(table, dict) else None
    return meta if isinstance(meta, dict) and meta.get("format") == _FORMAT else None
