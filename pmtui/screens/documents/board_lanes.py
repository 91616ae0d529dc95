"""A listing as the lanes of a board: deals by stage, features by horizon."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, ProductRow
from pmtui.models.roadmap.roadmap_words import LANES, SHIPPED
from pmtui.models.row import DocumentRow
from pmtui.models.values.folding import folded
from pmtui.models.values.money_text import short_sums
from pmtui.rules.roadmap.features import is_shipped, lane_of
from pmtui.rules.roadmap.scores import rice_text
from pmtui.screens.documents.cell_context import CellContext
from pmtui.screens.documents.cell_format import (
    days_late,
    due_day,
    short_day,
)
from pmtui.screens.documents.table_cells import plan_sign
from pmtui.store.query.sorted_view import Listing
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.drawing.data_sources import Card, LaneHead, Tone

_PERCENT = 100


class LaneName(NamedTuple):
    """One lane of a board.

    Attributes:
        key: What documents are grouped by.
        title: What stands over it.
        headword: Slug of the entry that defines it.
        open: Whether what is in it still counts as pipeline.
        share: The chance of winning that it stands for, such as `60 %`.
    """

    key: str
    title: str
    headword: str
    open: bool = True
    share: str = ""


class ListingLanes:
    """The lanes of a board, whatever its cards are.

    Args:
        listing: The documents, grouped.
        names: The lanes in their order; a group that is none of them is shown nowhere.
        sight: What cards are drawn by.
        kind: What the cards are.
    """

    def __init__(self, listing: Listing, names: Sequence[LaneName], sight: CellContext, kind: str) -> None:
        self._listing = listing
        self._kind = kind
        self._names = names
        self._places = {name.key: place for place, name in enumerate(names)}
        self._sight = sight

    def __len__(self) -> int:
        return len(self._names)

    def name(self, lane: int) -> LaneName:
        """Which lane stands at a place."""
        return self._names[lane]

    def head(self, lane: int) -> LaneHead:
        """The lane's name, how many it holds, and what they add up to."""
        name = self._names[lane]
        count = self._listing.count(name.key)
        amounts, _ = self._listing.sums([name.key])
        sums = f" · {self._sight.sums(amounts)}" if count and amounts else ""
        return LaneHead(name.key, name.title, f"{count:,}{sums}", name.headword, name.share)

    def count(self, lane: int) -> int:
        """How many cards the lane holds."""
        return self._listing.count(self._names[lane].key)

    def key(self, lane: int, index: int) -> str:
        """The id of the document at a place."""
        return self._listing.key(index, self._names[lane].key)

    def find(self, key: str) -> tuple[int, int] | None:
        """The lane and the place of a document."""
        found = self._listing.find(key)
        if found is None or found[0] not in self._places:
            return None
        return self._places[found[0]], found[1]

    def card(self, lane: int, index: int) -> Card:
        """The card of a document."""
        row = self._listing.row(self.key(lane, index)) or {}
        return _DRAWN[self._kind](row, self._sight)

    def keys(self) -> list[str]:
        """The values that the documents are grouped by, in the order of the lanes."""
        return [name.key for name in self._names]

    def summary(self) -> str:
        """The totals of the open lanes: documents, amounts, weighted amounts."""
        lanes = [name.key for name in self._names if name.open]
        count = sum(self._listing.count(lane) for lane in lanes)
        amounts, weighted = self._listing.sums(lanes)
        return _summed(f"{count:,} open", amounts, weighted, self._sight)

    def lane_summary(self, lane: int) -> str:
        """The totals of one lane, its weighted amount too."""
        name = self._names[lane]
        amounts, weighted = self._listing.sums([name.key])
        return _summed(f"{name.title} {self._listing.count(name.key):,}", amounts, weighted, self._sight)


def _summed(count: str, amounts: dict[str, Decimal], weighted: dict[str, Decimal], sight: CellContext) -> str:
    if not amounts:
        return count
    chances = {code: amount / _PERCENT for code, amount in weighted.items()}
    return f"{count} · {sight.sums(amounts)} · weighted {sight.sums(chances)}"


