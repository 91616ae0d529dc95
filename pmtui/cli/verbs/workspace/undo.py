"""`pmtui undo`: take back your latest command."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, _given: argparse.Namespace) -> int:
    """`pmtui undo`: take back your latest command."""
    with opened(options, writing=True) as workspace:
        print(workspace.undo().name, file=sys.stderr)
    return 0


VERB = Verb("undo", "take back your latest command", run)
