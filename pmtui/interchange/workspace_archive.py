"""The whole workspace out and in again: one JSON file, or a folder of CSV files that a diff reads well.

Both keep every field, the ids and the links as ids, so that what comes back is what went out. The
history stays where it is, and so do version and time of the last change, which the store counts itself.
"""

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pmtui.errors import InputError, nearest
from pmtui.foreign_files import NoSuchFile, parse_json, read_foreign_text
from pmtui.models.document import Document, to_stored
from pmtui.models.fields import fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.registry import MODELS
from pmtui.models.stored import JsonValue, Stored
from pmtui.models.stored_model import unknown_names
from pmtui.store.changes import Change, ChangeSet, difference
from pmtui.store.validation import problem_of, validated
from pmtui.store.workspace import Workspace
from pmtui.terminal.json_text import json_text

Unknown = Mapping[str, set[str]]
"""By kind, the names of fields that this pmtui does not know and that are kept all the same."""

FORMAT = 1
"""The form of both; a later one says a higher number."""

ABOUT = "about.json"
"""The file of a folder that says what it is."""

_COUNTED = frozenset({"version", "updated_at"})
_GUARDED = re.compile(r"^'*[=+\-@\t\r]")
_JSON = (list, dict, bool, int, float)


def to_whole_json(workspace: Workspace) -> str:
    """Every document by kind, in the order of the ids, with every field that is not empty."""
    kinds = {kind: [dict(_kept(document)) for document in workspace.all(kind)] for kind in KINDS}
    told: dict[str, JsonValue] = {"pmtui": _about(workspace)}
    shown = told | {kind: [*rows] for kind, rows in kinds.items() if rows}
    return json_text(shown, indent=2) + "\n"


def to_folder(workspace: Workspace, *, raw: bool) -> dict[str, str]:
    """The files of a folder by name: one CSV a kind that has documents, and what the folder is.

    Args:
        workspace: Where the documents are.
        raw: Whether cells that a spreadsheet would take for formulas are left as they are.
    """
    about = {"pmtui": _about(workspace), "guarded": not raw}
    files = {ABOUT: json.dumps(about, indent=2) + "\n"}
    for kind in KINDS:
        rows = [_kept(document) for document in workspace.all(kind)]
        if rows:
            files[f"{kind}.csv"] = _csv(kind, rows, raw=raw)
    return files


def _about(workspace: Workspace) -> dict[str, JsonValue]:
    """The form, and the names of the fields that a newer pmtui added, so that they are no typing errors when read."""
    unknown = {kind: sorted(unknown_names(tuple(workspace.all(kind)))) for kind in KINDS}
    named: dict[str, JsonValue] = {kind: [*names] for kind, names in unknown.items() if names}
    return {"format": FORMAT, "unknown": named} if named else {"format": FORMAT}


def plan_whole(workspace: Workspace, path: Path, *, within: str = "") -> tuple[ChangeSet, dict[str, int]]:
    """Plan the import of a file or folder of a whole workspace, under the ids it has there.

    Args:
        workspace: The workspace it is compared with.
        path: The file or folder.
        within: The folder that all of it must be in, by no link; empty for anywhere.

    Returns:
        The changes, and how many documents of each kind are in it.

    Raises:
        InputError: It is neither, a document in it is not valid, or an id is taken here.
    """
    found, unknown = _from_folder(path, within) if os.path.isdir(path) else _from_json(path, within)
    changes = ChangeSet(f"Import {sum(map(len, found.values())):,} documents from {path.name}")
    taken = []
    for kind, rows in found.items():
        here = workspace.rows(kind)
        for place, row in enumerate(rows, start=1):
            where = f"{path}: {kind} {row.get('id') or place}"
            if problem := problem_of(kind, row, unknown.get(kind, ())):
                raise InputError(f"{where}: {problem}")
            document = validated(kind, row)
            stored = to_stored(document)
            new = _comparable(stored)
            current = here.get(document.id)
            before = _comparable(to_stored(validated(kind, current))) if current is not None else None
            if before is None:
                changes.put(Change(kind, document.id, None, new))
            elif KINDS[kind].internal:
                was, now = difference(before, new)
                if now:
                    changes.put(Change(kind, document.id, was, now))
            elif before != new:
                taken.append(document.id)
    if taken:
        more = f" and {len(taken) - 3:,} more" if len(taken) > len(taken[:3]) else ""
        raise InputError(
            f"{path}: {', '.join(taken[:3])}{more} are other documents here; import all fills an empty workspace "
            f"(pmtui --workspace NEW init), or bring each kind by itself"
        )
    return changes, {kind: len(rows) for kind, rows in found.items()}


