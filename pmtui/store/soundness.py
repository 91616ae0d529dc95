"""Soundness: stored documents that no screen and no command can use are found before anybody tries.

They come from another version, another program or a hand. They stay in the files as they are, apart from the
tables that everything reads; the rest of the workspace goes on without them.
"""

from collections.abc import Mapping, MutableMapping

from pmtui.models.kinds import KINDS
from pmtui.models.shape import has_shape
from pmtui.models.stored import Stored
from pmtui.store.query.lazy_table import Documents

Apart = dict[str, dict[str, Stored]]
"""Documents that cannot be used, as they are stored: by kind, then by id."""


_NAMED = 3
"""Documents that are named at once; more are counted."""


def unsound(kind: str, document_id: str, stored: object) -> str:
    """Why a stored document cannot be used; empty where it can.

    A quick look first: only what does not have the form of its kind costs the loading of its model.
    """
    if kind not in KINDS:
        return ""
    if not isinstance(stored, dict):
        return "is no document"
    if stored.get("id") != document_id:
        return f"is stored as {document_id} and calls itself {stored.get('id')!r}"
    if has_shape(kind, stored):
        return ""
    from pmtui.store.validation import problem_of

    return problem_of(kind, stored)


def set_apart(tables: Mapping[str, MutableMapping[str, Stored]]) -> tuple[Apart, dict[tuple[str, str], str]]:
    """Take the documents that cannot be used out of tables.

    A table that is read from the checkpoint as it is used is left alone: it was looked at when its index
    was written.

    Returns:
        The documents, and what is wrong with each, by kind and id.
    """
    apart: Apart = {}
    problems: dict[tuple[str, str], str] = {}
    for kind, table in tables.items():
        if isinstance(table, Documents):
            continue
        for document_id, stored in table.items():
            if problem := unsound(kind, document_id, stored):
                problems[kind, document_id] = problem
    for kind, document_id in problems:
        apart.setdefault(kind, {})[document_id] = tables[kind].pop(document_id)
    return apart, problems


def whole(
    tables: Mapping[str, MutableMapping[str, Stored]], apart: Apart
) -> Mapping[str, MutableMapping[str, Stored]]:
    """All documents, those that cannot be used too, as they are to be written."""
    if not apart:
        return tables
    mixed = {kind: {**tables.get(kind, {}), **apart[kind]} for kind in apart if apart[kind]}
    return {**tables, **mixed}


class Unsound:
    """Names the documents that cannot be used, each once.

    Attributes:
        found: What is wrong with those that have the form of their kind and still are not valid, by kind and id.
        told: What a person should know.
    """

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], str] = {}
        self.told: list[str] = []
        self._named: set[tuple[str, str]] = set()

    def note(self, kind: str, document_id: str, problem: str) -> None:
        """Note one that was found when it was to be used."""
        self.found[kind, document_id] = problem
        self._tell(kind, document_id, problem)

    def name(self, problems: Mapping[tuple[str, str], str]) -> None:
        """Name those that were set apart and not named yet."""
        fresh = [each for each in problems if each not in self._named]
        for kind, document_id in fresh[:_NAMED]:
            self._tell(kind, document_id, problems[kind, document_id])
        if len(fresh) > _NAMED:
            self.told.append(
                f"{len(fresh) - _NAMED:,} more documents cannot be used; `pmtui doctor` names them"
            )
        self._named = set(problems)

    def _tell(self, kind: str, document_id: str, problem: str) -> None:
        self.told.append(
            f"{kind} {document_id} cannot be used: {problem}. It is kept as it is; `pmtui doctor` says how to mend it"
        )
