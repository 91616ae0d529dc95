"""The promise ledger: every day told to a customer, and what a change of the roadmap does to them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pmtui.metrics.roadmap.demand import Sums, amounts, customer_of
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.models.values.money_text import whole_sums
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap import promises as rules
from pmtui.rules.roadmap.features import Dated, in_words, is_declined, is_shipped
from pmtui.rules.roadmap.promises import BAD, STANDINGS, Outcome, Standing, is_worse, ships_after_close
from pmtui.store.changes import ChangeSet
from pmtui.store.query.stored_rows import Row, Rows


class Promise(NamedTuple):
    """A day that a customer was told, as the ledger shows it."""

    request: str
    """The request it belongs to."""
    feature: str
    """The promised feature."""
    customer: str
    """The account, or the deal or lead if none is known; empty if nobody is."""
    deal: str
    """The deal it was given in; empty for none."""
    promised: date
    """The day."""
    target: date | None
    """When the feature is meant to ship, or did; `None` if nobody knows."""
    standing: Standing
    """How it stands."""
    amount: Sums
    """The amount of the open deal; empty without one."""

    @property
    def is_bad(self) -> bool:
        """Whether it is not going to be kept."""
        return self.standing in BAD


def outcome_in(pipelines: Pipelines) -> Outcome:
    """Read the outcome of a deal off its stage."""
    return rules.outcome_by(Stages(pipelines))


def promises(tables: Rows, pipelines: Pipelines, today: date) -> list[Promise]:
    """All promises, those that are not kept first, each group by day. O(requests)."""
    found = list(_promises(tables, RequestRow.all(tables), pipelines, today))
    return sorted(
        found, key=lambda promise: (STANDINGS.index(promise.standing), promise.promised, promise.request)
    )


def _promises(
    tables: Rows, requests: Iterable[RequestRow], pipelines: Pipelines, today: date
) -> Iterator[Promise]:
    for each in rules.promises_of(tables, requests, outcome_in(pipelines), today):
        is_asking = each.deal is not None and each.outcome == "open"
        yield Promise(
            each.request.id,
            each.feature.id,
            customer_of(tables, each.request),
            each.request.deal or "",
            each.promised,
            each.feature.shipped or each.feature.target,
            each.standing,
            amounts([each.deal] if is_asking and each.deal is not None else []),
        )


def worsened(tables: Rows, pipelines: Pipelines, changes: ChangeSet, today: date) -> list[Promise]:
    """The promises whose standing a change of features makes worse; those of a deleted feature are among them."""
    touched = {change.id: change for change in changes if change.kind == "feature" and change.was is not None}
    if not touched:
        return []
    requests = [row for row in RequestRow.all(tables) if row.feature in touched]
    before = {each.request: each for each in _promises(tables, requests, pipelines, today)}
    features: dict[str, Row] = {}
    for feature_id, change in touched.items():
        stored = tables["feature"].get(feature_id)
        if stored is not None and change.now is not None:
            merged = {**stored, **change.now}
            features[feature_id] = {name: value for name, value in merged.items() if value is not None}
    changed = {**tables, "feature": features}
    after = {each.request: each for each in _promises(changed, requests, pipelines, today)}
    return [
        after.get(request, promise)
        for request, promise in before.items()
        if is_worse(after[request].standing if request in after else None, promise.standing)
    ]


def money_of(found: Iterable[Promise]) -> dict[str, Decimal]:
    """The total of the open deals behind promises; a deal with several counts once."""
    deals: dict[str, Sums] = {each.deal: each.amount for each in found if each.deal}
    found_sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for code, amount in chain.from_iterable(each.items() for each in deals.values()):
        found_sums[code] += amount
    return dict(found_sums)


class Timing(NamedTuple):
    """When a feature comes for a request."""

    words: str
    """In words."""
    standing: Standing | None
    """How the promise stands; `None` if no day was promised."""
    after_close: bool
    """Whether it ships after the deal is expected to close."""

    @property
    def is_bad(self) -> bool:
        """Whether somebody has to act: the promise is at risk or broken, or it ships after the close."""
        return self.standing in BAD or self.after_close


def timing(request: RequestRow, feature: Dated, deal: DealRow | None, today: date) -> Timing:
    """When a feature comes for a request, how the promise stands, and whether that is after the close."""
    promised = request.promised
    stands = rules.standing(promised, feature, today) if promised is not None else None
    after = ships_after_close(feature, deal)
    target = feature.target
    words = in_words(feature)
    if target is not None and not is_shipped(feature) and not is_declined(feature):
        words = f"ships {target}"
        if promised is not None and stands != "on track":
            words += f", promised for {promised}"
        elif after and deal is not None:
            words += f", after the close on {deal.expected_close}"
        elif deal is not None and deal.expected_close is not None:
            words += ", before the close"
    elif stands in BAD:
        words += f", promised for {promised}"
    return Timing(words, stands, after)


def told(found: Iterable[Promise], names: Callable[[str], str]) -> Iterator[str]:
    """Promises in a line each: who was told which day, and when it comes."""
    for each in found:
        when = f"ships {each.target}" if each.target else "has no date"
        who = names(each.customer) if each.customer else "somebody"
        yield f"{each.feature} {names(each.feature)} {when}; {who} was told {each.promised}"


def warning(found: Sequence[Promise]) -> str:
    """How many promises a change makes worse, and the open money behind them."""
    count = f"{len(found):,} promise{'' if len(found) == 1 else 's'}"
    money = money_of(found)
    return f"breaks {count}{f', {whole_sums(money)} open behind' if money else ''}"
