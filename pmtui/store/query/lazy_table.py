"""A table of documents that is read from the checkpoint's bytes a document at a time, when it is asked for.

A list of forty rows asks for forty documents of fifty thousand: the others stay bytes, which take a
quarter of the memory and none of the time. Whoever goes through all of them reads all, once.

Threads may read the same table, and one of them change it: what is read never takes the place of what was set.
"""

import threading
from collections.abc import ItemsView, Iterable, Iterator, MutableMapping, Sequence, ValuesView
from typing import cast

import orjson

from pmtui.models.stored import Stored
from pmtui.store.gc_pause import resting_collector


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
        self._first: dict[str, Stored | None] = {}
        self._reading = threading.RLock()

    def __getitem__(self, document_id: str) -> Stored:
        found = self._found[document_id]
        if isinstance(found, int):
            with self._reading:
                found = self._found[document_id]
                if isinstance(found, int):
                    found = self._found[document_id] = self._read(found)
        return found

    def __setitem__(self, document_id: str, document: Stored) -> None:
        with self._reading:
            self._keep_first(document_id)
            self._found[document_id] = document

    def __delitem__(self, document_id: str) -> None:
        with self._reading:
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
        with self._reading:
            other = Documents(self._data, (), self._bounds)
            other._found = self._found.copy()
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

    def _all(self) -> dict[str, Stored]:
        if self._data:
            read, found = self._read, self._found
            with self._reading, resting_collector():
                found.update({each: read(place) for each, place in found.items() if isinstance(place, int)})
                self._data, self._bounds = b"", ()
        return cast("dict[str, Stored]", self._found)
