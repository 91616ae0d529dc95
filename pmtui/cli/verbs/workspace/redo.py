"""`pmtui redo`: do again what was taken back."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, _given: argparse.Namespace) -> int:
    """`pmtui redo`: do it again."""
    with opened(options, writing=True) as workspace:
        print(workspace.redo().name, file=sys.stderr)
    return 0


VERB = Verb("redo", "do again what was taken back", run)
