"""What people do to features: plan them, move them along the roadmap, ship them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from pmtui.errors import InputError, nearest
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.feature_parts import StatusUpdate
from pmtui.models.roadmap.roadmap_words import HORIZONS, LANES, SHIPPED, STATUSES

PROGRESS = STATUSES[: STATUSES.index(SHIPPED) + 1]
"""The statuses that a feature passes on its way to customers."""


def plan_feature(feature: Feature, today: date, by: str = "") -> Feature:
    """A new feature made complete: its first target kept, its ship date set when it is shipped already."""
    planned = feature.model_copy(
        update={
            "first_target": feature.first_target or feature.target,
            "shipped": feature.shipped or (today if feature.status == SHIPPED else None),
        }
    )
    return planned if planned.updates else _noted(planned, today, by)


def ship(feature: Feature, on: date) -> Feature:
    """The feature in customers' hands since a day."""
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
        return _reopened(feature).model_copy(update={"horizon": wanted})
    if wanted in STATUSES:
        return feature.model_copy(update={"status": wanted, "shipped": None})
    raise InputError(f"unknown horizon or status {word!r}{nearest(word, (*HORIZONS, *STATUSES))}")


def step(feature: Feature, steps: int, today: date) -> Feature:
    """The feature some lanes nearer to customers, or further off when `steps` is negative.

    Raises:
        InputError: There is no lane in that direction.
    """
    lane = lane_of(feature.status, feature.horizon)
    index = LANES.index(lane) + steps
    if not 0 <= index < len(LANES):
        raise InputError(f"{feature.id} is already {'furthest off' if steps < 0 else SHIPPED}")
    return place(feature, LANES[index], today)


def lane_of(status: str, horizon: str) -> str:
    """The roadmap lane of a feature: shipped ones have their own, the others that of their horizon."""
    return SHIPPED if status == SHIPPED else horizon


def done_share(feature: Feature) -> float | None:
    """The share of its requirements that are done, 0 to 1; `None` where it has none."""
    if not feature.requirements:
        return None
    return sum(each.done for each in feature.requirements) / len(feature.requirements)


def amend(before: Feature, after: Feature, today: date, by: str = "") -> Feature:
    """The feature after a person edited its fields: the first target is kept, shipping is dated.

    A health or a note on it that was typed is a status update, and logged.
    """
    feature = after.model_copy(update={"first_target": after.first_target or before.target or after.target})
    if (after.health, after.health_note) != (before.health, before.health_note):
        feature = _noted(feature, today, by)
    if after.status == before.status:
        return feature
    return ship(feature, today) if after.status == SHIPPED else feature.model_copy(update={"shipped": None})


def _noted(feature: Feature, today: date, by: str) -> Feature:
    """The feature with its health of today in the log of status updates."""
    if feature.health is None:
        return feature
    update = StatusUpdate(on=today, health=feature.health, text=feature.health_note, by=by)
    return feature.model_copy(update={"updates": (*feature.updates, update)})


def _reopened(feature: Feature) -> Feature:
    """A shipped feature back in development; any other as it is."""
    if feature.status != SHIPPED:
        return feature
    return feature.model_copy(update={"status": "development", "shipped": None})


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


def retarget(feature: Feature, moved: Callable[[date], date]) -> Feature:
    """The feature meant to ship on another day; when work begins stays, and so does the first target.

    Args:
        feature: The feature.
        moved: The new day for the planned one.

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
    return feature.model_copy(
        update={"target": target, "first_target": feature.first_target or feature.target}
    )


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
