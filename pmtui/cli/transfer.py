"""The verbs on files: import and export."""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import InputError
from pmtui.interchange.headers import parse_pairs
from pmtui.interchange.planning import Choices, Plan, plan_import
from pmtui.interchange.reader import Record, read_table
from pmtui.interchange.report import Report
from pmtui.interchange.writer import to_csv, to_json, to_markdown
from pmtui.models.kinds import kind_named
from pmtui.store.files import write_whole

_FORMATS = {".csv": "csv", ".json": "json", ".md": "md", ".ics": "ics"}


def take(options: Options, given: argparse.Namespace) -> int:
    """`pmtui import KIND FILE ...`: plan, then write; all rows or none, unless `--rejects` takes the rest.

    Raises:
        InputError: The file cannot be understood, or a row cannot be taken.
    """
    kind = kind_named(given.kind).name
    file, words = _file_among(given.file, given.map)
    options.refuse_file(file)
    options.refuse_file(given.rejects)
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
    )
    if kind == "term":
        return _take_terms(options, given, Path(file))
    table = read_table(Path(file), given.encoding, given.delimiter, given.header_line, given.sheet)
    with opened(options, writing=not given.dry_run) as workspace:
        plan = plan_import(workspace, kind, table, choices)
        refused = bool(plan.rejects) and not given.rejects
        if not given.dry_run and not refused:
            if given.rejects:
                _write_rejects(Path(given.rejects), table.headers, plan.rejects)
            workspace.commit(plan.changes)
    return _told(plan, file, refused=refused, given=given)


def _told(plan: Plan, file: str, *, refused: bool, given: argparse.Namespace) -> int:
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


def _take_terms(options: Options, given: argparse.Namespace, file: Path) -> int:
    """Terms come as JSON, Markdown or CSV, and may be put over the shipped ones."""
    from pmtui.cli.terms import KNOWN, plan_terms

    with opened(options, writing=not given.dry_run) as workspace:
        plan = plan_terms(workspace, file, given.encoding)
        refused = bool(plan.rejects) and not given.rejects
        if not given.dry_run and not refused:
            if given.rejects:
                _write_rejects(Path(given.rejects), ("slug", *KNOWN), plan.rejects)
            workspace.commit(plan.changes)
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


def _write_rejects(path: Path, headers: Sequence[str], rejects: Sequence[tuple[Record, str]]) -> None:
    """Save the rejected rows with the reason in a last column."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*headers, "problem"])
    writer.writerows([*record.cells, problem] for record, problem in rejects)
    _write(path, buffer.getvalue())


def give(options: Options, given: argparse.Namespace) -> int:
    """`pmtui export KIND|all [--format csv|json|md] [--raw] [-o FILE]`.

    Raises:
        InputError: There is no such kind or format, or the file cannot be written.
    """
    everything, dictionary = given.kind.lower() == "all", given.kind.lower() == "glossary"
    kind = "all" if everything else "term" if dictionary else kind_named(given.kind).name
    options.refuse_file(given.output)
    suffix = Path(given.output).suffix.lower() if given.output else ""
    form = (
        given.format or _FORMATS.get(suffix, "") or ("json" if everything else "md" if dictionary else "csv")
    )
    if everything and form != "json":
        raise InputError("export all writes JSON; export each kind by itself for csv or md")
    if form == "ics" and kind not in ("activity", "launch", "feature"):
        raise InputError(
            "a calendar is made of what is due, of launches or of features: pmtui export activities --format ics"
        )
    with opened(options) as workspace:
        if form == "ics":
            from pmtui.interchange.calendar import to_ical

            text = to_ical(workspace, kind)
        elif dictionary:
            from pmtui.cli.terms import export_terms

            text = export_terms(workspace, form, raw=given.raw)
        elif form == "json":
            text = to_json(workspace, kind)
        elif form == "csv":
            text = to_csv(workspace, kind, raw=given.raw)
        else:
            text = to_markdown(workspace, kind)
    if given.output in ("", "-"):
        sys.stdout.write(text)
    else:
        _write(Path(given.output), text)
    return 0


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder, not a file")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}")
    write_whole(path, (text.encode("utf-8"),))
