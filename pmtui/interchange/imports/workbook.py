"""Excel workbooks: the rows of one sheet as text that cannot be misread."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.models.values.folding import folded

_LARGEST = 1 << 30
"""Bytes of unpacked workbook beyond which it is refused."""

_UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    IndexError,
    EOFError,
    zlib.error,
)
_GROUP = 3
_HUNDRED = 100
_SIGNS = re.compile(r"\[\$([^\]-]{1,3})[^\]]*\]|\"?([€£¥₹]|zł|Kč)\"?")


class Sheet(NamedTuple):
    """The rows of a sheet.

    Attributes:
        name: What it is called.
        others: The other sheets that hold something.
        rows: Its cells as text; rows as wide as what they hold.
    """

    name: str
    others: tuple[str, ...]
    rows: list[list[str]]


def read_workbook(path: Path, data: bytes, sheet: str) -> Sheet:
    """Read a sheet: the one that is said, or the first that holds a table.

    Args:
        path: The file, for messages.
        data: Its bytes.
        sheet: The sheet's name; empty for the first that holds a table.

    Raises:
        InputError: It is no Excel workbook, is damaged or too large, or the sheet is missing or a pivot table.
    """
    pivots = _checked(path, data)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a workbook has beside its cells
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (*_UNREADABLE, InvalidFileException, SyntaxError) as error:
        raise InputError(f"{path}: is a damaged Excel file: {_brief(error)}") from None
    try:
        tables = {each.title: each for each in book.worksheets}
        wanted = next((name for name in tables if folded(name) == folded(sheet)), "")
        if sheet and not wanted:
            raise InputError(f"--sheet: {path} has no sheet {sheet!r}{nearest(sheet, list(tables))}")
        filled = {}
        for name, each in tables.items():
            if wanted in ("", name):
                filled[name] = [_texts(row) for row in each.iter_rows()]
        usable = [name for name, rows in filled.items() if sum(len(row) > 1 for row in rows) > 1]
        chosen = wanted or next(iter([*usable, *(name for name, rows in filled.items() if any(rows))]), "")
    except InputError:
        raise
    except (*_UNREADABLE, SyntaxError) as error:
        raise InputError(f"{path}: is a damaged Excel file: {_brief(error)}") from None
    finally:
        book.close()
    if not chosen:
        raise InputError(f"{path}: is empty")
    if list(tables).index(chosen) in pivots:
        raise InputError(f"{path}: sheet {chosen!r} is a pivot table; import the rows that it sums up")
    others = tuple(name for name, rows in filled.items() if name != chosen and any(rows))
    return Sheet(chosen, others, filled[chosen])


def _checked(path: Path, data: bytes) -> frozenset[int]:
    """Refuse what is no workbook; the places of the sheets that are pivot tables."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(each.file_size for each in archive.infolist())
            if "xl/workbook.bin" in names:
                raise InputError(f"{path}: is a binary Excel file (.xlsb); save it as .xlsx or CSV")
            if "xl/workbook.xml" not in names:
                kind = "an OpenDocument file" if "content.xml" in names else "a zip file"
                raise InputError(f"{path}: is {kind}, not delimited text; save it as .xlsx or CSV")
            if size > _LARGEST:
                raise InputError(f"{path}: unpacks to {size >> 20:,} MB, which is too much; save it as CSV")
            return frozenset(_pivots(archive, names))
    except (*_UNREADABLE, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{path}: is a damaged zip or Excel file: {_brief(error)}") from None


def _pivots(archive: zipfile.ZipFile, names: set[str]) -> list[int]:
    if not any(name.startswith("xl/pivotTables/") for name in names):
        return []
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", links):
        key, target = re.search(r'\bId="([^"]+)"', tag), re.search(r'\bTarget="([^"]+)"', tag)
        if key and target:
            targets[key[1]] = target[1].rpartition("/")[2]
    found = []
    for place, key in enumerate(re.findall(r'<sheet\b[^>]*r:id="([^"]+)"', book)):
        links_of_sheet = f"xl/worksheets/_rels/{targets.get(key, '')}.rels"
        if links_of_sheet in names and b"pivotTable" in archive.read(links_of_sheet):
            found.append(place)
    return found


class _Cell(NamedTuple):
    value: object
    number_format: str


def _texts(row: Sequence[object]) -> list[str]:
    texts = [
        _text(_Cell(getattr(cell, "value", None), str(getattr(cell, "number_format", "") or "")))
        for cell in row
    ]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def _text(cell: _Cell) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case int() | float():
            return _number(value, cell.number_format)
        case _:
            return str(value)


def _number(value: float, form: str) -> str:
    """A number with a point, written so that three digits behind it are not taken for thousands."""
    percent = "%" in form
    number = value * _HUNDRED if percent else value
    text = f"{number:.15g}" if "e" not in f"{number:.15g}" else f"{number:.10f}".rstrip("0").rstrip(".")
    if len(text.partition(".")[2]) == _GROUP:
        text += "0"
    sign = _SIGNS.search(form)
    if percent:
        return f"{text}%"
    return f"{text} {sign[1] or sign[2]}" if sign and (sign[1] or sign[2]) else text


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
