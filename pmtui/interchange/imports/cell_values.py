"""Cells to values: the date order and the decimal mark are decided from the whole column, or asked for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pmtui.errors import FieldError, InputError
from pmtui.interchange.imports.foreign_dates import FIGURES, day_of
from pmtui.interchange.imports.markup import to_markdown
from pmtui.interchange.imports.reader import Record, Table
from pmtui.models.fields import Field, Reading, Shape, read
from pmtui.models.values.folding import folded
from pmtui.models.values.money import parse_number
from pmtui.models.values.numbers import trimmed

_NOT_FIGURES = re.compile(r"[^\d.,]")
_SEPARATORS = re.compile(r"[,.][-–—]+(?=\D*$)|(?<=[A-Za-z])\.")
_NOTHING = frozenset(
    ("-", "–", "—", "n/a", "#n/a", "null", "(none)", "(blank)", "(empty)", "not set", "no value")
)
_CODE_AND_SIGN = re.compile(r"^(?P<code>[A-Z]{3})\s*(?P<sign>US\$|A\$|C\$|\$|€|£|¥)\s*(?P<rest>.*)$")
_SIGN_AND_CODE = re.compile(r"^(?P<sign>US\$|A\$|C\$|\$|€|£|¥)\s*(?P<rest>.*\d\D?)\s*(?P<code>[A-Z]{3})$")
_MEANS = {
    "$": frozenset(("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP")),
    "US$": frozenset(("USD",)),
    "A$": frozenset(("AUD",)),
    "C$": frozenset(("CAD",)),
    "€": frozenset(("EUR",)),
    "£": frozenset(("GBP",)),
    "¥": frozenset(("JPY", "CNY")),
}
_LISTS = (Shape.TAGS, Shape.LINKS)
_TYPED = (
    Shape.DATE,
    Shape.MOMENT,
    Shape.MONEY,
    Shape.NUMBER,
    Shape.INTEGER,
    Shape.PERCENT,
    Shape.LINK,
    Shape.LINKS,
)
_TRAILING_DASH = re.compile(r"[,.][-–—]+(?=\D*$)")
_DATES, _NUMBERS = (Shape.DATE,), (Shape.MONEY, Shape.NUMBER, Shape.INTEGER, Shape.PERCENT)
_LAST_MONTH = 12
_YEAR = 4
_GROUP = 3


_GUARDED = re.compile(r"^'+[=+\-@\t\r]")
"""A cell with an apostrophe before what a spreadsheet would take for a formula."""


def date_order(table: Table, place: int, said: str) -> str:
    """The order of the dates in a column: `dmy`, `mdy`, what was said, or empty where every date is evident.

    Args:
        table: The file.
        place: The column.
        said: What `--date-order` says; it settles it.

    Raises:
        InputError: Some dates may be day-first or month-first, and none tells which, or they contradict.
    """
    if said:
        return said
    unclear, telling = "", dict[str, str]()
    for record in table.records:
        match = FIGURES.match(record.cells[place].strip())
        if match is None or len(match[1]) == _YEAR:
            continue
        first, second = int(match[1]), int(match[2])
        if first > _LAST_MONTH >= second:
            telling.setdefault("dmy", _example(record, place))
        elif second > _LAST_MONTH >= first:
            telling.setdefault("mdy", _example(record, place))
        elif first != second and not unclear:
            unclear = _example(record, place)
    if len(telling) > 1:
        raise InputError(
            f"{table.source}: column {table.headers[place]!r}, {telling['dmy']} is day-first and "
            f"{telling['mdy']} is month-first; say --date-order dmy or --date-order mdy"
        )
    if unclear and not telling:
        raise InputError(
            f"{table.source}: column {table.headers[place]!r}, {unclear} may be day-first or month-first, "
            f"and no other date in the column tells; say --date-order dmy or --date-order mdy"
        )
    return next(iter(telling), "")


def decimal_mark(table: Table, place: int, said: str) -> str:
    """The decimal mark of the numbers in a column: `.`, `,`, or empty where every number is evident.

    Raises:
        InputError: Some numbers may be read two ways, and none tells which, or they contradict.
    """
    if said:
        return said
    unclear, telling = "", dict[str, str]()
    for record in table.records:
        digits = _NOT_FIGURES.sub("", _SEPARATORS.sub("", record.cells[place])).strip(".,")
        mark = _mark(digits)
        if mark == "?":
            unclear = unclear or _example(record, place)
        elif mark:
            telling.setdefault(mark, _example(record, place))
    if unclear and len(telling) != 1:
        raise InputError(
            f"{table.source}: column {table.headers[place]!r}, {unclear} may be thousands or a fraction, "
            f"and no other number in the column tells; say --decimal . or --decimal ,"
        )
    return "" if len(telling) > 1 else next(iter(telling), "")


def _mark(digits: str) -> str:
    """The decimal mark that a number shows: `.`, `,`, `?` where it may be either, empty where none is needed."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    if not points and not commas:
        return ""
    mark = "." if points else ","
    whole, _, fraction = digits.partition(mark)
    return mark if len(fraction) != _GROUP or len(whole) > _GROUP or whole in ("", "0") else "?"


