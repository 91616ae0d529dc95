"""A book: a screen of one or more views on documents, with a detail pane beside them."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS
from pmtui.models.row import DocumentRow
from pmtui.models.values.folding import folded
from pmtui.screens.documents.details.record_page import RecordPage
from pmtui.screens.documents.editable_spot import Spot
from pmtui.screens.documents.pane_screen import PaneScreen
from pmtui.screens.documents.panes import Condition, Pane, TablePane
from pmtui.screens.documents.view_definitions import BoardView, fields_sorted, is_about
from pmtui.screens.frame.base_screen import BaseScreen, toast_errors
from pmtui.screens.frame.cursor_debounce import CursorDebounce
from pmtui.screens.frame.messages import ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.derivations.deal_attention import sorted_by
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.containers import SideBySide, Switcher
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.filter_bar import FilterBar
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid
from pmtui.widgets.record.detail import Detail

_SEVERAL = 2
_REST = 0.08  # seconds a running cursor rests before the open detail follows it


_MINE = "owner:me"
"""The word of a filter for what is one's own."""


class DocumentScreen(PaneScreen):
    """Views, a filter, and the detail of the document under the cursor."""

    document: reactive[DocumentRow | None] = reactive[DocumentRow | None](
        None, init=False, repaint=False, always_update=True
    )
    """The document under the cursor, while its page is open."""
    nothing: reactive[str] = reactive("", init=False, repaint=False)
    """What a table says that lists nothing."""
    ways_on: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The keys that lead on from there, each with its word."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filter_reads: dict[str, frozenset[str]] = {}
        self._following = CursorDebounce(self, self._show_record, _REST)

    def body(self) -> ComposeResult:
        """The filter, the views beside the detail, and room for what hangs below.

        Only the first view is put in: the others are when they are first shown.
        """
        yield FilterBar(id="filter")
        with SideBySide(id="panes"):
            with Switcher(id="list", initial=self.pane.id):
                yield self.pane
                yield EmptyState(id="empty").data_bind(
                    title=DocumentScreen.nothing, keys=DocumentScreen.ways_on
                )
            yield RecordPage(self.session, id="detail").data_bind(DocumentScreen.document)
        yield from self.below()

    def below(self) -> ComposeResult:
        """The widgets below the views."""
        yield from ()

    def on_mount(self) -> None:
        """Start in the view."""
        self.show_view()

    # Views

    def show_view(self) -> None:
        """Show the current view, or what to do where it has nothing."""
        empty = not len(self.pane.listing)
        board = isinstance(self.pane.view, BoardView)
        switcher = self.query_one("#list", Switcher)
        if self.pane.parent is None:
            self.pane.put_in(switcher, before="#empty")
        if empty and not board:
            self.nothing, self.ways_on = self._way_on()
            switcher.current = "empty"
            self.query_one(EmptyState).focus()
        else:
            switcher.current = self.pane.id
            self.view_widget.focus()
        self.standing = str(self.pane.marked)
        self.update_footer()
        self.update_status()
        self.follow()

    def _way_on(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Why nothing is listed, and the keys that change that."""
        label = self.session.keymap.label
        kind = self.pane.view.kind
        if self.pane.only:
            return f"no longer any {kind}: {self.pane.only}", (
                (label("back"), "back" if self.is_page else "all of them"),
            )
        if self.pane.filter_text:
            return (
                f"nothing matches {self.pane.filter_text}",
                ((label("back"), "clear the filter"), (label("filter"), "change it")),
            )
        listed = self.pane.view.title if kind == "research" else KINDS[kind].plural
        return (
            f"no {listed} yet",
            (
                (label("new"), f"add the first {self.pane.view.hint or kind}"),
                (label("import"), "bring many from a file"),
                (label("tour"), "eight keys to begin with"),
            ),
        )

    @property
    def view_titles(self) -> Sequence[str]:
        """The titles of the views."""
        return [pane.view.title for pane in self.panes]

    @property
    def view_place(self) -> int:
        """Which view is shown."""
        return self._current

    def show_view_at(self, place: int) -> None:
        """Show one of the views."""
        self._current = place
        self.show_view()

    def show_named(self, view: str) -> bool:
        """Show the view of an id."""
        pane = next((pane for pane in self.panes if pane.view.id == view), None)
        if pane is not None:
            self.show_pane(pane)
        return pane is not None

    def show_pane(self, pane: Pane) -> None:
        """Show one view of this screen."""
        self._current = self.panes.index(pane)
        self.show_view()

    def go_to(self, document_id: str) -> bool:
        """Show a document in the first view that has it."""
        for place in [self._current, *range(len(self.panes))]:
            if self.panes[place].listing.find(document_id) is not None:
                if place != self._current:
                    self._current = place
                    self.show_view()
                self.panes[place].go_to(document_id)
                return True
        return False

    def show_only(self, kind: str, ids: tuple[str, ...], title: str) -> None:
        """List some documents of a kind alone, in a table where there is one."""
        shown = self.session.workspace.rows(kind).get(ids[0], {}) if ids else {}
        places = [
            place
            for place, pane in enumerate(self.panes)
            if pane.view.kind == kind and is_about(pane.view, shown)
        ]
        if not places:
            return
        wanted = frozenset(ids)
        self._current = next(
            (place for place in places if hasattr(self.panes[place].view, "shown")), places[0]
        )
        self.pane.list_anew(lambda row: DocumentRow(row).id in wanted)
        self.pane.filter_text, self.pane.only = "", title
        self.show_view()

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: views, status and detail, and nothing that did not change."""
        before = bool(len(self.pane.listing))
        for pane in self.panes:
            pane.on_commit(changed)
            pane.marked.renew(changed.ids.get(pane.view.kind, ()))
            if pane.filter_text and changed.ids.keys() & self._filter_reads.get(pane.view.id, frozenset()):
                pane.list_anew(self._condition(pane))
        if bool(len(self.pane.listing)) != before:
            self.show_view()
            return
        self.standing = str(self.pane.marked)
        self.update_status()
        self.follow()
        self._show_record()

    # Status

    def status_parts(self) -> tuple[StatusPart, ...]:
        """The filter."""
        return (
            StatusPart(f"filter {self.pane.filter_text}" if self.pane.filter_text else "", "strong"),
            StatusPart(f"only {self.pane.only}" if self.pane.only else "", "strong"),
        )

    def summary(self) -> str:
        """The summary of the view."""
        return self.pane.summary()

    # Marks

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next row."""
        self.view_widget.toggle_mark()
        self.view_widget.move(1)

    def action_mark_range(self) -> None:
        """Mark from the last mark to here."""
        self.view_widget.mark_range()

    def action_mark_all(self) -> None:
        """Mark all that is shown."""
        self.view_widget.mark_all()

    @on(LineView.Marked)
    def _marked(self, event: LineView.Marked) -> None:
        event.stop()
        self.standing = str(self.pane.marked)

    # Detail

    def action_open(self) -> None:
        """Open the document under the cursor; once open, go into it; there, open what the line names."""
        focused = self.focused
        if isinstance(focused, Detail):
            focused.action_open()
            return
        if self.view_widget.current_key is None:
            return
        if not self.has_class("-detail"):
            self.add_class("-detail")
            self._show_record()
            if self.has_class("-narrow"):
                self.query_one(Detail).focus()
        else:
            self.query_one(Detail).focus()

    def action_zoom(self) -> None:
        """Give the detail the whole screen, or less again."""
        if not self.has_class("-detail"):
            self.action_open()
        self.toggle_class("-zoomed")
        self._show_record()
        (self.query_one(Detail) if self.has_class("-zoomed") else self.view_widget).focus()

    def action_back(self) -> None:
        """Close the filter's line, the detail, or clear the marks, or the filter: one at a time."""
        if self.has_class("-filtering"):
            self._close_filter()
        elif self.has_class("-detail"):
            self.remove_class("-detail", "-zoomed")
            self.view_widget.focus()
        elif self.view_widget.marks:
            self.view_widget.clear_marks()
        elif self.pane.filter_text or (self.pane.only and not self.is_page):
            self.apply_filter("")
            self.show_view()
        else:
            super().action_back()

    def stand_like(self, other: BaseScreen) -> None:
        """Show the same view, filter and document as another screen of this kind."""
        if isinstance(other, DocumentScreen):
            from pmtui.screens.documents.view_pickers.copy_view import stand_like

            stand_like(self, other)
            self.show_view()

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        event.stop()
        self.follow()

    @on(LineView.Opened)
    def _clicked_open(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    @property
    def document_here(self) -> str:
        """The one under the cursor."""
        return self.view_widget.current_key or ""

    def follow(self) -> None:
        """Let what shows the document under the cursor follow it."""
        if self.session.presence is not None and self.session.presence.seen:
            self.update_status()
        self.follow_footer()
        if self.has_class("-detail"):
            self._following.moved()

    def _show_record(self) -> None:
        """Show the document under the cursor on its page, if the page is open."""
        if self.has_class("-detail"):
            row = self.session.workspace.rows(self.kind_shown).get(self.document_here)
            self.document = DocumentRow(row) if row is not None else None

    @on(Detail.Opened)
    def _follow_link(self, event: Detail.Opened) -> None:
        event.stop()
        self.open_link(event.target)

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; columns are those of a table, and on a record's page, links are opened."""
        reasons, focused = super().disabled_reasons(), self.focused
        if isinstance(focused, Detail) and not (focused.current and focused.current.target):
            reasons["open"] = "this line names no other record"
        if not isinstance(self.pane, TablePane):
            label = self.session.keymap.label("next-view")
            reasons["columns"] = f"columns are those of a table; {label} brings one"
        return reasons

    # Editing in place

    @toast_errors
    def action_edit(self) -> None:
        """Edit the cell or the figure under the cursor where it is; of what is marked, and elsewhere, as a form."""
        spot = self.pane.first_spot() if len(self.view_widget.marks) < _SEVERAL else None
        if spot is None or not self.view_widget.has_focus:
            super().action_edit()
        else:
            self._require_writable()
            self._edit_spot(spot)

    def _edit_spot(self, spot: Spot) -> None:
        from pmtui.screens.acts.edit_in_place import Edits, edit_field
        from pmtui.screens.acts.edit_record import edit_saves

        edits = Edits(self.session, edit_saves(self.session, self._noted), self._told, self._edit_next)
        edit_field(self, edits, self.current, spot.field, spot.region)

    def _edit_next(self, step: int | None) -> None:
        """Go on to another field of the row or card, or back to the list."""
        self.view_widget.focus()
        if step:
            self.pane.next_spot(step)
            spot = self.pane.spot()
            if spot is not None:
                self._edit_spot(spot)

    # Filter and order

    def action_filter(self) -> None:
        """Type a filter."""
        bar = self.query_one(FilterBar)
        self.add_class("-filtering")
        bar.offer(self.session.typed.get(self._filter_line) or self.pane.filter_text)
        bar.focus()
        self._complete_filter(bar.text)

    @property
    def _filter_line(self) -> str:
        """The name of this view's filter among the lines whose words are kept."""
        return f"filter:{self.pane.view.id}"

    @toast_errors
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
        self._complete_filter(event.text)

    def _complete_filter(self, text: str) -> None:
        """Offer what the last word may become, and point at a mistake in those before it."""
        from pmtui.screens.documents.view_pickers.filter_offers import mistake_before, offered

        bar, kind = self.query_one(FilterBar), self.pane.view.kind
        bar.offered = offered(self.session.workspace, kind, text)
        mistake = mistake_before(self.session.workspace, kind, text)
        if mistake is not None:
            bar.show_error(*mistake)

    @on(FilterBar.Taken)
    def _take_offer(self, event: FilterBar.Taken) -> None:
        from pmtui.store.query.filter_completion import completed

        event.stop()
        bar = self.query_one(FilterBar)
        bar.text = completed(bar.text, event.word)

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

    @toast_errors
    def action_views(self) -> None:
        """Pick a saved view, or save this one."""
        from pmtui.screens.documents.view_pickers.saved_views import pick_view

        pick_view(self)

    @toast_errors
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
        shown = self.pane.shown if isinstance(self.pane, TablePane) else ()
        return next((each.name for each in shown if each.column.id == column.id), column.id)

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

    # Words

    @toast_errors
    def action_define(self) -> None:
        """Open the glossary at the word under the cursor."""
        focused = self.focused
        slug = focused.headword if isinstance(focused, Detail) else self.pane.headword
        if not slug:
            raise InputError("what the cursor is on has no entry in the glossary")
        self.post_message(ShowTerm(slug))
