"""`pmtui show`: print a document."""

import argparse

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.models.document import Document, full
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.feature import Feature
from pmtui.models.stored import JsonValue
from pmtui.store.workspace import Workspace


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui show ID [--json]`.

    Raises:
        InputError: There is no such document.
    """
    with opened(options) as workspace:
        document = workspace.get(given.id)
        if given.json:
            output.print_json(full(document) | _demanded(workspace, document))
        else:
            output.print_fields(document, kind_of(document.id).name, workspace.names)
            if isinstance(document, Feature):
                from pmtui.cli.demand_output import print_demand

                print_demand(workspace, document)
    return 0


def _demanded(workspace: Workspace, document: Document) -> dict[str, JsonValue]:
    """The demand for a feature; empty for any other document."""
    if not isinstance(document, Feature):
        return {}
    from pmtui.cli.demand_output import demanded

    return {"demand": demanded(workspace, document)}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--json", action="store_true")


VERB = Verb("show", "print a document", run, _arguments, also="record, details")
