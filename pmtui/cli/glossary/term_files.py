"""Terms in and out as files: the team's own words, and the whole dictionary, as JSON, CSV and Markdown."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import FieldError, InputError
from pmtui.foreign_files import parse_json, read_foreign_text
from pmtui.glossary.entries import Entry, from_term, laid_over, read_all, text, whole, words
from pmtui.glossary.entry_markdown import glossary_markdown, read_sections
from pmtui.glossary.find import Dictionary
from pmtui.glossary.overrides import FIELDS, override_values
from pmtui.glossary.process_map import TITLES
from pmtui.glossary.words import folded
from pmtui.interchange.exports.record_writer import guarded
from pmtui.interchange.imports.import_options import Plan
from pmtui.interchange.imports.import_report import Problem, Report
from pmtui.interchange.imports.reader import Record, read_table
from pmtui.models.fields import Reading, build, fields_of, read
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.terminal.json_text import json_text
from pmtui.workflows import kind_dispatch
from pmtui.workflows.glossary import terms
from pmtui.workflows.record_commands import action_context, reading

KNOWN = (*FIELDS, "label", "notes", "tags", "owner")
"""The fields of a term that a file may have; others are passed over."""
_CSV = ("slug", *FIELDS, "notes")


class _Given(NamedTuple):
    """An entry as a file has it."""

    row: int
    """Its line or record."""
    fields: Mapping[str, str]
    """Its fields as text."""


def plan_terms(workspace: Workspace, path: Path, encoding: str = "", *, within: str = "") -> Plan:
    """Work out what a file of terms comes to; nothing is written.

    An entry that came with pmtui and says what it said is left as it is; one that says something else
    becomes the team's own over the shipped one, in the fields that differ.

    Args:
        workspace: What it is compared with.
        path: The file.
        encoding: Its encoding, for CSV; empty to decide from its bytes.
        within: The folder that the file must be in, by no link; empty for anywhere.

    Raises:
        InputError: The file cannot be read, or is no list of terms.
    """
    given = list(_given(path, encoding, within))
    if not given:
        raise InputError(f"{path}: holds no terms")
    changes = ChangeSet(f"Import {len(given):,} terms from {path.name}")
    report = Report(rows=len(given), decided=[f"{path}: {len(given):,} terms"])
    rejects: list[tuple[Record, str]] = []
    taking = _Taking(workspace, changes, report)
    for each in given:
        try:
            taking.take(each)
        except FieldError as error:
            report.rejected += 1
            value = each.fields.get(error.field, "")
            report.problems.append(Problem(each.row, error.field, value, error.problem))
            cells = tuple(each.fields.get(name, "") for name in ("slug", *KNOWN))
            rejects.append((Record(each.row, cells), f"{error.field}: {error.problem}"))
    return Plan(changes, report, tuple(rejects))


def export_terms(workspace: Workspace, form: str, *, raw: bool) -> str:
    """The whole dictionary with the team's own words over it, as `json`, `csv` or `md`."""
    entries = read_all()
    for slug, term in workspace.rows("term").items():
        entries[slug] = laid_over(entries.get(slug), from_term(term))
    if form == "md":
        return glossary_markdown(entries)
    if form == "json":
        shown = [{**whole(entry), **_extras(entry)} for _, entry in sorted(entries.items())]
        return json_text(shown, indent=2) + "\n"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_CSV)
    for _, entry in sorted(entries.items()):
        cells = [", ".join(words(entry, field)) or text(entry, field) for field in _CSV]
        writer.writerow(cells if raw else [guarded(cell) for cell in cells])
    return buffer.getvalue()


def _extras(entry: Entry) -> dict[str, object]:
    return {field: text(entry, field) for field in ("label", "notes") if text(entry, field)}


