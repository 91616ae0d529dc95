"""`pmtui who`: who has the workspace open, and where they are."""

import argparse
import sys

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """Print the open sessions, a line each; exit 1 where there is none.

    Raises:
        WorkspaceError: The workspace is on a server that passes nothing on.
    """
    with opened(options) as workspace:
        presence = workspace.presence(silent=True)
        found = presence.roll_call() if presence is not None else ()
        if given.json:
            output.print_json([each._asdict() for each in found])
            return 0 if found else 1
        for each in found:
            label = f"{each.document} {workspace.names.label(each.document)}" if each.document else "-"
            print(f"{each.user}@{each.host}  {'edits' if each.editing else 'looks at'}  {label}")
        if not found:
            print("nobody has it open", file=sys.stderr)
        return 0 if found else 1


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "who",
    "who has the workspace open, and where they are",
    run,
    _arguments,
    also="who is here, presence, colleagues online",
)
