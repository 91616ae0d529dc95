"""Rows read the stored form as models do, and have no field that the model lacks."""

from collections.abc import Iterator
from typing import get_args

import pytest

from pmtui.models import workspace_rows
from pmtui.models.customers import customer_rows
from pmtui.models.deals import deal_rows
from pmtui.models.discovery import discovery_rows
from pmtui.models.document import Document, Part
from pmtui.models.registry import MODELS
from pmtui.models.roadmap import roadmap_rows
from pmtui.models.row import DocumentRow, Field, Parts, Row
from pmtui.models.values.amount import Amount
from pmtui.models.values.money import Money
from pmtui.store.workspace import Workspace

_MODULES = (deal_rows, customer_rows, roadmap_rows, discovery_rows, workspace_rows)
ROWS: dict[str, type[DocumentRow]] = {
    found.KIND: found
    for module in _MODULES
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, DocumentRow) and found is not DocumentRow
}


def _names(row: type[Row]) -> set[str]:
    return {name for base in row.__mro__ for name, value in vars(base).items() if isinstance(value, Field)}


def _differences(row: Row, model: Document | Part) -> Iterator[str]:
    for name in _names(type(row)):
        wanted, found = getattr(model, name), getattr(row, name)
        if isinstance(wanted, Money):
            wanted = Amount(wanted.amount, wanted.currency)
        if isinstance(wanted, tuple) and wanted and isinstance(wanted[0], Part):
            for row_part, model_part in zip(found, wanted, strict=True):
                yield from _differences(row_part, model_part)
        elif wanted != found:
            yield f"{name}: {found!r} is not {wanted!r}"


def test_each_kind_has_a_row_whose_fields_are_those_of_its_model() -> None:
    """A field that no code names needs no place in a row: lists, filters and forms read the model's."""
    assert ROWS.keys() == MODELS.keys()
    assert {kind: _names(row) - set(MODELS[kind].model_fields) for kind, row in ROWS.items()} == {
        kind: set() for kind in MODELS
    }


def test_rows_of_parts_have_fields_of_their_models() -> None:
    """What is inside a document counts as much as the document."""
    for kind, row in ROWS.items():
        for name, info in MODELS[kind].model_fields.items():
            field = getattr(row, name, None)
            if isinstance(field, Parts):
                part = next(found for found in get_args(info.annotation) if issubclass(found, Part))
                assert _names(field.part) <= set(part.model_fields), (kind, name)


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_rows_read_what_models_read(kind: str, demo: Workspace) -> None:
    """Every field of every document of the demo."""
    stored = demo.rows(kind)
    offenders = [
        f"{document_id}.{difference}"
        for document_id, values in stored.items()
        for difference in _differences(ROWS[kind](values), MODELS[kind].model_validate(values))
    ]
    assert offenders == []
