"""Competition: the matrix of features by competitors, and the battlecard against one of them."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.models.discovery.research import Research
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.folding import folded, sort_text
from pmtui.rules.deals.counts import win_rate
from pmtui.rules.deals.outcome import Outcome, Stages
from pmtui.rules.roadmap.features import OURS, in_words, is_declined
from pmtui.rules.roadmap.products import has_entered
from pmtui.store.query.stored_rows import Rows
from pmtui.store.workspace import Workspace
from pmtui.workflows.markdown_helpers import bullets, plain_text, section

_RANKS = {"yes": 2, "partly": 1, "no": 0, "unknown": 0}
_SHOWN = 5


class Has(NamedTuple):
    """Whether somebody has a feature."""

    state: str = "unknown"
    """`yes`, `partly`, `no` or `unknown`."""
    note: str = ""
    """A remark on it."""

    @property
    def told(self) -> str:
        """As a cell of the matrix tells it; `?` where nobody found out."""
        return ", ".join(part for part in (self.state.replace("unknown", "?"), self.note) if part)


class Compared(NamedTuple):
    """A row of the matrix."""

    feature: str
    """The feature's id; empty where our roadmap does not have it."""
    title: str
    """Its name."""
    ours: Has
    """Whether we have it: shipped is yes, a beta partly."""
    theirs: tuple[Has, ...]
    """Whether each competitor has it."""


class Matrix(NamedTuple):
    """Features by competitors."""

    competitors: tuple[tuple[str, str], ...]
    """Id and name of each."""
    rows: tuple[Compared, ...]
    """A row for each feature on which something is known of one of them: where they lead comes first."""


class TrackRecord(NamedTuple):
    """How deals went in which a competitor took part."""

    open: tuple[str, ...]
    """Those that are still open."""
    won: tuple[str, ...]
    """Those we won."""
    lost: tuple[str, ...]
    """Those we lost."""

    @property
    def win_rate(self) -> Decimal | None:
        """The win rate against the competitor; `None` if no deal was decided."""
        return win_rate(len(self.won), len(self.lost))


def matrix(tables: Rows) -> Matrix:
    """The matrix of all competitors."""
    rivals = [row for row in ResearchRow.all(tables) if row.type == "competitor"]
    known: dict[tuple[str, str], dict[str, Has]] = {}
    titles: dict[tuple[str, str], str] = {}
    for rival in rivals:
        for offer in rival.offers:
            feature = FeatureRow.of(tables, offer.feature)
            key = (offer.feature or "", folded(offer.other))
            titles.setdefault(key, feature.title if feature else offer.other or key[0])
            known.setdefault(key, {})[rival.id] = Has(offer.has, offer.note)
    rows = [
        Compared(
            key[0],
            titles[key],
            _ours(FeatureRow.of(tables, key[0])),
            tuple(found.get(rival.id, Has()) for rival in rivals),
        )
        for key, found in known.items()
    ]
    rows.sort(key=lambda each: (-_lead(each), sort_text(each.title)))
    return Matrix(tuple((rival.id, rival.name) for rival in rivals), tuple(rows))


def record_against(tables: Rows, pipeline: Pipeline, name: str) -> TrackRecord:
    """How the deals went that name a competitor."""
    stages = Stages([pipeline])
    found: dict[Outcome, list[str]] = {"open": [], "won": [], "lost": []}
    for deal in DealRow.all(tables):
        if folded(name) in map(folded, deal.competitors):
            found[stages.outcome(deal.stage)].append(deal.id)
    return TrackRecord(tuple(found["open"]), tuple(found["won"]), tuple(found["lost"]))


def competitor_of(workspace: Workspace, text: str) -> Research:
    """The competitor of an id or a name.

    Raises:
        InputError: There is none.
    """
    found = workspace.get(workspace.names.find("research", text))
    if not isinstance(found, Research) or found.type != "competitor":
        told = f"{found.id} is a {found.type}" if isinstance(found, Research) else f"{text} is none"
        raise InputError(f"a battlecard is for a competitor; {told}")
    return found


def battlecard(workspace: Workspace, text: str) -> str:
    """The battlecard of a competitor as Markdown: what to know and say when they are in a deal.

    Args:
        workspace: Where the competitor is.
        text: Its id or name.

    Raises:
        InputError: There is no such competitor.
    """
    rival = competitor_of(workspace, text)
    return "\n".join(_card(workspace, rival)).rstrip() + "\n"


