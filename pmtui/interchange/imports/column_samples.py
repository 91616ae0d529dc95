"""Columns of a file with some of their cells beside what they are read as."""

from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import Planner
from pmtui.interchange.imports.presets import CLOSE
from pmtui.interchange.imports.reader import Table
from pmtui.models.fields import written
from pmtui.store.workspace import Workspace


class Sample(NamedTuple):
    """A column with the field it goes to and some of its cells.

    Attributes:
        header: Its name in the file.
        field: The field that it holds; empty if it is kept as a custom field.
        cells: Some of its cells, each with what it is read as, or the problem with it after an exclamation mark.
    """

    header: str
    field: str
    cells: tuple[tuple[str, str], ...]


def samples(workspace: Workspace, kind: str, table: Table, choices: Choices, count: int = 2) -> list[Sample]:
    """Each column with its field and some cells beside what they are read as.

    Raises:
        InputError: The file cannot be understood as a whole.
    """
    planner = Planner(workspace, kind, table, choices)
    return [_sample(planner, place, count) for place in range(len(table.headers))]


def _sample(planner: Planner, place: int, count: int) -> Sample:
    columns = planner.columns
    field = next((name for name, each in columns.fields.items() if each == place), "")
    other = next((name for name, each in columns.linked.items() if each == place), "")
    reader = planner.readers.get("closed" if field == CLOSE else field)
    cells: list[tuple[str, str]] = []
    for record in planner.table.records:
        cell = record.cells[place].strip()
        if len(cells) == count:
            break
        if not cell:
            continue
        try:
            read = cell if reader is None or reader.spec.link else written(reader.read(cell))
        except FieldError as error:
            read = f"! {error.problem}"
        cells.append((cell, read))
    told = "closed or expected_close" if field == CLOSE else field or other
    if place == columns.outcome:
        told = "won or lost"
    elif place == columns.currency:
        told = "currency"
    return Sample(planner.table.headers[place], told, tuple(cells))
