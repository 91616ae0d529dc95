"""Values inside documents that a person types a line each: a deal's lines, its people, its objections."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Protocol, Self

from pmtui.errors import InputError, quoted
from pmtui.models.document import Part
from pmtui.models.values.money import parse_number
from pmtui.models.values.numbers import trimmed

_MOST_COLONS = 12
"""Colons that a name may hold."""


class Typing(Protocol):
    """What is needed to understand a typed line; a `Reading` is one."""

    @property
    def today(self) -> date:
        """The day that relative dates count from."""
        ...

    @property
    def currency(self) -> str:
        """The currency of amounts that name none."""
        ...

    @property
    def decimal_mark(self) -> str:
        """`.`, `,`, or empty where each number must be evident."""
        ...

    @property
    def find(self) -> Callable[[str, str], str]:
        """Turns (kind, name or id) into the id of an existing document, or raises `InputError`."""
        ...


class TypedPart(Part):
    """A part that has a line of text as its written form."""

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read a line.

        Raises:
            InputError: It is not of the form that the part has; the message says which.
        """
        raise NotImplementedError

    def shown(self, names: Callable[[str], str] = str) -> str:
        """The line that `typed` reads again.

        Args:
            names: What a document is called, by its id.
        """
        raise NotImplementedError


def named(line: str, find: Callable[[str], str]) -> tuple[str, str]:
    """The document that a line names before a colon, and what stands after it.

    A name may hold colons itself: the shortest part that names a document is taken.

    Args:
        line: Such as `Acme: they type it twice`.
        find: The id of the document of a name, or raises `InputError`.

    Raises:
        InputError: No part of it names a document; the message is that for the shortest.
    """
    parts = line.split(":")
    problem = None
    for count in range(1, min(len(parts), _MOST_COLONS) + 1):
        try:
            return find(":".join(parts[:count]).strip()), ":".join(parts[count:]).strip()
        except InputError as error:
            problem = problem or error
    raise problem or InputError(f"{quoted(line)} names nothing")


def number(text: str, how: Typing) -> Decimal:
    """A number in a line; a percent sign after it is passed over.

    Raises:
        InputError: It is none.
    """
    return parse_number(text.strip().rstrip("% "), how.decimal_mark)


def plain(value: Decimal | float) -> str:
    """A number as it is typed."""
    return trimmed(value) if isinstance(value, Decimal) else f"{value:.15g}"
