"""`pmtui criteria`: print or set what the weighted scorecard judges features by."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.models.fields import write_row
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.scoring import read_criterion, set_criteria


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui criteria [ROW... | --drop]`: print or set what the scorecard judges features by.

    Raises:
        InputError: A weight is no number, or 0, or two criteria share a name.
    """
    with opened(options, writing=bool(given.criteria or given.drop)) as workspace:
        if given.criteria or given.drop:
            how = record_commands.reading(workspace)
            set_criteria(workspace, [read_criterion(each, how) for each in given.criteria])
            return 0
        for each in workspace.settings.scorecard:
            print(write_row(each))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "criteria", nargs="*", metavar="ROW", help="such as: 'Customer value | weight=3' 'Fit | weight=2'"
    )
    parser.add_argument("--drop", action="store_true", help="none: the usual ones")


VERB = Verb(
    "criteria",
    "print or set what the weighted scorecard judges features by",
    run,
    _arguments,
    also="scorecard, weights, scoring criteria",
)
