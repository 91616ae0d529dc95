"""`pmtui move`: move documents to a stage, status or horizon."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import tell_changed
from pmtui.cli.verb import Verb
from pmtui.workflows import record_commands


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui move ID... STAGE|STATUS|HORIZON [--reason WHY]`."""
    with opened(options, writing=True) as workspace:
        from pmtui.cli.demand_output import warn

        changes = record_commands.moving(workspace, given.ids, given.to, given.reason)
        tell_changed(workspace.commit(warn(workspace, changes)).changed)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("to", metavar="STAGE|STATUS|HORIZON")
    parser.add_argument("--reason", default="", metavar="WHY", help="why it ships in spite of what blocks it")


VERB = Verb("move", "move documents to a stage, status or horizon", run, _arguments)
