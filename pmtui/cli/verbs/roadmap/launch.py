"""`pmtui launch`: print whether a launch can go and what blocks it, or decide."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.roadmap.launch import Launch
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.shipping import Blocker
from pmtui.workflows.roadmap.launch_decision import blockers_of, carry_out, go, launch_of, no_go
from pmtui.workflows.roadmap.launch_summary import standing_lines


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui launch LAUNCH [--go | --no-go REASON | --ship] [--override REASON] [--json]`.

    Without an option it prints whether the launch can go, and what blocks it.

    Raises:
        InputError: There is no such launch, or it cannot go.
    """
    deciding = given.go or given.no_go is not None or given.ship
    if given.override and not (given.go or given.ship):
        raise InputError("--override goes with --go or --ship")
    with opened(options, writing=deciding) as workspace:
        if given.no_go is not None:
            no_go(workspace, given.launch, given.no_go)
        elif given.ship:
            carry_out(workspace, given.launch, given.override)
        elif given.go:
            go(workspace, given.launch, given.override)
        found = launch_of(workspace, given.launch)
        standing = blockers_of(workspace, found)
        if given.json:
            print_json(_as_json(found, standing))
        else:
            for line in standing_lines(workspace, found, standing):
                print(line)
    return 0


def _as_json(found: Launch, standing: list[Blocker]) -> dict[str, JsonValue]:
    return {
        "id": found.id,
        "title": found.title,
        "date": found.date.isoformat() if found.date else None,
        "verdict": "launched" if found.launched else "no-go" if standing else "go",
        "blockers": [{"id": each.id, "topic": each.topic, "text": each.text} for each in standing],
        "decision": found.decision,
        "decided": found.decided.isoformat() if found.decided else None,
        "decided_by": found.decided_by,
        "decision_reason": found.decision_reason,
        "overridden": list(found.overridden),
        "launched": found.launched.isoformat() if found.launched else None,
    }


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("launch", metavar="LAUNCH")
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--go", action="store_true", help="decide that it goes")
    decision.add_argument("--no-go", default=None, metavar="REASON", help="decide that it does not")
    decision.add_argument("--ship", action="store_true", help="launch it: its features ship")
    parser.add_argument("--override", default="", metavar="REASON", help="go although something blocks it")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "launch",
    "print whether a launch can go and what blocks it, or decide",
    run,
    _arguments,
    also="go or no-go, go to market, ship a launch, release",
)
