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

from pmtui.rules.over import over_of
from pmtui.store.query.sorted_view import Entry, KeptLane, Listing, Order, order_by
from pmtui.store.query.stored_rows import Row, Rows


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
        over_last: Whether what is over comes after all others.
    """

    kind: str
    field: str
    part_of: Callable[[Row], str] | None = None
    lane_of: Callable[[Row], str] | None = None
    over_last: bool = False

    def order(self, pipelines: Mapping[str, Row]) -> Order:
        """How the documents of a lane are sorted, with the stored pipelines."""
        return order_by(self.field, last=over_of(self.kind, pipelines) if self.over_last else None)


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "pipeline": Arrangement("deal", "expected_close", deal_part, deal_lane),
    "deals": Arrangement("deal", "expected_close", over_last=True),
    "features": Arrangement("feature", "target", over_last=True),
    "activities": Arrangement("activity", "due", over_last=True),
    "accounts": Arrangement("account", "name"),
    "contacts": Arrangement("contact", "name"),
}
"""The orders that are kept, by the name that views have for them."""


SORTED_BY = "folded, numbers by size"
"""How the kept sort values are made; another wording when they change, so that old ones are not mixed in."""


class Arranged(NamedTuple):
    """An order as it was kept.

    Attributes:
        parts: Its lanes, by the listing they belong to.
    """

    parts: Mapping[str, Sequence[KeptLane]]


def arrange(arrangement: Arrangement, tables: Rows, places: Mapping[str, int]) -> list[Any]:
    """An order as JSON: its lanes, each with places, numbers and sort values side by side.

    Args:
        arrangement: The order.
        tables: All documents.
        places: Where each document stands in the checkpoint.
    """
    found = []
    order = arrangement.order(tables["pipeline"])
    for part, within in sorted(_parted(tables[arrangement.kind], arrangement.part_of).items()):
        listing = Listing(within, order, arrangement.lane_of)
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
