"""`pmtui playbook`: list the playbooks, plan the steps of one, or change it."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.fields import read_row, write_row
from pmtui.models.settings import PlaybookStep
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import own_playbooks
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.playbook_files import playbook_named


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui playbook [NAME [ID | --steps ROW... | --new KIND | --show | --drop]]`.

    Raises:
        InputError: There is no such playbook or document, they do not fit, or a step makes no sense.
    """
    changing = bool(given.steps or given.new or given.drop)
    if given.name and not given.id and not changing and not given.show:
        raise InputError(f"playbook {given.name} takes the document it is for, such as D-1")
    with opened(options, writing=bool(given.id) or changing) as workspace:
        if changing:
            print(_changed(workspace, given).name, file=sys.stderr)
            return 0
        known = own_playbooks.playbooks_of(workspace)
        if given.id:
            commit = plan(workspace, playbook_named(given.name, known), given.id)
            print(" ".join(each for _, each in commit.changed))
        elif given.show:
            for step in own_playbooks.steps_of(playbook_named(given.name, known)):
                print(write_row(step))
        else:
            for each in known:
                print(f"{each.id}  for a {each.kind}  {len(each.steps)} steps")
    return 0


def _changed(workspace: Workspace, given: argparse.Namespace) -> Commit:
    if not given.name:
        raise InputError("playbook takes the name of the playbook to change")
    if given.drop:
        return own_playbooks.drop_playbook(workspace, given.name)
    if given.new:
        return own_playbooks.add_playbook(workspace, given.name, given.new)
    how = record_commands.reading(workspace)
    steps = [read_row(PlaybookStep, row, how) for row in given.steps]
    return own_playbooks.set_steps(workspace, given.name, steps)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="plans its steps about this document")
    parser.add_argument("--show", action="store_true", help="print its steps, a row each")
    parser.add_argument(
        "--steps",
        nargs="+",
        default=[],
        metavar="ROW",
        help=f"all of its steps, such as: '{PlaybookStep.EXAMPLE}'",
    )
    parser.add_argument(
        "--new", default="", metavar="KIND", help="make one for a deal, an account or a launch"
    )
    parser.add_argument(
        "--drop", action="store_true", help="drop your own one, or your version of one that ships"
    )


VERB = Verb(
    "playbook",
    "list the playbooks, plan the steps of one, or change it",
    run,
    _arguments,
    also="playbooks, onboarding steps, sequences",
)
