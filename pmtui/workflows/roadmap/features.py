"""Operations on features: plan them, move them along the roadmap, ship them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.feature_parts import Rebaseline, StatusUpdate
from pmtui.models.roadmap.roadmap_words import HORIZONS, LANES, PROGRESS, SHIPPED, STATUSES
from pmtui.rules.roadmap.features import is_shipped, lane_of
from pmtui.rules.roadmap.plans import problem_of

_CORRECTABLE = timedelta(days=1)
"""How long after a first target was set another one corrects it."""


def plan_feature(feature: Feature, today: date, by: str = "", *, recorded: bool = False) -> Feature:
    """Complete a new feature: keep its first target, date its shipping.

    Args:
        feature: The feature.
        today: The day.
        by: Who plans it.
        recorded: Whether it was recorded elsewhere, so that no day is made up for it.

    Raises:
        FieldError: A field contradicts another, or is off its scale.
    """
    refuse_nonsense(None, feature, today)
    planned = feature
    if feature.shipped is not None and not is_shipped(feature):
        planned = ship(feature, feature.shipped)
    updates: dict[str, object] = {"first_target": feature.first_target or feature.target}
    if feature.target is not None and not recorded:
        updates["first_target_on"] = today
    if is_shipped(planned) and not recorded:
        updates["shipped"] = planned.shipped or today
    planned = planned.model_copy(update=updates)
    return planned if planned.updates else _noted(planned, today, by)


def ship(feature: Feature, on: date) -> Feature:
    """The feature in customers' hands since a day; who commits it asks first what blocks it."""
    return feature.model_copy(update={"status": SHIPPED, "shipped": feature.shipped or on})


def place(feature: Feature, word: str, today: date) -> Feature:
    """The feature on another horizon or in another status, whichever the word names.

    Raises:
        InputError: It names neither.
    """
    wanted = word.strip().lower()
    if wanted == SHIPPED:
        return ship(feature, today)
    if wanted in HORIZONS:
        opened = reopened(feature, "development") if is_shipped(feature) else feature
        return opened.model_copy(update={"horizon": wanted})
    if wanted in STATUSES:
        return reopened(feature, wanted)
    raise InputError(f"unknown horizon or status {word!r}{nearest(word, (*HORIZONS, *STATUSES))}")


def reopened(feature: Feature, status: str) -> Feature:
    """The feature in a status before shipping; nothing about shipping is kept."""
    return feature.model_copy(
        update={"status": status, "shipped": None, "shipped_despite": (), "shipped_reason": ""}
    )


def step(feature: Feature, steps: int, today: date) -> Feature:
    """The feature some lanes nearer to customers, or further off when `steps` is negative.

    Raises:
        InputError: There is no lane in that direction.
    """
    index = LANES.index(lane_of(feature)) + steps
    if not 0 <= index < len(LANES):
        raise InputError(f"{feature.id} is already {'furthest off' if steps < 0 else SHIPPED}")
    return place(feature, LANES[index], today)


def amend(before: Feature, after: Feature, today: date, by: str = "", *, recorded: bool = False) -> Feature:
    """The feature after a person edited its fields: the first target is kept, shipping is dated.

    A health or a note on it that was typed is a status update, and logged. A day of shipping that was typed ships
    it.

    Raises:
        FieldError: A field contradicts another, or is off its scale.
    """
    refuse_nonsense(before, after, today)
    feature = _replanned(before, after, today, by)
    if (after.health, after.health_note) != (before.health, before.health_note):
        feature = _noted(feature, today, by)
    typed = after.shipped is not None and after.shipped != before.shipped
    wanted = SHIPPED if typed and after.status == before.status else after.status
    if wanted == before.status:
        return feature
    if wanted != SHIPPED:
        return reopened(feature, wanted)
    if recorded and after.shipped is None:
        return feature
    return ship(feature, after.shipped or today)


def rebaseline(feature: Feature, reason: str, today: date, by: str = "") -> Feature:
    """The feature with its target as its first one: what was planned anew does not slip.

    Raises:
        InputError: It has no target, has not moved, or no reason is given.
    """
    if feature.target is None:
        raise InputError(f"{feature.id} has no target; edit it to give it one")
    if feature.first_target == feature.target:
        raise InputError(f"{feature.id} has not moved: its first target is {feature.target}")
    if not reason.strip():
        raise InputError(f"{feature.id}: a new baseline takes its reason: --reason WHY")
    return _rebaselined(feature, feature.target, reason.strip(), today, by)


def _rebaselined(feature: Feature, target: date | None, reason: str, today: date, by: str) -> Feature:
    entry = Rebaseline(on=today, was=feature.first_target, now=target, reason=reason, by=by)
    return feature.model_copy(
        update={
            "first_target": target,
            "first_target_on": today if target else None,
            "rebaselines": (*feature.rebaselines, entry),
        }
    )


