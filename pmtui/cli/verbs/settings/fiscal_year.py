"""`pmtui fiscal-year`: print or set the month that the fiscal year begins with."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.setting_output import print_or_set
from pmtui.cli.verb import Verb
from pmtui.workflows.workspace.settings import set_fiscal_year


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui fiscal-year [MONTH]`: print the month that the fiscal year begins with, or set it.

    Raises:
        InputError: It is no month.
    """
    return print_or_set(options, given.month, set_fiscal_year, lambda settings: settings.fiscal_year_start)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "month", nargs="?", default="", metavar="MONTH", help="1 to 12, or a name such as april"
    )


VERB = Verb(
    "fiscal-year",
    "print or set the month that the fiscal year begins with",
    run,
    _arguments,
    also="financial year, quarters begin",
)
