"""`pmtui backup`: keep a dated copy and print where it is."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, _given: argparse.Namespace) -> int:
    """`pmtui backup`: keep a dated copy and print where it is."""
    with opened(options, writing=True) as workspace:
        print(workspace.backup())
    return 0


VERB = Verb("backup", "keep a dated copy and print where it is", run, also="safe copy, snapshot, save a copy")