def _replanned(before: Feature, after: Feature, today: date, by: str) -> Feature:
    """The feature with its first target kept; one that is changed within a day of being set was a mistake."""
    if after.target == before.target:
        return after
    if before.target is None and before.first_target is None:
        return after.model_copy(update={"first_target": after.target, "first_target_on": today})
    kept = after.model_copy(update={"first_target": before.first_target or before.target})
    set_on = before.first_target_on
    if set_on is None or before.target != before.first_target or today - set_on > _CORRECTABLE:
        return kept
    return _rebaselined(kept, after.target, "corrected within a day", today, by)


def refuse_nonsense(before: Feature | None, after: Feature, today: date) -> None:
    """Refuse fields that contradict each other or are off their scale; what stood there before is left alone.

    Raises:
        FieldError: One does; field and rule are named.
    """
    found = problem_of(after, today, before)
    if found is not None:
        raise FieldError(*found)


def _noted(feature: Feature, today: date, by: str) -> Feature:
    """The feature with its health of today in the log of status updates."""
    if feature.health is None:
        return feature
    update = StatusUpdate(on=today, health=feature.health, text=feature.health_note, by=by)
    return feature.model_copy(update={"updates": (*feature.updates, update)})


def step_status(feature: Feature, steps: int, today: date) -> Feature:
    """The feature some statuses further from idea to shipped, or back when `steps` is negative.

    Raises:
        InputError: There is no status in that direction, or it was declined.
    """
    if feature.status not in PROGRESS:
        raise InputError(f"{feature.id} was {feature.status}; edit it to take it up again")
    index = PROGRESS.index(feature.status) + steps
    if not 0 <= index < len(PROGRESS):
        raise InputError(f"{feature.id} is already {feature.status}")
    return place(feature, PROGRESS[index], today)


def retarget(feature: Feature, moved: Callable[[date], date], today: date, by: str = "") -> Feature:
    """The feature meant to ship on another day; when work begins stays, and so does the first target.

    Args:
        feature: The feature.
        moved: The new day for the planned one.
        today: The day.
        by: Who moves it.

    Raises:
        InputError: It has shipped, has no target, or would ship before work on it begins.
    """
    if feature.target is None:
        raise InputError(f"{feature.id} has no target to move; edit it to give it one")
    if feature.shipped is not None:
        raise InputError(f"{feature.id} has shipped; its target stays as it was")
    target = moved(feature.target)
    if feature.start is not None and target < feature.start:
        raise InputError(f"{feature.id} starts on {feature.start}; it cannot ship on {target}")
    return _replanned(feature, feature.model_copy(update={"target": target}), today, by)


def slip_chain(feature: Feature, dependents: Callable[[str], Sequence[Feature]]) -> tuple[Feature, ...]:
    """All features that wait for one, each moved on by the days it needs so that none begins too soon.

    Start and target move together; what has shipped stays where it is, and so does what has room.

    Args:
        feature: The feature whose end has moved.
        dependents: Gives the features that wait for one.

    Returns:
        Those that moved.

    Raises:
        InputError: A feature waits for itself; the chain is named.
    """
    ready: dict[str, date | None] = {feature.id: feature.shipped or feature.target}
    moved = []
    for each in _after(feature, dependents):
        end = max((day for one in each.depends_on if (day := ready.get(one))), default=None)
        begin = each.start or each.target
        late = end - begin if end is not None and begin is not None else timedelta()
        if late > timedelta() and each.shipped is None:
            moved.append(_later(each, late))
            ready[each.id] = each.target and each.target + late
        else:
            ready[each.id] = each.shipped or each.target
    return tuple(moved)


def _later(feature: Feature, days: timedelta) -> Feature:
    """The feature with its start and its target moved on, those that it has."""
    return feature.model_copy(
        update={
            "start": feature.start and feature.start + days,
            "target": feature.target and feature.target + days,
            "first_target": feature.first_target or feature.target,
        }
    )


def _after(feature: Feature, dependents: Callable[[str], Sequence[Feature]]) -> list[Feature]:
    """All features that wait for one, each after those that it waits for itself.

    Raises:
        InputError: One waits for itself.
    """
    found: list[Feature] = []
    done: set[str] = set()
    way: list[tuple[Feature, Iterator[Feature]]] = [(feature, iter(dependents(feature.id)))]
    while way:
        each, rest = way[-1]
        following = next(rest, None)
        if following is None:
            way.pop()
            done.add(each.id)
            found.append(each)
        elif following.id not in done:
            ids = [one.id for one, _ in way]
            if following.id in ids:
                chain = (*ids[ids.index(following.id) :], following.id)
                raise InputError(f"{' > '.join(reversed(chain))} wait for each other; end that first")
            way.append((following, iter(dependents(following.id))))
    return found[-2::-1]
