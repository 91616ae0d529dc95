"""`pmtui copy`: copy a workspace with its history, from a folder or postgresql://... to another."""

import argparse
import os
import sys

from pmtui.address import shown
from pmtui.cli.options import Options
from pmtui.cli.progress import progress
from pmtui.cli.verb import Verb
from pmtui.config import workspace_place
from pmtui.errors import InputError, WorkspaceError
from pmtui.store.workspace_copy import PARTS, copy


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui copy FROM TO`.

    Raises:
        InputError: A place makes no sense, or `--restricted` is set.
        WorkspaceError: The source cannot be read, or the target not be written.
    """
    if options.restricted:
        raise InputError("with --restricted no other workspace can be used")
    if options.loaded().settings.read_only:
        raise WorkspaceError("with --read-only nothing is written")
    source, target = (workspace_place(place, os.environ) for place in (given.source, given.target))
    with progress("copying", PARTS, "leaves a copy that does not open") as tick:
        copied = copy(source, target, tick)
    print(
        f"copied {copied.documents:,} documents and {copied.transactions:,} transactions from {shown(source)} "
        f"to {shown(target)}; compared, and the same",
        file=sys.stderr,
    )
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM")
    parser.add_argument("target", metavar="TO")


VERB = Verb(
    "copy",
    "copy a workspace with its history, from a folder or postgresql://... to another",
    run,
    _arguments,
    also="clone the workspace, move to a server, migrate",
)
