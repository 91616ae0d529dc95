"""Whether what customers were told is going to be kept; read off stored documents, as boards need it at once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pmtui.metrics.scope import text
from pmtui.models.roadmap.roadmap_words import SHIPPED
from pmtui.store.query.stored_rows import Row, Rows

Standing = Literal["broken", "overdue", "on track", "late", "kept"]
"""Broken: it will ship too late, or nobody knows when. Overdue: the day is past. Late, kept: shipped so."""

BAD = ("overdue", "broken")
"""How a promise stands that is not going to be kept."""


class Told(NamedTuple):
    """A day that a customer was told, with the documents it is about."""

    request: Row
    feature: Row
    deal: Row | None
    outcome: str
    """Whether the deal is open or won; open without one."""
    standing: Standing
    """How it stands."""


def days_told(
    tables: Rows, requests: Iterable[Row], stage_kinds: Mapping[str, str], today: date
) -> Iterator[Told]:
    """The days that were told to customers who were not lost.

    Args:
        tables: All documents.
        requests: Those that are looked at.
        stage_kinds: Whether each stage is open, won or lost.
        today: The day as of which a promise may be overdue.
    """
    for request in requests:
        feature = tables["feature"].get(text(request, "feature"))
        deal = tables["deal"].get(text(request, "deal"))
        outcome = stage_kinds.get(text(deal, "stage"), "open") if deal is not None else "open"
        if feature is not None and text(request, "promised") and outcome != "lost":
            yield Told(request, feature, deal, outcome, _standing(request, feature, today))


def _standing(request: Row, feature: Row, today: date) -> Standing:
    day = text(request, "promised")
    if text(feature, "status") == SHIPPED:
        return "late" if text(feature, "shipped") > day else "kept"
    if day < today.isoformat():
        return "overdue"
    return "broken" if broken(request, feature, None) else "on track"


def broken(request: Row, feature: Row, deal: Row | None) -> bool:
    """Whether a feature comes too late for a request: after the promise or the close, or without a date."""
    target = "" if text(feature, "status") == "declined" else text(feature, "target")
    limits = [text(request, "promised"), text(deal, "expected_close") if deal is not None else ""]
    return not target or any(limit and target > limit for limit in limits)


def at_risk(tables: Rows, stage_kinds: Mapping[str, str], today: date) -> frozenset[str]:
    """The features and the deals with a promise that is not going to be kept. O(requests)."""
    found = days_told(tables, tables["request"].values(), stage_kinds, today)
    bad = [each for each in found if each.standing in BAD]
    return frozenset(
        [*(text(each.feature, "id") for each in bad), *(text(each.request, "deal") for each in bad)]
    )
