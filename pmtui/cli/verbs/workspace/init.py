"""`pmtui init`: make an empty workspace."""

import argparse

from pmtui.cli.new_workspace import make_workspace
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """Make an empty workspace."""
    make_workspace(options, pipeline=given.pipeline, currency=given.currency)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pipeline", default="default", metavar="PRESET")
    parser.add_argument("--currency", default="USD", metavar="CODE")


VERB = Verb("init", "make an empty workspace", run, _arguments, apart=True)
