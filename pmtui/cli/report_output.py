"""A report as text, JSON, CSV, Markdown or a drawing."""

import csv
import io
import sys

from pmtui.interchange.exports.record_writer import guarded
from pmtui.interchange.exports.svg import report_svg
from pmtui.metrics.report_table import Report
from pmtui.metrics.reports.reports import as_markdown, as_text, csv_rows
from pmtui.terminal.json_text import json_text


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
