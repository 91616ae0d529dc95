"""`pmtui brief`: print what to take to a deal's next meeting, as Markdown."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui brief DEAL`: the brief as Markdown.

    Raises:
        InputError: There is no such deal.
    """
    from pmtui.workflows.deals.brief import brief

    with opened(options) as workspace:
        print(brief(workspace, given.deal), end="")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL")


VERB = Verb(
    "brief",
    "print what to take to a deal's next meeting, as Markdown",
    run,
    _arguments,
    also="meeting preparation, account plan",
)
