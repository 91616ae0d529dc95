"""The parts that fit a width: the columns of a table, the lanes of a board."""

from collections.abc import Sequence
from typing import NamedTuple

from pmtui.widgets.drawing.data_sources import Column


class FittedColumn(NamedTuple):
    """A column that has a place."""

    column: Column
    """Which."""
    width: int
    """The cells it got."""


class FittedLane(NamedTuple):
    """A lane that has a place."""

    left: int
    """Its first cell."""
    width: int
    """Its cells, without the gap after it."""
    gap: int
    """The cells between it and the next."""


def fit_columns(columns: Sequence[Column], width: int, gap: int = 2) -> tuple[FittedColumn, ...]:
    """The columns that fit a width, in their order, and the cells that each gets.

    Columns are dropped by rank until the rest fit at their minimum. What remains is given to the
    highest ranks first, up to the width they would like; then it is shared by those that grow.
    """
    kept = list(columns)
    while len(kept) > 1 and sum(each.minimum for each in kept) + gap * (len(kept) - 1) > width:
        kept.remove(min(reversed(kept), key=lambda each: each.rank))
    room = width - gap * (len(kept) - 1)
    widths = [min(each.minimum, max(room, 0)) for each in kept]
    room -= sum(widths)
    for place in sorted(range(len(kept)), key=lambda each: -kept[each].rank):
        more = max(0, min(kept[place].width - widths[place], room))
        widths[place] += more
        room -= more
    growing = [place for place, each in enumerate(kept) if each.grow]
    for number, place in enumerate(growing):
        share = max(0, room) // (len(growing) - number)
        widths[place] += share
        room -= share
    return tuple(FittedColumn(*each) for each in zip(kept, widths, strict=True))


def fit_lanes(count: int, width: int, least: int = 22, gap: int = 2) -> tuple[FittedLane, ...]:
    """As many lanes as fit at their least width, one at the least, spread evenly."""
    fitting = max(1, min(count, (width + gap) // (least + gap)))
    if width <= 0 or count <= 0:
        return ()
    room = width - gap * (fitting - 1)
    lanes, left = [], 0
    for number in range(fitting):
        lane = FittedLane(
            left, room // fitting + (number < room % fitting), gap if number < fitting - 1 else 0
        )
        lanes.append(lane)
        left += lane.width + lane.gap
    return tuple(lanes)


def first_lane(first: int, lane: int, fitting: int, count: int) -> int:
    """The first lane to show so that some lane is seen: unmoved while it is."""
    first = max(min(first, lane), lane - fitting + 1)
    return max(0, min(first, count - fitting))
