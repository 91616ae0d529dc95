"""A tailored brief for a deal: their needs against what we offer, on paper for the next meeting."""

from collections.abc import Iterator

from pmtui.errors import InputError
from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.request import Request
from pmtui.models.values.money_text import long_money
from pmtui.models.values.numbers import trimmed
from pmtui.rules.roadmap.features import is_declined, is_shipped
from pmtui.store.workspace import Workspace
from pmtui.workflows.deals.objections import library
from pmtui.workflows.markdown_helpers import bullets, plain_text, section


def brief(workspace: Workspace, deal_id: str) -> str:
    """The brief as Markdown: who, what they need and by when we have it, what it costs, what is open.

    Raises:
        InputError: There is no such deal.
    """
    deal = workspace.get(deal_id)
    if not isinstance(deal, Deal):
        raise InputError(f"{deal_id} is no deal; a brief is written for one, such as D-1")
    return "\n".join(_lines(workspace, deal)).rstrip() + "\n"


def _lines(workspace: Workspace, deal: Deal) -> Iterator[str]:
    names = workspace.names.label
    yield f"# {plain_text(deal.title)}"
    yield ""
    yield from bullets(_facts(workspace, deal))
    yield from section(
        "Who is who",
        [
            f"{plain_text(names(each.contact))}: {plain_text(each.role) or 'role not known yet'}"
            for each in deal.people
        ],
    )
    yield from section("What they need and what we have", list(_needs(workspace, deal)))
    yield from section("What it comes to", list(_price(deal, workspace)))
    yield from section(
        "Questions and objections",
        [
            f"{plain_text(each.text)}: {plain_text(each.answer) or '**no answer yet**'} ({each.state})"
            for each in deal.objections
        ],
    )
    yield from section("Answers that worked elsewhere", list(_answers(workspace, deal)))
    yield from section(
        "Terms",
        [
            f"{plain_text(each.topic)}: we ask {plain_text(each.ours) or '-'}, "
            f"they ask {plain_text(each.theirs) or '-'}, agreed {plain_text(each.agreed) or 'open'}"
            for each in deal.terms
        ],
    )
    yield from section(
        "Given and got",
        [f"{plain_text(each.gave)} for {plain_text(each.got) or '**nothing**'}" for each in deal.concessions],
    )
    if deal.next_step:
        due = f", by {deal.next_step_due}" if deal.next_step_due else ""
        yield from section("Next step", [f"{plain_text(deal.next_step)}{due}"])
    if deal.notes:
        yield from ("## Notes", "", deal.notes, "")


def _facts(workspace: Workspace, deal: Deal) -> Iterator[str]:
    account = workspace.find(deal.account) if deal.account else None
    if isinstance(account, Account):
        known = [part for part in (account.industry, account.size, account.domain) if part]
        kind = f" ({plain_text(', '.join(known))})" if known else ""
        yield f"Customer: {plain_text(account.name)}{kind}"
    product = workspace.find(deal.product) if deal.product else None
    if isinstance(product, Product):
        yield f"Product: {plain_text(product.name)}{f': {plain_text(product.vision)}' if product.vision else ''}"
    yield f"Stage: {plain_text(deal.stage)}, {deal.probability or 0} %"
    if deal.expected_close:
        yield f"Expected close: {deal.expected_close}"
    if deal.competitors:
        yield f"Also in it: {plain_text(', '.join(deal.competitors))}"


def _needs(workspace: Workspace, deal: Deal) -> Iterator[str]:
    """Each request with the feature that answers it, and when it ships."""
    for request in workspace.all("request"):
        if not isinstance(request, Request) or request.deal != deal.id or not request.feature:
            continue
        feature = workspace.find(request.feature)
        if isinstance(feature, Feature):
            said = f"“{plain_text(request.quote)}” " if request.quote else ""
            yield f"{said}{plain_text(feature.title)} ({request.kind}): {_when(feature)}"


def _answers(workspace: Workspace, deal: Deal) -> Iterator[str]:
    """For each open objection, the answer that won most in other deals."""
    for each in deal.objections:
        if each.state == "open" and not each.answer:
            known = library(workspace.rows("deal"), workspace.pipelines.whole, each.text)
            if known:
                best = known[0]
                yield f"{plain_text(each.text)}: {plain_text(best.answer)} ({best.won} won, {best.lost} lost)"


def _when(feature: Feature) -> str:
    if is_shipped(feature):
        return f"available{f' since {feature.shipped}' if feature.shipped else ''}"
    if is_declined(feature):
        return "not planned"
    return f"planned for {feature.target}" if feature.target else f"{feature.horizon}, no date yet"


def _price(deal: Deal, workspace: Workspace) -> Iterator[str]:
    own = deal.amount.currency if deal.amount else workspace.settings.currency
    for line in deal.lines:
        code = line.currency or own
        off = f", {trimmed(line.discount)} % off" if line.discount else ""
        yield (
            f"{trimmed(line.quantity)} × {plain_text(workspace.names.label(line.product))} at "
            f"{long_money(line.list_price, code)}{off}: {long_money(line.total, code)}"
        )
    if deal.amount:
        yield f"In all: {deal.amount.text}"
    if deal.discount_note:
        yield f"Discount: {plain_text(deal.discount_note)}"
