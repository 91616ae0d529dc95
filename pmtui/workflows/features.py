"""What people do to features: plan them, move them along the roadmap, ship them."""

from datetime import date

from pmtui.errors import InputError, nearest
from pmtui.models.feature import HORIZONS, STATUSES, Feature

SHIPPED = "shipped"

LANES = (*reversed(HORIZONS), SHIPPED)
"""The lanes of the roadmap in the direction of travel: later, next, now, shipped."""


def plan_feature(feature: Feature, today: date) -> Feature:
    """A new feature made complete: its first target kept, its ship date set when it is shipped already."""
    return feature.model_copy(
        update={
            "first_target": feature.first_target or feature.target,
            "shipped": feature.shipped or (today if feature.status == SHIPPED else None),
        }
    )


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


def amend(before: Feature, after: Feature, today: date) -> Feature:
    """The feature after a person edited its fields: the first target is kept, shipping is dated."""
    feature = after.model_copy(update={"first_target": after.first_target or before.target or after.target})
    if after.status == before.status:
        return feature
    return ship(feature, today) if after.status == SHIPPED else feature.model_copy(update={"shipped": None})


def _reopened(feature: Feature) -> Feature:
    """A shipped feature back in development; any other as it is."""
    if feature.status != SHIPPED:
        return feature
    return feature.model_copy(update={"status": "development", "shipped": None})
