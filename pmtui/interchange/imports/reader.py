"""Reading a table from a file: encoding, delimiter, header, totals are decided from the whole of it, and told."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.foreign_files import read_foreign
from pmtui.interchange.imports.encodings import decoded
from pmtui.interchange.imports.sheet_layout import filled_width, find_layout, is_blank

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": "Excel workbook"}
"""The delimiters that are known, and what they are called in messages and after `--delimiter`."""

_MAGIC = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Excel file; save it as .xlsx or CSV",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "a rich text document",
}
_MARKUP = {
    b"<!doctype html": "a web page",
    b"<html": "a web page, whatever its name says",
    b"<table": "a web page, whatever its name says",
    b"<?xml": "XML",
    b"{": "JSON",
    b"[{": "JSON",
}
_ZIP = b"PK\x03\x04"
_LARGEST_FIELD = 10_000_000
_MOST_CELLS = 16_384


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
        delimiter: As decided; empty for a workbook.
        repeated: The names that more than one column bears.
        told: What else was decided, for people: the header's row, rows left out as totals or footers.
        same_name: For each column the place of the first one of its name.
    """

    source: str
    headers: tuple[str, ...]
    records: tuple[Record, ...]
    encoding: str
    delimiter: str
    repeated: frozenset[str]
    told: tuple[str, ...] = ()
    same_name: tuple[int, ...] = ()


csv.field_size_limit(_LARGEST_FIELD)


def read_table(
    path: Path,
    encoding: str = "",
    delimiter: str = "",
    header_line: int = 0,
    sheet: str = "",
    *,
    within: str = "",
) -> Table:
    """Read a file of delimited text, or a sheet of an Excel workbook.

    Args:
        path: The file.
        encoding: Its encoding where it is known; empty to decide from its bytes.
        delimiter: One of the delimiters or its name; empty to decide from the text.
        header_line: The row of the header, from 1; 0 to find it.
        sheet: The sheet of a workbook; empty for the first that holds a table.
        within: The folder that the file must be in, by no link; empty for anywhere.

    Raises:
        InputError: It is missing, a folder, no table, empty, without rows, or its rows are ragged.
    """
    data = _bytes(path, within)
    told: list[str] = []
    if data.startswith(_ZIP):
        from pmtui.interchange.imports.workbook import read_workbook

        found = read_workbook(path, data, sheet)
        rows, encoding, delimiter = found.rows, f"sheet {found.name}", ""
        if found.others:
            told.append(f"not read: sheets {', '.join(found.others)} (--sheet names the one to read)")
    else:
        if sheet:
            raise InputError(f"--sheet: {path} is no Excel workbook")
        text, encoding = decoded(path, data, encoding)
        del data
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        said, text = _said_inside(text)
        delimiter = _named_delimiter(delimiter) or said or _delimiter(text)
        rows = list(_rows(path, text, delimiter))
        if said:
            rows.insert(0, [])
    if all(is_blank(row) for row in rows):
        raise InputError(f"{path}: is empty")
    layout = find_layout(path, rows, header_line)
    headers = [" ".join(cell.split()) for cell in rows[layout.header]]
    del headers[filled_width(headers) :]
    if not headers:
        raise InputError(f"{path}: row {layout.header + 1} is empty, so it cannot be the header")
    if len(headers) > _MOST_CELLS:
        raise InputError(f"{path}: has {len(headers):,} columns, which is no table")
    records = _records(path, rows, layout.header, len(headers), layout.skipped, padded=not delimiter)
    if not records:
        raise InputError(f"{path}: there is a header and nothing below it")
    repeated = frozenset(name for name, count in Counter(headers).items() if count > 1 and name)
    first = tuple(headers.index(name) if name else place for place, name in enumerate(headers))
    return Table(
        str(path), _numbered(headers), records, encoding, delimiter, repeated, (*told, *layout.told), first
    )


def _bytes(path: Path, within: str) -> bytes:
    data = read_foreign(path, within=within)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{path}: is {what}, not delimited text")
    start = data[:_MOST_CELLS].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what in _MARKUP.items():
        if start.startswith(magic):
            raise InputError(f"{path}: is {what}, not delimited text; export it as CSV")
    if not start and not data.strip():
        raise InputError(f"{path}: is empty")
    return data


def _said_inside(text: str) -> tuple[str, str]:
    """The delimiter that Excel's own first line `sep=;` tells, and the text without that line."""
    first, _, rest = text.partition("\n")
    word = first.strip(' "').lower()
    if word.startswith("sep=") and len(word) == len("sep=") + 1 and word[-1] in DELIMITERS:
        return word[-1], rest
    return "", text


def _named_delimiter(said: str) -> str:
    by_name = {name: each for each, name in DELIMITER_NAMES.items() if each} | {"\\t": "\t", "pipe": "|"}
    found = by_name.get(said.strip().lower(), said)
    if found and found not in DELIMITERS:
        raise InputError(f"--delimiter: {said!r} is none of comma, semicolon, tab, bar")
    return found


def _delimiter(text: str) -> str:
    """The delimiter by which most records have the same number of cells, and the most cells."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        lines = csv.reader(io.StringIO(text), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in lines if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        score = (count / widths.total() if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InputError(f"{path}: {error}; is a quotation mark not closed?") from None


def _records(
    path: Path, rows: list[list[str]], start: int, width: int, skipped: frozenset[int], *, padded: bool
) -> tuple[Record, ...]:
    """The rows below the header; those of a workbook end where their cells do."""
    found = []
    for place in range(start + 1, len(rows)):
        row = rows[place]
        if place in skipped or is_blank(row):
            continue
        if padded and len(row) < width:
            row = [*row, *([""] * (width - len(row)))]
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            raise InputError(f"{path}: row {place + 1} has {len(row)} cells where the header has {width}")
        found.append(Record(place + 1, tuple(row[:width])))
        rows[place] = []
    return tuple(found)


def _numbered(headers: list[str]) -> tuple[str, ...]:
    """The headers with a number after each repetition, and a name for columns without one."""
    taken: set[str] = set(headers)
    seen: set[str] = set()
    named = []
    for place, header in enumerate(headers, start=1):
        name = base = header or f"column {place}"
        number = 1
        while name in seen or (number > 1 and name in taken):
            number += 1
            name = f"{base} {number}"
        seen.add(name)
        named.append(name)
    return tuple(named)