def _card(workspace: Workspace, rival: Research) -> Iterator[str]:
    yield f"# Battlecard: {plain_text(rival.name)}"
    yield ""
    yield from bullets(_facts(workspace, rival))
    answers = [
        f"{plain_text(each.claim)} → {plain_text(each.answer)}" for each in rival.answers if each.claim
    ]
    answers += [plain_text(each.answer) for each in rival.answers if not each.claim]
    yield from section("How we win", answers)
    rows = _against(workspace, rival)
    yield from section("Where we lead", [_told(row) for row in rows if _lead(row) < 0])
    yield from section("Where they lead", [_told(row) for row in rows if _lead(row) > 0])
    yield from section("On a par or not known", [_told(row) for row in rows if not _lead(row)])
    yield from section("Their strengths", [plain_text(each.text) for each in rival.strengths])
    yield from section("Their weaknesses", [plain_text(each.text) for each in rival.weaknesses])
    yield from section("Prices", list(_prices(workspace, rival)))
    yield from section("Deals", list(_deals(workspace, rival)))
    if rival.notes:
        yield from ("## Notes", "", rival.notes, "")


def _facts(workspace: Workspace, rival: Research) -> Iterator[str]:
    if rival.website:
        yield f"Website: {plain_text(rival.website)}"
    if rival.product:
        yield f"Against: {plain_text(workspace.names.label(rival.product))}"
    if rival.source or rival.day:
        yield f"Source: {', '.join(part for part in (plain_text(rival.source), str(rival.day or '')) if part)}"


def _against(workspace: Workspace, rival: Research) -> list[Compared]:
    """The rows of the matrix on which something is known of one competitor, with that one alone."""
    whole = matrix(workspace.tables)
    place = [each for each, _ in whole.competitors].index(rival.id)
    alone = (row._replace(theirs=(row.theirs[place],)) for row in whole.rows)
    return [row for row in alone if row.theirs[0] != Has()]


def _told(row: Compared) -> str:
    ours, theirs = (plain_text(has.told).replace("?", "not known") for has in (row.ours, row.theirs[0]))
    return f"{plain_text(row.title)} (us: {ours}; them: {theirs})"


def _prices(workspace: Workspace, rival: Research) -> Iterator[str]:
    for each in rival.prices:
        per = f" a {plain_text(each.per)}" if each.per else ""
        yield f"They, {plain_text(each.what)}: {each.price.text}{per}"
    for product in workspace.all("product"):
        ours = isinstance(product, Product) and (not rival.product or product.id == rival.product)
        if (
            ours
            and isinstance(product, Product)
            and product.list_price
            and not has_entered(product, "retired")
        ):
            yield f"We, {plain_text(product.name)}: {product.list_price.text}"


def _deals(workspace: Workspace, rival: Research) -> Iterator[str]:
    record = record_against(workspace.tables, workspace.pipelines.whole, rival.name)
    rows, names = workspace.rows("deal"), workspace.names.label
    if record.win_rate is not None:
        decided = len(record.won) + len(record.lost)
        yield f"Won {len(record.won)} of {decided} decided ({record.win_rate:.0%})"
    if record.open:
        more = f" and {len(record.open) - _SHOWN} more" if len(record.open) > _SHOWN else ""
        yield f"Open: {', '.join(plain_text(names(each)) for each in record.open[:_SHOWN])}{more}"
    reasons = Counter(DealRow(rows[each]).lost_reason or "no reason given" for each in record.lost)
    for reason, count in reasons.most_common():
        yield f"Lost for {plain_text(reason)}: {count}"


def _ours(row: FeatureRow | None) -> Has:
    if row is None:
        return Has("no", "not on the roadmap")
    if row.status in OURS:
        return Has(OURS[row.status])
    return Has("no", in_words(row) if is_declined(row) or row.target else row.status)


def _lead(row: Compared) -> int:
    """How far the best of them leads: above 0 where they do, below 0 where we do, 0 where nothing is known."""
    known = [_RANKS[each.state] for each in row.theirs if each.state != "unknown"]
    return max(known) - _RANKS[row.ours.state] if known else 0
