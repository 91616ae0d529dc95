"""The effect of a change set in a few lines: shown before a verb acts on many documents at once."""

from collections import Counter, defaultdict
from collections.abc import Collection
from decimal import Decimal

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.models.values.money_text import whole_sums
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.query.name_index import Names
from pmtui.store.workspace import Workspace

_PLACES = ("stage", "status", "horizon", "lifecycle", "done")
_LINES = 8


def preview(workspace: Workspace, changes: ChangeSet, chosen: Collection[str]) -> list[str]:
    """How many documents change and how, and how many stay as they are.

    Args:
        workspace: Where they are.
        changes: What is about to be committed.
        chosen: The documents that the verb was given.
    """
    found = [change for change in changes if change.id in chosen]
    lines = [_counted(workspace, found, len(chosen))]
    if len(found) <= _LINES:
        return [*lines, *(_becomes(workspace, change) for change in found)]
    ways: Counter[str] = Counter()
    for change in found:
        ways.update(_ways(change, workspace.names))
    common = ways.most_common(_LINES)
    lines += [f"{count:,}  {way}" for way, count in common]
    if len(ways) > len(common):
        lines.append(f"and {len(ways) - len(common):,} other changes")
    return lines


def _becomes(workspace: Workspace, change: Change) -> str:
    """What one document becomes."""
    name = workspace.names.label(change.id)
    if change.now is None:
        return f"{name}: deleted"
    return f"{name}: {'; '.join(_ways(change, workspace.names))}"


def _counted(workspace: Workspace, found: list[Change], chosen: int) -> str:
    kinds = {change.kind for change in found}
    noun = KINDS[kinds.pop()].plural if len(kinds) == 1 else "documents"
    same = chosen - len(found)
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for change in found:
        deal = DealRow.of(workspace.tables, change.id) if change.kind == "deal" else None
        if deal is not None and deal.amount is not None:
            amounts[deal.amount.currency] += deal.amount.amount
    told = f"{len(found):,} {noun} change{f', worth {whole_sums(amounts)}' if amounts else ''}"
    return f"{told}; {same:,} stay as they are" if same else told


def _ways(change: Change, names: Names) -> list[str]:
    """The ways in which one document changes: where it goes, or which fields differ."""
    if change.now is None or change.was is None:
        return []
    moved = [name for name in _PLACES if name in change.now]
    if moved:
        return [
            f"{_told(change.was.get(name), names)} > {_told(change.now.get(name), names)}"
            for name in moved[:1]
        ]
    return [f"{name.replace('_', ' ')}: {_told(value, names)}" for name, value in change.now.items()]


def _told(value: JsonValue, names: Names) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(_told(each, names) for each in value) or "none"
    return "none" if value is None else names.label(value) if isinstance(value, str) else str(value)
