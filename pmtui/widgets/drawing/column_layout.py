"""The parts that fit a width: the columns of a table, the lanes of a board."""

from collections.abc import Mapping, Sequence
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


def fit_columns(
    columns: Sequence[Column], width: int, gap: int = 2, natural: Mapping[str, int] | None = None
) -> tuple[FittedColumn, ...]:
    """The columns that fit a width, in their order, and the cells that each gets.

    A column gets the width that its contents need. Where there is less room, columns are dropped by rank until the
    rest fit at their least widths, and what is left is shared evenly among the texts that are cut: numbers never are.
    Where there is more, the columns that grow share it.

    Args:
        columns: All columns.
        width: Cells that there are.
        gap: Cells between two columns.
        natural: The cells that the contents of each column need, by its id, its title included; a column that needs
            none is left out. Without it, each needs the width it asks for.
    """
    wanted = {each.id: each.width if natural is None else natural.get(each.id, 0) for each in columns}
    kept = [each for each in columns if wanted[each.id]] or list(columns[:1])
    least = {each.id: _least(each, wanted[each.id], measured=natural is not None) for each in kept}
    while len(kept) > 1 and sum(least[each.id] for each in kept) + gap * (len(kept) - 1) > width:
        kept.remove(min(reversed(kept), key=lambda each: each.rank))
    room = width - gap * (len(kept) - 1)
    widths = [max(0, min(least[each.id], room)) for each in kept]
    room -= sum(widths)
    while room > 0 and (cut := [place for place, each in enumerate(kept) if widths[place] < wanted[each.id]]):
        share = max(1, room // len(cut))
        for place in sorted(cut, key=lambda place: -kept[place].rank):
            more = min(share, wanted[kept[place].id] - widths[place], room)
            widths[place] += more
            room -= more
    growing = [place for place, each in enumerate(kept) if each.grow]
    for number, place in enumerate(growing):
        share = max(0, room) // (len(growing) - number)
        widths[place] += share
        room -= share
    return tuple(FittedColumn(*each) for each in zip(kept, widths, strict=True))


def _least(column: Column, wanted: int, *, measured: bool) -> int:
    """Return the cells without which a column is dropped: all of a number's, some of a text's."""
    if not measured:
        return column.minimum
    return wanted if column.align == "right" else min(column.minimum, wanted)


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
