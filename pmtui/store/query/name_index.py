"""Names: from what people call a document to its id, and back."""

from collections.abc import Callable, Iterator, Mapping

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS, canonical_id, kind_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.models.values.folding import folded
from pmtui.store.events import Changed
from pmtui.store.tables import Tables

_SHOWN = 3
_ALIKE = 60.0


class Names:
    """Looks documents up by name in the live tables.

    Args:
        tables: Gives the live tables.
    """

    def __init__(self, tables: Callable[[], Tables]) -> None:
        self._tables = tables
        self._index: dict[str, dict[str, list[str]]] = {}

    def update(self, changed: Changed) -> None:
        """Forget the names of the kinds that changed; they are read again when next asked for."""
        for kind in changed.ids:
            self._index.pop(kind, None)

    def label(self, document_id: str) -> str:
        """The name of a document; its id if it has no name, is gone, or never existed."""
        kind = kind_of(document_id)
        stored = self._tables()[kind.name].get(document_id)
        return title_of(kind.name, stored) if stored else document_id

    def find(self, kind: str, text: str) -> str:
        """The id of the document of a kind that an id or a name means.

        Args:
            kind: The kind, or empty where any will do.
            text: An id, a name (case and white space apart), a domain or an e-mail address; also the
                beginning of just one name.

        Raises:
            InputError: None is meant, or several are.
        """
        document_id = canonical_id(text)
        for name in [kind] if kind else list(KINDS):
            if document_id in self._tables()[name]:
                return document_id
        if not kind:
            raise InputError(f"there is no document {text!r}; give an id such as D-142")
        found = self._named(kind, text)
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"{text!r} may be {' or '.join(found[:_SHOWN])}; give the id")
        raise InputError(f"there is no {kind} {text!r}{self._hint(kind, text)}")

    def _named(self, kind: str, text: str) -> list[str]:
        index = self._indexed(kind)
        wanted = folded(text)
        if wanted in index:
            return index[wanted]
        return [each for name, ids in index.items() if wanted and name.startswith(wanted) for each in ids]

    def matching(self, kind: str, text: str) -> Iterator[str]:
        """The ids of the documents of a kind whose name holds the text."""
        wanted = folded(text)
        return (each for name, ids in self._indexed(kind).items() if wanted in name for each in ids)

    def all_of(self, kind: str) -> list[str]:
        """The names of a kind, for completion and for the nearest one in an error."""
        return [title_of(kind, stored) for stored in self._tables()[kind].values()]

    def _hint(self, kind: str, text: str) -> str:
        """A closing clause with the name that looks most like the text; quick among fifty thousand."""
        from rapidfuzz import fuzz, process

        near = process.extractOne(text, self.all_of(kind), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return f"; did you mean {near[0]!r}?" if near else ""

    def _indexed(self, kind: str) -> dict[str, list[str]]:
        if kind not in self._index:
            index: dict[str, list[str]] = {}
            for document_id, stored in self._tables()[kind].items():
                for name in _names_of(kind, stored):
                    index.setdefault(folded(name), []).append(document_id)
            self._index[kind] = index
        return self._index[kind]


def title_of(kind: str, stored: Mapping[str, JsonValue]) -> str:
    """The name of a stored document; its id where it has none."""
    title = stored.get(KINDS[kind].title)
    return title if isinstance(title, str) and title else str(stored.get("id", ""))


def _names_of(kind: str, stored: Stored) -> Iterator[str]:
    yield title_of(kind, stored)
    for field in KINDS[kind].known_by:
        value = stored.get(field)
        if isinstance(value, str) and value:
            yield value
