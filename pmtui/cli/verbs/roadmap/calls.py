"""`pmtui calls`: print who asked for a feature: whom to call once it ships."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import NothingFound
from pmtui.metrics.roadmap.requests_by_feature import asking
from pmtui.metrics.roadmap.shipped_calls import calls


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui calls FEATURE`: who asked for it, with their contacts and the last word, as Markdown.

    Raises:
        InputError: It is no feature.
        NothingFound: Nobody asked for it.
    """
    with opened(options) as workspace:
        print(calls(workspace, given.feature), end="")
        if not asking(workspace, workspace.get(given.feature).id):
            raise NothingFound("nobody has asked for it")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feature", metavar="FEATURE")


VERB = Verb(
    "calls",
    "print who asked for a feature: whom to call once it ships",
    run,
    _arguments,
    also="who asked, whom to call, tell customers it shipped",
)
