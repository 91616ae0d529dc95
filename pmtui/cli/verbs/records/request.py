"""`pmtui request`: note that a deal or account asks for a feature."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.models.values.dates import parse_date
from pmtui.workflows.roadmap import requests


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui request DEAL FEATURE [--kind blocker] [--promised DATE] [--quote TEXT]`: prints the new id."""
    with opened(options, writing=True) as workspace:
        day = (
            parse_date(given.promised, workspace.clock.today(), options.date_order())
            if given.promised
            else None
        )
        commit = requests.request_feature(workspace, given.deal, given.feature, given.kind, given.quote, day)
        print(commit.changed[0][1])
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL")
    parser.add_argument("feature", metavar="FEATURE")
    parser.add_argument("--kind", default="important", metavar="blocker|important|nice")
    parser.add_argument("--promised", default="", metavar="DATE")
    parser.add_argument("--quote", default="", metavar="TEXT")


VERB = Verb("request", "note that a deal or account asks for a feature", run, _arguments)
