"""`pmtui delete`: delete documents; undo brings them back."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import tell_changed
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui delete ID... [--unlink]`."""
    with opened(options, writing=True) as workspace:
        for each in given.ids:
            _refuse_shipped(workspace, each)
        from pmtui.cli.demand_output import warn

        changes = record_commands.deleting(workspace, given.ids, unlink=given.unlink)
        commit = workspace.commit(warn(workspace, changes))
        gone = {canonical_id(document_id) for document_id in given.ids}
        tell_changed([change for change in commit.changed if change[1] in gone], "deleted")
        unlinked = [change for change in commit.changed if change[1] not in gone]
        if unlinked:
            tell_changed(unlinked, "unlinked")
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
    parser.add_argument("--unlink", action="store_true", help="empty the links of what refers to them")


VERB = Verb("delete", "delete documents; undo brings them back", run, _arguments, also="remove")
