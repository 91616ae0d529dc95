"""The rows inside a field as cells: taken apart from the text they are kept in, and put together again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pmtui.errors import InputError
from pmtui.models.fields import Field, Reading, Shape, fields_of_part, read, read_row
from pmtui.models.row_text import join_pair, join_row, split_pair, split_row
from pmtui.models.typed_part import TypedPart
from pmtui.widgets.drawing.small_table import small_table

Cells = Mapping[str, str]
"""One row: the text of each of its fields."""

ROWS = frozenset({Shape.LINES, Shape.PAIRS})
"""The shapes that hold rows."""

_RIGHT = frozenset({Shape.MONEY, Shape.DECIMAL, Shape.INTEGER, Shape.NUMBER, Shape.PERCENT, Shape.DATE})
"""The shapes that end at a right edge."""

_NAME, _VALUE = "name", "value"
_NEXT_STATE = "state"


class RowForm:
    """How the rows of a field are typed.

    Args:
        spec: The field.
    """

    def __init__(self, spec: Field) -> None:
        self._spec, self._part = spec, spec.part
        self.columns: tuple[Field, ...] = (
            tuple(_column(self._part, column) for column in fields_of_part(self._part).values())
            if self._part is not None
            else _pair_columns(spec)
        )
        """The fields of a row."""

    def split(self, text: str) -> list[Cells]:
        """The rows of a field's text; one that cannot be read fills the first cell as it is."""
        return [self._apart(line.strip()) for line in text.split("\n") if line.strip()]

    def join(self, rows: Sequence[Cells]) -> str:
        """The text of some rows."""
        return "\n".join(map(self.line, rows))

    def line(self, cells: Cells) -> str:
        """The text of one row."""
        if self._part is None:
            values = [cells.get(column.name, "") for column in self.columns[1:]]
            return join_pair(cells.get(_NAME, ""), self._spec.pairs.joined(values))
        head = self._part.head()
        return join_row(
            cells.get(head, ""), [(name, text) for name, text in cells.items() if name != head and text]
        )

    def shown(self, rows: Sequence[Cells]) -> tuple[Field, ...]:
        """The fields that some of the rows fill."""
        return tuple(column for column in self.columns if any(row.get(column.name) for row in rows))

    def texts(self, rows: Sequence[Cells]) -> list[tuple[str, ...]]:
        """The heads, then the rows, as the texts of those fields that some row fills."""
        shown = self.shown(rows)
        heads = tuple(column.label.lower() for column in shown)
        return [heads, *(tuple(row.get(column.name, "") for column in shown) for row in rows)]

    def right(self, rows: Sequence[Cells]) -> tuple[bool, ...]:
        """For each of those fields, whether it ends at a right edge."""
        return tuple(column.shape in _RIGHT for column in self.shown(rows))

    def table(self, rows: Sequence[Cells], room: int) -> list[str]:
        """The lines of a table: its heads, then its rows."""
        return small_table(self.texts(rows), self.right(rows), room)

    def check(self, cells: Cells, reading: Reading) -> None:
        """Read a row.

        Raises:
            InputError: It cannot be read.
        """
        if self._part is not None:
            read_row(self._part, self.line(cells), reading)
        else:
            read(self._spec, self.line(cells), reading)

    def ticked(self, cells: Cells) -> Cells | None:
        """The row with its tick set or taken away, or in its next state; `None` if it has neither."""
        for column in self.columns:
            text = cells.get(column.name, "")
            if column.shape is Shape.FLAG:
                return {**cells, column.name: "" if text == "yes" else "yes"}
            if column.shape is Shape.CHOICE and column.name == _NEXT_STATE:
                at = column.choices.index(text) if text in column.choices else 0
                return {**cells, column.name: column.choices[(at + 1) % len(column.choices)]}
        return None

    def _apart(self, line: str) -> Cells:
        try:
            if self._part is None:
                name, value = split_pair(line)
                parts = self._spec.pairs.parts(value)
                return dict(zip([column.name for column in self.columns], (name, *parts), strict=True))
            text, pairs = split_row(line)
            return self._part.taken_apart(text, dict(pairs))
        except InputError:
            return {self.columns[0].name: line}


def _column(part: type[TypedPart], column: Field) -> Field:
    return replace(column, required=False) if column.name in part.FOLLOWS else column


def _pair_columns(spec: Field) -> tuple[Field, ...]:
    pairs = spec.pairs
    shape = Shape.CHOICE if pairs.choices else Shape.LINE
    return (
        Field(_NAME, pairs.name, "", spec.headword, Shape.LINE, suggest=pairs.suggest, required=True),
        *(
            Field(f"{_VALUE}{at or ''}", label, "", spec.headword, shape, choices=pairs.choices)
            for at, label in enumerate(pairs.values)
        ),
    )
