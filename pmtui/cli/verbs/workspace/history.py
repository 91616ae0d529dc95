"""`pmtui history`: print what was done, newest first."""

import argparse
from itertools import islice

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, count
from pmtui.errors import NothingFound
from pmtui.models.stored import JsonValue
from pmtui.store.changes import Transaction
from pmtui.workflows.workspace.history import HistoryLine, history_lines


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui history [ID] [--limit N] [--before N] [--json]`: what was done, newest first.

    Raises:
        NothingFound: Nothing was done to it.
    """
    with opened(options) as workspace:
        limit = given.limit or None
        if given.json:
            older = (each for each in workspace.history(given.id) if _is_before(each.seq, given.before))
            described = [_described(each, given.id) for each in islice(older, limit)]
            output.print_json(described)
            found = len(described)
        else:
            lines = (
                each for each in history_lines(workspace, given.id) if _is_before(each.seq, given.before)
            )
            found = 0
            for line in islice(lines, limit):
                print(_line(line))
                found += 1
        if not found:
            raise NothingFound(f"nothing in the history of {given.id}")
    return 0


def _is_before(seq: int, before: int) -> bool:
    return not before or seq < before


def _line(line: HistoryLine) -> str:
    back = f"  (taken back by #{line.taken_back_by})" if line.taken_back_by else ""
    return f"{line.seq:>6}  {line.when}  {line.by}  {line.name}{back}"


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
    parser.add_argument(
        "--before", type=count, default=0, metavar="N", help="older than the command of this number"
    )
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "history",
    "print what was done, newest first",
    run,
    _arguments,
    also="what was done, log of changes, audit, who changed",
)
