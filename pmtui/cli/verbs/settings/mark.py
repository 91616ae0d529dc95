"""`pmtui mark`: mark the workspace as production, which frames every screen, or as a trial."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.workspace.settings import MARKS, mark


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui mark production|trial`: as one command that undo takes back."""
    with opened(options, writing=True) as workspace:
        print(mark(workspace, given.as_what).name, file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("as_what", choices=MARKS)


VERB = Verb(
    "mark",
    "mark the workspace as production, which frames every screen, or as a trial",
    run,
    _arguments,
    also="production, trial",
)
