"""Links by name: found among what is there, made where it is not, and told where two names look alike."""

from pmtui.errors import InputError
from pmtui.interchange.report import Tally
from pmtui.models.entry import build
from pmtui.models.kinds import KINDS, canonical_id
from pmtui.store.changes import ChangeSet
from pmtui.store.names import folded, title_of
from pmtui.store.workspace import Workspace
from pmtui.workflows.documents import complete
from pmtui.workflows.transactions import situation

_MADE = ("account", "contact", "product", "feature")
"""The kinds that an import makes when a row names one that is not there."""


class Linker:
    """Finds or makes what the rows of a file link to.

    Args:
        workspace: The documents that are there.
        changes: Where new ones are put.
        tally: Where lookalikes are told.
    """

    def __init__(self, workspace: Workspace, changes: ChangeSet, tally: Tally) -> None:
        self._workspace = workspace
        self._changes = changes
        self._tally = tally
        self._known: dict[tuple[str, str], str] = {}
        self._alike: dict[tuple[str, str], str] = {}
        self._seen: set[str] = set()
        self._suspects: dict[tuple[str, str], str] = {}
        self.row = 0
        self.column = ""

    def announce(self, kind: str, name: str, document_id: str) -> None:
        """Tell of a document that the file itself brings or updates, before any row links to it."""
        self._read(kind)
        self._known.setdefault((kind, folded(name)), document_id)
        self._note_alike(kind, name)

    def find(self, kind: str, text: str) -> str:
        """The id of what a cell names; a new document's fresh id where nothing bears the name.

        Raises:
            InputError: A document of this kind is not made by an import, and there is none of that name.
        """
        self._read(kind)
        key = (kind, folded(text))
        if kind and key not in self._known:
            if (document_id := canonical_id(text)) in self._workspace.rows(kind):
                return document_id
            if kind not in _MADE:
                return self._workspace.names.find(kind, text)
            self._make(kind, text)
        if not kind:
            return self._workspace.names.find(kind, text)
        if key in self._suspects:
            self._tell(text, self._suspects[key])
        return self._known[key]

    def tell_lookalike(self, name: str, row: int, column: str, kind: str) -> None:
        """Tell where a row's own name looks like another one's."""
        self.row, self.column = row, column
        other = self._suspects.get((kind, folded(name)))
        if other is not None:
            self._tell(name, other)

    def _make(self, kind: str, text: str) -> None:
        values: dict[str, object] = {KINDS[kind].title: text}
        here = situation(self._workspace)
        document = complete(build(kind, None, values), here).model_copy(update={"owner": ""})
        self._known[kind, folded(text)] = self._changes.create(document)
        self._note_alike(kind, text)

    def _note_alike(self, kind: str, name: str) -> None:
        """Remember a name that differs from another one in spaces and punctuation only."""
        other = self._alike.setdefault((kind, squeezed(name)), name)
        if folded(other) != folded(name):
            self._suspects.setdefault((kind, folded(name)), other)

    def _tell(self, name: str, other: str) -> None:
        self._tally.note(
            self.row,
            self.column,
            name,
            f"{name!r} is not {other!r}, though they look alike; it was kept apart ({{n}} rows)",
        )

    def _read(self, kind: str) -> None:
        """Learn the names of a kind that are there already."""
        if not kind or kind in self._seen:
            return
        self._seen.add(kind)
        also = {"account": ("domain",), "contact": ("email",)}.get(kind, ())
        for document_id, stored in self._workspace.rows(kind).items():
            title = title_of(kind, stored)
            self._known.setdefault((kind, folded(title)), document_id)
            self._alike.setdefault((kind, squeezed(title)), title)
            for field in also:
                if isinstance(value := stored.get(field), str):
                    self._known.setdefault((kind, folded(value)), document_id)


def squeezed(name: str) -> str:
    """A name without spaces, punctuation and case."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def no_links(kind: str, text: str) -> str:
    """Stands for a linker where nothing may be linked.

    Raises:
        InputError: Always.
    """
    raise InputError(f"{text!r} cannot be looked up here")
