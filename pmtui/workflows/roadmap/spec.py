"""A feature as a product requirements document: the problem first, then who asks, then what is to be built."""

from collections.abc import Iterator
from datetime import date

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.feature_parts import REQUIREMENT_KINDS
from pmtui.models.roadmap.request import Request
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.money import Money, totals
from pmtui.models.values.money_text import long_money, long_sums
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.features import done_share, is_open, is_shipped, starts_too_soon
from pmtui.rules.roadmap.promises import BAD, standing
from pmtui.rules.roadmap.shipping import check_blocks
from pmtui.store.workspace import Workspace
from pmtui.workflows.markdown_helpers import bullets, plain_text, section

_KINDS = {
    "functional": "What it does",
    "quality": "How well it does it",
    "regulatory": "What the law asks",
    "standard": "What standards ask",
}
_UPDATES = 3


def spec(workspace: Workspace, feature_id: str) -> str:
    """The document as Markdown.

    Raises:
        InputError: There is no such feature.
    """
    feature = workspace.find(workspace.names.find("feature", feature_id))
    if not isinstance(feature, Feature):
        raise InputError(f"{feature_id} is no feature; a specification is written for one, such as F-1")
    return "\n".join(_lines(workspace, feature)).rstrip() + "\n"


def _lines(workspace: Workspace, feature: Feature) -> Iterator[str]:
    yield from (f"# {plain_text(feature.title)} ({feature.id})", "")
    yield from (
        "## The problem",
        "",
        feature.problem or "*Nobody has written down whose problem this is.*",
        "",
    )
    yield from section("Who asks for it", _demand(workspace, feature))
    yield from section("At a glance", _facts(workspace, feature))
    yield from _requirements(feature)
    yield from section("Compliance", _compliance(feature))
    yield from section("Dates", _dates(feature))
    yield from section("Dependencies", _dependencies(workspace, feature))
    yield from section("Budget", _budget(feature))
    yield from section("Open questions", _questions(workspace, feature))
    if feature.notes:
        yield from ("## Notes", "", feature.notes, "")


def _facts(workspace: Workspace, feature: Feature) -> Iterator[str]:
    names = workspace.names.label
    for label, link in (("Product", feature.product), ("Objective", feature.objective)):
        if link:
            yield f"{label}: {plain_text(names(link))}"
    yield f"Status: {feature.status}, {feature.horizon}"
    if feature.owner:
        yield f"Owner: {plain_text(feature.owner)}"
    if feature.teams:
        yield f"Teams: {plain_text(', '.join(feature.teams))}"
    if feature.differentiator:
        yield f"What sets it apart: {plain_text(feature.differentiator)}"
    for update in feature.updates[: -_UPDATES - 1 : -1]:
        said = f": {plain_text(update.text)}" if update.text else ""
        yield f"{update.on}, {update.health}{said}{f' ({plain_text(update.by)})' if update.by else ''}"


def _requests(workspace: Workspace, feature: Feature) -> list[Request]:
    return [
        each for each in workspace.all("request") if isinstance(each, Request) and each.feature == feature.id
    ]


def _demand(workspace: Workspace, feature: Feature) -> Iterator[str]:
    """How many ask and what it is worth, then each of them in their own words; a deal counts once."""
    found = _requests(workspace, feature)
    deals = {each.deal: deal for each in found if isinstance(deal := _deal(workspace, each), Deal)}
    stages = Stages(workspace.pipelines)
    if found:
        customers = {_customer(workspace, each) for each in found}
        kind_counts = [
            f"{count} × {kind}"
            for kind in ("blocker", "important", "nice")
            if (count := sum(each.kind == kind for each in found))
        ]
        yield (
            f"{_count(len(customers), 'customer')} in {_count(len(found), 'request')}: {', '.join(kind_counts)}"
        )
    for outcome, said in (("open", "Open now"), ("won", "Won with it promised"), ("lost", "Lost without it")):
        asking = [deal for deal in deals.values() if stages.outcome(deal.stage) == outcome]
        if asking:
            yield f"{said}: {_sums([deal.amount for deal in asking if deal.amount])}{_in_deals(asking)}"
    for each in found:
        quote = f"“{plain_text(each.quote)}” " if each.quote else ""
        promised = f", promised for {each.promised}" if each.promised else ""
        who = plain_text(workspace.names.label(_customer(workspace, each)))
        yield f"{quote}{who} ({each.kind}{promised})"


def _deal(workspace: Workspace, request: Request) -> object:
    return workspace.find(request.deal) if request.deal else None


def _customer(workspace: Workspace, request: Request) -> str:
    """The account that asks, or the deal where no account is known."""
    deal = _deal(workspace, request)
    account = deal.account if isinstance(deal, Deal) else None
    return request.account or account or request.deal or request.id


