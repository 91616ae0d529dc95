"""Computed details of a document besides its fields: scores, bargaining range, the way through the stages."""

from collections.abc import Iterator
from itertools import zip_longest

from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import LeadRow
from pmtui.models.deals.lead import LETTERS, Lead
from pmtui.models.discovery.insight import Insight
from pmtui.models.discovery.research import Research
from pmtui.models.document import Document, to_stored
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.values.folding import folded
from pmtui.models.values.money_text import long_money
from pmtui.screens.documents.details.demand_details import asked_lines, demand_lines
from pmtui.screens.documents.details.discovery_details import insight_lines, product_lines, research_lines
from pmtui.screens.documents.details.roadmap_details import feature_lines, launch_lines
from pmtui.screens.frame.session import Session
from pmtui.widgets.record.detail import DetailLine
from pmtui.workflows.customers.suggestions import suggestions
from pmtui.workflows.deals.lead_score import score


def worked_out(document: Document, session: Session) -> Iterator[DetailLine]:
    """The lines that a document has beside its fields."""
    match document:
        case Lead():
            yield from _lead(document, session)
            yield from asked_lines(document, "lead", session)
        case Deal():
            yield from asked_lines(document, "deal", session)
            yield from _deal(document, session)
        case Account():
            yield from asked_lines(document, "account", session)
            yield from _account(document, session)
        case Insight():
            yield from insight_lines(document, session)
        case Research():
            yield from research_lines(document, session)
        case Product():
            yield from product_lines(document)


def standing(document: Document, session: Session) -> Iterator[DetailLine]:
    """The most important details, above the fields: the state of a feature or a launch."""
    match document:
        case Feature():
            yield from feature_lines(document, session)
            yield from demand_lines(document, session)
        case Launch():
            yield from launch_lines(document, session)


def _lead(lead: Lead, session: Session) -> Iterator[DetailLine]:
    """Each letter of the frame with its answer, and the score with its reasons."""
    answers = {folded(name): answer for name, answer in lead.qualification.items()}
    yield DetailLine(lead.frame, heading=True)
    for letter, slug in LETTERS[lead.frame].items():
        answer = answers.get(letter, "")
        yield DetailLine(letter, answer or "not known yet", "" if answer else "dim", slug)
    workspace = session.workspace
    points = list(score(LeadRow(to_stored(lead)), workspace.tables))
    yield DetailLine(f"Score {sum(point.points for point in points)} of 100", heading=True)
    for point in points:
        yield DetailLine(f"+{point.points}", point.reason, "dim", "lead-scoring")


def _deal(deal: Deal, session: Session) -> Iterator[DetailLine]:
    """The bargaining range, and the way through the stages with days and re-entries."""
    ours, theirs = deal.walk_away, deal.their_limit
    if ours is not None and theirs is not None:
        if ours.currency != theirs.currency:
            yield DetailLine("ZOPA", f"limits in {ours.currency} and {theirs.currency}", "dim", "zopa")
        elif theirs.amount >= ours.amount:
            told = f"{ours.text} to {theirs.text}"
            yield DetailLine("ZOPA", told, "good", "zopa")
        else:
            yield DetailLine(
                "ZOPA", f"none: {long_money(ours.amount - theirs.amount, ours.currency)} apart", "bad", "zopa"
            )
    if not deal.stage_log:
        return
    yield DetailLine("Stage log", heading=True)
    seen: dict[str, int] = {}
    today = session.workspace.clock.today()
    for entry, after in zip_longest(deal.stage_log, deal.stage_log[1:]):
        seen[entry.stage] = seen.get(entry.stage, 0) + 1
        until = after.on if after is not None else deal.closed or today
        again = f" · entered {seen[entry.stage]} times" if seen[entry.stage] > 1 else ""
        days = max(0, (until - entry.on).days)
        yield DetailLine(
            entry.stage, f"{entry.on} · {days}d{again}  {entry.by}".rstrip(), headword="time-in-stage"
        )


def _account(account: Account, session: Session) -> Iterator[DetailLine]:
    """The suggestions of what else to offer the account."""
    workspace = session.workspace
    found = list(
        suggestions(workspace.tables, workspace.pipelines.whole, account.id, workspace.clock.today())
    )
    if found:
        yield DetailLine("To offer", heading=True, headword="upsell")
    for each in found:
        yield DetailLine(each.id, each.text, headword="upsell", target=each.id)
