"""A pane: one view of a screen; it owns what is listed, and its widget shows what the pane is bound to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.rules.over import over_of
from pmtui.screens.documents.board_lanes import LaneName, ListingLanes
from pmtui.screens.documents.cell_context import CellContext
from pmtui.screens.documents.editable_spot import Spot, is_editable, on_card
from pmtui.screens.documents.mark_total import MarkTotal
from pmtui.screens.documents.table_cells import ListingRows
from pmtui.screens.documents.view_definitions import BoardView, Shown, TableView, TimelineView, View
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.team_labels import label_of
from pmtui.store.events import Changed
from pmtui.store.query.derivations.deal_attention import sorted_by
from pmtui.store.query.sorted_view import KeptLane, Listing, Order
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.board.board import Board
from pmtui.widgets.drawing.binding import bind
from pmtui.widgets.drawing.data_sources import Column, Lanes, NoLanes, NoRows, Rows
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.grid.grid import Grid

Condition = Callable[[Row], bool]


class Pane(Widget):
    """One view of a screen: what it lists, and the widget that shows it.

    Args:
        view: What it shows.
        session: The workspace it shows it from.
    """

    BLANK: ClassVar[bool] = True
    DEFAULT_CSS = """
    Pane { width: 1fr; height: 1fr; }
    """

    changed: reactive[frozenset[str]] = reactive(
        frozenset[str](), init=False, repaint=False, always_update=True
    )
    """The documents whose contents are different from what is drawn, where nothing has moved."""

    def __init__(self, view: View, session: Session) -> None:
        super().__init__(id=f"pane-{view.id}")
        self.view = view
        """The definition of the view."""
        self.filter_text = ""
        """The filter as it was typed; empty where there is none."""
        self.only = ""
        """The title of the chosen subset that is listed; empty if there is none."""
        self.condition: Condition | None = None
        """Which documents are listed, of those the view is about."""
        self.marked = MarkTotal(CellContext(session.workspace))
        """The number and the money of the marked documents."""
        self._session = session

    def compose(self) -> ComposeResult:
        """The widget, unless it was put in at once."""
        if self.widget.parent is None:
            yield self.widget

    def put_in(self, switcher: Widget, before: str) -> None:
        """Put the view into a screen, its widget with it: keys that were typed ahead are for that widget."""
        self.display = False
        switcher.mount(self, before=before)
        self.mount(self.widget)

    @on(LineView.Marked)
    def _count_marks(self, event: LineView.Marked) -> None:
        self.marked.update(event.added, event.removed)

    @property
    def listing(self) -> Listing:
        """The documents in their order; made when first asked for."""
        raise NotImplementedError

    @property
    def widget(self) -> LineView:
        """The widget that shows it."""
        raise NotImplementedError

    @property
    def headword(self) -> str:
        """The slug of what is under the cursor: a column, a lane."""
        raise NotImplementedError

    def go_to(self, document_id: str) -> bool:
        """Put the cursor on a document; `False` where it is not listed."""
        return self.listing.find(document_id) is not None and self.widget.go_to(document_id)

    def spot(self) -> Spot | None:
        """The field under the cursor that can be edited where it is; `None` if there is none."""
        return None

    def first_spot(self) -> Spot | None:
        """The field that editing begins with."""
        return self.spot()

    def next_spot(self, step: int) -> None:
        """Go on to another field of the same document."""

    def list_anew(self, condition: Condition | None, order: Order | None = None) -> None:
        """List with another filter or order."""
        raise NotImplementedError

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit."""
        raise NotImplementedError

    def summary(self) -> str:
        """How many documents are shown."""
        count, total = len(self.listing), len(self._session.workspace.rows(self.view.kind))
        return f"{count:,} of {total:,}" if count != total else f"{count:,}"

    def lane_summary(self) -> str:
        """The totals of the lane under the cursor; empty if there are no lanes."""
        return ""

    def beginning(self) -> Mapping[str, str]:
        """The starting values of a new document, as typed text by field."""
        return {}


