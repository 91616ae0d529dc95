"""`pmtui people`: print who records belong to, or give them another name."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.stored import JsonValue
from pmtui.workflows.workspace.people import OWNER, TEAMS, people, rename_person


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui people [NAME --rename NEW] [--teams] [--json]`: print who records belong to, or rename somebody.

    Raises:
        InputError: Nothing belongs to the name, or the new name is missing.
    """
    field = TEAMS if given.teams else OWNER
    if bool(given.name) != bool(given.rename):
        raise InputError("people takes a name and --rename NEW, such as: people ann --rename 'Ann Lee'")
    with opened(options, writing=bool(given.name)) as workspace:
        if given.name:
            print(rename_person(workspace, given.name, given.rename, field).name, file=sys.stderr)
            return 0
        found = people(workspace, field)
        if given.json:
            rows: list[dict[str, JsonValue]] = [
                {"name": person.name, "records": {**person.counts}} for person in found
            ]
            print_json(rows)
        for person in () if given.json else found:
            told = "  ".join(f"{kind} {count}" for kind, count in person.counts.items())
            print(f"{person.name}  {told}".rstrip())
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--rename", default="", metavar="NEW", help="on every record of theirs")
    parser.add_argument("--teams", action="store_true", help="teams instead of people")
    parser.add_argument("--json", action="store_true")


VERB = Verb("people", "print who records belong to, or rename somebody", run, _arguments)
