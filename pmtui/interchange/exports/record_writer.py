"""Writing documents out: CSV that a spreadsheet may open, JSON that loses nothing, Markdown for people."""

import csv
import io
import re
from collections.abc import Iterable

from pmtui.interchange.exports.record_markdown import escaped
from pmtui.models.document import Document, full
from pmtui.models.fields import Field, Shape, fields_of, written
from pmtui.models.registry import part_links_of
from pmtui.models.row_text import join_list
from pmtui.models.values.folding import folded
from pmtui.store.query.name_index import Names, title_of
from pmtui.store.workspace import Workspace
from pmtui.terminal.json_text import json_text

_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_NUMBER = re.compile(r"^[-+]?\d[\d.,]*(?: [A-Z]{3})?%?$")


def to_json(workspace: Workspace, kind: str) -> str:
    """The documents of a kind as a JSON list, with every field."""
    return json_text([full(document) for document in workspace.all(kind)], indent=2) + "\n"


def to_csv(workspace: Workspace, kind: str, *, raw: bool) -> str:
    """The documents of a kind as CSV with the models' field names; links as names where these are unique.

    Args:
        workspace: Where they are.
        kind: Which.
        raw: Whether cells that a spreadsheet would take for formulas are left as they are.
    """
    specs = export_fields(kind)
    linked = {spec.link for spec in specs} | {
        to for links in part_links_of(kind).values() for to in links.values()
    }
    shared = _shared_names(workspace, linked - {""})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([spec.name for spec in specs])
    for document in workspace.all(kind):
        cells = [_cell(spec, document, workspace.names, shared) for spec in specs]
        writer.writerow(cells if raw else [guarded(cell) for cell in cells])
    return buffer.getvalue()


def to_markdown(workspace: Workspace, kind: str) -> str:
    """The documents of a kind as a Markdown table of the fields that any of them fills."""
    documents = list(workspace.all(kind))
    specs = [
        spec
        for spec in export_fields(kind)
        if spec.shape is not Shape.TEXT and any(written(getattr(each, spec.name)) for each in documents)
    ]
    lines = [_line(spec.label for spec in specs), _line("---" for _ in specs)]
    for document in documents:
        lines.append(_line(escaped(_cell(spec, document, workspace.names, frozenset())) for spec in specs))
    return "\n".join(lines) + "\n"


def export_fields(kind: str) -> list[Field]:
    """The fields of an export: the id, and what a person fills in."""
    specs = fields_of(kind)
    typed = [spec for spec in specs.values() if not spec.hidden and spec.shape is not Shape.PARTS]
    return [specs["id"], *typed]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay numbers.

    What begins like a guarded one is guarded once more, so that taking the guard off gives the cell back.
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def _cell(spec: Field, document: Document, names: Names, shared: frozenset[str]) -> str:
    value = getattr(document, spec.name)
    if spec.shape is Shape.LINK and isinstance(value, str):
        return value if value in shared or not spec.link else names.label(value)

    def name(document_id: str) -> str:
        return document_id if document_id in shared else names.label(document_id)

    if spec.shape is Shape.LINKS:
        return join_list(map(name, value))
    return written(value, name)


def _shared_names(workspace: Workspace, kinds: Iterable[str]) -> frozenset[str]:
    """The ids of documents that share their name with another of their kind: only the id tells them apart."""
    shared = set()
    for kind in kinds:
        owners: dict[str, list[str]] = {}
        for document_id, row in workspace.rows(kind).items():
            owners.setdefault(folded(title_of(kind, row)), []).append(document_id)
        shared |= {each for ids in owners.values() if len(ids) > 1 for each in ids}
    return frozenset(shared)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
