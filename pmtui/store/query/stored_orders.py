"""Arrangements: the orders in which lists are first shown, worked out when a checkpoint is written.

To sort fifty thousand documents takes a third of a second that nobody should wait for at every start.
What is kept is a view's lanes, what each adds up to, and the places of its documents; the documents
themselves need not be read. Whatever was committed since is put in its place by `Listing.update`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from pmtui.rules.roadmap.features import CLOSED
from pmtui.store.query.sorted_view import Entry, KeptLane, Listing, Order, order_by
from pmtui.store.query.stored_rows import Row

_OVER = frozenset({*CLOSED, "converted", "disqualified"})


def is_over(row: Row) -> bool:
    """Whether nothing more is to be done about a feature, a lead, a deal, an activity or a launch."""
    return (
        row.get("status") in _OVER
        or bool(row.get("closed"))
        or bool(row.get("done"))
        or bool(row.get("launched"))
    )


def deal_lane(row: Row) -> str:
    """The stage of a stored deal."""
    return str(row.get("stage", ""))


def deal_part(row: Row) -> str:
    """The pipeline of a stored deal, by the name that deals have for it; empty for the main one."""
    return str(row.get("pipeline") or "")


@dataclass(frozen=True)
class Arrangement:
    """One order that is kept.

    Attributes:
        kind: What is listed.
        field: The field it is sorted by, the least first.
        part_of: Which of several listings a document belongs to; all share one by default.
        lane_of: The lane of that listing; all share one by default.
        last: Which documents come after all others; none by default.
    """

    kind: str
    field: str
    part_of: Callable[[Row], str] | None = None
    lane_of: Callable[[Row], str] | None = None
    last: Callable[[Row], bool] | None = None

    @property
    def order(self) -> Order:
        """How the documents of a lane are sorted."""
        return order_by(self.field, last=self.last)


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "pipeline": Arrangement("deal", "expected_close", deal_part, deal_lane),
    "deals": Arrangement("deal", "expected_close", last=is_over),
    "features": Arrangement("feature", "target", last=is_over),
    "activities": Arrangement("activity", "due", last=is_over),
    "accounts": Arrangement("account", "name"),
    "contacts": Arrangement("contact", "name"),
}
"""The orders that are kept, by the name that views have for them."""


class Arranged(NamedTuple):
    """An order as it was kept.

    Attributes:
        parts: Its lanes, by the listing they belong to.
    """

    parts: Mapping[str, Sequence[KeptLane]]


def arrange(arrangement: Arrangement, rows: Mapping[str, Row], places: Mapping[str, int]) -> list[Any]:
    """An order as JSON: its lanes, each with places, numbers and sort values side by side.

    Args:
        arrangement: The order.
        rows: All documents of its kind.
        places: Where each document stands in the checkpoint.
    """
    found = []
    for part, within in sorted(_parted(rows, arrangement.part_of).items()):
        listing = Listing(within, arrangement.order, arrangement.lane_of)
        for name in listing.lanes():
            lane = listing.lane(name)
            lasts, values, numbers, ids = zip(*lane.entries, strict=True)
            found.append(
                {
                    "part": part,
                    "lane": name,
                    "amounts": {code: str(each) for code, each in lane.amounts.items()},
                    "weighted": {code: str(each) for code, each in lane.weighted.items()},
                    "first": lasts.index(True) if True in lasts else len(lasts),
                    "values": values,
                    "numbers": numbers,
                    "places": [places[each] for each in ids],
                }
            )
    return found


def _parted(rows: Mapping[str, Row], part_of: Callable[[Row], str] | None) -> Mapping[str, Mapping[str, Row]]:
    if part_of is None:
        return {"": rows}
    parts: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for document_id, row in rows.items():
        parts[part_of(row)][document_id] = row
    return parts


def arranged(kept: Iterable[Any], ids: Sequence[str]) -> Arranged:
    """An order from what `arrange` made.

    Args:
        kept: The lanes.
        ids: The ids of the documents at each place.
    """
    parts: dict[str, list[KeptLane]] = {}
    for lane in kept:
        amounts, weighted = (
            {code: Decimal(each) for code, each in lane[name].items()} for name in ("amounts", "weighted")
        )
        entries = list(_entries(lane, ids))
        parts.setdefault(lane["part"], []).append(KeptLane(lane["lane"], entries, amounts, weighted))
    return Arranged(parts)


def _entries(lane: Mapping[str, Any], ids: Sequence[str]) -> Iterator[Entry]:
    places, first = lane["places"], lane["first"]
    there = itemgetter(*places)(ids) if len(places) > 1 else [ids[place] for place in places]
    lasts = chain(repeat(False, first), repeat(True, len(places) - first))
    return zip(lasts, lane["values"], lane["numbers"], there, strict=True)
