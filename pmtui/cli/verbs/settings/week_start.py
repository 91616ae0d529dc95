"""`pmtui week-start`: print or set the day that the week begins with."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.workspace.settings import set_week_start


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui week-start [DAY]`: print the day that the week begins with, or set it.

    Raises:
        InputError: No week begins with it.
    """
    with opened(options, writing=bool(given.day)) as workspace:
        if given.day:
            print(set_week_start(workspace, given.day).name, file=sys.stderr)
        else:
            print(workspace.settings.week_start)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="", metavar="DAY", help="monday, sunday or saturday")


VERB = Verb(
    "week-start",
    "print or set the day that the week begins with",
    run,
    _arguments,
    also="first day of the week, monday, sunday",
)
