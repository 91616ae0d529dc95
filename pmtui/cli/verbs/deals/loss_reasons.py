"""`pmtui loss-reasons`: print the reasons for a loss, or add, rename, move or drop one."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.workflows.workspace import settings


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui loss-reasons [NAME [--rename NEW | --drop]]`: print the reasons that forms offer, or change them.

    Raises:
        InputError: There is no such reason, it stays, or there is one of that name already.
    """
    if not given.name and (given.rename or given.drop):
        raise InputError("loss-reasons takes the reason to change, such as: loss-reasons timing --drop")
    with opened(options, writing=bool(given.name)) as workspace:
        if not given.name:
            for reason in settings.loss_reasons(workspace):
                print(reason)
            return 0
        if given.drop:
            commit = settings.drop_loss_reason(workspace, given.name)
        elif given.rename:
            commit = settings.rename_loss_reason(workspace, given.name, given.rename)
        else:
            commit = settings.add_loss_reason(workspace, given.name)
        print(commit.name, file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="adds one, unless told otherwise")
    parser.add_argument("--rename", default="", metavar="NEW", help="on the deals that bear it too")
    parser.add_argument("--drop", action="store_true", help="offer it no longer; deals keep it")


VERB = Verb(
    "loss-reasons",
    "print the reasons for a loss, or change them",
    run,
    _arguments,
    also="reasons for losing, why deals are lost",
)
