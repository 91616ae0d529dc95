"""Whether what customers were told is going to be kept, and what ships after a deal closes.

A promise is a request with a promised date, unless the deal that asks was lost. A request without a date is none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.row import Stored
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import Dated, is_open, planned_for, was_shipped_by

Tables = Mapping[str, Mapping[str, Stored]]
"""Stored documents by kind and id."""

Outcome = Callable[[DealRow], str]
"""Whether a deal is `open`, `won` or `lost`; empty if it did not exist on the day in question."""

Standing = Literal["broken", "at risk", "on track", "shipped late", "kept"]
"""How a promise stands."""

STANDINGS: tuple[Standing, ...] = ("broken", "at risk", "on track", "shipped late", "kept")
"""The standings, the most urgent first."""

BAD: tuple[Standing, ...] = ("broken", "at risk")
"""The standings of a promise that is not going to be kept."""

_WORSE: Mapping[Standing | None, int] = {
    "kept": 0, "on track": 1, "shipped late": 1, "at risk": 2, "broken": 3, None: 4,
}  # fmt: skip


class Promise(NamedTuple):
    """A day that a customer was told, with the documents it is about."""

    request: RequestRow
    """The request that holds the day."""
    promised: date
    """The day."""
    feature: FeatureRow
    """The promised feature."""
    deal: DealRow | None
    """The deal it was given in."""
    outcome: str
    """Whether the deal is open or won; open without one."""
    standing: Standing
    """How it stands."""

    @property
    def is_bad(self) -> bool:
        """Whether it is not going to be kept."""
        return self.standing in BAD


def standing(promised: date, feature: Dated, today: date) -> Standing:
    """How a promise stands on a day.

    Kept: shipped by then. Broken: the day is past and it has not shipped. On track: the target is not after the
    day. At risk: the target is later, or there is none. One that shipped after the day is `shipped late`.
    """
    if was_shipped_by(feature, today):
        late = feature.shipped is not None and feature.shipped > promised
        return "shipped late" if late else "kept"
    if promised < today:
        return "broken"
    target = planned_for(feature)
    return "at risk" if target is None or target > promised else "on track"


def is_worse(after: Standing | None, before: Standing | None) -> bool:
    """Whether a standing is worse than another; `None` is that of a promise whose feature is gone."""
    return _WORSE[after] > _WORSE[before]


def ships_after_close(feature: Dated, deal: DealRow | None) -> bool:
    """Whether an open feature is meant to ship after a deal is expected to close."""
    if deal is None or not is_open(feature) or feature.target is None:
        return False
    close = deal.expected_close
    return close is not None and feature.target > close


def promises_of(
    tables: Tables, requests: Iterable[RequestRow], outcome: Outcome, today: date
) -> Iterator[Promise]:
    """The promises among some requests.

    Args:
        tables: All documents.
        requests: Those that are looked at.
        outcome: Whether a deal is open, won or lost.
        today: The day as of which they stand.
    """
    for request in requests:
        promised = request.promised
        if promised is None:
            continue
        feature, deal = FeatureRow.of(tables, request.feature), DealRow.of(tables, request.deal)
        came_to = "open" if deal is None else outcome(deal)
        if feature is not None and came_to in ("open", "won"):
            stands = standing(promised, feature, today)
            yield Promise(request, promised, feature, deal, came_to, stands)


class Late(NamedTuple):
    """A request whose feature ships after the deal that asks is expected to close."""

    request: RequestRow
    feature: FeatureRow
    deal: DealRow


def late_for_deals(tables: Tables, requests: Iterable[RequestRow], outcome: Outcome) -> Iterator[Late]:
    """The requests of open deals whose feature ships after the close."""
    for request in requests:
        feature, deal = FeatureRow.of(tables, request.feature), DealRow.of(tables, request.deal)
        if feature is None or deal is None or not ships_after_close(feature, deal):
            continue
        if outcome(deal) == "open":
            yield Late(request, feature, deal)


class Signs(NamedTuple):
    """The signs that promises give for each request, feature and deal."""

    standings: Mapping[str, frozenset[Standing]]
    """The standings of its promises, by id; those that have none are not in it."""
    after_close: frozenset[str]
    """The requests, features and deals where something ships after the close."""

    def is_bad(self, document_id: str) -> bool:
        """Whether a promise of a document is at risk or broken."""
        return not self.standings.get(document_id, frozenset()).isdisjoint(BAD)

    def has(self, document_id: str, wanted: Standing) -> bool:
        """Whether a promise of a document stands so."""
        return wanted in self.standings.get(document_id, ())


def signs(tables: Tables, outcome: Outcome, today: date) -> Signs:
    """The standings of all promises by the documents they concern. O(requests)."""
    found: defaultdict[str, set[Standing]] = defaultdict(set)
    for promise in promises_of(tables, RequestRow.all(tables), outcome, today):
        for document_id in (promise.request.id, promise.feature.id, promise.request.deal):
            if document_id:
                found[document_id].add(promise.standing)
    late = late_for_deals(tables, RequestRow.all(tables), outcome)
    after = frozenset(row.id for each in late for row in each)
    return Signs({document_id: frozenset(each) for document_id, each in found.items()}, after)


def outcome_by(stages: Stages) -> Outcome:
    """Read the outcome of a deal off its stage."""
    return lambda deal: stages.outcome(deal.stage)
