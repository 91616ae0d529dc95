"""`pmtui add`: add a document and print its id."""

import argparse
import sys
from collections.abc import Mapping

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.shell_words import reading_of
from pmtui.cli.verb import Verb
from pmtui.models.kinds import kind_named
from pmtui.models.registry import check_field
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.assignments import assigned, is_assignment, parse_assignments
from pmtui.workflows.merge_records import lookalikes
from pmtui.workflows.quick_add import read_quick, understood


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui add KIND FIELD=VALUE...`, or one line such as `Acme rollout 12k close:fri`: prints the new id."""
    kind = kind_named(given.kind).name
    quick = not any(is_assignment(word) for word in given.assignments)
    assignments = [] if quick else parse_assignments(given.assignments)
    for assignment in assignments:
        check_field(kind, assignment.field)
    with opened(options, writing=True) as workspace:
        how = reading_of(options, workspace)
        line = " ".join(given.assignments)
        values = read_quick(kind, line, how) if quick else assigned(kind, None, assignments, how)
        if kind == "term":
            values = _over_shipped(values)
        for found in lookalikes(workspace.tables, kind, values):
            label = workspace.names.label(found.id)
            print(f"pmtui: this looks like {found.id} {label}: {found.reason}", file=sys.stderr)
        commit = record_commands.add(workspace, kind, values)
        print(next(document_id for touched, document_id in commit.changed if touched == kind))
        if quick:
            print(f"added: {understood(kind, values, workspace.names.label)}", file=sys.stderr)
        if kind == "term":
            _tell_senses(workspace, {assignment.field: assignment.text for assignment in assignments})
    return 0


def _tell_senses(workspace: Workspace, words: Mapping[str, str]) -> None:
    """Tell where a name of a new term now means several things."""
    from pmtui.glossary.find import Dictionary

    dictionary = Dictionary(workspace.rows("term"))
    for name in [words.get("headword", ""), *words.get("aliases", "").split(",")]:
        found = dictionary.find(name)
        if len(found) > 1:
            print(f"pmtui: {name.strip()!r} now has {len(found)} senses: {', '.join(found)}", file=sys.stderr)


def _over_shipped(values: dict[str, object]) -> dict[str, object]:
    """The fields of a new term; where a shipped entry has that headword, those that it puts over it."""
    from pmtui.glossary.entries import text
    from pmtui.glossary.find import Dictionary
    from pmtui.glossary.overrides import override_values
    from pmtui.glossary.words import folded

    dictionary = Dictionary()
    headword = str(values.get("headword", ""))
    for slug in dictionary.find(headword):
        shipped = dictionary.entry(slug) or {}
        if folded(headword) in (folded(text(shipped, "headword")), folded(slug)):
            return {"id": slug, **override_values(shipped, values, None)}
    return values


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument(
        "assignments", nargs="+", metavar="FIELD=VALUE", help="or one line: Acme 12k close:fri"
    )


VERB = Verb("add", "add a document and print its id", run, _arguments, also="create, new")
