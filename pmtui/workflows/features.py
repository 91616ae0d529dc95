"""What people do to features: plan them, move them along the roadmap, ship them."""

from datetime import date

from pmtui.errors import InputError, nearest
from pmtui.models.feature import HORIZONS, STATUSES, Feature
from pmtui.models.feature_parts import StatusUpdate

SHIPPED = "shipped"

LANES = (*reversed(HORIZONS), SHIPPED)
"""The lanes of the roadmap in the direction of travel: later, next, now, shipped."""


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
