"""The verbs on the workspace itself: init, undo, redo, history, doctor, backup, restore."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pmtui.address import shown
from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.progress import progress
from pmtui.errors import InputError, NothingFound
from pmtui.foreign_files import check_foreign
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import local_text
from pmtui.models.values.currency_names import currency_code
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.log.snapshot import size_of
from pmtui.store.open_workspace import create_place
from pmtui.store.workspace import Workspace


def init(options: Options, *, pipeline: str, currency: str) -> int:
    """`pmtui init [--pipeline PRESET] [--currency CODE]`.

    Raises:
        InputError: There is no such preset or currency.
        WorkspaceError: There is a workspace already, or the folder cannot be written.
    """
    place = options.place()
    try:
        code = currency_code(currency)
    except ValueError as error:
        raise InputError(f"--currency: {error}") from None
    workspace = create_place(
        place, user=options.signer(), clock=options.clock(), pipeline=pipeline, currency=code
    )
    workspace.close()
    print(f"made an empty workspace in {shown(place)}", file=sys.stderr)
    return 0


def mark(options: Options, *, production: bool) -> int:
    """`pmtui mark production|trial`: as one command that undo takes back."""
    with opened(options, writing=True) as workspace:
        before = workspace.settings
        changes = ChangeSet(
            "Mark the workspace as production" if production else "Mark the workspace as a trial"
        )
        changes.update(before, before.model_copy(update={"production": production}))
        _told(workspace.commit(changes).name)
    return 0


def undo(options: Options) -> int:
    """`pmtui undo`: take back your latest command."""
    with opened(options, writing=True) as workspace:
        _told(workspace.undo().name)
    return 0


def redo(options: Options) -> int:
    """`pmtui redo`: do it again."""
    with opened(options, writing=True) as workspace:
        _told(workspace.redo().name)
    return 0


def _told(name: str) -> None:
    print(name, file=sys.stderr)


def history(options: Options, document_id: str, *, limit: int, as_json: bool) -> int:
    """`pmtui history [ID] [--limit N] [--json]`: what was done, newest first.

    Raises:
        NothingFound: Nothing was done to it.
    """
    with opened(options) as workspace:
        found = list(islice(_transactions(workspace, document_id), limit or None))
        if as_json:
            output.print_json([_described(each, document_id) for each in found])
        else:
            for each in found:
                print(f"{each.seq:>6}  {local_text(each.at)}  {each.by}  {each.name}")
        if not found:
            raise NothingFound(f"nothing in the history of {document_id}")
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


def doctor(options: Options, *, as_json: bool) -> int:
    """`pmtui doctor`: check every document; exit 1 where something is wrong."""
    from pmtui.store.doctor import examine

    with opened(options) as workspace:
        total = size_of(workspace.tables)
        with progress("looking at the documents", total) as tick:
            findings = examine(workspace, tick)
        if as_json:
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


def backup(options: Options) -> int:
    """`pmtui backup`: keep a dated copy and print where it is."""
    with opened(options, writing=True) as workspace:
        print(workspace.backup())
    return 0


def restore(options: Options, file: str) -> int:
    """`pmtui restore FILE`: bring back what a backup holds, as one command that undo takes back."""
    options.refuse_file(file)
    check_foreign(file, within=options.walls())
    with opened(options, writing=True) as workspace:
        with progress("comparing the documents", size_of(workspace.tables)) as tick:
            commit = workspace.restore(Path(file), tick)
        print(f"{commit.name}: {len(commit.changed):,} documents changed", file=sys.stderr)
    return 0
