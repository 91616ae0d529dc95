"""Where a table begins and ends in a sheet: titles above it, totals and footers below it are told, never rows."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.values.folding import folded
from pmtui.models.values.money import parse_money

Row = Sequence[str]

_SURE_TOTALS = frozenset(
    ("grand total", "grand totals", "subtotal", "sub total", "gesamt", "gesamtsumme", "gesamtergebnis", "summe",
     "zwischensumme", "total general", "total général", "sous total", "totale complessivo", "suma total",
     "eindtotaal", "suma końcowa", "razem")
)  # fmt: skip
_TOTALS = frozenset(("total", "totals", "sum", "totale", "totaal", "suma", "somme", "count", "average"))
_PIVOT = frozenset(
    ("row labels", "column labels", "zeilenbeschriftungen", "spaltenbeschriftungen", "étiquettes de lignes",
     "etiquetas de fila", "etichette di riga", "rótulos de linha", "rijlabels", "etykiety wierszy")
)  # fmt: skip
_FOOTER = re.compile(
    r"copyright|©|confidential|all rights reserved|generated (by|on|at)|exported (by|on|at|from)|"
    r"^(page|seite|página) \d+|^\d+ (rows|records|results)|^(report|filter(ed)? by|as of|end of)\b|"
    r"erstellt (am|von)|vertraulich|généré (le|par)|confidentiel",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"^[-+(]?\D{0,4}\d[\d.,'/:\s-]*%?\)?$")
_DATUM = re.compile(r"^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^[^@\s]+@[^@\s]+\.[a-z]{2,}$")
_SEEN = 200
_MOST = 0.6
_EXAMPLE = 40


class Layout(NamedTuple):
    """The parts of a sheet.

    Attributes:
        header: Place of the header, from 0.
        skipped: Places of rows that belong to no record: totals and footers.
        told: What was left out, for people.
    """

    header: int
    skipped: frozenset[int]
    told: tuple[str, ...]


def find_layout(path: object, rows: Sequence[Row], header_line: int) -> Layout:
    """Find the table among the rows.

    Args:
        path: The file, for messages.
        rows: All its rows.
        header_line: The row of the header as the person said, from 1; 0 to find it.

    Raises:
        InputError: It is a pivot table, no row names the columns, or there is no such row.
    """
    if not 0 <= header_line <= len(rows):
        raise InputError(f"--header-line: {path} has rows 1 to {len(rows)}")
    header = header_line - 1 if header_line else _header_place(rows)
    if not header_line and any(_DATUM.match(cell.strip()) for cell in rows[header]):
        raise InputError(
            f"{path}: row {header + 1} holds data, so no row names the columns; write one above it, "
            f"or say --header-line N"
        )
    labels = {folded(cell) for row in rows[max(0, header - 3) : header + 1] for cell in row}
    if labels & _PIVOT:
        raise InputError(f"{path}: is a pivot table; import the rows that it sums up")
    width = filled_width(rows[header])
    skipped = [*_footers(rows, header, width)]
    skipped += _totals(rows, header, width, frozenset(skipped))
    told = [f"header in row {header + 1}"] if header else []
    told += [f"row {place + 1} left out: {_shown(rows[place])}" for place in sorted(skipped)]
    return Layout(header, frozenset(skipped), tuple(told))


def is_blank(row: Row) -> bool:
    """Whether no cell holds anything."""
    return not any(cell and not cell.isspace() for cell in row)


def filled_width(row: Row) -> int:
    """The cells up to the last one that holds something."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def _header_place(rows: Sequence[Row]) -> int:
    """The first row as wide as the table whose cells are words; title lines above it are narrower."""
    widths = Counter(width for row in rows if (width := filled_width(row)))
    usual = max(widths, key=lambda width: (widths[width] * width, width))
    first = -1
    for place, row in enumerate(rows):
        if filled_width(row) < usual:
            continue
        first = place if first < 0 else first
        if place > first + _SEEN:
            break
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) >= _MOST * usual and not any(_NUMERIC.match(cell) for cell in filled):
            return place
    return max(first, 0)


def _footers(rows: Sequence[Row], header: int, width: int) -> list[int]:
    """The rows at the end, behind a blank one, that are narrower than the table."""
    found: list[int] = []
    confirmed: list[int] = []
    for place in range(len(rows) - 1, header, -1):
        row = rows[place]
        if is_blank(row):
            confirmed = list(found)
        elif _is_footer(row, width):
            found.append(place)
        else:
            break
    return confirmed


def _is_footer(row: Row, width: int) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return width > 1 and len(filled) == 1 and (len(row) < width or _FOOTER.search(filled[0]) is not None)


def _totals(rows: Sequence[Row], header: int, width: int, footers: frozenset[int]) -> list[int]:
    """The rows that sum up others: by their label, their numbers, and where they stand."""
    found = []
    last = next(
        (p for p in range(len(rows) - 1, header, -1) if p not in footers and not is_blank(rows[p])), header
    )
    for place in range(header + 1, len(rows)):
        row = rows[place]
        label = next((cell.strip() for cell in row if cell.strip()), "")
        word = " ".join(re.sub(r"\(.*\)|[^\w\s]", " ", folded(label)).split())
        if place in footers or width == 1 or not (word in _SURE_TOTALS or word in _TOTALS):
            continue
        others = [cell.strip() for cell in row if cell.strip()][1:]
        if not all(_NUMERIC.match(cell) for cell in others):
            continue
        sure = word in _SURE_TOTALS
        apart = is_blank(rows[place - 1]) or len(row) < width
        if sure or (place == last and others and (apart or _sums_up(rows[header + 1 : place], row))):
            found.append(place)
    return found


def _sums_up(above: Sequence[Row], row: Row) -> bool:
    """Whether a number of the row is the sum or the count of what stands above it."""
    for place, cell in enumerate(row):
        number = _number(cell)
        if number is None:
            continue
        values = [_number(each[place]) for each in above if len(each) > place]
        if number in (sum(each for each in values if each is not None), len([*filter(None, values)])):
            return True
    return False


def _number(cell: str) -> Decimal | None:
    try:
        return parse_money(cell, "USD").amount
    except InputError:
        return None


def _shown(row: Row) -> str:
    text = " ".join(" ".join(cell.split()) for cell in row if cell.strip())
    return repr(text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE]}…")
