"""Discovery: who said an insight, what money hangs on it, and the gate that makes a feature of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import FieldError, InputError
from pmtui.models.customers.customer_rows import ContactRow
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.discovery.discovery_rows import InsightRow
from pmtui.models.discovery.insight import Insight
from pmtui.models.document import to_stored
from pmtui.models.fields import build
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.request import Request
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.discovery.gate import LEAST, has_passed, lacking
from pmtui.store.changes import ChangeSet
from pmtui.store.query.stored_rows import Row, Rows
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.markdown_helpers import plain_text
from pmtui.workflows.record_commands import action_context


class Voices(NamedTuple):
    """Who said something."""

    customers: tuple[str, ...]
    """The accounts, and the deals and contacts of which no account is known, each once."""
    deals: tuple[str, ...]
    """The deals it came up in, each once."""
    others: int = 0
    """How many more, of whom only the number is known."""

    @property
    def total(self) -> int:
        """How many distinct customers said it."""
        return len(self.customers) + self.others


class Said(NamedTuple):
    """One voice."""

    who: str
    """An account, a deal or a contact."""
    quote: str
    """Their words; empty if nobody wrote them down."""


def said_by(insight: Row) -> Iterator[Said]:
    """The voices that an insight names, the one it came from first."""
    row = InsightRow(insight)
    yield from (Said(who, row.quote) for who in (row.account, row.deal, row.contact) if who)
    yield from (Said(each.who, each.quote) for each in row.evidence if each.who)


def voices(tables: Rows, insight: Row) -> Voices:
    """Who said an insight: distinct customers, however often each did."""
    customers: dict[str, None] = {}
    deals: dict[str, None] = {}
    for said in said_by(insight):
        customers[_customer(tables, said.who)] = None
        if kind_of(said.who).name == "deal":
            deals[said.who] = None
    others = sum(each.count or 1 for each in InsightRow(insight).evidence if not each.who)
    return Voices(tuple(customers), tuple(deals), others)


def money_behind(tables: Rows, insight: Row) -> dict[str, Decimal]:
    """The total of the open deals in which an insight came up, for each currency."""
    stages = Stages.stored(tables["pipeline"])
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in voices(tables, insight).deals:
        deal = DealRow.of(tables, each)
        money = deal.amount if deal is not None and not stages.is_over(deal.stage) else None
        if money is not None:
            sums[money.currency] += money.amount
    return dict(sums)


def pass_gate(
    workspace: Workspace, insight_id: str, override: str = "", scores: Mapping[str, object] | None = None
) -> Commit:
    """Let an insight pass the gate: it becomes a feature, in one commit.

    The feature's problem is what was said, it keeps the link to the insight, and everybody who said it
    requests it. An insight that is linked to a feature already adds its voices to that one.

    Args:
        workspace: Where the insight is.
        insight_id: The insight.
        override: Why it passes though a score is missing or below 3; needed only then.
        scores: Fields that are set on the way, such as `{"viable": 4}`.

    Raises:
        FieldError: A score is missing or too low, and no reason is given.
        InputError: It is no insight, or has passed.
    """
    before = _undecided(workspace, insight_id)
    insight = _scored(before, scores)
    missing = lacking(insight)
    if missing and not override.strip():
        told = ", ".join(f"{name} {how}" for name, how in missing)
        rest = told.removeprefix(f"{missing[0][0]} ")
        raise FieldError(
            missing[0][0], f"{rest}: a pass needs {LEAST} or more of each, or a reason to override"
        )
    here = action_context(workspace)
    changes = ChangeSet(f"Pass {insight.id} {insight.title}")
    linked = workspace.find(insight.feature) if insight.feature else None
    if isinstance(linked, Feature):
        feature_id = linked.id
        changes.update(linked, linked.model_copy(update={"insight": linked.insight or insight.id}))
    else:
        feature = Feature(
            title=insight.title,
            product=insight.product,
            insight=insight.id,
            problem=_problem(workspace, insight),
            status="discovery",
            tags=insight.tags,
            owner=insight.owner,
        )
        feature_id = changes.create(kind_dispatch.complete(feature, here))
    for request in _requests(workspace, insight, feature_id):
        changes.create(kind_dispatch.complete(request, here))
    decided = {
        "gate": "passed",
        "gate_reason": override.strip(),
        "gate_on": here.today,
        "feature": feature_id,
    }
    changes.update(before, insight.model_copy(update=decided))
    return workspace.commit(changes)


def fail_gate(
    workspace: Workspace, insight_id: str, reason: str, scores: Mapping[str, object] | None = None
) -> Commit:
    """Let an insight fail at the gate; the reason is kept, and it may come back.

    Raises:
        FieldError: No reason is given.
        InputError: It is no insight, or has passed.
    """
    before = _undecided(workspace, insight_id)
    if not reason.strip():
        raise FieldError("gate_reason", "is required: why does it fail?")
    decided = {"gate": "failed", "gate_reason": reason.strip(), "gate_on": action_context(workspace).today}
    changes = ChangeSet(f"Fail {before.id} {before.title}")
    changes.update(before, build("insight", _scored(before, scores), decided))
    return workspace.commit(changes)


def score(workspace: Workspace, insight_id: str, scores: Mapping[str, object]) -> Commit:
    """Score an insight without deciding; one that failed is open again.

    Raises:
        FieldError: A score is not from 1 to 5.
        InputError: It is no insight, or has passed.
    """
    before = _undecided(workspace, insight_id)
    opened = {"gate": "open", "gate_reason": "", "gate_on": None}
    changes = ChangeSet(f"Score {before.id} {before.title}")
    changes.update(before, build("insight", _scored(before, scores), opened))
    return workspace.commit(changes)


def insight_of(workspace: Workspace, insight_id: str) -> Insight:
    """The insight of an id.

    Raises:
        InputError: It is none.
    """
    found = workspace.get(insight_id)
    if not isinstance(found, Insight):
        raise InputError(f"{insight_id} is no insight; the gate is for one, such as I-1")
    return found


def _undecided(workspace: Workspace, insight_id: str) -> Insight:
    insight = insight_of(workspace, insight_id)
    if has_passed(insight):
        raise InputError(
            f"{insight.id} has passed already, as {insight.feature}; `pmtui undo` takes a pass back"
        )
    return insight


def _scored(insight: Insight, scores: Mapping[str, object] | None) -> Insight:
    after = build("insight", insight, scores or {})
    return after if isinstance(after, Insight) else insight


def _problem(workspace: Workspace, insight: Insight) -> str:
    """The problem in Markdown: what was said and by whom, then what was noted."""
    names = workspace.names.label
    said = list(dict.fromkeys(said_by(to_stored(insight))))
    quotes: dict[str, str] = {}
    for each in said:
        if each.quote:
            quotes.setdefault(each.quote, each.who)
    if insight.quote:
        quotes.setdefault(insight.quote, "")
    lines = [
        f"> {plain_text(quote)}{f' ({plain_text(names(who))})' if who else ''}"
        for quote, who in quotes.items()
    ]
    return "\n\n".join(part for part in ("\n>\n".join(lines), insight.notes) if part) or insight.title


def _requests(workspace: Workspace, insight: Insight, feature_id: str) -> Iterator[Request]:
    """A request for each deal and each other account that said it, but for those that ask already."""
    tables = workspace.tables
    asked = [row for row in RequestRow.all(tables) if row.feature == feature_id]
    deals = {row.deal for row in asked if row.deal}
    accounts = {row.account for row in asked if row.account}
    kind = "nice" if insight.type in ("idea", "praise") else "important"
    values = {"feature": feature_id, "kind": kind, "owner": insight.owner}
    voiced = list(said_by(to_stored(insight)))
    for who, quote in voiced:
        if kind_of(who).name == "deal" and who in tables["deal"] and who not in deals:
            deals.add(who)
            asker = DealRow(tables["deal"][who]).account
            if asker:
                accounts.add(asker)
            yield Request.model_validate({"deal": who, "account": asker, "quote": quote, **values})
    for who, quote in voiced:
        account = _customer(tables, who)
        if account in tables["account"] and account not in accounts:
            accounts.add(account)
            yield Request.model_validate({"account": account, "quote": quote, **values})


def _customer(tables: Rows, document_id: str) -> str:
    """The account of a deal or a contact; the document itself if none is known."""
    kind = kind_of(document_id).name
    row = DealRow if kind == "deal" else ContactRow if kind == "contact" else None
    found = row.of(tables, document_id) if row is not None else None
    return (found.account if found is not None else None) or document_id
