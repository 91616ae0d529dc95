"""`pmtui move`: move documents to a stage, status or horizon."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import tell_changed
from pmtui.cli.shell_words import reading_of
from pmtui.cli.verb import Verb
from pmtui.workflows import record_commands


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui move ID... STAGE|STATUS|HORIZON [--reason WHY] [--amount M] [--closed DATE]`."""
    with opened(options, writing=True) as workspace:
        from pmtui.cli.demand_output import warn

        ending = {name: text for name in ("amount", "closed") if (text := getattr(given, name))}
        values = record_commands.read_fields("deal", ending, reading_of(options, workspace))
        changes = record_commands.moving(workspace, given.ids, given.to, given.reason, values)
        tell_changed(workspace.commit(warn(workspace, changes)).changed)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("to", metavar="STAGE|STATUS|HORIZON", help="open, won and lost do for deals")
    parser.add_argument(
        "--reason",
        default="",
        metavar="WHY",
        help="why deals are lost, or a feature ships in spite of what blocks it",
    )
    parser.add_argument("--amount", default="", metavar="M", help="what deals were won for")
    parser.add_argument(
        "--closed", default="", metavar="DATE", help="when they were won or lost; today if left out"
    )


VERB = Verb(
    "move",
    "move documents to a stage, status or horizon",
    run,
    _arguments,
    also="stage, ship, won, lost, status",
)
