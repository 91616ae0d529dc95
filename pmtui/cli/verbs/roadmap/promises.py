"""The verbs between roadmap and pipeline: promises, calls, gaps, and the warning before one is broken."""

import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verbs.reports.report import print_report
from pmtui.errors import NothingFound
from pmtui.metrics.format import shown_value
from pmtui.metrics.report_table import Report
from pmtui.metrics.roadmap.demand import demand
from pmtui.metrics.roadmap.promises import promises, told, warning, worsened
from pmtui.metrics.roadmap.shipped_calls import asking, calls, gaps, returned
from pmtui.models.roadmap.feature import Feature
from pmtui.models.stored import JsonValue
from pmtui.models.values.money_text import whole_sums
from pmtui.store.changes import ChangeSet
from pmtui.store.query.exchange import whole_total
from pmtui.store.workspace import Workspace


def print_promises(options: Options, *, form: str) -> int:
    """`pmtui promises [--json | --csv | --md]`: every day told to a customer against the roadmap.

    Raises:
        NothingFound: Nothing was promised; `--json` and `--csv` print an empty table all the same.
    """
    with opened(options) as workspace:
        found = promises(workspace.tables, workspace.pipelines, workspace.clock.today())
        label = workspace.names.label
        shown = Report(
            "Promises: what customers were told, and when it ships",
            ("standing", "promised", "ships", "feature", "title", "customer", "deal", "open amount", "request"),
            tuple(
                (
                    each.standing, each.promised.isoformat(), str(each.target or "-"), each.feature,
                    label(each.feature),
                    label(each.customer) if each.customer else "-", each.deal or "-",
                    whole_sums(each.amount), each.request,
                )
                for each in found
            ),
        )  # fmt: skip
        print_report(shown, form)
        if not found:
            raise NothingFound("nobody was promised anything")
    return 0


def print_calls(options: Options, feature: str) -> int:
    """`pmtui calls FEATURE`: who asked for it, with their contacts and the last word, as Markdown.

    Raises:
        InputError: It is no feature.
        NothingFound: Nobody asked for it.
    """
    with opened(options) as workspace:
        print(calls(workspace, feature), end="")
        if not asking(workspace, workspace.get(feature).id):
            raise NothingFound("nobody has asked for it")
    return 0


def print_gaps(options: Options, *, form: str) -> int:
    """`pmtui gaps [--json | --csv | --md]`: features by what was lost without them.

    Raises:
        NothingFound: Nothing was; `--json` and `--csv` print an empty table all the same.
    """
    with opened(options) as workspace:
        found = gaps(workspace)
        shown = Report(
            "Gaps: deals lost for want of a feature",
            ("feature", "title", "lost deals", "lost", "open deals", "at stake"),
            tuple(
                (
                    each.feature or "-",
                    workspace.names.label(each.feature) if each.feature else "a feature that nobody named",
                    f"{len(each.deals):,}", whole_sums(each.lost), f"{len(each.open):,}", whole_sums(each.at_stake),
                )
                for each in found
            ),
        )  # fmt: skip
        print_report(shown, form)
        if not found:
            raise NothingFound("no deal was lost for want of a feature")
    return 0


def warn(workspace: Workspace, changes: ChangeSet) -> ChangeSet:
    """Say on standard error which promises a change will break; the change itself is handed on."""
    found = worsened(workspace.tables, workspace.pipelines, changes, workspace.clock.today())
    if found:
        print(f"warning: this {warning(found)}", file=sys.stderr)
        for line in told(found, workspace.names.label):
            print(f"  {line}", file=sys.stderr)
    return changes


def demanded(workspace: Workspace, feature: Feature) -> JsonValue:
    """What hangs on a feature, as `pmtui show --json` has it."""
    found = demand(workspace.tables, workspace.pipelines, asking(workspace, feature.id))
    brought = returned(workspace, found)
    amounts = {
        "at_stake": found.at_stake, "weighted": found.weighted, "won": found.won_amount, "lost": found.lost_amount,
        "recurring": found.recurring,
    }  # fmt: skip
    return {
        "customers": list(found.customers),
        "requests": list(found.requests),
        "blockers": list(found.blockers),
        "open_deals": list(found.open),
        "won_deals": list(found.won),
        "lost_deals": list(found.lost),
        **{
            name: {code: str(amount) for code, amount in found_sums.items()}
            for name, found_sums in amounts.items()
        },
        "next_close": found.next_close.isoformat() if found.next_close else None,
        "win_rate": None if brought.with_it is None else str(round(brought.with_it, 4)),
        "win_rate_without": None if brought.without_it is None else str(round(brought.without_it, 4)),
    }


def print_demand(workspace: Workspace, feature: Feature) -> None:
    """What hangs on a feature, in lines; nothing where nobody asks."""
    found = demand(workspace.tables, workspace.pipelines, asking(workspace, feature.id))
    if not found.requests:
        return
    brought = returned(workspace, found)
    counted = (
        (
            "at stake",
            found.open,
            f"{whole_total(workspace, found.at_stake)} in {len(found.open):,}, "
            f"weighted {whole_total(workspace, found.weighted)}",
        ),
        ("blockers", found.blockers, f"{len(found.blockers):,}"),
        ("won", found.won, f"{whole_total(workspace, found.won_amount)} in {len(found.won):,}"),
        ("lost", found.lost, f"{whole_total(workspace, found.lost_amount)} in {len(found.lost):,}"),
        ("next close", found.next_close, str(found.next_close)),
    )
    print()
    print(f"{'asked for by':<12}  {', '.join(workspace.names.label(each) for each in found.customers)}")
    for name, ids, text in counted:
        if ids:
            print(f"{name:<12}  {text}")
    if brought.with_it is not None:
        others = (
            f", without it {shown_value(brought.without_it, 'ratio')}"
            if brought.without_it is not None
            else ""
        )
        print(f"{'win rate':<12}  {shown_value(brought.with_it, 'ratio')} of those that asked{others}")
