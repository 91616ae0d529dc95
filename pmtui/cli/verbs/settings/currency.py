"""`pmtui currency`: print or set the base currency."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.setting_output import print_or_set
from pmtui.cli.verb import Verb
from pmtui.workflows.workspace.settings import set_currency


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui currency [CODE]`: print the currency of amounts without one and of totals, or set it.

    Raises:
        InputError: It is no ISO 4217 code.
    """
    return print_or_set(options, given.code, set_currency, lambda settings: settings.currency)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", metavar="CODE", help="an ISO 4217 code, such as EUR")


VERB = Verb(
    "currency",
    "print or set the base currency",
    run,
    _arguments,
    also="base currency, money of the workspace",
)
