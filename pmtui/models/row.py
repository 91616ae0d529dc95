"""Rows: stored documents read through typed fields, without pydantic and without copying.

A row wraps the stored form and converts a field when it is asked for, so that a list of fifty thousand documents
costs nothing until it is looked at. Models validate what comes in and what is edited; rows read what was
validated.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Generic, Self, TypeVar, cast, overload

from pmtui.models.stored import JsonValue
from pmtui.models.values.amount import Amount

Stored = Mapping[str, JsonValue]
"""A stored document, or a part of one; read only."""

T = TypeVar("T")


class Row:
    """A stored value with named, typed fields.

    Attributes:
        stored: The stored form, read only.
    """

    __slots__ = ("stored",)

    def __init__(self, stored: Stored) -> None:
        self.stored = stored

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.stored!r})"


class Field(Generic[T]):
    """A field of a row; reads the stored value under the name it was given in the class."""

    __slots__ = ("name",)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...

    @overload
    def __get__(self, row: Row, owner: type) -> T: ...

    def __get__(self, row: Row | None, owner: type) -> Self | T:
        return self if row is None else self.read(row.stored.get(self.name))

    def read(self, value: JsonValue) -> T:
        """Convert a stored value, `None` if the field is empty."""
        raise NotImplementedError


class Text(Field[str]):
    """A field of text.

    Args:
        default: The text if the field is empty.
    """

    __slots__ = ("_default",)

    def __init__(self, default: str = "") -> None:
        self._default = default

    def read(self, value: JsonValue) -> str:
        """Return the text."""
        return self._default if value is None else str(value)


class OptionalText(Field[str | None]):
    """A field of text that tells empty from absent: a link or a choice."""

    __slots__ = ()

    def read(self, value: JsonValue) -> str | None:
        """Return the text, or `None`."""
        return None if value is None else str(value)


class Whole(Field[int]):
    """A field of a whole number.

    Args:
        default: The number if the field is empty.
    """

    __slots__ = ("_default",)

    def __init__(self, default: int = 0) -> None:
        self._default = default

    def read(self, value: JsonValue) -> int:
        """Return the number."""
        return value if isinstance(value, int) else self._default


class OptionalWhole(Field[int | None]):
    """A field of a whole number that may be unknown."""

    __slots__ = ()

    def read(self, value: JsonValue) -> int | None:
        """Return the number, or `None`."""
        return value if isinstance(value, int) else None


class Number(Field[float]):
    """A field of a number that is always there."""

    __slots__ = ()

    def read(self, value: JsonValue) -> float:
        """Return the number."""
        return float(value) if isinstance(value, int | float) else 0.0


class OptionalNumber(Field[float | None]):
    """A field of a number that may be unknown."""

    __slots__ = ()

    def read(self, value: JsonValue) -> float | None:
        """Return the number, or `None`."""
        return float(value) if isinstance(value, int | float) else None


class Exact(Field[Decimal]):
    """A field of an exact decimal number; zero if it is empty."""

    __slots__ = ()

    def read(self, value: JsonValue) -> Decimal:
        """Return the number."""
        return Decimal() if value is None else Decimal(str(value))


class OptionalExact(Field[Decimal | None]):
    """A field of an exact decimal number that may be unknown."""

    __slots__ = ()

    def read(self, value: JsonValue) -> Decimal | None:
        """Return the number, or `None`."""
        return None if value is None else Decimal(str(value))


class Flag(Field[bool]):
    """A field that is yes or no; no if it is empty."""

    __slots__ = ()

    def read(self, value: JsonValue) -> bool:
        """Return whether it is yes."""
        return bool(value)


class OptionalDay(Field[date | None]):
    """A field of a calendar day."""

    __slots__ = ()

    def read(self, value: JsonValue) -> date | None:
        """Return the day, or `None`."""
        return date.fromisoformat(value) if isinstance(value, str) else None


class Day(Field[date]):
    """A field of a calendar day that is always there."""

    __slots__ = ()

    def read(self, value: JsonValue) -> date:
        """Return the day."""
        return date.fromisoformat(cast("str", value))


class OptionalMoment(Field[datetime | None]):
    """A field of a moment, in UTC."""

    __slots__ = ()

    def read(self, value: JsonValue) -> datetime | None:
        """Return the moment, or `None`."""
        return datetime.fromisoformat(value) if isinstance(value, str) else None


class OptionalMoney(Field[Amount | None]):
    """A field of money."""

    __slots__ = ()

    def read(self, value: JsonValue) -> Amount | None:
        """Return the amount, or `None`."""
        if not isinstance(value, dict):
            return None
        return Amount(Decimal(str(value["amount"])), str(value["currency"]))


class RequiredMoney(Field[Amount]):
    """A field of money that is always there."""

    __slots__ = ()

    def read(self, value: JsonValue) -> Amount:
        """Return the amount."""
        stored = cast("dict[str, str]", value)
        return Amount(Decimal(str(stored["amount"])), str(stored["currency"]))


class Texts(Field[tuple[str, ...]]):
    """A field of several texts: tags, links, names."""

    __slots__ = ()

    def read(self, value: JsonValue) -> tuple[str, ...]:
        """Return the texts in their order."""
        return tuple(map(str, value)) if isinstance(value, list) else ()


class Exacts(Field[tuple[Decimal, ...]]):
    """A field of several exact decimal numbers."""

    __slots__ = ()

    def read(self, value: JsonValue) -> tuple[Decimal, ...]:
        """Return the numbers in their order."""
        return tuple(Decimal(str(number)) for number in value) if isinstance(value, list) else ()


class Pairs(Field[Mapping[str, str]]):
    """A field of texts by name."""

    __slots__ = ()

    def read(self, value: JsonValue) -> Mapping[str, str]:
        """Return the texts by name, read only."""
        return cast("Mapping[str, str]", value) if isinstance(value, dict) else _NO_PAIRS


_NO_PAIRS: Mapping[str, str] = {}

PartRow = TypeVar("PartRow", bound=Row)


class Parts(Field[tuple[PartRow, ...]]):
    """A field of several parts, such as the requirements of a feature.

    Args:
        part: The row class of one part.
    """

    __slots__ = ("part",)

    def __init__(self, part: type[PartRow]) -> None:
        self.part = part

    def read(self, value: JsonValue) -> tuple[PartRow, ...]:
        """Return the parts in their order."""
        stored = cast("list[Stored]", value) if isinstance(value, list) else ()
        return tuple(map(self.part, stored))


class DocumentRow(Row):
    """A stored document with the fields that all kinds share."""

    __slots__ = ()
    KIND: ClassVar[str]

    id = Text()
    created_at = OptionalMoment()
    updated_at = OptionalMoment()
    version = Whole()
    owner = Text()
    tags = Texts()
    notes = Text()
    custom = Pairs()

    @classmethod
    def all(cls, tables: Mapping[str, Mapping[str, Stored]]) -> Iterator[Self]:
        """Go through the documents of this kind, in the order of their creation."""
        return map(cls, tables[cls.KIND].values())

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Stored]], document_id: str | None) -> Self | None:
        """Return the document of an id, or `None` if there is none."""
        stored = tables[cls.KIND].get(document_id) if document_id else None
        return None if stored is None else cls(stored)