def _example(record: Record, place: int) -> str:
    return f"row {record.row}: {record.cells[place].strip()!r}"


def percent_scale(table: Table, place: int) -> int:
    """100 where a column of percentages holds fractions from 0 to 1, else 1."""
    numbers = []
    for record in table.records:
        cell = record.cells[place].strip()
        if not cell:
            continue
        if "%" in cell:
            return 1
        try:
            numbers.append(float(cell.replace(",", ".")))
        except ValueError:
            continue
    fractions = any(0 < each < 1 for each in numbers)
    return 100 if fractions and all(0 <= each <= 1 for each in numbers) else 1


def unguarded(text: str) -> str:
    """A cell without the apostrophe that guards it from a spreadsheet."""
    return text[1:] if _GUARDED.match(text) else text


class CellReader:
    """Reads the cells of one column; equal cells are read once.

    Args:
        spec: The field that the column holds.
        how: What is needed to understand text; its order and mark are the column's.
        scale: What percentages are multiplied by.
        ours: Whether we wrote the file ourselves, so that each cell is as it should be.
    """

    def __init__(self, spec: Field, how: Reading, scale: int = 1, *, ours: bool = False) -> None:
        self.spec = spec
        self._scale = scale
        self._ours = ours
        self._how = how
        self._known: dict[str, object] = {}

    @property
    def decided(self) -> str:
        """The decisions about the column, for people; empty if there were none."""
        told = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}.get(self._how.date_order, "")
        if self.spec.shape in _NUMBERS:
            told = f"decimal mark {self._how.decimal_mark}" if self._how.decimal_mark else ""
            told += ", fractions taken as percent" if self._scale != 1 else ""
        return f"{self.spec.name}: {told}" if told else ""

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
        if self._ours and self.spec.shape is not Shape.DATE:
            return read(self.spec, text, replace(self._how, currency=currency or self._how.currency))
        if self.spec.shape in _TYPED and folded(text) in _NOTHING:
            text = ""
        if self.spec.shape is Shape.DATE:
            return self._read_day(text.strip())
        how = replace(self._how, currency=currency or self._how.currency)
        if self.spec.shape in _NUMBERS:
            text = self._tidied(text)
        elif self.spec.shape in _LISTS:
            text = _commas(text)
        elif self.spec.shape is Shape.TEXT:
            text = to_markdown(text)
        if self.spec.shape is Shape.PERCENT and self._scale != 1 and text:
            number = parse_number(text, self._how.decimal_mark) * Decimal(self._scale)
            text, how = trimmed(number), replace(how, decimal_mark=".")
        return read(self.spec, text, how)

    def _tidied(self, text: str) -> str:
        try:
            return tidied(text)
        except FieldError as error:
            raise FieldError(self.spec.name, error.problem) from None

    def _read_day(self, text: str) -> object:
        if not text:
            return None
        try:
            return day_of(text, self._how.today, self._how.date_order)
        except InputError as error:
            raise FieldError(self.spec.name, str(error)) from None


def tidied(text: str) -> str:
    """An amount as `parse_money` takes it: `1.234,-`, `USD $5`, `$5 AUD` and Swiss apostrophes made plain.

    Raises:
        FieldError: It names two currencies.
    """
    text = _TRAILING_DASH.sub("", text.strip().replace("’", "'"))
    match = _CODE_AND_SIGN.match(text) or _SIGN_AND_CODE.match(text)
    if match is None:
        return text
    if match["code"] not in _MEANS[match["sign"]]:
        raise FieldError("", f"{text!r} names two currencies")
    return f"{match['code']} {match['rest'].strip()}"


def _commas(text: str) -> str:
    """A list in one cell with commas between, whatever stood there: `a; b`, `a|b`, JSON."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].replace('"', "")
    return re.sub(r"\s*[;|]\s*", ",", text)


def readers(
    table: Table,
    places: Sequence[tuple[Field, int]],
    how: Reading,
    order: str,
    mark: str,
    *,
    ours: bool = False,
) -> dict[str, CellReader]:
    """A reader for each column, by field.

    Raises:
        InputError: A column's dates or numbers may be read two ways.
    """
    found = {}
    for spec, place in places:
        column_order = date_order(table, place, order) if spec.shape in _DATES else ""
        column_mark = decimal_mark(table, place, mark) if spec.shape in _NUMBERS else ""
        scale = percent_scale(table, place) if spec.shape is Shape.PERCENT and not ours else 1
        found[spec.name] = CellReader(
            spec,
            Reading(how.today, how.currency, column_order, column_mark, how.find, how.price_of),
            scale,
            ours=ours,
        )
    return found