def deal_card(row: Row, sight: CellContext) -> Card:
    """Title and amount; account and days in the stage; what is next, by a sign and a word."""
    (flag, tone), (sign, sign_tone) = next_flag(row, sight), _promise_sign(row, sight)
    deal = DealRow(row)
    amount = deal.amount
    who = sight.names.label(deal.account) if deal.account else "no account"
    close = short_day(_iso(deal.expected_close), sight.today) if sight.attention.is_open(deal) else ""
    named = _first_word(who) == _first_word(deal.title)
    brief = " ".join(filter(None, ("" if named else who, close)))
    return Card(
        deal.title,
        short_sums({amount.currency: amount.amount}, sight.currency) if amount is not None else "",
        f"{deal.owner} {brief}".strip(),
        flag,
        tone,
        brief=brief,
        sign=sign,
        sign_tone=sign_tone,
    )


def _first_word(name: str) -> str:
    return folded(name).partition(" ")[0]


def next_flag(row: Row, sight: CellContext) -> tuple[str, Tone]:
    """The flag for what is next on a deal: a word or a day, with the sign of `plan_sign` and its tone."""
    deal, attention, today = DealRow(row), sight.attention, sight.today
    if not attention.is_open(deal):
        return short_day(_iso(deal.closed), today), ""
    sign, tone = plan_sign(row, sight)
    due = _iso(deal.next_step_due)
    if attention.is_step_late(deal):
        return f"{due_day(due, today) if days_late(due, today) > 0 else 'step late'} !", tone
    if attention.is_close_late(deal):
        return "close late !", "risk"
    if sign == "!":
        return f"{attention.rotten_days(deal)}d idle !", tone
    if sign == "?":
        return "no plan ?", tone
    return f"{short_day(due, today) if due else 'planned'} {sign}", tone


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def feature_card(row: Row, sight: CellContext) -> Card:
    """Title and RICE score; product and status; when it ships, by a word."""
    feature, score = FeatureRow(row), rice_text(FeatureRow(row))
    note = f"{sight.names.label(feature.product)} · {feature.status}" if feature.product else feature.status
    shipped, target = _iso(feature.shipped), _iso(feature.target)
    if is_shipped(feature):
        flag = f"{short_day(shipped, sight.today)} ✓".lstrip()
        return Card(feature.title, score, note, flag=flag, tone="good")
    late = days_late(target, sight.today) > 0
    flag = f"{due_day(target, sight.today)} !" if late else short_day(target, sight.today)
    sign, sign_tone = _promise_sign(row, sight)
    tone: Tone = "risk" if late else ""
    return Card(feature.title, score, note, flag, tone, brief=feature.status, sign=sign, sign_tone=sign_tone)


def _promise_sign(row: Row, sight: CellContext) -> tuple[str, Tone]:
    """`P` for a promise at risk or broken, `»` for what ships after the close; empty for neither."""
    document_id, promises = DocumentRow(row).id, sight.promises
    if not sight.attention.is_open(DealRow(row)):
        return "", ""
    if promises.is_bad(document_id):
        return "P", "due"
    return ("»", "due") if document_id in promises.after_close else ("", "")


def product_card(row: Row, sight: CellContext) -> Card:
    """Name and what its customers bring a year; what was won this quarter and is open; when it ends."""
    from pmtui.screens.documents.details.product_revenue import PRODUCT_REVENUE

    product = ProductRow(row)
    held = sight.workspace.derived(PRODUCT_REVENUE).get(product.id)
    yearly, parts = "", []
    if held is not None:
        yearly = f"{sight.sums(held.recurring)}/y" if held.recurring else ""
        parts = [
            f"{word} {sight.sums(sums)}" for word, sums in (("won", held.won), ("open", held.open)) if sums
        ]
    ends = _end(row, sight)
    note = " · ".join([ends, *parts] if ends else parts) or "no deals"
    return Card(product.name, yearly, note, flag="!" if ends else "", tone="risk" if ends else "")


def _end(row: Row, sight: CellContext) -> str:
    """The next day of a product's end, where one is planned."""
    for name, word in (("end_of_sale", "sold to"), ("end_of_support", "help to")):
        day = row.get(name)
        if isinstance(day, str) and days_late(day, sight.today) <= 0:
            return f"{word} {short_day(day, sight.today)}"
    return ""


_DRAWN: dict[str, Callable[[Row, CellContext], Card]] = {
    "deal": deal_card,
    "feature": feature_card,
    "product": product_card,
}


def feature_lane(row: Row) -> str:
    """The roadmap lane of a stored feature."""
    return lane_of(FeatureRow(row))


def roadmap_lanes() -> list[LaneName]:
    """The lanes of the roadmap, from far off to in customers' hands."""
    return [
        LaneName(
            lane,
            lane.capitalize(),
            "release" if lane == SHIPPED else "now-next-later-roadmap",
            lane != SHIPPED,
        )
        for lane in LANES
    ]
