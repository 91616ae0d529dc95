"""`pmtui report`: print a report, or write it into a file."""

import argparse
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.export_file import write_file
from pmtui.cli.options import Options
from pmtui.cli.report_output import print_report, written
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.metrics.reports.reports import REPORTS, report
from pmtui.rules.periods import period_of, read_period

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


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="REPORT")
    parser.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")
    parser.add_argument("--by", default="", metavar="FIELD", help="for each owner, product, month, …")
    parser.add_argument("--compare", action="store_true", help="beside the period before")
    forms(parser, "json", "csv", "md", "svg")
    parser.add_argument("-o", "--output", default="", metavar="FILE")


VERB = Verb("report", f"print a report: {', '.join(REPORTS)}", run, _arguments)
