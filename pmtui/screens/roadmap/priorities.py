"""The priorities: features ranked by a method, its inputs edited in the row, tried out without saving."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pmtui.metrics.roadmap.demand import Demand
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.models.document import to_stored
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.stored import JsonValue, Stored
from pmtui.rules.roadmap.features import is_open
from pmtui.rules.roadmap.ranking import Medians, effort_shares, medians, result_text, shares_text
from pmtui.rules.roadmap.scores import METHODS, Method, ScoreInput, input_text, inputs_of, score
from pmtui.screens.documents.cell_format import text_of
from pmtui.screens.documents.panes import Condition, TablePane
from pmtui.screens.documents.table_cells import ListingRows
from pmtui.screens.documents.view_definitions import Shown, TableView, column
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.sorted_view import Listing, Order
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.workflows.record_commands import reading
from pmtui.workflows.roadmap.scoring import scored

PRIORITIES = TableView(
    "priorities",
    "priorities",
    "feature",
    (
        column("rank", "Rank", (5, 8), "number", "prioritization"),
        column("title", "Feature", (28, 9), "text", "feature"),
    ),
    sort="rank",
    condition=lambda row: is_open(FeatureRow(row)),
    hint="feature",
)
"""The columns of a feature that every method shows; its inputs and its result come after."""

_RANK = "rank"
_RESULT = "result"
_ASKING = "asking"
_WIDTH = 6
_WIDEST = 8


class Overlay(Mapping[str, Stored]):
    """Stored features, some of them as they are being tried out.

    Args:
        rows: The stored ones, live.
    """

    def __init__(self, rows: Mapping[str, Stored]) -> None:
        self._rows = rows
        self.tried: dict[str, Stored] = {}

    def __getitem__(self, key: str) -> Stored:
        return self.tried[key] if key in self.tried else self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class RankedRows(ListingRows):
    """A listing of features with their ranks.

    Args:
        listing: The features in their order.
        pane: What the inputs, the ranks and the results are.
    """

    def __init__(self, listing: Listing, pane: "PrioritiesPane") -> None:
        super().__init__(listing, pane.shown, pane.sight)
        self._pane = pane

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Rank, title, inputs, result, and who asks."""
        key = self.key(index)
        return [self._pane.cell(key, each) for each in columns]


