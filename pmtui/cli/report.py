"""`pmtui report NAME [--period P] [--by FIELD] [--json | --csv | --md]`."""

import csv
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import NothingFound
from pmtui.interchange.writer import guarded
from pmtui.metrics.table import Report
from pmtui.metrics.tables import MONTH, as_markdown, as_text, csv_rows, report
from pmtui.models.period import containing, parse_period
from pmtui.models.registry import check_field


def run(options: Options, name: str, *, period: str, by: str, form: str) -> int:
    """Print a report.

    Raises:
        InputError: There is no such report, period or field.
        NothingFound: There is nothing to report; `--json` and `--csv` print an empty table all the same.
    """
    with opened(options) as workspace:
        today = workspace.clock.today()
        over = parse_period(period, today) if period else containing(today)
        shown = report(workspace, name, over, by if by in ("", MONTH) else check_field("deal", by))
        print_report(shown, form)
        if not shown.rows:
            raise NothingFound(f"nothing to report for {over.label}")
    return 0


def print_report(shown: Report, form: str) -> None:
    """Print a report as `json`, `csv`, `md`, or in columns."""
    if form == "json":
        print_json([dict(zip(shown.columns, row, strict=True)) for row in csv_rows(shown)[1:]])
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows(
            [cell if cell == "-" else guarded(cell) for cell in row] for row in csv_rows(shown)
        )
    elif form == "md":
        print(as_markdown(shown), end="")
    else:
        print(as_text(shown), end="")
