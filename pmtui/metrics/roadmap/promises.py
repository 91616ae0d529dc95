"""The promise ledger: every day told to a customer, against the day the feature is meant to ship."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pmtui.metrics.report_table import sums
from pmtui.metrics.roadmap.demand import Sums, amounts, customer_of
from pmtui.metrics.roadmap.promise_status import BAD, Standing, broken, days_told
from pmtui.metrics.scope import text
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.roadmap.roadmap_words import HORIZONS
from pmtui.store.changes import ChangeSet
from pmtui.store.query.stored_rows import Row, Rows

_ORDER: tuple[Standing, ...] = ("overdue", "broken", "on track", "late", "kept")


class Promise(NamedTuple):
    """A day that a customer was told."""

    request: str
    """The request it belongs to."""
    feature: str
    """What was promised."""
    customer: str
    """The account, or the deal or lead where none is known; empty where nobody is."""
    deal: str
    """The deal it was given in; empty for none."""
    promised: str
    """The day, ISO."""
    target: str
    """When the feature is meant to ship, or did, ISO; empty where nobody knows."""
    standing: Standing
    """How it stands."""
    amount: Sums
    """What the open deal comes to; empty without one."""

    @property
    def is_bad(self) -> bool:
        """Whether it is not going to be kept."""
        return self.standing in BAD


def promises(tables: Rows, pipelines: Pipelines, today: date) -> list[Promise]:
    """All promises, those that are not kept first, each group by day. O(requests)."""
    found = list(_promises(tables, tables["request"].values(), pipelines, today))
    return sorted(found, key=lambda each: (_ORDER.index(each.standing), each.promised, each.request))


def _promises(tables: Rows, requests: Iterable[Row], pipelines: Pipelines, today: date) -> Iterator[Promise]:
    kinds = {stage.name: stage.kind for pipeline in pipelines for stage in pipeline.stages}
    for told in days_told(tables, requests, kinds, today):
        yield Promise(
            text(told.request, "id"),
            text(told.feature, "id"),
            customer_of(tables, told.request),
            text(told.request, "deal"),
            text(told.request, "promised"),
            text(told.feature, "shipped") or text(told.feature, "target"),
            told.standing,
            amounts([told.deal] if told.deal is not None and told.outcome == "open" else []),
        )


def breaking(tables: Rows, pipelines: Pipelines, changes: ChangeSet, today: date) -> list[Promise]:
    """The promises that hold now and that a change of features would break or put off.

    A feature that goes to a farther horizon puts off what was promised of it, whatever its target says.
    """
    before = {change.id: tables["feature"].get(change.id) for change in changes if change.kind == "feature"}
    after = {
        change.id: {**row, **change.now}
        for change in changes
        if change.kind == "feature" and change.now is not None and (row := before[change.id]) is not None
    }
    if not after:
        return []
    asking = [row for row in tables["request"].values() if text(row, "feature") in after]
    then = {**tables, "feature": {**{each: row for each, row in before.items() if row}, **after}}
    held = {
        each.request for each in _promises(tables, asking, pipelines, today) if each.standing == "on track"
    }
    return [
        each
        for each in _promises(then, asking, pipelines, today)
        if each.request in held and (each.is_bad or _farther(before[each.feature] or {}, after[each.feature]))
    ]


def _farther(before: Row, after: Row) -> bool:
    old, new = text(before, "horizon"), text(after, "horizon")
    return old in HORIZONS and new in HORIZONS and HORIZONS.index(new) > HORIZONS.index(old)


def money_of(found: Iterable[Promise]) -> dict[str, Decimal]:
    """What the open deals behind promises come to; a deal with several counts once."""
    deals: dict[str, Sums] = {each.deal: each.amount for each in found if each.deal}
    found_sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for code, amount in chain.from_iterable(each.items() for each in deals.values()):
        found_sums[code] += amount
    return dict(found_sums)


def timing(request: Row, feature: Row, deal: Row | None) -> tuple[str, bool]:
    """When a feature comes for a request, in words, and whether that is too late or not known."""
    if text(feature, "status") == "shipped":
        return f"shipped {text(feature, 'shipped')}".rstrip(), False
    if text(feature, "status") == "declined":
        return "declined", True
    target = text(feature, "target")
    if not target:
        return "no date", True
    promised, close = text(request, "promised"), text(deal, "expected_close") if deal is not None else ""
    if promised and target > promised:
        return f"ships {target}, promised for {promised}", True
    if close and target > close:
        return f"ships {target}, after the close on {close}", True
    return f"ships {target}{', before the close' if close else ''}", broken(request, feature, deal)


def told(found: Iterable[Promise], names: Callable[[str], str]) -> Iterator[str]:
    """Promises in a line each: who was told which day, and when it comes."""
    for each in found:
        when = f"ships {each.target}" if each.target else "has no date"
        who = names(each.customer) if each.customer else "somebody"
        yield f"{each.feature} {names(each.feature)} {when}; {who} was told {each.promised}"


def warning(found: Sequence[Promise]) -> str:
    """How many promises are broken, and the open money behind them."""
    count = f"{len(found):,} promise{'' if len(found) == 1 else 's'}"
    money = money_of(found)
    return f"breaks {count}{f', {sums(money)} open behind' if money else ''}"
