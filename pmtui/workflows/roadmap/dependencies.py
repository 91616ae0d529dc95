"""Dependencies: features and those that must ship before them, without a cycle."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pmtui.errors import FieldError
from pmtui.models.kinds import is_fresh
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.stored import JsonValue
from pmtui.rules.roadmap.features import starts_too_soon
from pmtui.store.changes import ChangeSet

Row = Mapping[str, JsonValue]
Features = Mapping[str, Mapping[str, JsonValue]]
"""Stored features by id, to be read only."""

_KIND, _FIELD = "feature", "depends_on"


def needed_by(row: Row | None) -> tuple[str, ...]:
    """The ids of the features that must ship before a stored one."""
    return FeatureRow(row).depends_on if row is not None else ()


def collides(first: Row, then: Row) -> bool:
    """Whether a stored feature begins before one that it waits for ends."""
    return starts_too_soon(FeatureRow(then), FeatureRow(first))


class Dependents:
    """Which features wait for a feature: the links read backwards, kept so by changes.

    Args:
        features: The stored features, live.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        self._needs: dict[str, tuple[str, ...]] = {}
        self._found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.update(features)

    def of(self, document_id: str) -> tuple[str, ...]:
        """The ids of the features that wait for one."""
        return tuple(self._found.get(document_id, ()))

    def update(self, document_ids: Iterable[str]) -> None:
        """Take in that features were created, changed or deleted."""
        for each in list(document_ids):
            needs = needed_by(self._features.get(each))
            before = self._needs.pop(each, ())
            if needs:
                self._needs[each] = needs
            for other in before:
                self._found[other].pop(each, None)
            for other in needs:
                self._found[other][each] = None


def circle(document_id: str, needs: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The shortest chain by which a feature waits for itself, it at both ends; empty where there is none.

    Args:
        document_id: The feature.
        needs: Gives the features that one waits for.
    """
    came: dict[str, str] = {}
    waiting = [document_id]
    while waiting:
        following = []
        for each in waiting:
            for other in needs(each):
                if other == document_id:
                    return (*_back(each, document_id, came), document_id)
                if other not in came:
                    came[other] = each
                    following.append(other)
        waiting = following
    return ()


def _back(last: str, first: str, came: Mapping[str, str]) -> Sequence[str]:
    """The way from the first to the last."""
    way = [last]
    while way[-1] != first:
        way.append(came[way[-1]])
    return way[::-1]


def refuse_circle(
    document_id: str, depends_on: Sequence[str], features: Features, changes: ChangeSet | None = None
) -> None:
    """Refuse that a feature comes to wait for itself.

    Args:
        document_id: The feature.
        depends_on: What it is to wait for.
        features: The stored features.
        changes: What is to be written with it; it goes before what is stored.

    Raises:
        FieldError: It would; the chain is named, new features by their titles.
    """
    if not depends_on:
        return

    def pending(each: str) -> Row:
        change = changes.of(_KIND, each) if changes is not None else None
        return (change.now if change is not None else None) or {}

    def needs(each: str) -> Sequence[str]:
        if each == document_id:
            return depends_on
        return needed_by(pending(each) if _FIELD in pending(each) else features.get(each))

    def named(each: str) -> str:
        return FeatureRow(pending(each)).title or "this feature" if is_fresh(each) else each

    chain = circle(document_id, needs)
    if chain:
        raise FieldError(_FIELD, f"{' > '.join(map(named, chain))} would wait for itself")


def refuse_circles(changes: ChangeSet, features: Features) -> ChangeSet:
    """The changes, once it is known that no feature of theirs waits for itself.

    Raises:
        FieldError: One would.
    """
    for change in changes:
        if change.kind == _KIND and change.now is not None and _FIELD in change.now:
            refuse_circle(change.id, needed_by(change.now), features, changes)
    return changes
