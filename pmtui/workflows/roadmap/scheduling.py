"""Operations on the schedule: move targets, slip chains, step statuses."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.roadmap.feature import Feature
from pmtui.models.values.dates import add_months
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.roadmap.dependencies import Dependents, collides
from pmtui.workflows.roadmap.features import rebaseline, retarget, slip_chain, step_status
from pmtui.workflows.roadmap.shipping import blocked_by_nothing


class Span(NamedTuple):
    """How far a date is moved; back where both are negative."""

    days: int = 0
    """Days."""
    months: int = 0
    """Calendar months; a day that a month does not have becomes its last one."""

    def from_day(self, day: date) -> date:
        """The day so far from another."""
        return add_months(day, self.months) + timedelta(self.days)


def moving_targets(workspace: Workspace, ids: Sequence[str], span: Span) -> ChangeSet:
    """The changes that move the targets of features; their starts stay.

    Raises:
        InputError: One of them is not a feature, has no target or has shipped, or would ship before it starts.
    """
    way = "earlier" if span.days + span.months < 0 else "later"
    today, by = workspace.clock.today(), workspace.user
    return _change(
        workspace,
        ids,
        f"Move the target of {{}} {way}",
        lambda each: retarget(each, span.from_day, today, by),
    )


def rebaselining(workspace: Workspace, document_id: str, reason: str) -> ChangeSet:
    """The changes that make the target of a feature its first one: it is planned anew and has not slipped.

    Raises:
        InputError: It is not a feature, has no target, has not moved, or no reason is given.
    """
    today, by = workspace.clock.today(), workspace.user
    return _change(
        workspace, [document_id], "Rebaseline {}", lambda each: rebaseline(each, reason, today, by)
    )


def stepping_statuses(workspace: Workspace, ids: Sequence[str], steps: int, reason: str = "") -> ChangeSet:
    """The changes that move features on along their statuses, or back.

    Args:
        workspace: The documents.
        ids: The features.
        steps: How many statuses; back if negative.
        reason: Why they ship in spite of what blocks them.

    Raises:
        InputError: One of them is not a feature, or is at the end already.
        ShippingBlockedError: One of them would ship, is blocked, and no reason is given.
    """
    today = workspace.clock.today()
    way = "on" if steps > 0 else "back"
    changes = _change(
        workspace, ids, f"Move the status of {{}} {way}", lambda each: step_status(each, steps, today)
    )
    return blocked_by_nothing(workspace.tables, changes, reason)


def slipping(workspace: Workspace, document_id: str, dependents: Dependents) -> ChangeSet:
    """The changes that move all features waiting for a feature by the days they need.

    Args:
        workspace: The documents.
        document_id: The feature.
        dependents: Which features wait for which.

    Raises:
        InputError: It is not a feature, or one that waits for it waits for itself.
    """
    feature = _feature(workspace, document_id)

    def waiting(each: str) -> list[Feature]:
        return [_feature(workspace, one) for one in dependents.of(each)]

    moved = slip_chain(feature, waiting)
    changes = ChangeSet(f"Slip {len(moved):,} feature{'' if len(moved) == 1 else 's'} after {feature.id}")
    for each in moved:
        changes.update(_feature(workspace, each.id), each)
    return changes


def starting_too_soon(workspace: Workspace, document_id: str, dependents: Dependents) -> list[str]:
    """The ids of the features that begin before one that they wait for ends."""
    features = workspace.rows("feature")
    row = features.get(document_id, {})
    return [each for each in dependents.of(document_id) if collides(row, features.get(each, {}))]


def _change(
    workspace: Workspace, ids: Sequence[str], name: str, change: Callable[[Feature], Feature]
) -> ChangeSet:
    found = [_feature(workspace, each) for each in dict.fromkeys(ids)]
    what = f"{found[0].id} {found[0].title}" if len(found) == 1 else f"{len(found):,} features"
    changes = ChangeSet(name.format(what))
    for each in found:
        changes.update(each, change(each))
    return changes


def _feature(workspace: Workspace, document_id: str) -> Feature:
    document = workspace.get(document_id)
    if not isinstance(document, Feature):
        raise InputError(f"{document_id} is no feature")
    return document
