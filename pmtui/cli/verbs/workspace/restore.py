"""`pmtui restore`: bring back what a backup holds; undo takes that back."""

import argparse
import sys
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.progress import progress
from pmtui.cli.verb import Verb
from pmtui.foreign_files import check_foreign
from pmtui.store.tables import size_of


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui restore FILE`: bring back what a backup holds, as one command that undo takes back."""
    options.refuse_file(given.file)
    check_foreign(given.file, within=options.walls())
    with opened(options, writing=True) as workspace:
        with progress("comparing the documents", size_of(workspace.tables)) as tick:
            commit = workspace.restore(Path(given.file), tick)
        print(f"{commit.name}: {len(commit.changed):,} documents changed", file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


VERB = Verb(
    "restore",
    "bring back what a backup holds; undo takes that back",
    run,
    _arguments,
    also="bring back a backup",
)
