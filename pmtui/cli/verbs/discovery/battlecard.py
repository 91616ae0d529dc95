"""`pmtui battlecard`: print what to know and say against a competitor, as Markdown."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.discovery.competition import battlecard


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui battlecard COMPETITOR`: by id or name.

    Raises:
        InputError: There is no such competitor.
    """
    with opened(options) as workspace:
        print(battlecard(workspace, " ".join(given.competitor)), end="")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("competitor", nargs="+", metavar="COMPETITOR")


VERB = Verb(
    "battlecard",
    "print what to know and say against a competitor, as Markdown",
    run,
    _arguments,
    also="against, how to win against",
)
