"""Links read backwards: the documents of a kind that link to one document by a field."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.store.events import Changed
from pmtui.store.query.derived import Derived, Source


@dataclass
class LinkIndex:
    """Links read backwards: by what they lead to.

    Attributes:
        sources: The documents that link to each target, in the order in which they were read.
        targets: The targets of each document.
    """

    sources: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    targets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def put(self, document_id: str, targets: tuple[str, ...]) -> frozenset[str]:
        """Replace the targets of a document; one whose targets stay keeps its place.

        Returns:
            The targets that it has, or had.
        """
        before = self.targets.get(document_id, ())
        if targets != before:
            for target in before:
                del self.sources[target][document_id]
            for target in targets:
                self.sources[target][document_id] = None
            self.targets[document_id] = targets
        return frozenset((*before, *targets))


class Backlinks:
    """The links of a workspace, read backwards.

    A field is read when it is first asked for, O(documents of its kind); after that a commit costs what it touches.

    Args:
        source: The workspace.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._fields: dict[tuple[str, str], LinkIndex] = {}

    def of(self, kind: str, field_name: str, target: str) -> Collection[str]:
        """Return the ids of the documents of a kind that link to a document by a field."""
        return self._read(kind, field_name).sources.get(target, {}).keys()

    def update(self, changed: Changed) -> None:
        """Take in that documents were created, changed or deleted."""
        for (kind, name), found in self._fields.items():
            rows = self._source.rows(kind)
            for document_id in changed.ids.get(kind, ()):
                row = rows.get(document_id)
                found.put(document_id, _targets(row.get(name)) if row is not None else ())

    def _read(self, kind: str, name: str) -> LinkIndex:
        if (kind, name) not in self._fields:
            found = self._fields[kind, name] = LinkIndex()
            for document_id, row in self._source.rows(kind).items():
                if name in row:
                    found.put(document_id, _targets(row[name]))
        return self._fields[kind, name]


def _targets(stored: JsonValue) -> tuple[str, ...]:
    if isinstance(stored, str):
        return (stored,)
    return tuple(dict.fromkeys(map(str, stored))) if isinstance(stored, list) else ()


_EVERY_KIND = frozenset(KINDS)
BACKLINKS = Derived(Backlinks, _EVERY_KIND, follows=_EVERY_KIND)
"""Who links to a document, by kind and field; it follows commits."""
