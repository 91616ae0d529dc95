"""The work that a workspace has open in each phase of the two processes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.glossary.process_map import stage_phase
from pmtui.glossary.stage_entries import STAGES
from pmtui.glossary.words import folded
from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.rules.customers.follow_up import NOTICE, renewal_due
from pmtui.rules.deals.outcome import is_open
from pmtui.screens.frame.dictionary import term_index
from pmtui.screens.frame.session import Session
from pmtui.store.query.derivations.exchange import short_total

_STATUSES: Mapping[str, tuple[str, ...]] = {
    "ideation": ("idea", "discovery"),
    "development": ("planned", "development"),
    "launch": ("beta",),
}
_LIFECYCLE = (
    "introduction",
    "growth",
    "maturity",
    "decline",
    "sunset announced",
    "end of sale",
    "end of support",
)


class Work(NamedTuple):
    """Records that wait for somebody in a phase."""

    label: str
    """Their label, such as `Proposal`."""
    value: str
    """How many, and what they come to."""
    kind: str
    """Of what kind."""
    ids: tuple[str, ...]
    """Which."""


def open_work(session: Session, phase: str) -> Iterator[Work]:
    """The open work of a phase: features by status, products by lifecycle, deals by stage, renewals at hand."""
    if phase in _STATUSES:
        yield from _by_value(session, "feature", "status", _STATUSES[phase], "idea")
        if phase == "launch":
            yield from _by_value(session, "product", "lifecycle", _LIFECYCLE, "")
        return
    index = term_index(session)
    for stage in session.workspace.pipelines.whole.stages:
        named = index.named(stage.name)
        entry = index.entry(STAGES.get(folded(stage.name), named[0] if named else ""))
        if is_open(stage) and stage_phase(entry, stage.probability) == phase:
            yield _deals(session, stage.name)
    if phase == "closing":
        yield _renewals(session)


def _by_value(session: Session, kind: str, field: str, values: tuple[str, ...], usual: str) -> Iterator[Work]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for document_id, row in session.workspace.rows(kind).items():
        found[str(row.get(field, usual))].append(document_id)
    for value in values:
        if found[value] or kind == "feature":
            count = len(found[value])
            yield Work(
                value.capitalize(), f"{count:,} {kind}{'' if count == 1 else 's'}", kind, tuple(found[value])
            )


def _deals(session: Session, stage: str) -> Work:
    deals = [deal for deal in DealRow.all(session.workspace.tables) if deal.stage == stage]
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for money in (deal.amount for deal in deals if deal.amount is not None):
        sums[money.currency] += money.amount
    worth = f" worth {short_total(session.workspace, sums)}" if sums else ""
    ids = tuple(deal.id for deal in deals)
    return Work(stage, f"{len(ids):,} deal{'' if len(ids) == 1 else 's'}{worth}", "deal", ids)


def _renewals(session: Session) -> Work:
    today = session.workspace.clock.today()
    accounts = AccountRow.all(session.workspace.tables)
    ids = tuple(account.id for account in accounts if renewal_due(account, today) is not None)
    return Work("Renewals", f"{len(ids):,} due within {NOTICE.days} days, or late", "account", ids)
