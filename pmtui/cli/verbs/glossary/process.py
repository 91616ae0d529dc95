"""`pmtui process`: print both processes phase by phase, with the open work and the terms."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui process [--json]`."""
    from pmtui.cli.glossary.process_lines import print_process  # brings Textual, which help does without

    print_process(options, as_json=given.json)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "process",
    "print both processes phase by phase, with the open work and the terms",
    run,
    _arguments,
    also="process map, lifecycle",
)
