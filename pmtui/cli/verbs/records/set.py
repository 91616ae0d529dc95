"""`pmtui set`: set fields of documents."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import tell_changed
from pmtui.cli.shell_words import reading_of
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.workflows import record_commands
from pmtui.workflows.assignments import assigned, parse_assignments


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui set ID... FIELD=VALUE...`: all of the documents or none."""
    ids = [word for word in given.words if "=" not in word]
    assignments = parse_assignments([word for word in given.words if "=" in word])
    if not ids or not assignments:
        raise InputError("set takes one or more ids and one or more FIELD=VALUE, such as D-142 amount=12k")
    with opened(options, writing=True) as workspace:
        kinds = {kind_of(each if workspace.problem_of(each) else workspace.get(each).id).name for each in ids}
        if len(kinds) > 1:
            raise InputError(f"set takes documents of one kind; these are {' and '.join(sorted(kinds))}")
        kind, how = kinds.pop(), reading_of(options, workspace)
        values = {
            id: assigned(kind, None if workspace.problem_of(id) else workspace.get(id), assignments, how)
            for id in map(canonical_id, ids)
        }
        from pmtui.cli.demand_output import warn

        changes = record_commands.edit_each_changes(workspace, values)
        tell_changed(workspace.commit(warn(workspace, changes)).changed)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="ID... FIELD=VALUE...")


VERB = Verb("set", "set fields of documents", run, _arguments, also="edit, change a field, bulk edit")
