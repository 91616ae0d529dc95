"""`pmtui log`: note what was done about a document, or with --due is to be done."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.models.appointment import with_time
from pmtui.models.values.dates import parse_date
from pmtui.workflows.deals import activities


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui log ID TEXT [--type call] [--due DATE]`: prints the new id."""
    with opened(options, writing=True) as workspace:
        when = with_time("activity", {"due": given.due} if given.due else {})
        today, order = workspace.clock.today(), options.date_order()
        day = parse_date(when["due"], today, order) if given.due else None
        time = when.get("time", "")
        commit = activities.log_activity(workspace, given.id, given.text, given.type, day, time)
        print(commit.changed[0][1])
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument(
        "--type", default="note", metavar="TYPE", help="call, meeting, demo, e-mail, task or note"
    )
    parser.add_argument("--due", default="", metavar="DATE")


VERB = Verb(
    "log",
    "note what was done about a document, or with --due is to be done",
    run,
    _arguments,
    also="call, meeting, note",
)
