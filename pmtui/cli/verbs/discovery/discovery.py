"""The verbs of discovery: the gate, the battlecard, the matrix of features by competitors."""

import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verbs.reports.report import print_report
from pmtui.errors import InputError, NothingFound
from pmtui.metrics.reports.strategy_reports import matrix_report
from pmtui.models.discovery.insight import Insight
from pmtui.models.document import to_stored
from pmtui.models.values.money_text import long_sums
from pmtui.rules.discovery.gate import GATE_SCORES, LEAST, lacking
from pmtui.store.workspace import Workspace
from pmtui.workflows.discovery.competition import battlecard
from pmtui.workflows.discovery.gate import (
    fail_gate,
    insight_of,
    money_behind,
    pass_gate,
    voices,
)


def gate(options: Options, insight_id: str, *, passes: bool, fail: str, override: str) -> int:
    """`pmtui gate INSIGHT [--pass|--fail REASON] [--override REASON]`: a pass prints the feature's id.

    Raises:
        InputError: It is no insight, has passed, or a score keeps it from passing.
    """
    if override and not passes:
        raise InputError("--override tells why an insight passes all the same; it goes with --pass")
    with opened(options, writing=passes or bool(fail)) as workspace:
        insight = insight_of(workspace, insight_id)
        if passes:
            pass_gate(workspace, insight.id, override)
            print(insight_of(workspace, insight.id).feature)
        elif fail:
            fail_gate(workspace, insight.id, fail)
            print(f"{insight.id} failed: {fail}", file=sys.stderr)
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


def print_battlecard(options: Options, competitor: str) -> int:
    """`pmtui battlecard COMPETITOR`: by id or name.

    Raises:
        InputError: There is no such competitor.
    """
    with opened(options) as workspace:
        print(battlecard(workspace, competitor), end="")
    return 0


def print_matrix(options: Options, *, form: str) -> int:
    """`pmtui matrix [--md | --csv | --json]`: features by competitors.

    Raises:
        NothingFound: Nothing is known of what competitors offer; an empty table is printed all the same.
    """
    with opened(options) as workspace:
        shown = matrix_report(workspace)
        print_report(shown, form)
        if not shown.rows:
            raise NothingFound(
                'nothing is known of competitors yet: pmtui add research type=competitor name=… offers="Feature: yes"'
            )
    return 0
