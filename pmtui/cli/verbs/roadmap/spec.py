"""`pmtui spec`: print a feature as a product requirements document, in Markdown."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.roadmap.spec import spec


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui spec FEATURE`: a product requirements document as Markdown.

    Raises:
        InputError: There is no such feature.
    """
    with opened(options) as workspace:
        print(spec(workspace, given.feature), end="")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feature", metavar="FEATURE")


VERB = Verb(
    "spec",
    "print a feature as a product requirements document, in Markdown",
    run,
    _arguments,
    also="requirements document, prd, specification, user stories",
)
