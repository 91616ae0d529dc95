"""Lines in order, each under the document that it comes from, kept up as documents change."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class _Entry(NamedTuple):
    """A line with its place in the order; no two share the first three, so lines are never compared."""

    key: Any
    id: str
    place: int
    line: Any


class Ordered(Generic[K, T]):
    """Lines by a key, then by their document; one document may have several.

    Args:
        lines: The first ones: the id of a document, the key and the line of each.
    """

    def __init__(self, lines: Iterable[tuple[str, K, T]] = ()) -> None:
        self._of: dict[str, list[_Entry]] = {}
        for document_id, key, line in lines:
            mine = self._of.setdefault(document_id, [])
            mine.append(_Entry(key, document_id, len(mine), line))
        self._entries = sorted(entry for mine in self._of.values() for entry in mine)

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, document_id: str, lines: Iterable[tuple[K, T]]) -> None:
        """Put keys and lines in the place of those that a document had."""
        for entry in self._of.pop(document_id, ()):
            del self._entries[bisect_left(self._entries, entry)]
        mine = [_Entry(key, document_id, place, line) for place, (key, line) in enumerate(lines)]
        for entry in mine:
            insort(self._entries, entry)
        if mine:
            self._of[document_id] = mine

    def place(self, key: K) -> int:
        """How many lines stand before a key."""
        return bisect_left(self._entries, (key,))

    def lines(self, first: int, last: int) -> list[tuple[str, T]]:
        """The lines from one place up to another, each with the id of its document."""
        return [(entry.id, entry.line) for entry in self._entries[first:last]]
