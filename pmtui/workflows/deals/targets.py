"""Targets: an owner, or the team, has one for a period."""

from pmtui.errors import FieldError
from pmtui.models.deals.deal_rows import TargetRow
from pmtui.models.deals.target import Target
from pmtui.rules.deals.targets import same_target
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.kind_steps import KindSteps

_KIND = "target"


def refuse_twin_targets(workspace: Workspace, changes: ChangeSet) -> ChangeSet:
    """The changes, once it is known that nobody has two targets for a period.

    Raises:
        FieldError: Somebody would.
    """
    for change in changes:
        if change.kind == _KIND and change.now is not None:
            refuse_twin_target(workspace, changes, change)
    return changes


def refuse_twin_target(workspace: Workspace, changes: ChangeSet, change: Change) -> None:
    """Refuse a target whose owner has another one for the period.

    Args:
        workspace: The targets that there are.
        changes: What else is to happen to targets.
        change: The target.

    Raises:
        FieldError: There is another one; it is named.
    """
    stored = dict(workspace.rows(_KIND))
    for other in changes:
        if other.kind == _KIND and other.now is None:
            stored.pop(other.id, None)
        elif other.kind == _KIND and other.now is not None:
            stored[other.id] = {**stored.get(other.id, {}), **other.now, "id": other.id}
    target = TargetRow({**stored.get(change.id, {}), **(change.now or {}), "id": change.id})
    twin = same_target(map(TargetRow, stored.values()), target.owner, target.period, change.id)
    if twin is not None:
        whose = target.owner or "the team"
        named = twin.id if not twin.id.startswith("?") else "an earlier one"
        raise FieldError(
            "period", f"{whose} has a target for {target.period} already, {named}; change that one"
        )


class TargetSteps(KindSteps[Target]):
    """The steps of targets: one without an owner is the team's."""

    is_owned = False

    def together(self, workspace: Workspace, changes: ChangeSet, reason: str = "") -> ChangeSet:
        """Refuse two targets for one period."""
        return refuse_twin_targets(workspace, changes)
