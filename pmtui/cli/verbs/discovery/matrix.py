"""`pmtui matrix`: print which features competitors have."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.report_output import print_report
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.metrics.reports.strategy_reports import matrix_report


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui matrix [--md | --csv | --json]`: features by competitors.

    Raises:
        NothingFound: Nothing is known of what competitors offer; an empty table is printed all the same.
    """
    with opened(options) as workspace:
        shown = matrix_report(workspace)
        print_report(shown, given.form)
        if not shown.rows:
            raise NothingFound(
                'nothing is known of competitors yet: pmtui add research type=competitor name=… offers="Feature: yes"'
            )
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms(parser, "json", "csv", "md")


VERB = Verb("matrix", "print which features competitors have", run, _arguments)
