"""TinyDB over the live state: its tables, queries and updates, made durable by the log."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Protocol, cast

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, ChangeSet, difference, without_stamps
from pmtui.store.tables import Tables


class Live(Protocol):
    """The workspace behind the tables."""

    @property
    def tables(self) -> Tables:
        """The documents as they are now."""
        ...

    def commit_raw(self, changes: ChangeSet) -> Mapping[str, str]:
        """Validate and commit changes made through TinyDB; tells the id that each fresh one became."""
        ...


class LiveStorage(Storage):
    """Gives TinyDB the live tables instead of a file."""

    def __init__(self, live: Live) -> None:
        self.live = live

    def read(self) -> dict[str, dict[str, Stored]]:
        """All tables, live: nothing is read from the disk."""
        return cast("dict[str, dict[str, Stored]]", dict(self.live.tables))

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, JsonValue]]]) -> None:
        """Commit whatever differs from the live tables."""
        changes = ChangeSet("Update the database")
        for kind in {**self.live.tables, **data}:
            put_differences(changes, kind, self.live.tables.get(kind, {}), data.get(kind, {}))
        self.live.commit_raw(changes)

    def close(self) -> None:
        """Nothing to let go of: the workspace owns the files."""


class Drafts(MutableMapping[str, Stored]):
    """A live table as an updater sees it: what it touches is a copy, and the difference is committed."""

    def __init__(self, documents: Mapping[str, Stored]) -> None:
        self._documents = documents
        self.touched: dict[str, Stored | None] = {}

    def __getitem__(self, document_id: str) -> Stored:
        if document_id not in self.touched:
            self.touched[document_id] = orjson.loads(orjson.dumps(self._documents[document_id]))
        document = self.touched[document_id]
        if document is None:
            raise KeyError(document_id)
        return document

    def __setitem__(self, document_id: str, document: Stored) -> None:
        self.touched[document_id] = document

    def __delitem__(self, document_id: str) -> None:
        if document_id not in self:
            raise KeyError(document_id)
        self.touched[document_id] = None

    def __contains__(self, document_id: object) -> bool:
        if document_id in self.touched:
            return self.touched[str(document_id)] is not None
        return document_id in self._documents

    def __iter__(self) -> Iterator[str]:
        yield from (each for each in self._documents if self.touched.get(each, self) is not None)
        yield from (
            each for each, draft in self.touched.items() if draft is not None and each not in self._documents
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self.touched = dict.fromkeys(self._documents)


class LiveTable(Table):
    """A TinyDB table whose updates touch just the documents they change."""

    document_id_class = cast("type[int]", str)  # TinyDB's own extension point, annotated too narrowly
    default_query_cache_capacity = 0

    def __init__(
        self, storage: LiveStorage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        super().__init__(storage, name, cache_size, persist_empty)
        self._live = storage.live
        self._fresh = 0
        self._ids: Mapping[str, str] = {}

    def _read_table(self) -> dict[str, Mapping[str, JsonValue]]:
        return cast("dict[str, Mapping[str, JsonValue]]", self._live.tables.get(self.name, {}))

    def insert(self, document: Mapping[str, object]) -> int:
        """Insert a document; its id is allocated by the commit, and returned."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, object]]) -> list[int]:
        """Insert documents in one transaction; their ids are allocated by the commit, and returned."""
        given = cast("list[str]", super().insert_multiple(documents))
        return cast("list[int]", [self._ids.get(each, each) for each in given])

    def _get_next_id(self) -> int:
        self._fresh += 1
        return cast("int", f"?{self._fresh}")

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, JsonValue]]], None]) -> None:
        documents = self._live.tables.get(self.name, {})
        drafts = Drafts(documents)
        updater(cast("dict[int, Mapping[str, JsonValue]]", drafts))
        changes = ChangeSet(f"Update {self.name}")
        for document_id, draft in drafts.touched.items():
            before = documents.get(document_id)
            if draft != before:
                put_difference(changes, self.name, document_id, before, draft)
        self._ids = self._live.commit_raw(changes)


class LiveDatabase(TinyDB):
    """A TinyDB whose tables are live."""

    table_class = cast("type[Table]", LiveTable)


def put_difference(
    changes: ChangeSet,
    kind: str,
    document_id: str,
    before: Stored | None,
    after: Mapping[str, JsonValue] | None,
) -> None:
    """Add to a change set what turns one stored document into another; `None` is no document."""
    old = without_stamps(before or {})
    new = without_stamps(after or {})
    if before is None and after is not None:
        changes.put(Change(kind, document_id, None, new))
    elif before is not None and after is None:
        version = before.get("version")
        changes.put(Change(kind, document_id, old, None, version if isinstance(version, int) else 0))
    elif old != new:
        changes.put(Change(kind, document_id, *difference(old, new)))


def put_differences(
    changes: ChangeSet, kind: str, before: Mapping[str, Stored], after: Mapping[str, Mapping[str, JsonValue]]
) -> None:
    """Add to a change set what turns one table into another."""
    for document_id in {**before, **after}:
        put_difference(changes, kind, document_id, before.get(document_id), after.get(document_id))
