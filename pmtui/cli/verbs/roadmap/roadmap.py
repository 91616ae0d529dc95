"""`pmtui roadmap`: open the workspace at the roadmap, or print it with an option."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.interchange.exports.roadmap import as_csv, as_json, as_markdown, roadmap


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui roadmap [--md | --csv | --json] [--customer-safe] [--product P]`.

    Raises:
        NothingFound: It has no features; `--json` and `--csv` print an empty roadmap all the same.
    """
    if not (given.form or given.customer_safe or given.product or given.raw):
        from pmtui.cli.launch_tui import open_workspace_screen

        return open_workspace_screen("show-roadmap", options)
    with opened(options) as workspace:
        product = workspace.names.find("product", given.product) if given.product else ""
        shown = roadmap(workspace, product, customer_safe=given.customer_safe)
        if given.form == "json":
            sys.stdout.write(as_json(shown))
        elif given.form == "csv":
            sys.stdout.write(as_csv(shown, raw=given.raw))
        elif shown.rows:
            sys.stdout.write(as_markdown(shown))
    if not shown.rows:
        raise NothingFound("there are no features to show")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms(parser, "md", "csv", "json")
    parser.add_argument(
        "--customer-safe", action="store_true", help="quarters for days; no customer, owner, health or money"
    )
    parser.add_argument("--product", default="", metavar="P")
    parser.add_argument("--raw", action="store_true", help="no guard against spreadsheet formulas")


VERB = Verb(
    "roadmap",
    "open the workspace at the roadmap, or print it with an option",
    run,
    _arguments,
    also="customer roadmap, public roadmap, share the roadmap, roadmap for customers, customer-safe",
    usual="--md --customer-safe",
)