class TablePane(Pane):
    """A table.

    Args:
        view: What it shows.
        session: The workspace it shows it from.
    """

    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """What the table shows."""
    columns: reactive[tuple[Column, ...]] = reactive((), init=False, repaint=False)
    """Its columns."""
    sort: reactive[tuple[str, bool] | None] = reactive(None, init=False, repaint=False)
    """The column that it is sorted by, and whether the largest comes first."""

    view: TableView

    def __init__(self, view: TableView, session: Session) -> None:
        super().__init__(view, session)
        self.shown = view.shown
        self._sight = CellContext(session.workspace)
        self._listing: Listing | None = None
        self.grid = Grid(id=f"view-{view.id}")
        self.grid.set_reactive(Grid.ascii, session.ascii)
        bind(self.grid, self, "rows", "columns", "sort", "changed")
        self.columns = self._columns()

    @property
    def listing(self) -> Listing:
        """The documents in their order; made when first asked for."""
        if self._listing is None:
            self._listing = self._list(self.view.condition, self._usual)
            self._put(self._listing)
        return self._listing

    @property
    def widget(self) -> Grid:
        """The table."""
        return self.grid

    @property
    def headword(self) -> str:
        """The slug of the column under the cursor."""
        column = self.grid.column_at_cursor
        return column.headword if column else ""

    def list_anew(self, condition: Condition | None, order: Order | None = None) -> None:
        """List with another filter or order."""
        self.condition = condition
        self._listing = self._list(both(self.view.condition, condition), order or self.listing.order)
        self._put(self._listing)

    def spot(self) -> Spot | None:
        """The cell under the cursor, where it is a field that can be typed."""
        column = self.grid.column_at_cursor
        name = next(
            (each.name for each in self.shown if column is not None and each.column.id == column.id), ""
        )
        cell = self.grid.cell_region(column.id) if column is not None else None
        if cell is None or not is_editable(self.view.kind, name):
            return None
        return Spot(name, cell.translate(self.grid.region.offset))

    def next_spot(self, step: int) -> None:
        """Go to the next cell of the row that can be typed in, from the last one to the first."""
        for _ in self.shown:
            self.grid.sideways(step, around=True)
            if self.spot() is not None:
                return

    def choose(self, shown: tuple[Shown, ...]) -> None:
        """Show other columns."""
        self.shown = shown
        self.columns = self._columns()
        self._put(self.listing)

    def _columns(self) -> tuple[Column, ...]:
        """The columns, titled with the team's own words where it has some."""
        return tuple(
            replace(
                each.column, title=label_of(self._session.workspace, each.column.title, each.column.headword)
            )
            for each in self.shown
        )

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: move what moved, draw again what differs."""
        if "term" in changed.ids:
            self.columns = self._columns()
        if self._listing is None:
            return
        ids = changed.ids.get(self.view.kind, frozenset())
        if self._listing.update(ids) or len(changed.ids) > 1 or not ids:
            self.mutate_reactive(TablePane.rows)
        else:
            self.changed = ids

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        view, kept, usual = self.view, None, self._usual
        if condition is None and (order.field, order.reverse, order.last) == (
            usual.field,
            usual.reverse,
            usual.last,
        ):
            kept = kept_lanes(self._session, view.kept)
        return Listing(self._session.workspace.rows(view.kind), order, condition=condition, kept=kept)

    @property
    def _usual(self) -> Order:
        """The order in which it is first shown."""
        return usual_order(self._session, self.view)

    def _put(self, listing: Listing) -> None:
        self.sort = (listing.order.field, listing.order.reverse)
        self.rows = ListingRows(listing, self.shown, self._sight)


class BoardPane(Pane):
    """A board.

    Args:
        view: What it shows.
        session: The workspace it shows it from.
        lane_of: The lane that a stored document belongs to.
        lanes: Gives the lanes, anew each time: stages are data and may change.
        field: The field that a lane stands for, which a new document starts with.
    """

    lanes: reactive[Lanes] = reactive(NoLanes, init=False, repaint=False, always_update=True)
    """What the board shows."""

    view: BoardView

    def __init__(
        self,
        view: BoardView,
        session: Session,
        lane_of: Callable[[Row], str],
        lanes: Callable[[], list[LaneName]],
        field: str,
    ) -> None:
        super().__init__(view, session)
        self._lane_of = lane_of
        self._lanes = lanes
        self.within: Condition | None = None
        self._field = field
        self.board = Board(id=f"view-{view.id}")
        self.board.set_reactive(Board.ascii, session.ascii)
        bind(self.board, self, "lanes", "changed")
        self._made: tuple[Listing, ListingLanes] | None = None
        self._figure = 0

    @property
    def part(self) -> str:
        """Which of the kept orders it shows, where they are kept in several."""
        return ""

    @property
    def listing(self) -> Listing:
        """The documents in their order; made when first asked for."""
        return self._shown[0]

    @property
    def _lanes_shown(self) -> ListingLanes:
        return self._shown[1]

    @property
    def _shown(self) -> tuple[Listing, ListingLanes]:
        if self._made is None:
            self._put(self._list(None, sorted_by(self._session.workspace, self.view.kind, self.view.sort)))
        assert self._made is not None
        return self._made

    @property
    def widget(self) -> Board:
        """The board."""
        return self.board

    def spot(self) -> Spot | None:
        """The figure of the card under the cursor."""
        card = self.board.current_region
        return on_card(self.view.kind, card, self._figure) if card is not None else None

    def first_spot(self) -> Spot | None:
        """The figure on the first line of the card."""
        self._figure = 0
        return self.spot()

    def next_spot(self, step: int) -> None:
        """Go to another figure of the card."""
        self._figure += step

    @property
    def headword(self) -> str:
        """The slug of the lane under the cursor."""
        if not len(self._lanes_shown):
            return self.view.headword
        return self._lanes_shown.name(self.board.current_lane).headword or self.view.headword

    def list_anew(self, condition: Condition | None, order: Order | None = None) -> None:
        """List with another filter or order."""
        self.condition = condition
        self._put(self._list(condition, order or self.listing.order))

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: move the cards that moved, draw again what differs."""
        if self._made is None:
            return
        ids = changed.ids.get(self.view.kind, frozenset())
        moved = self.listing.update(ids)
        if changed.ids.keys() & {"pipeline", "settings"}:
            self._put(self.listing)
        elif moved or len(changed.ids) > 1 or not ids:
            self.mutate_reactive(BoardPane.lanes)
        else:
            self.changed = ids

    def summary(self) -> str:
        """The totals of the open lanes."""
        return self._lanes_shown.summary()

    def lane_summary(self) -> str:
        """The totals of the lane under the cursor."""
        return self._lanes_shown.lane_summary(self.board.current_lane) if len(self._lanes_shown) else ""

    def beginning(self) -> Mapping[str, str]:
        """A new document starts in the lane under the cursor, where that is an open one."""
        name = self._lanes_shown.name(self.board.current_lane) if len(self._lanes_shown) else None
        return {self._field: name.key} if name is not None and name.open else {}

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        rows, kept = self._session.workspace.rows(self.view.kind), None
        if condition is None and (order.field, order.reverse) == (self.view.sort, False):
            kept = kept_lanes(self._session, self.view.kept, self.part)
        return Listing(rows, order, self._lane_of, both(self.within, condition), kept)

    def _put(self, listing: Listing) -> None:
        self._made = (
            listing,
            ListingLanes(listing, self._lanes(), CellContext(self._session.workspace), self.view.kind),
        )
        self.lanes = self._made[1]


def kept_lanes(session: Session, name: str, part: str = "") -> Sequence[KeptLane] | None:
    """The lanes of a view as the checkpoint keeps them, of one part; `None` where they have to be worked out."""
    arranged = session.workspace.arranged(name) if name else None
    return arranged.parts.get(part, ()) if arranged is not None else None


def usual_order(session: Session, view: TableView | TimelineView) -> Order:
    """The order in which a view is first shown."""
    reverse = isinstance(view, TableView) and view.reverse
    last = over_of(view.kind, session.workspace.rows("pipeline")) if view.over_last else None
    return sorted_by(session.workspace, view.kind, view.sort, reverse=reverse, last=last)


def both(one: Condition | None, other: Condition | None) -> Condition | None:
    """A condition that holds where both do."""
    if one is None or other is None:
        return one or other
    return lambda row: one(row) and other(row)
