"""Listings: documents filtered, sorted and grouped, kept so by changes instead of by starting over.

A listing is built once in O(n log n); after that a commit costs O(log n) a document it touched.
It works on stored documents, so that none is validated before it is drawn.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from typing import Final, NamedTuple

from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import sort_text
from pmtui.rules.money import Worth
from pmtui.store.query.lazy_table import Documents
from pmtui.store.query.stored_rows import Row

_ID: Final = 3

SortValue = str | float
"""A value that documents are sorted by; all values of one key are of one type."""


Entry = tuple[bool, SortValue, int, str]
"""A document's place in its lane: whether it comes last, as what has no value does, the value, the id's number, the id.

A plain tuple: fifty thousand of them are made when a listing is built.
"""


@dataclass
class Lane:
    """The documents of one group in their order, and what they add up to.

    Attributes:
        entries: In ascending order; what is empty comes last, whichever way it is read.
        amounts: The sum of the amounts for each currency.
        weighted: The sum of amount times probability for each currency, times 100.
    """

    entries: list[Entry] = field(default_factory=list)
    amounts: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    weighted: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


class KeptLane(NamedTuple):
    """A lane as it was when the checkpoint was written.

    Attributes:
        name: What its documents are grouped by.
        entries: As those of `Lane`.
        amounts: As those of `Lane`.
        weighted: As those of `Lane`.
    """

    name: str
    entries: list[Entry]
    amounts: Mapping[str, Decimal]
    weighted: Mapping[str, Decimal]


@dataclass(frozen=True)
class Order:
    """How a listing is sorted.

    Attributes:
        field: The name of the field.
        value: The sort value of a stored document, or `None` where the field is empty.
        reverse: Largest first.
        last: Which documents come after all others, in the same order; none by default.
        unlike: Which documents have a value that does not compare with the others; they come last too.
    """

    field: str
    value: Callable[[Row], SortValue | None]
    reverse: bool = False
    last: Callable[[Row], bool] | None = None
    unlike: Callable[[Row], bool] | None = None


class Listing:
    """A live view on the documents of one kind.

    Args:
        rows: The stored documents by id, live.
        order: How they are sorted.
        lane_of: The lane that a document belongs to; all share one by default.
        condition: Which documents are listed; all by default.
        kept: The lanes as the checkpoint has them, in this order and under this condition; worked out by default.
    """

    def __init__(
        self,
        rows: Mapping[str, Row],
        order: Order,
        lane_of: Callable[[Row], str] | None = None,
        condition: Callable[[Row], bool] | None = None,
        kept: Iterable[KeptLane] | None = None,
    ) -> None:
        self.order = order
        self._rows = rows
        self._lane_of = lane_of
        self._condition = condition
        self._lanes: defaultdict[str, Lane] = defaultdict(Lane)
        self._places: dict[str, tuple[str, Entry]] = {}
        self._counted: dict[str, Row] = {}
        if kept is not None and isinstance(rows, Documents):
            self._take(kept)
            self.update(rows.changed())
        else:
            self._fill()

    def __len__(self) -> int:
        return len(self._places)

    def count(self, lane: str = "") -> int:
        """How many documents a lane holds."""
        return len(self._lanes[lane].entries) if lane in self._lanes else 0

    def key(self, index: int, lane: str = "") -> str:
        """The id at a place in a lane."""
        entries = self._lanes[lane].entries
        return entries[len(entries) - 1 - index if self.order.reverse else index][_ID]

    def find(self, document_id: str) -> tuple[str, int] | None:
        """The lane and the place of a document, or `None` where it is not listed."""
        place = self._places.get(document_id)
        if place is None:
            return None
        lane, entry = place
        entries = self._lanes[lane].entries
        index = bisect_left(entries, entry)
        return lane, len(entries) - 1 - index if self.order.reverse else index

    def rank(self, document_id: str) -> int | None:
        """1 for the documents of the least sort value, equal ones sharing the better rank; `None` for an empty one."""
        place = self._places.get(document_id)
        if place is None or place[1][0]:
            return None
        lane, entry = place
        return bisect_left(self._lanes[lane].entries, entry[:2]) + 1

    def filled(self, lane: str = "") -> int:
        """How many documents of a lane have a sort value."""
        return bisect_left(self._lanes[lane].entries, (True,)) if lane in self._lanes else 0

    def row(self, document_id: str) -> Row | None:
        """The stored document, or `None` where there is none."""
        return self._rows.get(document_id)

    def lane(self, name: str = "") -> Lane:
        """A lane with its sums; an empty one where nothing is in it."""
        return self._lanes[name] if name in self._lanes else Lane()

    def lanes(self) -> list[str]:
        """The lanes that hold something, in no particular order."""
        return [name for name, lane in self._lanes.items() if lane.entries]

    def ids(self) -> Iterable[str]:
        """The ids of everything listed, in no particular order."""
        return self._places.keys()

    def sums(self, lanes: Iterable[str]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        """The sums of some lanes: amounts and weighted amounts for each currency."""
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        weighted: defaultdict[str, Decimal] = defaultdict(Decimal)
        for name in lanes:
            for currency, amount in self.lane(name).amounts.items():
                amounts[currency] += amount
            for currency, amount in self.lane(name).weighted.items():
                weighted[currency] += amount
        return _but_nothing(amounts), _but_nothing(weighted)

    def update(self, document_ids: Iterable[str]) -> bool:
        """Take in that documents were created, changed or deleted.

        Returns:
            Whether the order, the lanes or the number of documents changed; otherwise just what
            some of them show did.
        """
        moved = False
        for document_id in document_ids:
            moved = self._replace(document_id) or moved
        return moved

    def _fill(self) -> None:
        condition, lane_of, place, places = self._condition, self._lane_of, self._place, self._places
        rows: dict[str, Row] = {
            id: row for id, row in self._rows.items() if condition is None or condition(row)
        }
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for document_id, row in rows.items():
            lane = lane_of(row) if lane_of is not None else ""
            entry = place(document_id, row)
            entries[lane].append(entry)
            places[document_id] = (lane, entry)
            if "amount" in row:
                self._count(lane, row, 1)
        self._counted = rows
        for lane, found in entries.items():
            found.sort()
            self._lanes[lane].entries = found

    def _take(self, kept: Iterable[KeptLane]) -> None:
        """Begin with lanes as they were; what was changed since is counted there as it was at first."""
        for name, entries, amounts, weighted in kept:
            lane = self._lanes[name]
            lane.entries = entries
            lane.amounts.update(amounts)
            lane.weighted.update(weighted)
            self._places.update(zip(map(itemgetter(_ID), entries), zip(repeat(name), entries), strict=False))

    def _replace(self, document_id: str) -> bool:
        old = self._places.pop(document_id, None)
        if old is not None:
            entries = self._lanes[old[0]].entries
            del entries[bisect_left(entries, old[1])]
            counted = (
                self._counted.pop(document_id)
                if document_id in self._counted
                else self._at_first(document_id)
            )
            self._count(old[0], counted, -1)
        row = self._rows.get(document_id)
        if row is None or (self._condition is not None and not self._condition(row)):
            return old is not None
        new = (self._lane_of(row) if self._lane_of is not None else "", self._place(document_id, row))
        insort(self._lanes[new[0]].entries, new[1])
        self._places[document_id] = new
        self._counted[document_id] = row
        self._count(new[0], row, 1)
        return new != old

    def _at_first(self, document_id: str) -> Row:
        """A document as a kept lane counted it."""
        return (self._rows.at_first(document_id) if isinstance(self._rows, Documents) else None) or {}

    def _place(self, document_id: str, row: Row) -> Entry:
        value = self.order.value(row)
        number = document_id.rpartition("-")[2]
        order = self.order
        last = (
            value is None
            or (order.last is not None and order.last(row))
            or (order.unlike is not None and order.unlike(row))
        )
        return (
            last is not self.order.reverse,
            "" if value is None else value,
            int(number) if number.isdigit() else 0,
            document_id,
        )

    def _count(self, name: str, row: Row, sign: int) -> None:
        money = row.get("amount")
        if not isinstance(money, dict):
            return
        lane, amount, currency = (
            self._lanes[name],
            Decimal(str(money["amount"])) * sign,
            str(money["currency"]),
        )
        lane.amounts[currency] += amount
        probability = row.get("probability")
        if isinstance(probability, int) and probability:
            lane.weighted[currency] += amount * probability


def _but_nothing(sums: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Sums without those that are zero, as of a currency whose last document has gone."""
    return {code: amount for code, amount in sums.items() if amount}


