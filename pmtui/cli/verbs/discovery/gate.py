"""`pmtui gate`: print how an insight stands at the gate, or let it pass or fail."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.discovery.insight import Insight
from pmtui.models.document import to_stored
from pmtui.models.values.money_text import long_sums
from pmtui.rules.discovery.gate import GATE_SCORES, LEAST, lacking
from pmtui.store.workspace import Workspace
from pmtui.workflows.discovery.gate import (
    fail_gate,
    insight_of,
    money_behind,
    pass_gate,
    voices,
)


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui gate INSIGHT [--pass|--fail REASON] [--override REASON]`: a pass prints the feature's id.

    Raises:
        InputError: It is no insight, has passed, or a score keeps it from passing.
    """
    if given.override and not given.passes:
        raise InputError("--override tells why an insight passes all the same; it goes with --pass")
    with opened(options, writing=given.passes or bool(given.fail)) as workspace:
        insight = insight_of(workspace, given.insight)
        if given.passes:
            pass_gate(workspace, insight.id, given.override)
            print(insight_of(workspace, insight.id).feature)
        elif given.fail:
            fail_gate(workspace, insight.id, given.fail)
            print(f"{insight.id} failed: {given.fail}", file=sys.stderr)
        else:
            _tell(workspace, insight)
    return 0


def _tell(workspace: Workspace, insight: Insight) -> None:
    stored = to_stored(insight)
    said = voices(workspace.tables, stored)
    behind = money_behind(workspace.tables, stored)
    money = long_sums(behind) if behind else "nothing"
    print(f"{insight.id}  {insight.title}")
    width = max(map(len, GATE_SCORES))
    for name in GATE_SCORES:
        why = getattr(insight, f"{name}_why")
        print(f"  {name:<{width}}  {getattr(insight, name) or '-'}  {why}".rstrip())
    customers = f"{said.total:,} customer{'' if said.total == 1 else 's'}"
    print(f"  said by {customers}; open deals behind it: {money}")
    reason = f": {insight.gate_reason}" if insight.gate_reason else ""
    if insight.gate == "open":
        missing = [f"{name} {how}" for name, how in lacking(insight)]
        reason = f": {'; '.join(missing)}; a pass needs {LEAST} of each" if missing else ": ready to pass"
    feature = f", as {insight.feature}" if insight.gate == "passed" and insight.feature else ""
    print(f"  gate {insight.gate}{feature}{reason}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("insight", metavar="INSIGHT")
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--pass", dest="passes", action="store_true", help="make a feature of it")
    decision.add_argument("--fail", default="", metavar="REASON", help="keep why it fails")
    parser.add_argument("--override", default="", metavar="REASON", help="why it passes all the same")


VERB = Verb("gate", "print how an insight stands at the gate, or let it pass or fail", run, _arguments)
