"""`pmtui list`: list documents that match a filter."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.progress import reading_many
from pmtui.cli.shell_words import filter_text, matching
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.models.fields import fields_of
from pmtui.models.kinds import kind_named
from pmtui.models.registry import check_field
from pmtui.store.query.conditions import explained
from pmtui.store.query.derivations.deal_attention import IDLE
from pmtui.store.query.filters import parse_filter
from pmtui.store.workspace import Workspace


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui list KIND [FILTER...] [--sort FIELD] [--columns A,B] [--explain] [--json | --csv]`.

    Raises:
        NothingFound: Nothing matches; `--json` and `--csv` print an empty result all the same.
    """
    declared = kind_named(given.kind)
    kind = declared.name
    names = [check_field(kind, name.strip()) for name in given.columns.split(",")] if given.columns else []
    field, reverse = _order(kind, given.sort.strip())
    with opened(options) as workspace:
        if given.explain:
            print(_explained(workspace, kind, given.filters, field, reverse=reverse))
            return 0
        found = matching(workspace, kind, given.filters, field, reverse=reverse)
        shown = names or list(declared.columns)
        told = reading_many(workspace, "reading", len(found))
        if given.form == "json":
            with told if not sys.stdout.isatty() else nullcontext():  # on a terminal they show it themselves
                output.print_documents(filter(None, map(workspace.find, found)))
        else:
            with told:
                documents = [document for each in found if (document := workspace.find(each)) is not None]
            if given.form == "csv":
                output.print_csv(kind, documents, names or list(fields_of(kind)), workspace.names)
            elif found:
                output.print_table(kind, documents, shown, workspace.names)
        if not found:
            raise NothingFound(f"no {declared.plural} match")
    return 0


def _explained(workspace: Workspace, kind: str, filters: Sequence[str], field: str, *, reverse: bool) -> str:
    """How a filter is understood: the tree of the query, what else it reads, and the order."""
    condition = parse_filter(kind, filter_text(filters), workspace.filter_context)
    reads = ", ".join(sorted(condition.reads - {kind})) or "nothing else"
    order = f"{field}, {'largest' if reverse else 'least'} first"
    return f"{explained(condition)}\nreads: {kind}, {reads}\norder: {order}"


def _order(kind: str, sort: str) -> tuple[str, bool]:
    """The field to sort by, and whether a minus in front turns it round."""
    reverse = sort.startswith("-")
    name = sort.lstrip("-")
    field = name if (kind, name) == ("deal", IDLE) else check_field(kind, name) if sort else "id"
    return field, reverse


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="deals, features, accounts, contacts, products, …")
    parser.add_argument(
        "filters", nargs="*", metavar="FILTER", help="such as stage:won 'amount:>10k' -tag:eu"
    )
    parser.add_argument("--sort", default="", metavar="FIELD", help="-FIELD for largest first")
    parser.add_argument("--explain", action="store_true", help="print how the filter is understood instead")
    parser.add_argument("--columns", default="", metavar="A,B")
    forms(parser, "json", "csv")


VERB = Verb(
    "list",
    "list documents that match a filter",
    run,
    _arguments,
    filters=True,
    also="query, table of, filter",
)