@dataclass(frozen=True)
class Exchange:
    """How money of unlike currencies compares.

    Attributes:
        currency: The workspace's currency, in which amounts are compared.
        worth: What an amount in one currency is worth in another; `None` if no rate says.
    """

    currency: str
    worth: Worth


def order_by(
    field_name: str,
    *,
    reverse: bool = False,
    last: Callable[[Row], bool] | None = None,
    exchange: Exchange | None = None,
) -> Order:
    """The order of a stored field: numbers by size, dates by day, text folded, numbers in it by size.

    Money is compared in the workspace's currency; amounts that no rate converts follow after all others, each
    currency by itself.
    """

    def value(row: Row) -> SortValue | None:
        stored = row.get(field_name)
        if stored is None:
            return None
        if isinstance(stored, dict):
            return _size(stored, exchange)
        if isinstance(stored, int | float):
            return float(stored)
        return sort_text(", ".join(map(str, stored)) if isinstance(stored, list) else stored)

    def unlike(row: Row) -> bool:
        stored = row.get(field_name)
        return isinstance(stored, dict) and isinstance(_size(stored, exchange), str)

    return Order(field_name, value, reverse, last, None if exchange is None else unlike)


_SHIFT = 10**18
"""Added to amounts that are sorted as text, so that all have as many digits."""


def _size(money: Mapping[str, JsonValue], exchange: Exchange | None) -> SortValue:
    """The sort value of an amount: its worth; text by currency and size if no rate says, as empty values are text."""
    amount, code = Decimal(str(money.get("amount", 0))), str(money.get("currency", ""))
    worth = exchange.worth(amount, code, exchange.currency) if exchange is not None else None
    return f"{code}{amount + _SHIFT:030.4f}" if worth is None else float(worth)
