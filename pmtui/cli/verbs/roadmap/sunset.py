"""`pmtui sunset`: announce the end of a product, with a task for each account on it."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.models.values.dates import parse_date
from pmtui.workflows.roadmap.sunset import Ending, sunset


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui sunset PRODUCT [--announced D] [--end-of-sale D] [--end-of-support D] [--successor P]`.

    Prints the ids of what changed: the product, and the tasks for the accounts that are still on it.

    Raises:
        InputError: There is no such product, or its end makes no sense.
    """
    with opened(options, writing=True) as workspace:
        today = workspace.clock.today()
        announced, sale, support = (
            parse_date(text, today, options.date_order()) if text else None
            for text in (given.announced, given.end_of_sale, given.end_of_support)
        )
        commit = sunset(workspace, given.product, Ending(announced, sale, support, given.successor))
        print(" ".join(each for _, each in commit.changed))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("product", metavar="PRODUCT")
    for day in ("announced", "end-of-sale", "end-of-support"):
        parser.add_argument(f"--{day}", default="", metavar="DATE")
    parser.add_argument("--successor", default="", metavar="P", help="the product that replaces it")


VERB = Verb(
    "sunset",
    "announce the end of a product, with a task for each account on it",
    run,
    _arguments,
    also="end of life, retire a product, end of sale, discontinue, kill a product",
)
