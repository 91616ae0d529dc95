"""`pmtui week-start`: print or set the day that the week begins with."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.setting_output import print_or_set
from pmtui.cli.verb import Verb
from pmtui.workflows.workspace.settings import set_week_start


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui week-start [DAY]`: print the day that the week begins with, or set it.

    Raises:
        InputError: No week begins with it.
    """
    return print_or_set(options, given.day, set_week_start, lambda settings: settings.week_start)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="", metavar="DAY", help="monday, sunday or saturday")


VERB = Verb(
    "week-start",
    "print or set the day that the week begins with",
    run,
    _arguments,
    also="first day of the week, monday, sunday",
)
