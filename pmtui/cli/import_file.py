"""Documents from a file: planned, then written; all rows or none."""

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.demand_output import warn
from pmtui.cli.export_file import write_file
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.progress import progress
from pmtui.errors import InputError
from pmtui.interchange.imports.headers import parse_pairs
from pmtui.interchange.imports.import_options import Choices, Plan
from pmtui.interchange.imports.import_report import Report
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import Record, read_table
from pmtui.models.kinds import KINDS, kind_named


@dataclass(frozen=True)
class Incoming:
    """A file to import and how to read it, as the options of `pmtui import` say.

    Attributes:
        kind: The kind of documents, or `all`.
        file: The file, unless it stands behind the pairs of `map`.
        map: Pairs such as `amount=Value`.
        key: The field that tells whether two are the same.
        on_duplicate: `skip`, `update` or `create`.
        stage: Pairs such as `Demo=Qualified`.
        date_order: `dmy`, `mdy` or `ymd`.
        decimal: The decimal mark.
        encoding: The encoding of the file.
        delimiter: The delimiter of its columns.
        header_line: The row of the column names.
        sheet: The sheet of a workbook.
        preset: The tool that wrote it.
        same: Whether names that look alike are the same, from now on.
        on_conflict: `ours` or `theirs`, where both changed a field.
        reason: Why features ship in spite of what blocks them.
        dry_run: Whether nothing is written.
        rejects: The file for the rows that cannot be taken.
        json: Whether the report is printed as JSON.
    """

    kind: str
    file: str = ""
    map: Sequence[str] = ()
    key: str = ""
    on_duplicate: str = "update"
    stage: Sequence[str] = ()
    date_order: str = ""
    decimal: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sheet: str = ""
    preset: str = ""
    same: bool = False
    on_conflict: str = "ours"
    reason: str = ""
    dry_run: bool = False
    rejects: str = ""
    json: bool = False


def import_file(options: Options, given: Incoming) -> int:
    """`pmtui import KIND FILE ...`: plan, then write; all rows or none, unless `--rejects` takes the rest.

    Raises:
        InputError: The file cannot be understood, or a row cannot be taken.
    """
    file, words = _file_among(given.file, given.map)
    options.refuse_file(file)
    options.refuse_target(given.rejects)
    if given.kind.lower() == "all":
        return _take_all(options, given, Path(file))
    kind = kind_named(given.kind).name
    choices = Choices(
        parse_pairs("--map", words),
        given.key,
        given.on_duplicate,
        parse_pairs("--stage", given.stage),
        given.date_order or options.date_order(),
        given.decimal or options.loaded().settings.decimal_mark,
        given.preset,
        given.same,
        given.on_conflict,
        reason=given.reason,
    )
    if kind == "term":
        return _take_terms(options, given, Path(file))
    table = read_table(
        Path(file), given.encoding, given.delimiter, given.header_line, given.sheet, within=options.walls()
    )
    with opened(options, writing=not given.dry_run) as workspace:
        with progress(f"{Path(file).name}: planning", len(table.records)) as tick:
            plan = plan_import(workspace, kind, table, choices, tick)
        refused = bool(plan.rejects) and not given.rejects
        if not given.dry_run and not refused:
            if given.rejects:
                _write_rejects(options, Path(given.rejects), table.headers, plan.rejects)
            workspace.commit(warn(workspace, plan.changes))
    return _told(plan, file, refused=refused, given=given)


def _told(plan: Plan, file: str, *, refused: bool, given: Incoming) -> int:
    """Tell what an import came to.

    Returns:
        The exit code.
    """
    report = plan.report.refused() if refused and not given.dry_run else plan.report
    _tell(report, as_json=given.json)
    if not refused:
        return 0
    if given.dry_run:
        print(f"pmtui: {file}: {report.rejected:,} rows would be rejected", file=sys.stderr)
    else:
        print(_refusal(file, plan), file=sys.stderr)
    return InputError.exit_code


def _take_all(options: Options, given: Incoming, path: Path) -> int:
    """A whole workspace, as `export all` wrote it: all of it or nothing."""
    from pmtui.interchange.workspace_archive import plan_whole

    with opened(options, writing=not given.dry_run) as workspace:
        changes, counts = plan_whole(workspace, path, within=options.walls())
        rows = sum(counts.values())
        if not given.dry_run:
            workspace.commit(changes)
    created = sum(change.was is None for change in changes)
    updated = len(changes) - created
    report = Report(rows=rows, created=created, updated=updated, unchanged=rows - created - updated)
    told = ", ".join(
        f"{count:,} {KINDS[kind].plural if count != 1 else kind}" for kind, count in counts.items()
    )
    report.decided.append(f"{path}: {told or 'nothing'}")
    _tell(report, as_json=given.json)
    return 0


def _take_terms(options: Options, given: Incoming, file: Path) -> int:
    """Terms come as JSON, Markdown or CSV, and may be put over the shipped ones."""
    from pmtui.cli.glossary.term_files import KNOWN, plan_terms

    with opened(options, writing=not given.dry_run) as workspace:
        plan = plan_terms(workspace, file, given.encoding, within=options.walls())
        refused = bool(plan.rejects) and not given.rejects
        if not given.dry_run and not refused:
            if given.rejects:
                _write_rejects(options, Path(given.rejects), ("slug", *KNOWN), plan.rejects)
            workspace.commit(warn(workspace, plan.changes))
    return _told(plan, str(file), refused=refused, given=given)


def _file_among(file: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """The file and the pairs of `--map`, which takes a file behind it for one more pair."""
    pairs = [word for word in words if "=" in word]
    rest = [word for word in words if "=" not in word]
    if file and not rest:
        return file, pairs
    if rest and not file and len(rest) == 1:
        return rest[0], pairs
    raise InputError(
        "import takes one FILE" if not file else f"--map: {rest[0]!r} is not of the form FIELD=COLUMN"
    )


def _refusal(file: str, plan: Plan) -> str:
    """Why nothing was written: the first row that cannot be taken, and what to do."""
    record, problem = plan.rejects[0]
    others = len(plan.rejects) - 1
    more = f" (and {others:,} more rows)" if others else ""
    return (
        f"pmtui: {file}: row {record.row}, {problem}{more}; nothing was written; "
        f"mend it, or say --rejects FILE to import the other rows"
    )


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(report.as_json())
    else:
        for line in report.lines():
            print(line)


def _write_rejects(
    options: Options, path: Path, headers: Sequence[str], rejects: Sequence[tuple[Record, str]]
) -> None:
    """Save the rejected rows with the reason in a last column."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*headers, "problem"])
    writer.writerows([*record.cells, problem] for record, problem in rejects)
    write_file(options, path, buffer.getvalue())
