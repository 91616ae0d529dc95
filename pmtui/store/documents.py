"""A table of documents that is read from the checkpoint's bytes a document at a time, when it is asked for.

A list of forty rows asks for forty documents of fifty thousand: the others stay bytes, which take a
quarter of the memory and none of the time. Whoever goes through all of them reads all, once.
"""

from collections.abc import ItemsView, Iterable, Iterator, MutableMapping, Sequence, ValuesView
from typing import cast

import orjson

from pmtui.models.stored import Stored
from pmtui.store.collector import resting_collector


class Documents(MutableMapping[str, Stored]):
    """The documents of one kind by id, in the order of the checkpoint.

    Args:
        data: The checkpoint, known to be as it was written.
        ids: The ids, in the order in which the documents stand there.
        bounds: Where each document starts and ends in `data`, in bytes: two numbers a document.
    """

    def __init__(self, data: bytes, ids: Iterable[str], bounds: Sequence[int]) -> None:
        self._data = data
        self._bounds = bounds
        self._found: dict[str, Stored | int] = {document_id: place for place, document_id in enumerate(ids)}
        self._unread = len(self._found)
        self._first: dict[str, Stored | None] = {}

    def __getitem__(self, document_id: str) -> Stored:
        found = self._found[document_id]
        if isinstance(found, int):
            found = self._found[document_id] = self._read(found)
            self._passed()
        return found

    def __setitem__(self, document_id: str, document: Stored) -> None:
        self._keep_first(document_id)
        self._found[document_id] = document

    def __delitem__(self, document_id: str) -> None:
        self._keep_first(document_id)
        del self._found[document_id]

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def items(self) -> ItemsView[str, Stored]:
        """All documents with their ids; reads those that nobody has asked for yet."""
        return self._all().items()

    def values(self) -> ValuesView[Stored]:
        """All documents; reads those that nobody has asked for yet."""
        return self._all().values()

    def copy(self) -> "Documents":
        """The table as it is now; later changes leave it as it is."""
        other = Documents(self._data, (), self._bounds)
        other._found, other._unread = self._found.copy(), self._unread
        return other

    __copy__ = copy

    def written(self, document_id: str) -> Stored | orjson.Fragment:
        """A document as it is to be written: its bytes, where nobody has read it."""
        found = self._found[document_id]
        return orjson.Fragment(self._bytes(found)) if isinstance(found, int) else found

    def changed(self) -> Iterable[str]:
        """The ids of the documents that were created, changed or deleted since the checkpoint."""
        return self._first.keys()

    def at_first(self, document_id: str) -> Stored | None:
        """A document as the checkpoint has it, or `None` where it has none."""
        return self._first[document_id] if document_id in self._first else self.get(document_id)

    def _keep_first(self, document_id: str) -> None:
        if document_id not in self._first:
            self._first[document_id] = self.get(document_id)

    def _bytes(self, place: int) -> bytes:
        return self._data[self._bounds[2 * place] : self._bounds[2 * place + 1]]

    def _read(self, place: int) -> Stored:
        document: Stored = orjson.loads(self._bytes(place))
        return document

    def _passed(self) -> None:
        self._unread -= 1
        if not self._unread:
            self._data, self._bounds = b"", ()

    def _all(self) -> dict[str, Stored]:
        if self._unread:
            read, found = self._read, self._found
            with resting_collector():
                found.update({each: read(place) for each, place in found.items() if isinstance(place, int)})
            self._unread, self._data, self._bounds = 0, b"", ()
        return cast("dict[str, Stored]", self._found)
