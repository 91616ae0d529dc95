"""Changes: what a commit writes, as the fields that differ, so that it can be merged, undone and replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pmtui.models.stored import STAMPS, JsonValue, Stored, clean_stored
from pmtui.terminal.text import clean_line

if TYPE_CHECKING:
    from pmtui.models.document import Document


class Change(NamedTuple):
    """A change of one document. Both sides hold stored values; an absent field is `None`.

    `was` is `None` if the document is created, `now` if it is deleted; otherwise both
    hold just the fields that differ.
    """

    kind: str
    id: str
    was: Mapping[str, JsonValue] | None
    now: Mapping[str, JsonValue] | None
    version: int = 0
    """The version the author saw; 0 where the content alone decides."""

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.kind, self.id, self.now, self.was)


@dataclass(frozen=True)
class Transaction:
    """One command as the log keeps it: named, timed, signed.

    Attributes:
        seq: Its place in the log, from 1.
        at: When it was committed, ISO 8601 in UTC.
        by: Who committed it, `user@host`.
        name: What the person did, such as `Move 3 deals to Proposal`.
        changes: What it changed, in order.
        undoes: The `seq` of the transaction it takes back, or 0.
        redoes: The `seq` of the transaction it does again, or 0.
    """

    seq: int
    at: str
    by: str
    name: str
    changes: tuple[Change, ...] = ()
    undoes: int = 0
    redoes: int = 0

    @property
    def user(self) -> str:
        """The user's name without the host."""
        return user_of(self.by)

    def with_seq(self, seq: int) -> Transaction:
        """This transaction at another place in the log."""
        return replace(self, seq=seq)


def user_of(by: str) -> str:
    """The user in a signature `user@host`; a user may hold an `@`, a host may not."""
    return by.rpartition("@")[0] or by


class ChangeSet:
    """A named set of changes across kinds, to be committed whole or not at all.

    Args:
        name: What the person did, in the imperative, as the history shows it.

    Attributes:
        as_stored: Whether it comes from the log or a backup, and may hold what this pmtui does not know.
    """

    def __init__(self, name: str) -> None:
        self.name = clean_line(name)
        self.undoes = 0
        self.redoes = 0
        self.as_stored = False
        self._changes: dict[tuple[str, str], Change] = {}
        self._fresh = 0

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes.values())

    def of(self, kind: str, document_id: str) -> Change | None:
        """The change of one document, or `None`."""
        return self._changes.get((kind, document_id))

    def reserve(self) -> str:
        """A fresh id for a document that is created later, so that others may link to it before."""
        self._fresh += 1
        return f"?{self._fresh}"

    def create(self, document: Document) -> str:
        """Add a document; its id is allocated by the commit.

        Returns:
            A fresh id such as `?1` that link fields of other documents in this set may hold, or
            the document's own id where it brings one (terms, whose id is their slug).
        """
        from pmtui.models.registry import kind_of_model

        document_id = document.id or self.reserve()
        kind = kind_of_model(document)
        stored = clean_stored(stored_fields(document))
        pending = self._changes.get((kind, document_id))
        if pending is not None and pending.was is not None and pending.now is None:
            self._replace(pending, stored)
        else:
            self.put(Change(kind, document_id, None, stored))
        return document_id

    def _replace(self, deleted: Change, stored: Stored) -> None:
        """Put a document in the place of one that this set deletes under the same id."""
        was, now = difference(without_stamps(deleted.was or {}), stored)
        self.put(Change(deleted.kind, deleted.id, was, now, deleted.version))

    def update(self, before: Document, after: Document) -> None:
        """Change the fields in which two states of a document differ; none is no change."""
        from pmtui.models.registry import kind_of_model
        from pmtui.models.stored_model import with_unknown

        kind = kind_of_model(before)
        after = with_unknown(before, after)
        pending = self._changes.get((kind, before.id))
        if pending is not None and pending.was is None:
            self.put(pending._replace(now=clean_stored(stored_fields(after))))
            return
        was, now = difference(stored_fields(before), stored_fields(after))
        now = clean_stored(now)
        if not now:
            return
        if pending is not None and pending.was is not None and pending.now is not None:
            was, now = {**was, **pending.was}, {**pending.now, **now}
        self.put(Change(kind, before.id, was, now, before.version))

    def delete(self, document: Document) -> None:
        """Remove a document; undo brings it back under the same id."""
        from pmtui.models.registry import kind_of_model

        stored = stored_fields(document)
        self.put(Change(kind_of_model(document), document.id, stored, None, document.version))

    def put(self, change: Change) -> None:
        """Add a change as it is, in place of an earlier one to the same document."""
        self._changes[change.kind, change.id] = change

    def drop(self, change: Change) -> None:
        """Take a change out again."""
        self._changes.pop((change.kind, change.id), None)


def without_stamps(stored: Mapping[str, JsonValue]) -> Stored:
    """A stored document without what the store itself sets on every commit."""
    return {name: value for name, value in stored.items() if name not in STAMPS}


def stored_fields(document: Document) -> Stored:
    """A document as it is stored, without what the store itself sets on every commit."""
    from pmtui.models.document import to_stored

    return without_stamps(to_stored(document))


def difference(
    old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """The fields in which two stored documents differ, as (was, now); an absent one is `None`."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def with_ids(kind: str, values: Mapping[str, JsonValue], ids: Mapping[str, str]) -> Stored:
    """Stored values with the fresh ids in link fields, and in those of their parts, replaced by the allocated ones."""
    from pmtui.models.registry import links_of, part_links_of

    resolved = dict(values)
    for name in links_of(kind):
        value = resolved.get(name)
        if isinstance(value, str):
            resolved[name] = ids.get(value, value)
        elif isinstance(value, list):
            resolved[name] = [ids.get(each, each) if isinstance(each, str) else each for each in value]
    for name, links in part_links_of(kind).items():
        parts = resolved.get(name)
        if isinstance(parts, list):
            resolved[name] = [_part_with_ids(part, links, ids) for part in parts]
    return resolved


def _part_with_ids(part: JsonValue, links: Mapping[str, str], ids: Mapping[str, str]) -> JsonValue:
    if not isinstance(part, dict):
        return part
    return {
        name: ids.get(value, value) if name in links and isinstance(value, str) else value
        for name, value in part.items()
    }
