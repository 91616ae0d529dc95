"""Cells to values: the date order and the decimal mark are decided from the whole column, or asked for."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from pmtui.errors import FieldError, InputError
from pmtui.interchange.reader import Table
from pmtui.models.entry import Field, Reading, Shape, read

_FIGURES = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T].*)?$")
_ISO_START = re.compile(r"^\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_DATES, _NUMBERS = (Shape.DATE,), (Shape.MONEY, Shape.NUMBER, Shape.INTEGER, Shape.PERCENT)
_LAST_MONTH = 12
_YEAR = 4
_GROUP = 3


def date_order(table: Table, place: int, said: str) -> str:
    """The order of the dates in a column: `dmy`, `mdy`, `ymd`, or empty where every date is evident.

    Args:
        table: The file.
        place: The column.
        said: What `--date-order` says; it settles it.

    Raises:
        InputError: Some dates may be day-first or month-first, and none tells which.
    """
    if said:
        return said
    example = ""
    for record in table.records:
        match = _FIGURES.match(record.cells[place].strip())
        if match is None or len(match[1]) == _YEAR:
            continue
        first, second = int(match[1]), int(match[2])
        if first > _LAST_MONTH:
            return "dmy"
        if second > _LAST_MONTH:
            return "mdy"
        if first != second:
            example = example or f"row {record.row}: {record.cells[place].strip()!r}"
    if example:
        raise InputError(
            f"{table.source}: column {table.headers[place]!r}, {example} may be day-first or month-first, "
            f"and no other date in the column tells; say --date-order dmy or --date-order mdy"
        )
    return "dmy"


def decimal_mark(table: Table, place: int, said: str) -> str:
    """The decimal mark of the numbers in a column: `.`, `,`, or empty where every number is evident.

    Raises:
        InputError: Some numbers may be read two ways, and none tells which.
    """
    if said:
        return said
    example = ""
    for record in table.records:
        digits = re.sub(r"[^\d.,]", "", record.cells[place])
        points, commas = digits.count("."), digits.count(",")
        if points and commas:
            return "." if digits.rfind(".") > digits.rfind(",") else ","
        if points > 1 or commas > 1:
            return "," if points > 1 else "."
        if points or commas:
            mark = "." if points else ","
            whole, _, fraction = digits.partition(mark)
            if len(fraction) != _GROUP or len(whole) > _GROUP or whole in ("", "0"):
                return mark
            example = example or f"row {record.row}: {record.cells[place].strip()!r}"
    if example:
        raise InputError(
            f"{table.source}: column {table.headers[place]!r}, {example} may be thousands or a fraction, "
            f"and no other number in the column tells; say --decimal . or --decimal ,"
        )
    return "."


def unguarded(text: str) -> str:
    """A cell without the apostrophe that guards it from a spreadsheet."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text


class CellReader:
    """Reads the cells of one column; equal cells are read once.

    Args:
        spec: The field that the column holds.
        how: What is needed to understand text; its order and mark are the column's.
    """

    def __init__(self, spec: Field, how: Reading) -> None:
        self.spec = spec
        self._how = how
        self._known: dict[str, object] = {}

    def read(self, text: str, currency: str = "") -> object:
        """The value of a cell.

        Raises:
            FieldError: The field cannot take it.
        """
        if self.spec.shape in (Shape.LINK, Shape.LINKS):
            return self._read(text, currency)  # each row that links is told to the linker
        key = f"{currency}\x00{text}"
        if key not in self._known:
            self._known[key] = self._read(text, currency)
        return self._known[key]

    def _read(self, text: str, currency: str) -> object:
        text = unguarded(text)
        if self.spec.shape is Shape.DATE:
            return self._read_day(text.strip())
        how = Reading(
            self._how.today,
            currency or self._how.currency,
            self._how.date_order,
            self._how.decimal_mark,
            self._how.find,
        )
        return read(self.spec, text, how)

    def _read_day(self, text: str) -> object:
        """A day; the time and zone of a moment are dropped, so that no zone moves the day."""
        if not text:
            return None
        if _ISO_START.match(text):
            try:
                return datetime.fromisoformat(text).date() if _TIME.search(text) else date.fromisoformat(text)
            except ValueError:
                pass
        value = read(self.spec, _TIME.sub("", text), self._how)
        if not re.search(r"\d", text):
            raise FieldError(self.spec.name, f"{text!r} is not a date")
        return value


def readers(
    table: Table, places: Sequence[tuple[Field, int]], how: Reading, order: str, mark: str
) -> dict[str, CellReader]:
    """A reader for each column, by field.

    Raises:
        InputError: A column's dates or numbers may be read two ways.
    """
    found = {}
    for spec, place in places:
        column_order = date_order(table, place, order) if spec.shape in _DATES else ""
        column_mark = decimal_mark(table, place, mark) if spec.shape in _NUMBERS else ""
        found[spec.name] = CellReader(
            spec, Reading(how.today, how.currency, column_order, column_mark, how.find)
        )
    return found
