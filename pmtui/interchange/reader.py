"""Reading a table from a file: encoding, delimiter and header row are decided from the whole of it."""

import codecs
import csv
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import InputError

DELIMITERS = (",", ";", "\t", "|")

_MAGIC = {
    b"PK\x03\x04": "a zip or Excel file; save it as CSV",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Excel file; save it as CSV",
    b"\x89PNG": "a picture",
    b"SQLite format 3": "an SQLite database",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LARGEST_FIELD = 10_000_000


class Record(NamedTuple):
    """One row of the file.

    Attributes:
        row: Its number as an editor or a spreadsheet counts records; the header is row 1.
        cells: Its values, one a header.
    """

    row: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A file's table.

    Attributes:
        source: The file's name, for messages.
        headers: The column names; repeated ones are numbered.
        records: The rows, blank ones left out.
        encoding: As decided.
        delimiter: As decided.
        repeated: The names that more than one column bears.
    """

    source: str
    headers: tuple[str, ...]
    records: tuple[Record, ...]
    encoding: str
    delimiter: str
    repeated: frozenset[str]


csv.field_size_limit(_LARGEST_FIELD)


def read_table(path: Path, encoding: str = "") -> Table:
    """Read a file of delimited text.

    Args:
        path: The file.
        encoding: Its encoding where it is known; empty to decide from its bytes.

    Raises:
        InputError: It is missing, a folder, not text, empty, without rows, or its rows are ragged.
    """
    data = _bytes(path)
    text, encoding = _decoded(path, data, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    rows = _rows(path, text, delimiter)
    if not any(cell.strip() for row in rows for cell in row):
        raise InputError(f"{path}: is empty")
    start = _header_place(rows)
    headers = [cell.strip() for cell in rows[start]]
    while headers and not headers[-1]:
        headers.pop()
    records = _records(path, rows, start, len(headers))
    if not records:
        raise InputError(f"{path}: there is a header and nothing below it")
    repeated = frozenset(name for name, count in Counter(headers).items() if count > 1 and name)
    return Table(str(path), _numbered(headers), records, encoding, delimiter, repeated)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise InputError(f"{path}: is a folder, not a file")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{path}: is {what}, not delimited text")
    if not data.strip():
        raise InputError(f"{path}: is empty")
    return data


def _decoded(path: Path, data: bytes, encoding: str) -> tuple[str, str]:
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except LookupError:
            raise InputError(f"--encoding: there is no encoding {encoding!r}") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: is not {encoding}: byte {error.start} does not fit") from None
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise InputError(f"{path}: begins as {name} and is not: byte {error.start}") from None
    if b"\x00" in data:
        raise InputError(f"{path}: is binary, not delimited text; if it is UTF-16, say --encoding utf-16-le")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252 (a guess; --encoding says otherwise)"


def _delimiter(text: str) -> str:
    """The delimiter by which most records have the same number of cells, and the most cells."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        score = (count / widths.total() if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"{path}: {error}; is a quotation mark not closed?") from None


def _header_place(rows: list[list[str]]) -> int:
    """The first row that is as wide as the table; title lines above it are narrower."""
    widths = Counter(_width(row) for row in rows if any(cell.strip() for cell in row))
    usual = max((width for width in widths), key=lambda width: (widths[width], width))
    for place, row in enumerate(rows):
        if _width(row) >= usual and any(cell.strip() for cell in row):
            return place
    return 0


def _width(row: list[str]) -> int:
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width if width else len(row)


def _records(path: Path, rows: list[list[str]], start: int, width: int) -> tuple[Record, ...]:
    found = []
    for place, row in enumerate(rows[start + 1 :], start=start + 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            raise InputError(f"{path}: row {place} has {len(row)} cells where the header has {width}")
        found.append(Record(place, tuple(row[:width])))
    return tuple(found)


def _numbered(headers: list[str]) -> tuple[str, ...]:
    """The headers with a number after each repetition, and a name for columns without one."""
    seen: Counter[str] = Counter()
    named = []
    for place, header in enumerate(headers, start=1):
        name = header or f"column {place}"
        seen[name] += 1
        named.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(named)