class PrioritiesPane(TablePane):
    """The features that are still to come, the first to do first.

    Attributes:
        method: What they are ranked by.
        typed: The inputs that were typed and not saved, by feature and field.
        what_if: Whether what is typed stays here, unsaved.
    """

    def __init__(self, session: Session) -> None:
        self.method: Method = METHODS[0]
        self.typed: dict[str, dict[str, str]] = {}
        self.what_if = False
        self._rows = Overlay(session.workspace.rows("feature"))
        self._ranking: Listing | None = None
        self._middle: Medians | None = None
        super().__init__(PRIORITIES, session)
        self.sight = self._sight
        self.shown = self._shown_now()
        self.columns = self._columns()

    @property
    def inputs(self) -> tuple[ScoreInput, ...]:
        """The inputs of the method."""
        return inputs_of(self.method, self._criteria)

    @property
    def asked(self) -> ScoreInput:
        """The input under the cursor; the first where the cursor is elsewhere."""
        at = self.grid.column_at_cursor
        return next((each for each in self.inputs if at is not None and each.field == at.id), self.inputs[0])

    def rank_by(self, method: Method) -> None:
        """Rank by another method; what was typed and not saved is dropped."""
        self.method = method
        self.drop()
        self.choose(self._shown_now())
        self.list_anew(self.condition)

    # What is typed

    def try_out(self, feature_id: str, field: str, text: str) -> None:
        """Rank a feature as if an input were what was typed.

        Raises:
            FieldError: The input cannot take it; nothing changes.
        """
        typed = {**self.typed.get(feature_id, {}), field: text}
        before = Feature.model_validate(self._session.workspace.rows("feature")[feature_id])
        after = scored(before, typed, reading(self._session.workspace))
        self.typed[feature_id] = typed
        self._rows.tried[feature_id] = to_stored(after)
        self._moved([feature_id])

    def drop(self, *ids: str) -> None:
        """Forget what was typed for some features; for all where none is named."""
        gone = [each for each in ids or tuple(self.typed) if self.typed.pop(each, None) is not None]
        for each in gone:
            self._rows.tried.pop(each, None)
        self._moved(gone)

    def _moved(self, ids: Sequence[str]) -> None:
        if self._listing is not None and ids:
            self._ranks.update(ids)
            self._listing.update(ids)
            self.mutate_reactive(PrioritiesPane.rows)

    # The pane

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit; what is being tried out goes on from what is stored now."""
        if changed.ids.keys() & {"settings"}:
            self.choose(self._shown_now())
            self._ranking = None
            self.list_anew(self.condition)
        ids = changed.ids.get("feature", frozenset())
        for each in ids & self.typed.keys():
            typed = self.typed.pop(each)
            self._rows.tried.pop(each)
            if each in self._session.workspace.rows("feature"):
                for field, text in typed.items():
                    self.try_out(each, field, text)
        if self._ranking is not None:
            self._ranking.update(ids)
        self._middle = None
        super().on_commit(changed)

    def summary(self) -> str:
        """The method, and how many are ranked of those that are listed."""
        listing = self.listing
        told = f"by {self.method.title} · {listing.filled():,} of {len(listing):,} ranked"
        if self.method.key != "moscow":
            return told
        shares = effort_shares(filter(is_open, map(FeatureRow, self._rows.values())))
        first = dict(list(shares.items())[:1])
        return " · ".join(filter(None, (told, shares_text(first).removesuffix(" of the effort"))))

    def cell(self, feature_id: str, name: str) -> Cell:
        """The cell in a column of a feature's row."""
        row = self._rows[feature_id]
        if name == _RANK:
            rank = self._ranks.rank(feature_id)
            return Cell(f"{rank:,}" if rank is not None else "")
        if name == _RESULT:
            return self._result(FeatureRow(row))
        if name == _ASKING:
            return Cell(asking(demand_for(self._session.workspace, feature_id), self.sight.sums), "dim")
        feature = FeatureRow(row)
        value = feature.title if name == "title" else input_text(feature, name)
        changed = name in self.typed.get(feature_id, {})
        if name == "confidence" and value:
            value = f"{value}%"
        return Cell(f"{value}*" if changed else value, "strong" if changed else "")

    def _result(self, feature: FeatureRow) -> Cell:
        """The score, or the inputs that are missing."""
        text = result_text(self.method, feature, self._criteria, self._medians)
        return Cell(text, "dim" if score(self.method, feature, self._criteria) is None else "strong")

    @property
    def _criteria(self) -> dict[str, float]:
        return {each.name: each.weight for each in self._session.workspace.settings.scorecard}

    @property
    def _medians(self) -> Medians | None:
        """Of what is stored: the quadrants stay where they are while something is tried out."""
        if self._middle is None and self.method.key == "value-effort":
            self._middle = medians(filter(is_open, FeatureRow.all(self._session.workspace.tables)))
        return self._middle

    @property
    def _ranks(self) -> Listing:
        """All features that are ranked, whatever the filter."""
        if self._ranking is None:
            self._ranking = Listing(self._rows, self._order(), condition=self.view.condition)
        return self._ranking

    def _order(self, *, reverse: bool = False) -> Order:
        method, criteria = self.method, self._criteria

        def value(row: Row) -> float | None:
            found = score(method, FeatureRow(row), criteria)
            return None if found is None else -float(found)

        return Order(_RANK, value, reverse)

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        self._ranking = None
        return Listing(self._rows, self._order(reverse=order.reverse), condition=condition)

    def _put(self, listing: Listing) -> None:
        self.sort = (_RANK, listing.order.reverse)
        self.rows = RankedRows(listing, self)

    def _shown_now(self) -> tuple[Shown, ...]:
        """The columns of the method; the wider the result, the more it has to say."""
        wide = {"value-effort": 14, "moscow": 6, "kano": 11}.get(self.method.key, 9)
        classed = self.method.is_class
        inputs = [
            Shown(
                Column(
                    each.field, each.title, wide if classed else max(_WIDTH, len(each.title)),
                    min(len(each.title), _WIDEST),
                    "left" if classed else "right", False, 7, each.headword, stays=True,
                )
            )
            for each in self.inputs
        ]  # fmt: skip
        title = self.method.title if len(self.method.title) <= wide else "Result"
        shown = Shown(Column(_RESULT, title, wide, wide, "right", False, 8, self.method.headword))
        asks = column(_ASKING, "Asking", (16, 6), "text", "revenue-at-stake")
        return (*PRIORITIES.shown, *inputs, *(() if classed else (shown,)), asks)


def asking(found: Demand, sums: Callable[[Mapping[str, Decimal]], str]) -> str:
    """How many ask, and what the open deals among them come to: `3 ask · 45k`."""
    if not found.customers:
        return ""
    money = f" · {sums(found.at_stake)}" if found.at_stake else ""
    return f"{len(found.customers):,} ask{money}"


def stepped(asked: ScoreInput, value: JsonValue | str, steps: int) -> str:
    """The value some steps up or down its scale, as text; by one where it has no scale."""
    text = text_of(value)
    if not asked.scale:
        try:
            return f"{max(0.0, float(text or 0) + steps):g}"
        except ValueError:
            return text
    if text in asked.scale:
        place = asked.scale.index(text) + steps
    else:
        numbers = [each for each in asked.scale if not each[0].isalpha() and _number(each) <= _number(text)]
        place = len(numbers) - (steps < 0) if text and asked.scale[0][0].isdigit() else 0
    return asked.scale[min(max(place, 0), len(asked.scale) - 1)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
