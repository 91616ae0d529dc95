"""`pmtui mark`: mark the workspace as production, which frames every screen, or as a trial."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.store.changes import ChangeSet


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui mark production|trial`: as one command that undo takes back."""
    with opened(options, writing=True) as workspace:
        before = workspace.settings
        changes = ChangeSet(
            "Mark the workspace as production"
            if given.as_what == "production"
            else "Mark the workspace as a trial"
        )
        changes.update(before, before.model_copy(update={"production": given.as_what == "production"}))
        print(workspace.commit(changes).name, file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("as_what", choices=("production", "trial"))


VERB = Verb(
    "mark",
    "mark the workspace as production, which frames every screen, or as a trial",
    run,
    _arguments,
    also="production, trial",
)
