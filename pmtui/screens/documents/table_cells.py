"""A listing as the rows of a table: stored documents turned into cells, those on the screen only."""

from collections.abc import Callable, Sequence

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.discovery.discovery_rows import InsightRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow
from pmtui.models.stored import JsonValue
from pmtui.models.values.money_text import short_money
from pmtui.rules.discovery.gate import scores_of
from pmtui.rules.roadmap.scores import rice_text
from pmtui.rules.roadmap.shipping import launch_blockers
from pmtui.screens.documents.cell_context import CellContext
from pmtui.screens.documents.cell_format import days_late, due_day, short_day, text_of
from pmtui.screens.documents.view_definitions import Shown
from pmtui.store.query.sorted_view import Listing
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.drawing.data_sources import Cell, Tone


class ListingRows:
    """The rows of a table.

    Args:
        listing: The documents in their order.
        shown: The columns.
        sight: What cells are drawn by.
    """

    def __init__(self, listing: Listing, shown: Sequence[Shown], sight: CellContext) -> None:
        self._listing = listing
        self._shown = {each.column.id: each for each in shown}
        self._sight = sight

    def __len__(self) -> int:
        return len(self._listing)

    def key(self, index: int) -> str:
        """The id of the document at a place."""
        return self._listing.key(index)

    def index(self, key: str) -> int | None:
        """The place of a document."""
        found = self._listing.find(key)
        return found[1] if found else None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The values of a document in some columns."""
        row = self._listing.row(self._listing.key(index)) or {}
        shown = self._shown
        return [cell(row, shown[each], self._sight) if each in shown else Cell("") for each in columns]


def cell(row: Row, shown: Shown, sight: CellContext) -> Cell:
    """One value of a stored document."""
    if shown.show == "plan":
        sign, tone = plan_sign(row, sight)
        return Cell(sign, tone)
    if shown.show == "blocked":
        count = _blocked(row, sight)
        return Cell(f"{count} !", "risk") if count else Cell("")
    if shown.show in _COMPUTED:
        return Cell(_COMPUTED[shown.show](row, sight))
    value = row.get(shown.name)
    if shown.show == "due":
        late = days_late(value, sight.today) > 0 and not sight.is_over(row)
        return Cell(due_day(value, sight.today), "risk") if late else Cell(short_day(value, sight.today))
    return Cell(_WRITERS[shown.show](value, sight))


def plan_sign(row: Row, sight: CellContext) -> tuple[str, Tone]:
    """`!` late or rotting, `●` due, `○` planned, `?` nothing planned; none where it is over."""
    deal, attention = DealRow(row), sight.attention
    if not attention.is_open(deal):
        return "", ""
    if attention.is_late(deal) or attention.is_rotting(deal):
        return "!", "risk"
    if attention.is_unplanned(deal):
        return "?", "due"
    due = deal.next_step_due
    return ("●", "due") if due is not None and due <= sight.today else ("○", "dim")


def _lines(value: JsonValue) -> str:
    """The parts that are typed one per line, joined on one line."""
    parts = [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
    return "; ".join(str(part.get("text", "")) for part in parts)


def _scores(row: Row) -> str:
    """The three scores of an insight, a dot where one is missing."""
    scores = scores_of(InsightRow(row)).values()
    return " ".join("·" if score is None else str(score) for score in scores) if any(scores) else ""


def _market(row: Row, place: int, sight: CellContext) -> str:
    """A figure of a market, with a sign where it was typed and the inputs give another."""
    from pmtui.workflows.discovery.strategy import market_size

    size = market_size(row)[place]
    if size.value is None:
        return ""
    sums = {size.value.currency: size.value.amount}
    return f"{sight.sums(sums)}{' !' if size.differs else ''}"


def _blocked(row: Row, sight: CellContext) -> int:
    """How many things keep a launch from going; none once it has gone."""
    launch = LaunchRow(row)
    return 0 if launch.launched else len(launch_blockers(sight.tables, launch, sight.today))


def _voices(row: Row, sight: CellContext) -> str:
    """How many have told of a need; empty for nobody."""
    from pmtui.workflows.discovery.gate import voices

    return f"{voices(sight.tables, row).total or ''}"


def _behind(row: Row, sight: CellContext) -> str:
    """The money of those who have told of a need."""
    from pmtui.workflows.discovery.gate import money_behind

    behind = money_behind(sight.tables, row)
    return sight.sums(behind) if behind else ""


def _progress(row: Row) -> str:
    """How far an objective has come."""
    from pmtui.workflows.discovery.strategy import progress

    share = progress(row)
    return "" if share is None else f"{share:.0%}"


def _checked(row: Row) -> str:
    """How much of a checklist is done: `3 of 7`."""
    items = LaunchRow(row).checklist
    return f"{sum(item.done for item in items)} of {len(items)}" if items else ""


_COMPUTED: dict[str, Callable[[Row, CellContext], str]] = {
    "rice": lambda row, sight: rice_text(FeatureRow(row)),
    "voices": _voices,
    "behind": _behind,
    "scores": lambda row, sight: _scores(row),
    "checked": lambda row, sight: _checked(row),
    "tam": lambda row, sight: _market(row, 0, sight),
    "sam": lambda row, sight: _market(row, 1, sight),
    "progress": lambda row, sight: _progress(row),
    "som": lambda row, sight: _market(row, 2, sight),
}


def _link(value: JsonValue, sight: CellContext) -> str:
    return sight.names.label(value) if isinstance(value, str) else ""


_WRITERS: dict[str, Callable[[JsonValue, CellContext], str]] = {
    "text": lambda value, sight: text_of(value),
    "lines": lambda value, sight: _lines(value),
    "number": lambda value, sight: text_of(value),
    "link": _link,
    "money": lambda value, sight: short_money(value, sight.currency),
    "day": lambda value, sight: short_day(value, sight.today),
    "percent": lambda value, sight: "" if value is None else f"{value}%",
}
