"""A document in full as the lines of a detail pane, with what links to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pmtui.models.document import Document
from pmtui.models.fields import Field, Shape, fields_of, written
from pmtui.models.kinds import KINDS
from pmtui.models.registry import kind_of_model
from pmtui.models.values.clock import local_text
from pmtui.models.values.money import Money
from pmtui.screens.documents.cell_format import text_of
from pmtui.screens.documents.details.computed_details import standing, worked_out
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.team_labels import label_of
from pmtui.store.query.derivations.backlinks import BACKLINKS
from pmtui.store.query.name_index import title_of
from pmtui.widgets.form.row_cells import ROWS, RowForm
from pmtui.widgets.record.detail import DetailLine

_SHOWN = 12


def document_lines(document: Document, session: Session) -> tuple[DetailLine, ...]:
    """How it stands, the fields that are filled, then what links to the document."""
    return (*_fields(document, session), *worked_out(document, session), *_linking(document, session))


def _fields(document: Document, session: Session) -> Iterator[DetailLine]:
    kind = kind_of_model(document)
    title = text_of(getattr(document, KINDS[kind].title)) or document.id
    yield DetailLine(f"{document.id}  {title}", heading=True)
    before = list(standing(document, session))
    if before:
        yield from before
        yield DetailLine("Fields", heading=True)
    late, tables = [], list[Field]()
    for spec in fields_of(kind).values():
        value = getattr(document, spec.name)
        usual = spec.hidden and value == type(document).model_fields[spec.name].default
        if spec.shape is Shape.PARTS or spec.name in ("id", "version") or usual or not written(value):
            continue
        if spec.shape in ROWS and not spec.hidden:
            tables.append(spec)
            continue
        line = _line(spec, value, session)._replace(field="" if spec.hidden else spec.name)
        if spec.shape is Shape.MOMENT:
            late.append(line)
        else:
            yield line
    yield from late
    for spec in tables:
        yield from _table(spec, getattr(document, spec.name), session)


def _table(field: Field, value: object, session: Session) -> Iterator[DetailLine]:
    """The rows inside a field, below its heading and those of its columns."""
    form = RowForm(field)
    rows = form.split(written(value, session.workspace.names.label))
    label = label_of(session.workspace, field.label, field.headword)
    yield DetailLine(f"{label}  {len(rows):,}", heading=True)
    right = form.right(rows)
    for place, cells in enumerate(form.texts(rows), -1):
        tone = "dim" if place < 0 else ""
        yield DetailLine("", "", tone, field.headword, field=field.name, row=place, cells=cells, right=right)


def _line(field: Field, value: object, session: Session) -> DetailLine:
    names = session.workspace.names
    spec = replace(field, label=label_of(session.workspace, field.label, field.headword))
    if isinstance(value, Money):
        return DetailLine(spec.label, value.text, headword=spec.headword)
    if spec.shape is Shape.LINK and isinstance(value, str):
        return DetailLine(spec.label, names.label(value), headword=spec.headword, target=value)
    if spec.shape is Shape.LINKS and isinstance(value, tuple):
        return DetailLine(spec.label, ", ".join(names.label(each) for each in value), headword=spec.headword)
    if spec.shape is Shape.PERCENT:
        return DetailLine(spec.label, f"{value} %", headword=spec.headword)
    if isinstance(value, datetime):
        return DetailLine(spec.label, local_text(value), "dim")
    return DetailLine(spec.label, written(value), headword=spec.headword)


def _linking(document: Document, session: Session) -> Iterator[DetailLine]:
    workspace = session.workspace
    links = workspace.derived(BACKLINKS)
    for kind, field, heading in KINDS[kind_of_model(document)].linked_by:
        found = list(links.of(kind, field, document.id))
        if found:
            yield DetailLine(f"{heading}  {len(found):,}", heading=True)
        for document_id in reversed(found[-_SHOWN:]):
            row = workspace.rows(kind)[document_id]
            shown = row.get(KINDS[kind].title)
            named = isinstance(shown, str) and KINDS[kind].title != "text"
            text = workspace.names.label(str(shown)) if named else text_of(shown)
            yield DetailLine(document_id, text or title_of(kind, row), target=document_id)
        if len(found) > _SHOWN:
            yield DetailLine("", f"and {len(found) - _SHOWN:,} more", "dim")
