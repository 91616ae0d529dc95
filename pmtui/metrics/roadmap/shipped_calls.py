"""Ship and lose: whom to call when a feature ships, what was lost for want of one, what a feature brought."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.metrics.roadmap.demand import Demand, Sums, amounts, customer_of, demand
from pmtui.metrics.roadmap.requests_by_feature import asking
from pmtui.models.customers.customer_rows import ContactRow
from pmtui.models.deals.deal_rows import ActivityRow, DealRow
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.values.folding import folded
from pmtui.models.values.money_text import whole_sums
from pmtui.rules.deals.counts import win_rate
from pmtui.rules.deals.outcome import MISSING_FEATURE, Stages
from pmtui.rules.roadmap.features import in_words, is_shipped
from pmtui.store.workspace import Workspace
from pmtui.workflows.markdown_helpers import plain_text


def calls(workspace: Workspace, feature_id: str) -> str:
    """Who asked for a feature, as Markdown: their contacts, what is open with them, the last word.

    Raises:
        InputError: It is no feature.
    """
    feature = workspace.get(feature_id)
    if not isinstance(feature, Feature):
        raise InputError(f"{feature_id} is no feature")
    requests = asking(workspace, feature.id)
    found = demand(workspace.tables, workspace.pipelines, requests)
    lines = [
        f"# Who asked for {plain_text(feature.title)} ({feature.id})",
        "",
        f"{in_words(feature)}. {_overview(found)}",
    ]
    for customer in found.customers:
        said = [row for row in requests if customer_of(workspace.tables, row) == customer]
        lines += ["", *_customer(workspace, customer, said)]
    return "\n".join(lines) + "\n"


def _overview(found: Demand) -> str:
    if not found.customers:
        return "Nobody has asked for it."
    count = len(found.customers)
    money = f", {whole_sums(found.at_stake)} open" if found.at_stake else ""
    return f"{count:,} customer{'' if count == 1 else 's'} asked{money}."


def _customer(workspace: Workspace, customer: str, requests: list[RequestRow]) -> Iterator[str]:
    names = workspace.names
    yield f"## {plain_text(names.label(customer))} ({customer})"
    yield ""
    ids = dict.fromkeys(row.deal for row in requests)
    deals = [deal for each in ids if (deal := DealRow.of(workspace.tables, each)) is not None]
    for deal in deals:
        yield f"- {deal.id} {plain_text(deal.title)}: {deal.stage}, {whole_sums(amounts([deal]))}"
    for row in requests:
        promised = f", promised for {row.promised}" if row.promised else ""
        quote = f": “{plain_text(row.quote)}”" if row.quote else ""
        yield f"- {row.kind}{promised}{quote}"
    for contact in ContactRow.all(workspace.tables):
        if contact.account == customer:
            reach = plain_text(", ".join(filter(None, (contact.role, contact.email, contact.phone))))
            yield f"- call {plain_text(contact.name)} ({contact.id}){f': {reach}' if reach else ''}"
    last = _last_word(workspace, {customer, *(deal.id for deal in deals)})
    if last:
        yield f"- last word: {last}"


def _last_word(workspace: Workspace, about: set[str]) -> str:
    done = [(row.done, row) for row in ActivityRow.all(workspace.tables) if row.about in about and row.done]
    day, latest = max(done, key=lambda pair: pair[0], default=(None, None))
    if latest is None:
        return ""
    return f"{day}, {latest.type}: {plain_text(latest.outcome or latest.text)}"


class Gap(NamedTuple):
    """A feature that deals were lost without."""

    feature: str
    """The feature; empty for deals that were lost for a missing one that nobody named."""
    deals: tuple[str, ...]
    """The deals that asked for it and were lost."""
    lost: Sums
    """The total of the lost deals."""
    open: tuple[str, ...]
    """The open deals that ask for it now."""
    at_stake: Sums
    """The total of those."""


def gaps(workspace: Workspace) -> list[Gap]:
    """Features not shipped by what was lost without them, the largest first; what nobody named last. O(requests).

    A lost deal that named several features counts for each of them; nothing here is added up over features.
    """
    tables, pipelines = workspace.tables, workspace.pipelines
    asked: defaultdict[str, list[RequestRow]] = defaultdict(list)
    for row in RequestRow.all(tables):
        asked[row.feature or ""].append(row)
    found: list[Gap] = []
    named: set[str] = set()
    for each, requests in asked.items():
        feature = FeatureRow.of(tables, each)
        shown = demand(tables, pipelines, requests)
        named.update(shown.lost)
        if feature is not None and shown.lost and not is_shipped(feature):
            found.append(Gap(each, shown.lost, shown.lost_amount, shown.open, shown.at_stake))
    found.sort(key=lambda gap: (-max(gap.lost.values(), default=Decimal()), gap.feature))
    stages = Stages(pipelines)
    nameless = [
        deal
        for deal in DealRow.all(tables)
        if deal.id not in named
        and stages.outcome(deal.stage) == "lost"
        and folded(deal.lost_reason) == MISSING_FEATURE
    ]
    if nameless:
        found.append(Gap("", tuple(deal.id for deal in nameless), amounts(nameless), (), {}))
    return found


class Return(NamedTuple):
    """The return on a feature."""

    asked: int
    """Deals that asked for it."""
    won: tuple[str, ...]
    """Those that were won."""
    lost: tuple[str, ...]
    """Those that were lost."""
    with_it: Decimal | None
    """The share won of those that asked and are closed; `None` where none is."""
    without_it: Decimal | None
    """The share won of all other closed deals; `None` where there are none."""


def returned(workspace: Workspace, found: Demand) -> Return:
    """The return on a feature: the win rate of the deals that asked for it, beside that of all others. O(deals)."""
    stages = Stages.stored(workspace.rows("pipeline"))
    asked = {*found.open, *found.won, *found.lost}
    others = [stages.outcome(deal.stage) for deal in DealRow.all(workspace.tables) if deal.id not in asked]
    return Return(
        len(asked),
        found.won,
        found.lost,
        win_rate(len(found.won), len(found.lost)),
        win_rate(others.count("won"), others.count("lost")),
    )
