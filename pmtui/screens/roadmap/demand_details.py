"""What hangs on a feature, and what a deal, an account or a lead asks for, as lines of a detail."""

from collections.abc import Iterator
from decimal import Decimal

from pmtui.metrics.report_table import sums
from pmtui.metrics.roadmap.demand import Demand
from pmtui.metrics.roadmap.promises import timing
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.metrics.roadmap.shipped_calls import Return, returned
from pmtui.metrics.scope import text
from pmtui.models.document import Document
from pmtui.models.roadmap.feature import Feature
from pmtui.screens.frame.session import Session
from pmtui.widgets.record.detail import DetailLine

_SHOWN = 12


def demand_lines(feature: Feature, session: Session) -> Iterator[DetailLine]:
    """Who asks for a feature, the money at stake, what was won and lost, and each request."""
    workspace = session.workspace
    found = demand_for(workspace, feature.id)
    if not found.requests:
        return
    count = len(found.customers)
    yield DetailLine(f"Asked for by {count:,}", heading=True, headword="feature-request")
    yield from _money(found)
    yield from _return(returned(workspace, found))
    rows, deals = workspace.rows("request"), workspace.rows("deal")
    stored = workspace.rows("feature").get(feature.id, {})
    for each in found.requests[-_SHOWN:][::-1]:
        row = rows[each]
        who = next((text(row, name) for name in ("deal", "account", "lead") if text(row, name)), "")
        _, late = timing(row, stored, deals.get(text(row, "deal")))
        promised = f", promised {text(row, 'promised')}" if text(row, "promised") else ""
        quote = f": {text(row, 'quote')}" if text(row, "quote") else ""
        told = f"{workspace.names.label(who)} · {text(row, 'kind')}{promised}{' !' if late else ''}{quote}"
        yield DetailLine(each, told, "risk" if late else "", target=who or each)
    if len(found.requests) > _SHOWN:
        yield DetailLine("", f"and {len(found.requests) - _SHOWN:,} more", "dim")


def _money(found: Demand) -> Iterator[DetailLine]:
    if found.open:
        told = f"{sums(found.at_stake)} in {len(found.open):,}, weighted {sums(found.weighted)}"
        yield DetailLine("At stake", told, "accent", "revenue-at-stake")
    if found.blockers:
        yield DetailLine("Blockers", f"{len(found.blockers):,} will not do without it", "risk", "blocker")
    if found.next_close:
        yield DetailLine("Next close", found.next_close, headword="expected-close-date")
    for word, ids, amount in (("Won", found.won, found.won_amount), ("Lost", found.lost, found.lost_amount)):
        if ids:
            yield DetailLine(word, f"{sums(amount)} in {len(ids):,}", headword=f"closed-{word.casefold()}")
    if found.recurring:
        yield DetailLine("Customers", f"{sums(found.recurring)} a year from those who ask", headword="arr")


def _return(brought: Return) -> Iterator[DetailLine]:
    if brought.with_it is not None:
        others = f", without it {_percent(brought.without_it)}" if brought.without_it is not None else ""
        yield DetailLine(
            "Win rate", f"{_percent(brought.with_it)} of those that asked{others}", headword="win-rate"
        )


def _percent(share: Decimal | None) -> str:
    return f"{share:.0%}" if share is not None else "-"


def asked_lines(document: Document, kind: str, session: Session) -> Iterator[DetailLine]:
    """What a deal, an account or a lead asks for, and whether it ships in time."""
    workspace = session.workspace
    features, deals = workspace.rows("feature"), workspace.rows("deal")
    asked = [row for row in workspace.rows("request").values() if row.get(kind) == document.id]
    if asked:
        yield DetailLine(f"Asks for {len(asked):,}", heading=True, headword="feature-request")
    for row in asked[-_SHOWN:][::-1]:
        feature = features.get(text(row, "feature"))
        if feature is None:
            yield DetailLine(text(row, "id"), "no feature", "dim", target=text(row, "id"))
            continue
        when, late = timing(row, feature, deals.get(text(row, "deal")))
        told = f"{text(feature, 'title')} · {text(row, 'kind')} · {text(feature, 'horizon')} · {when}"
        yield DetailLine(
            text(feature, "id"),
            f"{told}{' !' if late else ''}",
            "risk" if late else "",
            target=text(feature, "id"),
        )
    if len(asked) > _SHOWN:
        yield DetailLine("", f"and {len(asked) - _SHOWN:,} more", "dim")
