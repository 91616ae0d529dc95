"""`pmtui history`: print what was done, newest first."""

import argparse
from collections.abc import Iterator
from itertools import islice

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, count
from pmtui.errors import NothingFound
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import local_text
from pmtui.store.changes import Transaction
from pmtui.store.workspace import Workspace


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui history [ID] [--limit N] [--json]`: what was done, newest first.

    Raises:
        NothingFound: Nothing was done to it.
    """
    with opened(options) as workspace:
        found = list(islice(_transactions(workspace, given.id), given.limit or None))
        if given.json:
            output.print_json([_described(each, given.id) for each in found])
        else:
            for each in found:
                print(f"{each.seq:>6}  {local_text(each.at)}  {each.by}  {each.name}")
        if not found:
            raise NothingFound(f"nothing in the history of {given.id}")
    return 0


def _transactions(workspace: Workspace, document_id: str) -> Iterator[Transaction]:
    yield from workspace.history(document_id)


def _described(transaction: Transaction, document_id: str) -> dict[str, JsonValue]:
    """A transaction for JSON, with its changes where one document's history is asked for."""
    wanted = document_id.upper()
    return {
        "seq": transaction.seq,
        "at": transaction.at,
        "by": transaction.by,
        "name": transaction.name,
        "documents": len(transaction.changes),
        "changes": [
            {
                "kind": change.kind,
                "id": change.id,
                "was": None if change.was is None else dict(change.was),
                "now": None if change.now is None else dict(change.now),
            }
            for change in transaction.changes
            if document_id and change.id.upper() == wanted
        ],
    }


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="ID")
    parser.add_argument("--limit", type=count, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "history",
    "print what was done, newest first",
    run,
    _arguments,
    also="what was done, log of changes, audit, who changed",
)
