"""How far a feature has come, when it ships, and whether it slips."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from pmtui.models.roadmap.roadmap_words import DECLINED, SHIPPED, STATUSES

READY = "beta"
"""The status in which customers try a feature out: nothing but shipping is left."""


class HasStatus(Protocol):
    """Whatever has the status of a feature."""

    @property
    def status(self) -> str:
        """How far the work has come."""
        ...


class Placed(HasStatus, Protocol):
    """Whatever has a place on the roadmap."""

    @property
    def horizon(self) -> str:
        """How soon it is meant."""
        ...


class Dated(HasStatus, Protocol):
    """Whatever has the dates of a feature."""

    @property
    def target(self) -> date | None:
        """When it is meant to ship."""
        ...

    @property
    def first_target(self) -> date | None:
        """When it was first meant to ship."""
        ...

    @property
    def shipped(self) -> date | None:
        """When customers got it."""
        ...


class Scheduled(Dated, Protocol):
    """Whatever has a start beside the dates of a feature."""

    @property
    def start(self) -> date | None:
        """When work begins."""
        ...


class Shared(HasStatus, Protocol):
    """Whatever customers may be told of."""

    @property
    def public(self) -> bool:
        """Whether they may."""
        ...

    @property
    def public_text(self) -> str:
        """The text for customers."""
        ...


class Requirement(Protocol):
    """Something a feature has to be or do."""

    @property
    def done(self) -> bool:
        """Whether it is met."""
        ...


class Required(Protocol):
    """Whatever has requirements."""

    @property
    def requirements(self) -> Sequence[Requirement]:
        """The things it has to be or do."""
        ...


class Aligned(HasStatus, Protocol):
    """Whatever may serve an objective."""

    @property
    def objective(self) -> str | None:
        """The objective it serves."""
        ...


def is_shipped(feature: HasStatus) -> bool:
    """Whether customers have it."""
    return feature.status == SHIPPED


def is_declined(feature: HasStatus) -> bool:
    """Whether it was decided against."""
    return feature.status == DECLINED


def is_open(feature: HasStatus) -> bool:
    """Whether it is still to come: neither shipped nor declined."""
    return feature.status not in (SHIPPED, DECLINED)


def is_ready(feature: HasStatus) -> bool:
    """Whether customers are trying it out."""
    return feature.status == READY


def is_open_status(status: str) -> bool:
    """Whether features of a status are still to come."""
    return status not in (SHIPPED, DECLINED)


def was_shipped_by(feature: Dated, day: date) -> bool:
    """Whether customers had it on a day; one that shipped on an unknown day counts as shipped since ever."""
    return is_shipped(feature) and (feature.shipped is None or feature.shipped <= day)


def lane_of(feature: Placed) -> str:
    """The roadmap lane of a feature: shipped ones share one, all others are in that of their horizon."""
    return SHIPPED if is_shipped(feature) else feature.horizon


def planned_for(feature: Dated) -> date | None:
    """When an open feature is meant to ship; `None` if nobody knows, or if it is not meant to."""
    return None if is_declined(feature) else feature.target


def first_planned(feature: Dated) -> date | None:
    """The day that punctuality is measured by: putting a target off makes nothing punctual."""
    return feature.first_target or feature.target


def slip(feature: Dated) -> int | None:
    """Days from the first target to shipping, or to the target if it has not shipped; early ones below 0."""
    first, last = first_planned(feature), feature.shipped or feature.target
    return (last - first).days if first is not None and last is not None else None


def is_on_time(feature: Dated) -> bool | None:
    """Whether it shipped by the day first planned; `None` if it has not shipped or had no date."""
    first = first_planned(feature)
    if feature.shipped is None or first is None:
        return None
    return feature.shipped <= first


def done_share(feature: Required) -> float | None:
    """The share of its requirements that are done, 0 to 1; `None` if it has none."""
    requirements = feature.requirements
    return sum(each.done for each in requirements) / len(requirements) if requirements else None


def is_public(feature: Shared) -> bool:
    """Whether customers may read of it: somebody said so and wrote what they read."""
    return feature.public and bool(feature.public_text.strip()) and not is_declined(feature)


def is_slipping(feature: Dated, today: date) -> bool:
    """Whether an open feature is past its target, or has one later than first planned."""
    if feature.target is None or not is_open(feature):
        return False
    return feature.target < today or (slip(feature) or 0) > 0


def starts_too_soon(feature: Scheduled, needed: Scheduled) -> bool:
    """Whether a feature begins before one that it waits for ships; nothing waits once either has shipped.

    It begins with its start, or with its target if the start is not planned.
    """
    if any(is_shipped(each) or each.shipped is not None for each in (feature, needed)):
        return False
    begins, ends = feature.start or feature.target, needed.target
    return begins is not None and ends is not None and ends > begins


def is_unaligned(feature: Aligned) -> bool:
    """Whether an open feature serves no objective."""
    return feature.objective is None and is_open(feature)


def in_words(feature: Dated) -> str:
    """When it ships, in words: `shipped 2026-11-02`, `planned for 2027-01-31`, `declined`, `no date`."""
    if is_shipped(feature):
        return f"shipped {feature.shipped or ''}".rstrip()
    if is_declined(feature):
        return DECLINED
    return f"planned for {feature.target}" if feature.target else "no date"


CLOSED: tuple[str, ...] = tuple(status for status in STATUSES if not is_open_status(status))
"""The statuses in which nothing more is to come."""

OURS: Mapping[str, str] = {SHIPPED: "yes", READY: "partly"}
"""How far we have a feature of a status, beside a competitor; not at all in any other."""
