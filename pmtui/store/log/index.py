"""The index beside a checkpoint: where each document stands in it, and the orders of the first lists.

It can always be worked out from the checkpoint, so it is never missed: one that is not there, is
damaged, or belongs to another checkpoint or to another pmtui is passed over, and everything is read.

The first line is the checksum of all that follows. The second is JSON: the checkpoint's checksum and
size, and where after it each section begins and ends. `tables` is a section, and so is each kept order.
"""

import contextlib
import re
import zlib
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pmtui import __version__
from pmtui.models.kinds import KINDS
from pmtui.models.stored import Stored
from pmtui.store.query.lazy_table import Documents
from pmtui.store.query.stored_orders import ARRANGEMENTS, SORTED_BY, Arranged, arrange, arranged

MANY = 500
"""Documents of a kind from which on they are left unread."""

_MAKER = f"{__version__} {SORTED_BY}"
"""An index of another pmtui, or one that sorts otherwise, is passed over."""

_TABLES = "tables"
_DOCUMENT = re.compile(rb'\n    "\d+": (?=\{\n      "id": "([A-Z]-\d+)")')


class Index(NamedTuple):
    """The index of a checkpoint that is in memory.

    Attributes:
        body: The sections.
        sections: Where each begins and ends in the body.
        tables: For each kind either where its table stands, or the ids and the places of its documents.
    """

    body: bytes
    sections: Mapping[str, Sequence[int]]
    tables: Mapping[str, Mapping[str, Any]]

    def arranged(self, name: str) -> Arranged | None:
        """A kept order, worked out anew each time since its owner changes it; `None` where there is none."""
        if name not in self.sections or (kind := ARRANGEMENTS[name].kind) not in self.tables:
            return None
        start, end = self.sections[name]
        return arranged(orjson.loads(memoryview(self.body)[start:end]), self.tables[kind]["ids"])

    def read_tables(self, data: bytes) -> dict[str, MutableMapping[str, Stored]]:
        """The tables of the checkpoint: long ones unread, short ones by id."""
        found: dict[str, MutableMapping[str, Stored]] = {}
        for kind, table in self.tables.items():
            if "ids" in table:
                found[kind] = Documents(data, table["ids"], table["bounds"])
            else:
                start, end = table["whole"]
                short: dict[str, Stored] = orjson.loads(memoryview(data)[start:end])
                found[kind] = {str(document["id"]): document for document in short.values()}
        return found


def needs_index(tables: Mapping[str, Mapping[str, Stored]]) -> bool:
    """Whether a checkpoint of these documents holds so many that an index of it pays."""
    return any(len(table) >= MANY and kind in KINDS and KINDS[kind].prefix for kind, table in tables.items())


def encode_index(data: bytes, checksum: str, tables: Mapping[str, Mapping[str, Stored]]) -> bytes:
    """The index of a checkpoint; empty where it holds so little that reading all of it takes no time.

    Args:
        data: The checkpoint, in pmtui's own layout.
        checksum: What it says of itself.
        tables: The documents in it.
    """
    places = {kind: _places(data, kind) for kind in tables}
    if not any("ids" in each for each in places.values()):
        return b""
    parts = {_TABLES: orjson.dumps({kind: each for kind, each in places.items() if each})}
    for name, arrangement in ARRANGEMENTS.items():
        ids = places.get(arrangement.kind, {}).get("ids")
        if ids:
            place_of = {document_id: place for place, document_id in enumerate(ids)}
            parts[name] = orjson.dumps(arrange(arrangement, tables, place_of))
    sections, end = {}, 0
    for name, part in parts.items():
        sections[name] = (end, end := end + len(part))
    body = b"".join(parts.values())
    head = {
        "pmtui": _MAKER,
        "of": checksum,
        "size": len(data),
        "sections": sections,
    }
    content = orjson.dumps(head) + b"\n" + body
    return b"%08x\n" % zlib.crc32(content) + content


def _places(data: bytes, kind: str) -> dict[str, Any]:
    """Where a table stands, and each of its documents if there are many; nothing where it is empty."""
    opening = b'\n  "%s": {' % kind.encode()
    start = data.find(opening + b"\n")
    if start < 0:
        return {}
    start += len(opening)
    end = data.index(b"\n  }", start)
    whole = {"whole": (start - 1, end + len(b"\n  }"))}
    if not KINDS.get(kind) or not KINDS[kind].prefix:
        return whole
    ids: list[str] = []
    bounds: list[int] = []
    for found in _DOCUMENT.finditer(data, start, end):
        if bounds:
            bounds.append(found.start() - 1)
        bounds.append(found.end())
        ids.append(found[1].decode())
    if len(ids) < MANY or len(set(ids)) != data.count(b"\n    }", start, end + 1):
        return whole
    return {"ids": ids, "bounds": [*bounds, end]}


def read_index(path: Path, checksum: object, size: int) -> Index | None:
    """The index of a checkpoint; `None` where there is none that fits.

    Args:
        path: The index.
        checksum: What the checkpoint says of itself.
        size: Its length in bytes.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told, _, content = path.read_bytes().partition(b"\n")
        if int(told, 16) == zlib.crc32(content):
            line, _, body = content.partition(b"\n")
            head = orjson.loads(line)
            if (head["pmtui"], head["of"], head["size"]) == (_MAKER, checksum, size):
                start, end = head["sections"][_TABLES]
                tables = orjson.loads(memoryview(body)[start:end])
                if all(_is_sound(table, size) for table in tables.values()):
                    return Index(body, head["sections"], tables)
    return None


def _is_sound(table: Mapping[str, Any], size: int) -> bool:
    """Whether the places of a table can be places in a checkpoint of that size."""
    bounds = table["bounds"] if "ids" in table else table["whole"]
    ids = table.get("ids", [""])
    ordered = bounds == sorted(bounds) and {*map(type, bounds)} == {int} and {*map(type, ids)} == {str}
    return ordered and len(bounds) == 2 * len(ids) and bounds[0] >= 0 and bounds[-1] <= size
