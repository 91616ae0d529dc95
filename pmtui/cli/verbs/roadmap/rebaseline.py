"""`pmtui rebaseline`: make the target of a feature its first one: planned anew, no slip."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.roadmap.scheduling import rebaselining


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui rebaseline FEATURE --reason WHY`: its target becomes its first one, and is no slip.

    Raises:
        InputError: There is no such feature, it has not moved, or no reason is given.
    """
    with opened(options, writing=True) as workspace:
        found = workspace.names.find("feature", given.feature)
        commit = workspace.commit(rebaselining(workspace, found, given.reason))
        print(" ".join(each for _, each in commit.changed))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feature", metavar="FEATURE")
    parser.add_argument("--reason", required=True, metavar="WHY", help="kept with the change")


VERB = Verb(
    "rebaseline",
    "make the target of a feature its first one: planned anew, no slip",
    run,
    _arguments,
    also="new baseline, replan, first target",
)
