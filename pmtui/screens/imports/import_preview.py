"""The lists of the import wizard: the decisions, the columns with samples, the rows by what becomes of them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pmtui.interchange.imports.column_samples import Sample
from pmtui.interchange.imports.import_options import Choices, Plan
from pmtui.interchange.imports.reader import DELIMITER_NAMES, Table
from pmtui.models.kinds import KINDS
from pmtui.store.query.name_index import title_of
from pmtui.widgets.drawing.data_sources import Cell, Column, Tone

MOST = 500
"""Rows of a bucket that are listed; the counts are of all."""

DECISIONS = (
    Column("what", "Decided", 22, 22, "left", False, 9),
    Column("value", "As", 26, 14, "left", False, 8),
    Column("help", "", 40, 20, "left", True, 5),
)
COLUMNS = (
    Column("header", "Column of the file", 24, 16, "left", False, 9),
    Column("field", "Field", 18, 12, "left", False, 8),
    Column("one", "In the file", 20, 12, "left", True, 7),
    Column("read", "Read as", 20, 12, "left", True, 6),
    Column("two", "Another", 16, 12, "left", False, 3),
    Column("again", "Read as", 16, 12, "left", False, 2),
)
ROWS = (
    Column("bucket", "Becomes", 10, 9, "left", False, 9),
    Column("row", "Row", 7, 4, "right", False, 7),
    Column("name", "What", 30, 16, "left", True, 8),
    Column("told", "", 44, 20, "left", True, 6),
)


class PreviewLine(NamedTuple):
    """One line of a list."""

    key: str
    """The key of the line, unlike any other's."""
    cells: dict[str, Cell]
    """Its cells, by column."""


class Lines:
    """The lines of one list."""

    def __init__(self, lines: Sequence[PreviewLine]) -> None:
        self._lines = lines
        self._places = {line.key: place for place, line in enumerate(lines)}

    def __len__(self) -> int:
        return len(self._lines)

    def key(self, index: int) -> str:
        """The key of the line."""
        return self._lines[index].key

    def index(self, key: str) -> int | None:
        """The place of a line."""
        return self._places.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The cells of the line."""
        return [self._lines[index].cells[column] for column in columns]


def decision_lines(kind: str, table: Table, choices: Choices, tool: str) -> list[PreviewLine]:
    """The decisions about the file; each can be changed."""
    told = (
        ("kind", "rows are", KINDS[kind].plural, "what the file tells of"),
        ("encoding", "encoding", table.encoding, "in which its letters are written"),
        (
            "delimiter",
            "delimiter",
            DELIMITER_NAMES.get(table.delimiter, table.delimiter),
            "between its cells",
        ),
        ("preset", "tool", choices.preset or tool or "a spreadsheet", "whose export it is"),
        ("date_order", "dates", choices.date_order or "by each column", "day first or month first"),
        ("decimal", "decimal mark", choices.decimal or "by each column", "how one and a half is written"),
        (
            "on_duplicate",
            "what is here already",
            choices.on_duplicate,
            "update it, skip it, or create it again",
        ),
        ("on_conflict", "changed on both sides", choices.on_conflict, "keep ours, or take theirs"),
        (
            "same",
            "names that look alike",
            "the same" if choices.same else "apart",
            "such as GTXPro and GTX Pro",
        ),
    )
    return [
        PreviewLine(key, {"what": Cell(what), "value": Cell(value, "strong"), "help": Cell(note, "dim")})
        for key, what, value, note in told
    ]


def column_lines(found: Sequence[Sample]) -> list[PreviewLine]:
    """The columns of the file, what they hold, and two cells of each beside what they are read as."""
    lines = []
    for sample in found:
        (one, read), (two, again) = (*sample.cells, ("", ""), ("", ""))[:2]
        lines.append(
            PreviewLine(
                sample.header,
                {
                    "header": Cell(sample.header),
                    "field": Cell(sample.field or "custom field", "strong" if sample.field else "dim"),
                    "one": Cell(_short(one)),
                    "read": Cell(_short(read), _tone(read)),
                    "two": Cell(_short(two), "dim"),
                    "again": Cell(_short(again), _tone(again) or "dim"),
                },
            )
        )
    return lines


def row_lines(kind: str, plan: Plan) -> list[PreviewLine]:
    """The rows that need a look first, then those created and changed."""
    lines: list[PreviewLine] = []
    for record, problem in islice(plan.rejects, MOST):
        lines.append(
            _row("rejected", record.row, " · ".join(filter(None, record.cells))[:60], problem, "risk")
        )
    for each in plan.report.conflicts[:MOST]:
        lines.append(_row("conflict", each.row, f"{each.column}: {each.value}", each.problem, "strong"))
    known = {record.row for record, _ in plan.rejects}
    for each in [each for each in plan.report.problems if each.row not in known][:MOST]:
        lines.append(_row("look at", each.row, f"{each.column} {each.value}".strip(), each.problem, "strong"))
    lines += islice(_changes(kind, plan), MOST)
    return [line._replace(key=f"{place}") for place, line in enumerate(lines)]


def counts(plan: Plan) -> str:
    """How many rows are in each bucket."""
    report = plan.report
    told = [
        f"{getattr(report, name):,} {name}"
        for name in ("created", "updated", "unchanged", "skipped", "rejected")
        if getattr(report, name)
    ]
    conflicts = f", {len(report.conflicts):,} conflicts" if report.conflicts else ""
    others = sum(1 for change in plan.changes if change.was is None) - report.created
    made = f"; {others:,} other records are made for them" if others > 0 else ""
    return f"{report.rows:,} rows: {', '.join(told) or 'nothing to do'}{conflicts}{made}"


def _changes(kind: str, plan: Plan) -> Iterator[PreviewLine]:
    for change in plan.changes:
        if change.now is None:
            continue
        is_new = change.was is None
        name = title_of(change.kind, change.now) if is_new else change.id
        told = change.kind if change.kind != kind else ""
        if change.kind == "pipeline":
            name, told = f"pipeline {change.id}", "stages"
        elif not is_new:
            told = ", ".join(name for name in change.now if change.now[name] is not None)
        yield _row("created" if is_new else "updated", 0, name, told, "good" if is_new else "")


def _row(bucket: str, row: int, name: str, told: str, tone: Tone) -> PreviewLine:
    cells = {
        "bucket": Cell(bucket, tone),
        "row": Cell(str(row) if row else "", "dim"),
        "name": Cell(_short(name)),
    }
    return PreviewLine("", {**cells, "told": Cell(_short(told), "dim")})


def _short(text: str) -> str:
    return " ".join(text.split())[:200]


def _tone(read: str) -> Tone:
    return "risk" if read.startswith("! ") else ""
