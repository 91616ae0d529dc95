"""`pmtui undo`: take back your latest command, or any single one."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, count
from pmtui.errors import InputError
from pmtui.workflows.workspace.undo import take_back


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui undo [N | --commit N]`: take back your latest command, or that of a number in the history.

    Raises:
        InputError: Two different numbers are given, or the command stays.
        NothingFound: There is none, or it is taken back already.
        ConflictError: Later work stands on it.
    """
    if given.number and given.commit and given.number != given.commit:
        raise InputError(f"undo takes one command, not both {given.number} and {given.commit}")
    with opened(options, writing=True) as workspace:
        print(take_back(workspace, given.number or given.commit).name, file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", nargs="?", type=count, default=0, metavar="N",
        help="a command's number in `pmtui history`; your latest command unless given",
    )  # fmt: skip
    parser.add_argument("--commit", type=count, default=0, metavar="N", help="the same, as an option")


VERB = Verb("undo", "take back your latest command, or any one of the history", run, _arguments)
