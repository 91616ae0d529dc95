"""The one door by which features ship: what blocks them is asked whichever way they come, and a reason is kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.features import is_shipped
from pmtui.rules.roadmap.shipping import Blocker, shipping_blockers
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.query.stored_rows import Row, Rows

_MOST = 3


class Blocked(NamedTuple):
    """A feature that a change ships, and what blocks it."""

    change: Change
    feature: FeatureRow
    blockers: Sequence[Blocker]

    @property
    def told(self) -> str:
        """The feature and its blockers in a line."""
        texts = [blocker.text for blocker in self.blockers[:_MOST]]
        more = f" and {len(self.blockers) - _MOST} more" if len(self.blockers) > _MOST else ""
        return f"{self.feature.id} cannot ship: {'; '.join(texts)}{more}"


class ShippingBlockedError(FieldError):
    """Something keeps features from shipping, and no reason was given to ship them all the same.

    Attributes:
        blocked: The features, each with its blockers.
    """

    def __init__(self, blocked: Sequence[Blocked]) -> None:
        told = "; ".join(each.told for each in blocked[:_MOST])
        more = f"; and {len(blocked) - _MOST} more features" if len(blocked) > _MOST else ""
        super().__init__(
            "status",
            f"{told}{more}. A reason ships all the same: the key that moves on asks for it, and"
            " `pmtui move ID shipped --reason WHY` takes it",
        )
        self.blocked = tuple(blocked)


def blocked_by_nothing(tables: Rows, changes: ChangeSet, reason: str = "") -> ChangeSet:
    """The changes, after asking what keeps the features that they ship from shipping.

    Requirements, dependencies and launches count as they will be after the changes.

    Args:
        tables: The documents before.
        changes: What is to be committed; a feature that ships in spite of blockers keeps them with the reason.
        reason: Why they ship all the same; empty if nobody said.

    Raises:
        ShippingBlockedError: Something blocks one of them, and there is no reason.
    """
    found = list(blocked_in(tables, changes))
    if found and not reason.strip():
        raise ShippingBlockedError(found)
    for each in found:
        kept: dict[str, JsonValue] = {
            "shipped_despite": [blocker.key for blocker in each.blockers],
            "shipped_reason": reason.strip(),
        }
        before = tables["feature"].get(each.change.id, {})
        was = {**(each.change.was or {}), **{name: before.get(name) for name in kept}}
        changes.put(each.change._replace(was=was, now={**(each.change.now or {}), **kept}))
    return changes


def blocked_in(tables: Rows, changes: ChangeSet) -> Iterator[Blocked]:
    """The features that changes ship although something blocks them.

    A feature that is recorded as shipped when it is added is history: nobody ships it now.
    """
    shipping = [
        change
        for change in changes
        if change.kind == "feature"
        and change.was is not None
        and change.now is not None
        and "status" in change.now
        and is_shipped(FeatureRow(change.now))
    ]
    if not shipping:
        return
    after = {**tables, **{kind: _after(tables[kind], changes, kind) for kind in ("feature", "launch")}}
    for change in shipping:
        feature = FeatureRow(after["feature"][change.id])
        waiting = FeatureRow({**feature.stored, "status": ""})
        found = list(shipping_blockers(after, waiting))
        if found:
            yield Blocked(change, feature, found)


def _after(rows: Mapping[str, Row], changes: ChangeSet, kind: str) -> Mapping[str, Row]:
    """The documents of a kind as they will be, each with its id; O(documents), so only for what ships."""
    found = dict(rows)
    for change in changes:
        if change.kind != kind:
            continue
        if change.now is None:
            found.pop(change.id, None)
        else:
            merged = {**rows.get(change.id, {}), **change.now, "id": change.id}
            found[change.id] = {name: value for name, value in merged.items() if value is not None}
    return found
