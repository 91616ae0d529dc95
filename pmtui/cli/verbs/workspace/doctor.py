"""`pmtui doctor`: check every document."""

import argparse
import sys

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.progress import progress
from pmtui.cli.verb import Verb
from pmtui.store.tables import size_of


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui doctor`: check every document; exit 1 where something is wrong."""
    from pmtui.store.doctor import examine

    with opened(options) as workspace:
        total = size_of(workspace.tables)
        with progress("looking at the documents", total) as tick:
            findings = examine(workspace, tick)
        if given.json:
            output.print_json(
                [
                    {"kind": each.kind, "id": each.id, "problem": each.problem, "advice": each.advice}
                    for each in findings
                ]
            )
        else:
            for each in findings:
                advice = f"; {each.advice}" if each.advice else ""
                print(f"{each.id or each.kind}: {each.problem}{advice}")
        print(f"{total:,} documents checked, {len(findings):,} problems", file=sys.stderr)
    return 1 if findings else 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "doctor",
    "check every document",
    run,
    _arguments,
    also="check, files in order, repair, consistency, broken links",
)
