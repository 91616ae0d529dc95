"""Demand for a feature, and the requests of a deal, an account or a lead, as lines of a detail."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from pmtui.metrics.roadmap.demand import Demand
from pmtui.metrics.roadmap.promises import timing
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.metrics.roadmap.shipped_calls import Return, returned
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.document import Document
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.screens.frame.session import Session
from pmtui.store.query.derivations.exchange import whole_total
from pmtui.store.workspace import Workspace
from pmtui.widgets.record.detail import DetailLine

_SHOWN = 12

_ASKERS: Mapping[str, Callable[[RequestRow], str | None]] = {
    "deal": lambda request: request.deal,
    "account": lambda request: request.account,
    "lead": lambda request: request.lead,
}


def demand_lines(feature: Feature, session: Session) -> Iterator[DetailLine]:
    """Who asks for a feature, the money at stake, what was won and lost, and each request."""
    workspace = session.workspace
    found = demand_for(workspace, feature.id)
    if not found.requests:
        return
    count = len(found.customers)
    yield DetailLine(f"Asked for by {count:,}", heading=True, headword="feature-request")
    yield from _money(found, workspace)
    yield from _return(returned(workspace, found))
    tables, today = workspace.tables, workspace.clock.today()
    shown = [row for each in found.requests[-_SHOWN:][::-1] if (row := RequestRow.of(tables, each))]
    for row in shown:
        who = row.deal or row.account or row.lead or ""
        late = timing(row, feature, DealRow.of(tables, row.deal), today).is_bad
        promised = f", promised {row.promised}" if row.promised else ""
        quote = f": {row.quote}" if row.quote else ""
        told = f"{workspace.names.label(who)} · {row.kind}{promised}{' !' if late else ''}{quote}"
        yield DetailLine(row.id, told, "risk" if late else "", target=who or row.id)
    if len(found.requests) > _SHOWN:
        yield DetailLine("", f"and {len(found.requests) - _SHOWN:,} more", "dim")


def _money(found: Demand, workspace: Workspace) -> Iterator[DetailLine]:
    if found.open:
        weighted = whole_total(workspace, found.weighted)
        told = f"{whole_total(workspace, found.at_stake)} in {len(found.open):,}, weighted {weighted}"
        yield DetailLine("At stake", told, "strong", "revenue-at-stake")
    if found.blockers:
        yield DetailLine("Blockers", f"{len(found.blockers):,} will not do without it", "risk", "blocker")
    if found.next_close:
        yield DetailLine("Next close", str(found.next_close), headword="expected-close-date")
    for word, ids, amount in (("Won", found.won, found.won_amount), ("Lost", found.lost, found.lost_amount)):
        if ids:
            yield DetailLine(
                word,
                f"{whole_total(workspace, amount)} in {len(ids):,}",
                headword=f"closed-{word.casefold()}",
            )
    if found.recurring:
        yield DetailLine(
            "Customers",
            f"{whole_total(workspace, found.recurring)} a year from those who ask",
            headword="arr",
        )


def _return(brought: Return) -> Iterator[DetailLine]:
    if brought.with_it is not None:
        others = f", without it {_percent(brought.without_it)}" if brought.without_it is not None else ""
        yield DetailLine(
            "Win rate", f"{_percent(brought.with_it)} of those that asked{others}", headword="win-rate"
        )


def _percent(share: Decimal | None) -> str:
    return f"{share:.0%}" if share is not None else "-"


def asked_lines(document: Document, kind: str, session: Session) -> Iterator[DetailLine]:
    """The requests of a deal, an account or a lead, and whether they ship in time."""
    workspace = session.workspace
    tables, today = workspace.tables, workspace.clock.today()
    asked = [row for row in RequestRow.all(tables) if document.id == _ASKERS[kind](row)]
    if asked:
        yield DetailLine(f"Asks for {len(asked):,}", heading=True, headword="feature-request")
    for row in asked[-_SHOWN:][::-1]:
        feature = FeatureRow.of(tables, row.feature)
        if feature is None:
            yield DetailLine(row.id, "no feature", "dim", target=row.id)
            continue
        when = timing(row, feature, DealRow.of(tables, row.deal), today)
        told = f"{feature.title} · {row.kind} · {feature.horizon} · {when.words}"
        sign = " !" if when.is_bad else ""
        yield DetailLine(feature.id, f"{told}{sign}", "risk" if when.is_bad else "", target=feature.id)
    if len(asked) > _SHOWN:
        yield DetailLine("", f"and {len(asked) - _SHOWN:,} more", "dim")
