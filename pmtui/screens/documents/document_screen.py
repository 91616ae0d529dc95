"""A book: a screen of one or more views on documents, with a detail pane beside them."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from pmtui.errors import InputError
from pmtui.models.row import DocumentRow
from pmtui.screens.documents.details.record_page import RecordPage
from pmtui.screens.documents.panes import Pane, TablePane
from pmtui.screens.documents.view_definitions import BoardView, is_about
from pmtui.screens.documents.view_pickers.filtered_screen import FilteredScreen
from pmtui.screens.frame.base_screen import BaseScreen, tells_errors
from pmtui.screens.frame.cursor_debounce import CursorDebounce
from pmtui.screens.frame.messages import ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.containers import SideBySide, Switcher
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.filter_bar import FilterBar
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.record.detail import Detail

_REST = 0.08  # seconds a running cursor rests before the open detail follows it


class DocumentScreen(FilteredScreen):
    """Views, a filter, and the detail of the document under the cursor."""

    document: reactive[DocumentRow | None] = reactive[DocumentRow | None](
        None, init=False, repaint=False, always_update=True
    )
    """The document under the cursor, while its page is open."""
    nothing: reactive[str] = reactive("", init=False, repaint=False)
    """What a table says that lists nothing."""
    lesson: reactive[str] = reactive("", init=False, repaint=False)
    """What would stand there."""
    ways_on: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The keys that lead on from there, each with its word."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
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
                    title=DocumentScreen.nothing, lesson=DocumentScreen.lesson, keys=DocumentScreen.ways_on
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
        if empty:
            self._teach()
        else:
            self.nothing, self.lesson, self.ways_on = "", "", ()
        if empty and not board:
            switcher.current = "empty"
            self.query_one(EmptyState).focus()
        else:
            switcher.current = self.pane.id
            self.view_widget.focus()
        self.standing = str(self.pane.marked)
        self.update_footer()
        self.update_status()
        self.follow()

    def _teach(self) -> None:
        """Say why nothing is listed, what would stand there, and which keys change that."""
        from pmtui.screens.documents.view_pickers.lessons import lesson_of

        pane = self.pane
        taught = lesson_of(self.session, pane.view, pane.filter_text, pane.only, is_page=self.is_page)
        self.nothing, self.lesson, self.ways_on = taught

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
            reasons["columns"] = f"a board has no columns; {label} shows the table"
        return reasons

    # Words

    @tells_errors
    def action_define(self) -> None:
        """Open the glossary at the word under the cursor."""
        focused = self.focused
        slug = focused.headword if isinstance(focused, Detail) else self.pane.headword
        if not slug:
            raise InputError("what the cursor is on has no entry in the glossary")
        self.post_message(ShowTerm(slug))
