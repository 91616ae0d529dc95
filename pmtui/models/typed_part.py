"""Values inside documents that a person types a row each: a deal's lines, its people, its objections.

A row is its text and `| key=value` parts; `pmtui.models.fields` reads and writes them by the fields of the
part. Here stands what a part may say about itself beyond its fields.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar, Protocol

from pmtui.errors import InputError
from pmtui.models.document import Part
from pmtui.models.values.money import Money


class RowContext(Protocol):
    """The context in which a row is typed; a `Reading` is one."""

    @property
    def currency(self) -> str:
        """The currency of amounts that name none."""
        ...

    @property
    def price_of(self) -> Callable[[str], Money | None]:
        """The list price of a product by its id; `None` if it has none."""
        ...


class TypedPart(Part):
    """A part that has a row of text as its written form."""

    HEAD: ClassVar[str] = ""
    """The field that the text of a row fills; the first one by default."""
    ALWAYS: ClassVar[frozenset[str]] = frozenset()
    """The fields that are written although they hold their usual value."""
    FOLLOWS: ClassVar[frozenset[str]] = frozenset()
    """The fields that follow from others if a row leaves them out."""
    EXAMPLE: ClassVar[str]
    """A row, for help and for the message about one that cannot be read."""

    @classmethod
    def head(cls) -> str:
        """The field that the text of a row fills."""
        return cls.HEAD or next(iter(cls.model_fields))

    @classmethod
    def taken_apart(cls, text: str, parts: Mapping[str, str]) -> dict[str, str]:
        """The texts of a row by field.

        Args:
            text: The text before the first part.
            parts: The parts by key.

        Raises:
            InputError: The text cannot be read, or repeats a part.
        """
        return merged({cls.head(): text} if text else {}, parts)

    @classmethod
    def completed(cls, values: dict[str, object], how: RowContext) -> dict[str, object]:
        """The values of a row with what follows from them filled in.

        Raises:
            InputError: They do not go together.
        """
        return values

    def head_text(self, written: Mapping[str, str]) -> tuple[str, frozenset[str]]:
        """The text of the row, and the fields that it says.

        Args:
            written: Every field that is to be written, as text.
        """
        name = self.head()
        return written.get(name, ""), frozenset((name,))


def merged(said: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, str]:
    """Merge the fields in the text of a row with those in its parts.

    Raises:
        InputError: Both give the same field.
    """
    for name in said:
        if name in parts:
            raise InputError(f"{name} is given twice")
    return {**said, **parts}


def plain_number(value: Decimal | float) -> str:
    """A number as it is typed, so that its point is read as a decimal mark: `1.5`, `1.1250`."""
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.15g}"
    if isinstance(value, Decimal) and "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, fraction = text.lstrip("-").partition(".")
    return f"{text}0" if len(fraction) == _THOUSAND and 0 < len(whole) <= _THOUSAND and whole != "0" else text


_THOUSAND = 3
"""Digits that thousands are set apart by."""
