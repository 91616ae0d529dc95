"""The demand for a feature, and the warning before a promise is broken."""

import sys

from pmtui.metrics.format import shown_value
from pmtui.metrics.roadmap.promises import told, warning, worsened
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.metrics.roadmap.shipped_calls import returned
from pmtui.models.roadmap.feature import Feature
from pmtui.models.stored import JsonValue
from pmtui.store.changes import ChangeSet
from pmtui.store.query.derivations.exchange import whole_total
from pmtui.store.workspace import Workspace


def warn(workspace: Workspace, changes: ChangeSet) -> ChangeSet:
    """Say on standard error which promises a change will break; the change itself is handed on."""
    found = worsened(workspace.tables, workspace.pipelines, changes, workspace.clock.today())
    if found:
        print(f"warning: this {warning(found)}", file=sys.stderr)
        for line in told(found, workspace.names.label):
            print(f"  {line}", file=sys.stderr)
    return changes


def demanded(workspace: Workspace, feature: Feature) -> JsonValue:
    """The demand for a feature, as in `pmtui show --json`."""
    found = demand_for(workspace, feature.id)
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
    """Print the demand for a feature, in lines; nothing if nobody asks."""
    found = demand_for(workspace, feature.id)
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
