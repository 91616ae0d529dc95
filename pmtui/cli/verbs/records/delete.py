"""`pmtui delete`: delete documents; undo brings them back."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import tell_changed
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui delete ID...`."""
    with opened(options, writing=True) as workspace:
        for each in given.ids:
            _refuse_shipped(workspace, each)
        tell_changed(record_commands.delete(workspace, given.ids).changed, "deleted")
    return 0


def _refuse_shipped(workspace: Workspace, document_id: str) -> None:
    """Refuse to delete an entry that came with pmtui.

    Raises:
        InputError: It is one.
    """
    slug = document_id.strip().lower()
    if kind_of(document_id).name == "term" and slug not in workspace.rows("term"):
        from pmtui.glossary.find import Dictionary

        if Dictionary().entry(slug) is not None:
            raise InputError(f"{slug} came with pmtui and stays; `pmtui add term` puts your own over it")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")


VERB = Verb("delete", "delete documents; undo brings them back", run, _arguments)
