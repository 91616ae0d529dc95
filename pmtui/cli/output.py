"""How documents are printed: aligned columns for people, CSV and JSON for programs."""

import csv
import io
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from wcwidth import wcswidth, wcwidth

from pmtui.models.document import Document, full
from pmtui.models.fields import Field, Shape, fields_of, written
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import local_text
from pmtui.models.values.money import Money
from pmtui.store.query.name_index import Names
from pmtui.terminal.json_text import json_text

_GAP = "  "
_MINIMUM = 8
_RIGHT = (Shape.MONEY, Shape.INTEGER, Shape.NUMBER, Shape.PERCENT)

_TOLD = 10
"""Ids that a message names before it counts the rest."""


def print_json(value: JsonValue | Sequence[Mapping[str, JsonValue]] | Mapping[str, JsonValue]) -> None:
    """Print one JSON value, indented."""
    print(json_text(value, indent=2))


def print_documents(documents: Iterable[Document]) -> None:
    """Print documents as one JSON list, one document at a time, each with all its fields."""
    empty = True
    for document in documents:
        sys.stdout.write("[\n  " if empty else ",\n  ")
        sys.stdout.write(json_text(full(document)))
        empty = False
    sys.stdout.write("[]\n" if empty else "\n]\n")


def print_table(kind: str, documents: Sequence[Document], columns: Sequence[str], names: Names) -> None:
    """Print documents in aligned columns, cut to the terminal's width, whole where there is no terminal."""
    specs = [fields_of(kind)[name] for name in columns]
    rows = [[one_line(cell(spec, document, names)) for spec in specs] for document in documents]
    widths = [
        max(wcswidth(spec.label), max((width_of(row[place]) for row in rows), default=0))
        for place, spec in enumerate(specs)
    ]
    if sys.stdout.isatty():
        widths = _fitted(widths, shutil.get_terminal_size().columns)
    lines = [[spec.label for spec in specs], *rows]
    for line in lines:
        texts = (padded(text, width, spec) for text, width, spec in zip(line, widths, specs, strict=True))
        print(_GAP.join(texts).rstrip())


def print_csv(kind: str, documents: Iterable[Document], columns: Sequence[str], names: Names) -> None:
    """Print documents as CSV with the models' field names; links as names."""
    specs = [fields_of(kind)[name] for name in columns]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([spec.name for spec in specs])
    for document in documents:
        writer.writerow([cell(spec, document, names) for spec in specs])
    sys.stdout.write(buffer.getvalue())


def print_fields(document: Document, kind: str, names: Names) -> None:
    """Print one document as label and value, a field a line, empty ones left out."""
    rows = [
        (spec.label, cell(spec, document, names))
        for spec in fields_of(kind).values()
        if spec.shape is not Shape.PARTS and written(getattr(document, spec.name))
    ]
    width = max(wcswidth(label) for label, _ in rows)
    print(f"{document.id}  {one_line(str(getattr(document, KINDS[kind].title)))}")
    for label, text in rows:
        for number, line in enumerate(text.split("\n")):
            print(f"  {label if not number else '':<{width}}  {line}".rstrip())


def cell(spec: Field, document: Document, names: Names) -> str:
    """A field's value for people: links by name, money with its thousands set apart."""
    value = getattr(document, spec.name)
    if isinstance(value, Money):
        return value.text
    if spec.shape is Shape.LINK and isinstance(value, str):
        return names.label(value)
    if spec.shape is Shape.LINKS:
        return ", ".join(names.label(each) for each in value)
    if spec.shape is Shape.LINES:
        return written(value, names.label)
    if isinstance(value, datetime):
        return local_text(value)
    if spec.shape is Shape.PERCENT and value is not None:
        return f"{value}%"
    return written(value)


def one_line(text: str) -> str:
    """The text with its line breaks as spaces."""
    return " ".join(text.split("\n"))


def width_of(text: str) -> int:
    """The cells that a text takes on a terminal."""
    return max(wcswidth(text), 0)


def padded(text: str, width: int, spec: Field) -> str:
    """The text cut with an ellipsis or filled up to a width, numbers to the right."""
    if width_of(text) > width:
        text = cut(text, width)
    filling = " " * (width - width_of(text))
    return filling + text if spec.shape in _RIGHT else text + filling


def cut(text: str, width: int) -> str:
    """The beginning of a text that fits a width, with an ellipsis at its end."""
    kept, used = [], 0
    for letter in text:
        step = max(wcwidth(letter), 0)
        if used + step > width - 1:
            break
        kept.append(letter)
        used += step
    return "".join(kept) + "…"


def _fitted(widths: Sequence[int], total: int) -> list[int]:
    """The widths with the widest taken in until all fit."""
    fitted = list(widths)
    spare = total - sum(fitted) - len(_GAP) * (len(fitted) - 1)
    while spare < 0 and max(fitted) > _MINIMUM:
        widest = fitted.index(max(fitted))
        others = [width for place, width in enumerate(fitted) if place != widest]
        step = min(-spare, max(1, fitted[widest] - max(_MINIMUM, *others, 0)))
        fitted[widest] -= step
        spare += step
    return fitted


def tell_changed(changed: Iterable[tuple[str, str]], what: str = "changed") -> None:
    """Say on stderr what a command came to; stdout is for data."""
    ids = [document_id for _, document_id in changed]
    more = len(ids) - _TOLD
    shown = ", ".join(ids[:_TOLD]) + (f" and {more:,} more" if more > 0 else "")
    print(f"{what}: {shown}" if ids else "nothing to change", file=sys.stderr)
