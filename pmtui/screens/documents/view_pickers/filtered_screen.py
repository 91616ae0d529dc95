"""The filter, the order and the columns of a screen's views, and the names they are saved under."""

from textual import on

from pmtui.errors import InputError
from pmtui.models.values.folding import folded
from pmtui.screens.documents.cell_editing import CellEditing
from pmtui.screens.documents.panes import Condition, Pane, TablePane
from pmtui.screens.documents.view_definitions import fields_sorted
from pmtui.screens.documents.view_pickers.filter_offers import complete_filter, take_offer
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.screens.frame.session import Session
from pmtui.store.query.derivations.deal_attention import sorted_by
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.filter_bar import FilterBar
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.grid.grid import Grid

_MINE = "owner:me"
"""The word of a filter for what is one's own."""


class FilteredScreen(CellEditing):
    """A screen whose views are filtered and sorted."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filter_reads: dict[str, frozenset[str]] = {}

    # Filter

    def action_filter(self) -> None:
        """Type a filter."""
        bar = self.query_one(FilterBar)
        self.add_class("-filtering")
        bar.offer(self.session.typed.get(self._filter_line) or self.pane.filter_text)
        bar.focus()
        complete_filter(bar, self.session.workspace, self.pane.view.kind)

    @property
    def _filter_line(self) -> str:
        """The name of this view's filter among the lines whose words are kept."""
        return f"filter:{self.pane.view.id}"

    @tells_errors
    def action_mine(self) -> None:
        """Show only what is mine, or everybody's again; the rest of the filter stays."""
        words = self.pane.filter_text.split()
        kept = [word for word in words if word != _MINE]
        self.apply_filter(" ".join(kept if len(kept) < len(words) else [*words, _MINE]))
        self.show_view()

    @on(FilterBar.Changed)
    def _keep_filter(self, event: FilterBar.Changed) -> None:
        """Keep what is typed: escape, another screen and a crash leave it to be offered again."""
        event.stop()
        self.session.typed.keep(self._filter_line, event.text if event.text != self.pane.filter_text else "")
        complete_filter(self.query_one(FilterBar), self.session.workspace, self.pane.view.kind)

    @on(FilterBar.Taken)
    def _take_offer(self, event: FilterBar.Taken) -> None:
        event.stop()
        take_offer(self.query_one(FilterBar), event.word)

    @on(FilterBar.Submitted)
    def _filter(self, event: FilterBar.Submitted) -> None:
        from pmtui.store.query.filters import FilterError

        event.stop()
        try:
            self.apply_filter(event.text)
        except FilterError as error:
            self.query_one(FilterBar).show_error(error.problem, error.column)
            return
        self.session.typed.keep(self._filter_line, "")
        self._close_filter()

    @on(FilterBar.Closed)
    def _close_filter(self) -> None:
        self.remove_class("-filtering")
        self.show_view()

    def apply_filter(self, text: str) -> None:
        """Show only what matches.

        Raises:
            FilterError: The filter is not understood; nothing changes.
        """
        text = text.strip()
        self.pane.list_anew(self._compiled(self.pane, text))
        self.pane.filter_text, self.pane.only = text, ""

    def _compiled(self, pane: Pane, text: str) -> Condition | None:
        """A filter for a view; what it reads beside the view's own documents is noted."""
        from pmtui.store.query.filters import parse_filter

        if not text:
            return None
        condition = parse_filter(pane.view.kind, text, self.session.workspace.filter_context)
        self._filter_reads[pane.view.id] = condition.reads
        return condition

    def _condition(self, pane: Pane) -> Condition | None:
        """The filter of a view by what is true now; the one in force if it no longer makes sense."""
        try:
            return self._compiled(pane, pane.filter_text)
        except InputError:
            return pane.condition

    # Order, columns, saved views

    @tells_errors
    def action_views(self) -> None:
        """Pick a saved view, or save this one."""
        from pmtui.screens.documents.view_pickers.saved_views import pick_view

        pick_view(self)

    @tells_errors
    def action_columns(self) -> None:
        """Choose the columns of the table."""
        from pmtui.screens.documents.view_pickers.columns import pick_columns

        pick_columns(self)

    def action_sort(self) -> None:
        """Sort a table by the column under the cursor, a board by a field that is picked."""
        view = self.pane.view
        column = getattr(self.view_widget, "column_at_cursor", None)
        if column is not None:
            self._sort(self._sort_field)
            return

        def found(text: str) -> list[Choice]:
            return [
                Choice(name, name.replace("_", " "))
                for name in fields_sorted(view)
                if folded(text) in name.replace("_", " ")
            ]

        self.app.push_screen(Picker("Sort by", found), self._sort)

    def action_sort_up(self) -> None:
        """Sort by the column under the cursor, the smallest first; a board by what it is sorted by."""
        self._order(self._sort_field, reverse=False)

    def action_sort_down(self) -> None:
        """Sort by the column under the cursor, the largest first; a board by what it is sorted by."""
        self._order(self._sort_field, reverse=True)

    @property
    def _sort_field(self) -> str:
        """The field of the column under the cursor; where there are no columns, the one in force."""
        view = self.view_widget
        column = view.column_at_cursor if isinstance(view, Grid) else None
        if column is None:
            return self.pane.listing.order.field
        return self._field_of(column.id)

    def _field_of(self, column: str) -> str:
        """The field that a column shows."""
        shown = self.pane.shown if isinstance(self.pane, TablePane) else ()
        return next((each.name for each in shown if each.column.id == column), column)

    def _sort(self, field: str | None) -> None:
        if field is not None:
            self._order(field, reverse=False)

    def action_reverse_sort(self) -> None:
        """Turn the order round."""
        order = self.pane.listing.order
        self._order(order.field, reverse=not order.reverse)

    def _order(self, field: str, *, reverse: bool) -> None:
        order = sorted_by(self.session.workspace, self.pane.view.kind, field, reverse=reverse)
        self.pane.list_anew(self.pane.condition, order)
        self.update_status()

    @on(Grid.HeaderClicked)
    def _sort_by_header(self, event: Grid.HeaderClicked) -> None:
        """Sort by the column whose title was clicked; the other way round if it is sorted by it."""
        event.stop()
        name, order = self._field_of(event.column), self.pane.listing.order
        self._order(name, reverse=order.field == name and not order.reverse)
