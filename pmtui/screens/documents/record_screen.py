"""A record on a page of its own, opened from wherever it is named; escape comes back to that very row."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.row import DocumentRow
from pmtui.screens.documents.deal_actions import SellingScreen
from pmtui.screens.documents.details.record_page import RecordPage
from pmtui.screens.frame.base_screen import BaseScreen, tells_errors
from pmtui.screens.frame.lazy_refresh import LazyRefresh
from pmtui.screens.frame.messages import GoBack, OpenRecord, ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.record.detail import Detail


class RecordPageScreen(SellingScreen, LazyRefresh):
    """One record in full, with every verb on it.

    Args:
        session: The workspace, keys and settings.
        document_id: The record.
        trail: The screens that led here, the latest last.
    """

    DEFAULT_CSS = """
    RecordPageScreen #page { display: block; width: 1fr; min-width: 0; border-left: none; }
    """
    PLACE: ClassVar[str] = "record"

    document: reactive[DocumentRow | None] = reactive[DocumentRow | None](
        None, init=False, repaint=False, always_update=True
    )
    """The record; `None` once it has been deleted."""

    def __init__(self, session: Session, document_id: str, trail: Sequence[BaseScreen]) -> None:
        super().__init__(session)
        self._record, self.trail = document_id, tuple(trail)
        self.page = RecordPage(session, id="page")

    def body(self) -> ComposeResult:
        """The page."""
        yield self.page.data_bind(RecordPageScreen.document)

    def on_mount(self) -> None:
        """Show the record."""
        self.renew()
        self.page.focus()
        self.watch(self.page, "cursor", self.follow_footer, init=False)

    def renew(self) -> None:
        """Show the record as it is now, and leave the page of one that is gone."""
        row = self.session.workspace.rows(self.kind_shown).get(self._record)
        self.document = DocumentRow(row) if row is not None else None
        if row is None:
            say(self, f"{self._record} is no longer there", "warning")
            self.post_message(GoBack())
        self.update_status()
        self.update_footer()

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: at once if this page is shown, else when it is shown again."""
        self.renew_when_seen()

    @property
    def moving(self) -> Detail:
        """The page."""
        return self.page

    @property
    def current(self) -> str:
        """The record."""
        return self._record

    @property
    def document_here(self) -> str:
        """The record."""
        return self._record

    @property
    def kind_shown(self) -> str:
        """The kind of the record."""
        return kind_of(self._record).name

    def beginning(self) -> Mapping[str, str]:
        """A new record of this kind starts empty."""
        return {}

    def go_to(self, document_id: str) -> bool:
        """Open another record from this page."""
        if document_id and document_id != self._record:
            self.post_message(OpenRecord(document_id))
        return bool(document_id)

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; opening is for lines that name another record."""
        line, reasons = self.page.current, super().disabled_reasons()
        if line is None or not line.target:
            reasons["open"] = "this line names no other record"
        return reasons

    @property
    def title_shown(self) -> str:
        """The name of the screen that the pages were opened from."""
        return self.trail[-1].title_shown if self.trail else ""

    @property
    def place_name(self) -> str:
        """The name of the record."""
        return self.session.workspace.names.label(self._record)

    def status_parts(self) -> tuple[StatusPart, ...]:
        """The way back, and the record."""
        back = f"{self.session.keymap.label('back')} {self.trail[-1].place_name}" if self.trail else ""
        return (
            StatusPart(self.place_name, "strong"),
            StatusPart(f"{KINDS[self.kind_shown].name} {self._record}", "dim"),
            StatusPart(back, "dim"),
        )

    @on(Detail.Opened)
    def _follow_link(self, event: Detail.Opened) -> None:
        event.stop()
        self.open_link(event.target)

    @tells_errors
    def action_open(self) -> None:
        """Open the record that the line under the cursor names."""
        line = self.page.current
        if line is None or not line.target:
            raise InputError("this line names no other record")
        self.page.action_open()

    @tells_errors
    def action_define(self) -> None:
        """Open the glossary at the label under the cursor."""
        if not self.page.headword:
            raise InputError("this line has no entry in the glossary")
        self.post_message(ShowTerm(self.page.headword))
