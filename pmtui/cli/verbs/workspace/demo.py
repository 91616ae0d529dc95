"""`pmtui demo`: open a throw-away copy of the demo workspace."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, _given: argparse.Namespace) -> int:
    """Open the demo workspace in a folder that is gone afterwards."""
    from pmtui.cli.launch_tui import open_demo

    return open_demo(options)


VERB = Verb(
    "demo", "open a throw-away copy of the demo workspace", run, also="sample data, example", apart=True
)
