"""`pmtui playbook`: list the playbooks, or plan the steps of one."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.playbook_files import playbook_named, playbooks


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui playbook [NAME ID]`: list the playbooks, or plan the steps of one about a document.

    Raises:
        InputError: There is no such playbook or document, or they do not fit.
    """
    if not given.name:
        for each in playbooks():
            print(f"{each.id}  for a {each.kind}  {len(each.steps)} steps")
        return 0
    if not given.id:
        raise InputError(f"playbook {given.name} takes the document it is for, such as D-1")
    with opened(options, writing=True) as workspace:
        commit = plan(workspace, playbook_named(given.name), given.id)
        print(" ".join(each for _, each in commit.changed))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("id", nargs="?", default="", metavar="ID")


VERB = Verb(
    "playbook",
    "list the playbooks, or plan the steps of one",
    run,
    _arguments,
    also="playbooks, onboarding steps, sequences",
)
