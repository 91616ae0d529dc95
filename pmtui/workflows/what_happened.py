"""A commit told in the words of the trade: `Won Piper seats, 1,200 USD`, `Kestrel rollout: Qualified ▸ Discovery`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pmtui.models.deals.deal_rows import ActivityRow, DealRow, LeadRow
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow
from pmtui.models.stored import STAMPS, JsonValue, Stored
from pmtui.models.values.money_text import plain_money, whole_sums
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import is_shipped
from pmtui.store.changes import Change
from pmtui.store.query.name_index import title_of
from pmtui.store.workspace import Commit, Workspace

TO = "▸"
"""Between what was and what is."""

_PLACES = ("stage", "status", "horizon", "lifecycle", "decision")
_FOLLOWING = frozenset(
    {*STAMPS, "probability", "probability_by", "stage_log", "lifecycle_log", "closed", "pushes", "checked"}
)
"""Fields that follow from others, which are told instead."""

_NAMED = 3
_ACTS = {
    "Undo:": "Took back:",
    "Redo:": "Did again:",
    "Merge": "Merged",
    "Import": "Imported",
    "Sunset": "Announced the end of",
    "Decide": "Decided",
    "Pass": "Passed",
    "Fail": "Failed",
    "Score": "Scored",
    "Plan": "Planned",
    "Slip": "Slipped",
    "Request": "Requested",
    "Restore": "Restored",
}
"""The commands whose names say more than what they did to their documents, as one says afterwards."""


def what_happened(workspace: Workspace, commit: Commit) -> str:
    """Tell what a commit did: to one document by its title, to several by their number.

    Args:
        workspace: The documents after it.
        commit: The commit; what it did to the kind of its first document is told, not what followed from that.
    """
    if not commit.changes:
        return "nothing to change"
    kind = next(
        (each.kind for each in commit.changes if _named_change(workspace, each)), commit.changes[0].kind
    )
    found = [change for change in commit.changes if change.kind == kind]
    act, rest = commit.name.partition(" ")[::2]
    if act in _ACTS and not (act == "Plan" and len(found) == 1):
        return f"{_ACTS[act]} {rest}"
    if len(found) == 1:
        return _one(workspace, found[0])
    return _several(workspace, found)


def _one(workspace: Workspace, change: Change) -> str:
    if change.now is None:
        return f"Deleted {change.kind} {title_of(change.kind, change.was or {})}"
    row = workspace.rows(change.kind).get(change.id, {})
    title = title_of(change.kind, row)
    if change.was is None:
        return _made(workspace, change.kind, row, title)
    word = _word(workspace, change, row)
    if word == "Won":
        return f"Won {title}{_worth(workspace, [change.id])}"
    if word == "Lost":
        reason = DealRow(row).lost_reason
        return f"Lost {title}{f': {reason}' if reason else ''}"
    if word == "Converted":
        deal = LeadRow(row).deal
        return f"Converted {title}{f' into {workspace.names.label(deal)}' if deal else ''}"
    if word:
        return f"{word} {title}"
    moves = list(_moves(workspace, change))
    return f"{title}: {moves[0] if len(moves) == 1 else _fields(change) or 'changed'}"


def _made(workspace: Workspace, kind: str, row: Stored, title: str) -> str:
    if kind == "activity":
        activity = ActivityRow(row)
        about = f", {workspace.names.label(activity.about)}" if activity.about else ""
        act = "Logged" if activity.done is not None else "Planned"
        when = f" for {activity.due}" if activity.due is not None and activity.done is None else ""
        return f"{act} {activity.type}{when}: {activity.text}{about}"
    return f"Added {kind} {title}"


def _several(workspace: Workspace, found: Sequence[Change]) -> str:
    kind = found[0].kind
    counted = f"{len(found):,} {KINDS[kind].plural}"
    if all(change.now is None for change in found):
        return f"Deleted {counted}"
    if all(change.was is None for change in found):
        return f"Added {counted}"
    rows = workspace.rows(kind)
    words = {_word(workspace, change, rows.get(change.id, {})) for change in found}
    if len(words) == 1 and (word := words.pop()):
        return (
            f"{word} {counted}{_worth(workspace, [change.id for change in found]) if word == 'Won' else ''}"
        )
    moves = {tuple(_moves(workspace, change)) for change in found}
    if len(moves) == 1 and len(only := moves.pop()) == 1:
        return f"{counted}: {only[0]}"
    given = {tuple(_given(workspace, change)) for change in found}
    if len(given) == 1 and len(same := given.pop()) == 1:
        return f"{counted}: {same[0]}"
    names = dict.fromkeys(name for change in found for name in _told(change))
    return f"{counted}: {_named(list(names)) or 'changed'}"


def _word(workspace: Workspace, change: Change, row: Stored) -> str:
    """The verb for what happened, if the trade has one; else empty."""
    now = change.now or {}
    if change.kind == "deal" and "stage" in now:
        stages = Stages.stored(workspace.rows("pipeline"))
        after, before = stages.outcome(DealRow(row).stage), stages.outcome(DealRow(change.was or {}).stage)
        if after != "open":
            return after.capitalize()
        return "Reopened" if before != "open" else ""
    if change.kind == "feature" and "status" in now and is_shipped(FeatureRow(row)):
        return "Shipped"
    if change.kind == "lead" and "status" in now and LeadRow(row).status == "converted":
        return "Converted"
    if change.kind == "launch" and "launched" in now and LaunchRow(row).launched:
        return "Launched"
    if change.kind == "activity" and "done" in now and ActivityRow(row).done is not None:
        return "Done:"
    return ""


def _named_change(workspace: Workspace, change: Change) -> bool:
    """Whether the trade has a word for what happened to a document that was there before."""
    if change.was is None or change.now is None:
        return False
    return bool(_word(workspace, change, workspace.rows(change.kind).get(change.id, {})))


def _worth(workspace: Workspace, ids: Sequence[str]) -> str:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for document_id in ids:
        deal = DealRow.of(workspace.tables, document_id)
        if deal is not None and deal.amount is not None:
            sums[deal.amount.currency] += deal.amount.amount
    return f", {whole_sums(sums)}" if sums else ""


def _moves(workspace: Workspace, change: Change) -> Iterator[str]:
    """What each field was and is; where it moved to, and nothing else, if it moved."""
    was, now = change.was or {}, change.now or {}
    moved = [name for name in _PLACES if name in now]
    for name in moved[:1] or _told(change):
        before, after = _text(workspace, was.get(name)), _text(workspace, now.get(name))
        what = "" if moved else f"{name.replace('_', ' ')} "
        yield f"{what}{before or 'none'} {TO} {after or 'none'}" if not moved or before else after


def _given(workspace: Workspace, change: Change) -> Iterator[str]:
    """What each field is now."""
    for name in _told(change):
        yield f"{name.replace('_', ' ')} {_text(workspace, (change.now or {}).get(name)) or 'none'}"


def _told(change: Change) -> list[str]:
    return [name for name in change.now or {} if name not in _FOLLOWING]


def _fields(change: Change) -> str:
    return _named(_told(change))


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(name.replace("_", " ") for name in names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown


def _text(workspace: Workspace, value: JsonValue) -> str:
    if isinstance(value, dict):
        return _money(value) or "changed"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value if isinstance(part, str)) or f"{len(value)} rows"
    if isinstance(value, str):
        return workspace.names.label(value)
    return "" if value is None else str(value)


def _money(value: Mapping[str, JsonValue]) -> str:
    code, amount = value.get("currency"), value.get("amount")
    return plain_money(Decimal(str(amount)), str(code)) if code and amount is not None else ""