def _in_deals(deals: list[Deal]) -> str:
    return f" in {_count(len(deals), 'deal')}"


def _sums(amounts: list[Money]) -> str:
    return long_sums(totals(amounts)) if amounts else "no amount"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _requirements(feature: Feature) -> Iterator[str]:
    if not feature.requirements:
        return
    share = done_share(feature) or 0
    done = sum(each.done for each in feature.requirements)
    yield from (f"## Requirements: {done} of {len(feature.requirements)} done, {share:.0%}", "")
    for kind in REQUIREMENT_KINDS:
        wanted = [each for each in feature.requirements if each.kind == kind]
        if wanted:
            yield from (f"### {_KINDS[kind]}", "")
            lines = []
            for each in wanted:
                lines.append(f"{_box(done=each.done)} {plain_text(each.text)}")
                if each.acceptance:
                    lines.append(f"  - Accepted when: {plain_text(each.acceptance)}")
            yield from bullets(lines)


def _compliance(feature: Feature) -> Iterator[str]:
    for check in feature.compliance:
        evidence = f" ({plain_text(check.evidence)})" if check.evidence else ""
        yield f"{_box(done=not check_blocks(check))} {plain_text(check.rule)}: {check.state}{evidence}"


def _box(*, done: bool) -> str:
    return "[x]" if done else "[ ]"


def _dates(feature: Feature) -> Iterator[str]:
    if feature.start:
        yield f"Work begins: {feature.start}"
    if feature.first_target:
        yield f"First plan: {feature.first_target}"
    if feature.target:
        yield f"Plan now: {feature.target}{_against(feature.target, feature.first_target)}"
    if feature.shipped:
        yield f"Shipped: {feature.shipped}{_against(feature.shipped, feature.first_target)}"


def _against(day: date, first: date | None) -> str:
    """How a day stands to the first plan."""
    if first is None:
        return ""
    days = (day - first).days
    if not days:
        return ", as first planned"
    return f", {_count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than first planned"


def _dependencies(workspace: Workspace, feature: Feature) -> Iterator[str]:
    for each in feature.depends_on:
        needed = workspace.find(each)
        if isinstance(needed, Feature):
            late = ", **after this one**" if starts_too_soon(feature, needed) else ""
            yield f"Needs {each} {plain_text(needed.title)}: {_when(needed)}{late}"
    for other in FeatureRow.all(workspace.tables):
        if feature.id in other.depends_on:
            yield f"Needed by {other.id} {plain_text(other.title)}"


def _when(feature: Feature) -> str:
    if is_shipped(feature):
        return f"shipped{f' on {feature.shipped}' if feature.shipped else ''}"
    return f"planned for {feature.target}" if feature.target else "no date yet"


def _budget(feature: Feature) -> Iterator[str]:
    if feature.budget:
        yield f"Planned: {feature.budget.text}"
    if feature.actual:
        yield f"Spent: {feature.actual.text}"
    if feature.budget and feature.actual and feature.budget.currency == feature.actual.currency:
        left = feature.budget.amount - feature.actual.amount
        share = (
            f", {feature.actual.amount / feature.budget.amount:.0%} of it spent"
            if feature.budget.amount
            else ""
        )
        said = "Left" if left >= 0 else "Over"
        yield f"{said}: {long_money(abs(left), feature.budget.currency)}{share}"


def _questions(workspace: Workspace, feature: Feature) -> Iterator[str]:
    """The questions that nobody has answered yet, then those in the notes."""
    if not feature.requirements:
        yield "What are its requirements?"
    for requirement in feature.requirements:
        if not requirement.acceptance:
            yield f"How will it be seen that this is met: {plain_text(requirement.text)}?"
    for check in feature.compliance:
        if check.state == "met" and not check.evidence:
            yield f"What shows that it is met: {plain_text(check.rule)}?"
    if is_open(feature):
        yield from _unplanned(workspace, feature)
    for line in feature.notes.splitlines():
        if line.rstrip().endswith("?"):
            yield plain_text(line.strip().lstrip("-*# "))


def _unplanned(workspace: Workspace, feature: Feature) -> Iterator[str]:
    """The questions that the plan of a feature leaves open: its date, its cost, promises that it breaks."""
    if feature.target is None:
        yield "When is it to ship?"
    if feature.budget is None:
        yield "What may it cost?"
    for each in _requests(workspace, feature):
        if each.promised and standing(each.promised, feature, workspace.clock.today()) in BAD:
            who = plain_text(workspace.names.label(_customer(workspace, each)))
            yield f"Who tells {who} that it comes after {each.promised}, the day they were told?"
