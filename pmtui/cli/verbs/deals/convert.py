"""`pmtui convert`: make an account, a contact and a deal of a lead."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.workflows.deals.leads import convert


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui convert LEAD [--account A] [--contact C] [--deal D]`: prints the ids of what came of it.

    Raises:
        InputError: It is no lead, or has been converted.
    """
    with opened(options, writing=True) as workspace:
        commit = convert(workspace, given.lead, given.account, given.contact, given.deal)
        print(" ".join(each for _, each in commit.changed))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lead", metavar="LEAD")
    parser.add_argument("--account", default="", metavar="A", help="an existing account, or new")
    parser.add_argument("--contact", default="", metavar="C", help="an existing contact, or new")
    parser.add_argument("--deal", default="", metavar="D", help="an existing deal, or none")


VERB = Verb("convert", "make an account, a contact and a deal of a lead", run, _arguments)
