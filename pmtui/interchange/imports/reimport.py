"""A newer file against what was edited here since: the history tells what an import wrote last, undo included."""

from collections.abc import Mapping
from typing import NamedTuple

from pmtui.models.stored import JsonValue
from pmtui.store.workspace import Workspace

IMPORT = "Import "
"""How the names of imports begin in the history."""


class Said(NamedTuple):
    """The values that imports last wrote to a document.

    Attributes:
        values: The stored value by field.
        whole: Whether an import made the document, so that a field not among the values was empty.
    """

    values: Mapping[str, JsonValue] = {}
    whole: bool = False


class Imported:
    """The values that imports, unless undone, last wrote to each field; read from the history when first asked for.

    Args:
        workspace: Whose history.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._fields: dict[tuple[str, str], Said] | None = None

    def was(self, kind: str, document_id: str) -> Said:
        """The values that imports gave a document; empty if it was never imported."""
        if self._fields is None:
            self._fields = self._read()
        return self._fields.get((kind, document_id), Said())

    def _read(self) -> dict[tuple[str, str], Said]:
        found: dict[tuple[str, str], dict[str, JsonValue]] = {}
        made: set[tuple[str, str]] = set()
        settled: dict[int, bool] = {}
        for transaction in self._workspace.history():
            if target := transaction.undoes or transaction.redoes:
                settled.setdefault(target, bool(transaction.redoes))
                continue
            if not transaction.name.startswith(IMPORT) or not settled.get(transaction.seq, True):
                continue
            for change in transaction.changes:
                values = found.setdefault((change.kind, change.id), {})
                for name, value in (change.now or {}).items():
                    values.setdefault(name, value)
                if change.was is None:
                    made.add((change.kind, change.id))
        return {key: Said(values, key in made) for key, values in found.items()}


def kept_here(said: Said, ours: Mapping[str, JsonValue], theirs: Mapping[str, JsonValue], name: str) -> str:
    """Decide on a field in which the file differs from the document.

    Args:
        said: The values that imports last wrote.
        ours: The document as stored.
        theirs: The document as the file would have it, as stored.
        name: The field.

    Returns:
        `theirs` if the file changed it, `ours` if only we did, `conflict` if both did.
    """
    unknown = name not in said.values and not said.whole
    before = said.values.get(name)
    if unknown or before == ours.get(name):
        return "theirs"
    return "ours" if before == theirs.get(name) else "conflict"