def _comparable(stored: Mapping[str, JsonValue]) -> Stored:
    """A stored document as it would come from a file of a whole workspace, without its id."""
    return {name: value for name, value in stored.items() if name not in _COUNTED and name != "id"}


def _kept(document: Document) -> Stored:
    return {name: value for name, value in to_stored(document).items() if name not in _COUNTED}


# JSON


def _from_json(path: Path, within: str) -> tuple[dict[str, list[Stored]], Unknown]:
    told = parse_json(read_foreign_text(path, within=within), str(path))
    if not isinstance(told, dict):
        raise InputError(f"{path}: is no workspace; pmtui export all writes one")
    unknown = _check(path, told.pop("pmtui", None))
    found: dict[str, list[Stored]] = {}
    for kind, rows in told.items():
        if kind not in KINDS or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(f"{path}: {kind!r} is no list of documents of a kind that there is")
        found[kind] = rows
    return found, unknown


def _check(path: Path, about: object) -> Unknown:
    """The fields that are unknown and kept all the same, once the form is known to be ours."""
    form = about.get("format") if isinstance(about, dict) else None
    if not isinstance(about, dict) or not isinstance(form, int):
        raise InputError(f"{path}: is no workspace; pmtui export all writes one")
    if form > FORMAT:
        raise InputError(f"{path}: was made by a newer pmtui")
    named = about.get("unknown")
    return {
        str(kind): {str(name) for name in names}
        for kind, names in (named.items() if isinstance(named, dict) else ())
        if isinstance(names, list)
    }


# A folder


def _from_folder(path: Path, within: str) -> tuple[dict[str, list[Stored]], Unknown]:
    try:
        about = parse_json(read_foreign_text(path / ABOUT, within=within), str(path / ABOUT))
    except NoSuchFile:
        raise InputError(
            f"{path}: has no {ABOUT}; pmtui export all --format csv -o FOLDER writes one"
        ) from None
    if not isinstance(about, dict):
        raise InputError(f"{path / ABOUT}: is not of the form that pmtui writes")
    unknown = _check(path, about.get("pmtui"))
    guarded = about.get("guarded") is not False
    found = {}
    for kind in KINDS:
        file = path / f"{kind}.csv"
        with suppress(NoSuchFile):
            rows = read_foreign_text(file, within=within)
            found[kind] = _rows(file, rows, kind, guarded=guarded, unknown=unknown.get(kind, set()))
    return found, unknown


def _csv(kind: str, rows: list[Stored], *, raw: bool) -> str:
    columns = [name for name in fields_of(kind) if name not in _COUNTED]
    columns = ["id", *(name for name in columns if name != "id")]
    columns += sorted({name for row in rows for name in row if name not in fields_of(kind)})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [
            _cell(row.get(name))
            if name in fields_of(kind) or name not in row
            else json.dumps(row[name], ensure_ascii=False)
            for name in columns
        ]
        writer.writerow(cells if raw else [f"'{cell}" if _GUARDED.match(cell) else cell for cell in cells])
    return buffer.getvalue()


def _cell(value: JsonValue) -> str:
    if value is None:
        return ""
    return json_text(value) if isinstance(value, _JSON) else value


def _rows(path: Path, text: str, kind: str, *, guarded: bool, unknown: set[str]) -> list[Stored]:
    """The stored documents of a file; an unknown field that is kept has its value as JSON.

    Raises:
        InputError: A column is none of the kind's, or a cell does not read; file, row and column are named.
    """
    text_fields = _text_fields(kind)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    columns = table[0] if table else []
    for name in columns:
        if name not in MODELS[kind].model_fields and name not in unknown:
            near = nearest(name, tuple(MODELS[kind].model_fields))
            raise InputError(f"{path}: row 1: a {kind} has no field {name!r}{near}")
    found = []
    for number, cells in enumerate(table[1:], start=2):
        if len(cells) != len(columns):
            raise InputError(
                f"{path}: row {number} has {len(cells)} cells where the header has {len(columns)}"
            )
        row: Stored = {}
        for name, cell in zip(columns, cells, strict=True):
            plain = cell[1:] if guarded and cell[:1] == "'" and _GUARDED.match(cell) else cell
            if not plain:
                continue
            try:
                row[name] = plain if name in text_fields else json.loads(plain)
            except (ValueError, RecursionError):
                raise InputError(f"{path}: row {number}, {name}: {cell[:80]!r} is not JSON") from None
        found.append(row)
    return found


def _text_fields(kind: str) -> Mapping[str, object]:
    """The fields that are stored as text: a cell holds them as they are, and any other as JSON."""
    from pmtui.models.fields import Shape

    told = (Shape.LINE, Shape.TEXT, Shape.DATE, Shape.MOMENT, Shape.CHOICE, Shape.LINK)
    return {name: spec for name, spec in fields_of(kind).items() if spec.shape in told}
