"""`pmtui report NAME [--period P] [--by FIELD] [--compare] [--json | --csv | --md | --svg] [-o FILE]`."""

import argparse
import csv
import io
import sys
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.export_file import write_file
from pmtui.cli.options import Options
from pmtui.errors import NothingFound
from pmtui.interchange.exports.record_writer import guarded
from pmtui.interchange.exports.svg import report_svg
from pmtui.metrics.report_table import Report
from pmtui.metrics.reports.reports import as_markdown, as_text, csv_rows, report
from pmtui.rules.periods import period_of, read_period
from pmtui.terminal.json_text import json_text

_FORMS = {".json": "json", ".csv": "csv", ".md": "md", ".svg": "svg"}


def run(options: Options, given: argparse.Namespace) -> int:
    """Print a report, or write it into a file.

    Raises:
        InputError: There is no such report, period or field; it cannot be compared or drawn; the file
            cannot be written.
        NothingFound: There is nothing to report; `--json` and `--csv` print an empty table all the same.
    """
    options.refuse_target(given.output)
    form = given.form or _FORMS.get(Path(given.output).suffix.lower(), "")
    with opened(options) as workspace:
        today = workspace.clock.today()
        over = read_period(workspace, given.period, today) if given.period else period_of(workspace, today)
        shown = report(workspace, given.name, over, given.by.strip(), compare=given.compare)
        if not shown.rows and (form == "svg" or given.output not in ("", "-")):
            raise NothingFound(f"nothing to report for {over.label}; nothing was written")
        if given.output in ("", "-"):
            print_report(shown, form)
        else:
            write_file(options, Path(given.output), written(shown, form))
        if not shown.rows:
            raise NothingFound(f"nothing to report for {over.label}")
    return 0


def print_report(shown: Report, form: str) -> None:
    """Print a report as `json`, `csv`, `md`, `svg`, or in columns."""
    sys.stdout.write(written(shown, form))


def written(shown: Report, form: str) -> str:
    """A report as `json`, `csv`, `md`, `svg`, or in columns.

    Raises:
        InputError: It cannot be drawn.
    """
    if form == "json":
        rows = [dict(zip(shown.columns, row, strict=True)) for row in csv_rows(shown)[1:]]
        return json_text(rows, indent=2) + "\n"
    if form == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(
            [cell if cell == "-" else guarded(cell) for cell in row] for row in csv_rows(shown)
        )
        return buffer.getvalue()
    if form == "svg":
        return report_svg(shown)
    return as_markdown(shown) if form == "md" else as_text(shown)
