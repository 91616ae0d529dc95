"""How deals go through the stages of a pipeline: which they entered, and which they passed over."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pmtui.models.deals.deal_rows import StageEntryRow


class Visit(NamedTuple):
    """A stay of a deal in a stage."""

    stage: str
    """The stage's name at the time."""
    on: date
    """The day it was entered."""
    left: date | None
    """The day it was left; `None` for the stage that the deal is in."""


class Entry(NamedTuple):
    """A stage that a deal came to."""

    place: int
    """Where the stage stands in its pipeline."""
    on: date
    """The day."""
    is_passed: bool
    """Whether the deal went beyond the stage without entering it."""


def visits(log: Iterable[StageEntryRow]) -> Iterator[Visit]:
    """Go through the stages that a deal has been in."""
    entries = tuple(log)
    for place, entry in enumerate(entries):
        left = entries[place + 1].on if place + 1 < len(entries) else None
        yield Visit(entry.stage, entry.on, left)


def stage_entries(log: Iterable[StageEntryRow], places: Mapping[str, int], until: date) -> Iterator[Entry]:
    """Go through the stages that a deal entered or passed over up to a day.

    Args:
        log: The deal's stage log.
        places: Where the stages stand in the deal's pipeline; those that are none of its steps are left out.
        until: The day.
    """
    before = -1
    for entry in log:
        place, on = places.get(entry.stage, -1), entry.on
        if place < 0 or on > until:
            continue
        if 0 <= before < place:
            yield from (Entry(passed, on, is_passed=True) for passed in range(before + 1, place))
        yield Entry(place, on, is_passed=False)
        before = place
