"""`pmtui release-notes`: print what has shipped, as Markdown for customers."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.rules.periods import period_of, read_period
from pmtui.workflows.roadmap.release_notes import release_notes


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui release-notes [--product P] [--period P]`: what shipped, as Markdown.

    Raises:
        NothingFound: Nothing did.
    """
    with opened(options) as workspace:
        today = workspace.clock.today()
        over = read_period(workspace, given.period, today) if given.period else period_of(workspace, today)
        product = workspace.names.find("product", given.product) if given.product else ""
        print(release_notes(workspace, over, product), end="")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--product", default="", metavar="P")
    parser.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")


VERB = Verb(
    "release-notes",
    "print what has shipped, as Markdown for customers",
    run,
    _arguments,
    also="changelog, what is new, what shipped, ship notes",
)