class _Taking:
    """Puts entries in their buckets, one after the other."""

    def __init__(self, workspace: Workspace, changes: ChangeSet, report: Report) -> None:
        self._workspace, self._changes, self._report = workspace, changes, report
        self._dictionary, self._how = Dictionary(), reading(workspace)
        self._seen: dict[str, int] = {}

    def take(self, each: _Given) -> None:
        """Put one entry in its bucket.

        Raises:
            FieldError: It cannot be taken.
        """
        values = _values(each, self._how, self._dictionary)
        slug = _slug(each, self._dictionary)
        if slug in self._seen:
            raise FieldError("headword", f"{values['headword']!r} stands in row {self._seen[slug]} already")
        self._seen[slug] = each.row
        shipped = self._dictionary.entry(slug)
        own = self._workspace.rows("term").get(slug)
        if shipped is not None:
            values = override_values(shipped, values, own)
            if own is None and not values["shipped"] and not values.get("notes") and not values.get("label"):
                self._report.unchanged += 1
                return
        before = self._workspace.find(slug, "term") if own is not None else None
        after = build("term", before, {**values, "id": slug})
        if before is None:
            self._changes.create(kind_dispatch.complete(after, action_context(self._workspace)))
            self._report.created += 1
        elif after == before:
            self._report.unchanged += 1
        else:
            self._changes.update(before, after)
            self._report.updated += 1


def _values(each: _Given, how: Reading, dictionary: Dictionary) -> dict[str, object]:
    """The typed fields of an entry.

    Raises:
        FieldError: One of them cannot take its text, or there is no headword.
    """
    specs = fields_of("term")
    values: dict[str, object] = {}
    for name, said in each.fields.items():
        if name not in KNOWN:
            continue
        typed = _phase_id(said) if name == "phase" else said
        if name in ("related", "contrasts"):
            typed = ", ".join(_linked(part, dictionary) for part in said.split(","))
        value = read(specs[name], typed, how)
        if value not in (None, "", ()):
            values[name] = value
    if not values.get("headword"):
        raise FieldError("headword", "is required")
    return values


def _phase_id(said: str) -> str:
    return next((phase for phase, title in TITLES.items() if folded(title) == folded(said)), said)


def _linked(name: str, dictionary: Dictionary) -> str:
    """The slug that a link means, which may be written as the headword."""
    found = dictionary.find(name)
    called = [slug for slug in found if folded(dictionary.headword(slug)) == folded(name)] or found
    return called[0] if len(called) == 1 else name.strip()


def _slug(each: _Given, dictionary: Dictionary) -> str:
    """The slug of an entry: its own, that of the shipped headword, or one made of the headword."""
    named = each.fields.get("slug") or each.fields.get("id") or ""
    if named.strip():
        return terms.slug(named)
    headword = each.fields.get("headword", "")
    for slug in dictionary.find(headword):
        if folded(dictionary.headword(slug)) == folded(headword):
            return slug
    return terms.slug(headword)


# Reading files


def _given(path: Path, encoding: str, within: str) -> Iterator[_Given]:
    suffix = path.suffix.lower()
    if suffix == ".json":
        yield from _from_json(path, within)
    elif suffix in (".md", ".markdown"):
        for section in read_sections(read_foreign_text(path, within=within)):
            yield _Given(section.row, section.fields)
    else:
        table = read_table(path, encoding, within=within)
        names = [header.strip().lower() for header in table.headers]
        for record in table.records:
            cells = (
                cell.removeprefix("'") if cell[1:2] in ("=", "+", "-", "@") else cell for cell in record.cells
            )
            yield _Given(record.row, dict(zip(names, cells, strict=False)))


def _from_json(path: Path, within: str) -> Iterator[_Given]:
    found = parse_json(read_foreign_text(path, within=within), str(path))
    if isinstance(found, dict):
        found = found.get("term", [found] if "headword" in found else None)
    if not isinstance(found, list):
        raise InputError(f"{path}: is no list of terms")
    for row, each in enumerate(found, start=1):
        if not isinstance(each, dict):
            raise InputError(f"{path}: entry {row} is no object with fields such as headword and definition")
        yield _Given(row, {str(name): _as_text(value) for name, value in each.items()})


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(each) for each in value)
    return value if isinstance(value, str) else json_text(value)
