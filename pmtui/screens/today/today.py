"""Today: what is due, at risk, rotting and slipping, for the lens that is on; each line opens its record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from pmtui.errors import InputError
from pmtui.glossary.daily import term_of
from pmtui.glossary.entries import text
from pmtui.metrics.today.day import LENSES, DayLine, Lens, Section, day, has_records
from pmtui.rules.row_act import WORDS
from pmtui.screens.acts.row_acts import AskedAct
from pmtui.screens.documents.cell_format import due_day
from pmtui.screens.documents.deal_actions import SellingScreen
from pmtui.screens.frame.dictionary import term_index
from pmtui.screens.frame.lazy_refresh import LazyRefresh
from pmtui.screens.frame.messages import OpenRecord, ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.containers import Stacked
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid

_COLUMNS = (
    Column("section", "", 18, 18, "left", False, 10),
    Column("text", "What", 36, 22, "left", True, 9, "follow-up"),
    Column("note", "About", 34, 20, "left", False, 7),
    Column("when", "When", 10, 10, "left", False, 8, "follow-up"),
    Column("id", "Id", 6, 5, "left", False, 3, "record-id"),
)
_TERM = "term"


class Row(NamedTuple):
    """A line in its section."""

    section: Section
    """Which it stands in."""
    line: DayLine
    """The line."""
    first: bool
    """Whether the section's title stands before it."""


class DayRows:
    """The lines of all sections, one below the other.

    Args:
        sections: What there is to tell.
        today: The day.
    """

    def __init__(self, sections: Sequence[Section], today: date) -> None:
        self._today = today
        self._rows: list[Row] = []
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        for section in sections:
            lines = list(section.lines)
            if section.more:
                lines.append(DayLine("", f"and {section.more:,} more"))
            for place, line in enumerate(lines):
                key = f"{section.key}#{line.id or place}"
                if key in self._places:
                    key = f"{key}#{place}"
                self._places[key] = len(self._rows)
                self._keys.append(key)
                self._rows.append(Row(section, line, not place))

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, index: int) -> str:
        """The section and the record."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """The place of a line."""
        return self._places.get(key)

    def find(self, document_id: str) -> str | None:
        """The key of the first line about a document."""
        return next(
            (key for key, row in zip(self._keys, self._rows, strict=True) if row.line.id == document_id), None
        )

    def row(self, key: str) -> Row | None:
        """A line in its section."""
        place = self._places.get(key)
        return self._rows[place] if place is not None else None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Section, what, about whom, by when."""
        section, line, first = self._rows[index]
        when = due_day(line.when, self._today) if line.when else ""
        late = section.key == "overdue"
        cells = {
            "section": Cell(section.title if first else "", "strong"),
            "text": Cell(line.text),
            "note": Cell(line.note, "dim"),
            "when": Cell(f"! {when}" if late else when, "risk" if late else ""),
            "id": Cell(line.id if section.key != _TERM else "", "dim"),
        }
        return [cells[column] for column in columns]


_MINE = "mine"
_VIEWS = (_MINE, *LENSES)
"""One's own day, everybody's, and everybody's through the lens of product or sales."""


class TodayScreen(SellingScreen, LazyRefresh):
    """The day: mine where I have records, everybody's, or through the lens of product or sales."""

    TITLE_SHOWN: ClassVar[str] = "Today"
    PLACE: ClassVar[str] = "day"

    rows: reactive[DayRows] = reactive(DayRows((), date.min), init=False, repaint=False, always_update=True)
    """The lines of the day."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = _MINE if has_records(session.workspace, session.workspace.user) else LENSES[0]
        self._late = 0
        self.grid = Grid(id="agenda")
        self.grid.set_reactive(Grid.columns, _COLUMNS)
        label = session.keymap.label
        ways = (
            (label("show-pipeline"), "to the pipeline"),
            (label("plan"), "there, plan the next step of a deal"),
            (label("help"), "all keys"),
        )
        self.empty = EmptyState("nothing is due, at risk or late", ways, id="empty")

    def body(self) -> ComposeResult:
        """The list, or what to do where it is empty."""
        with Stacked(id="panes"):
            yield self.grid.data_bind(TodayScreen.rows)
            yield self.empty

    def on_mount(self) -> None:
        """Read the day."""
        self.renew()

    @property
    def moving(self) -> Grid:
        """The list."""
        return self.grid

    @property
    def row(self) -> Row | None:
        """The line under the cursor; `None` for none."""
        key = self.grid.current_key
        return self.rows.row(key) if key is not None else None

    @property
    def current(self) -> str:
        """The record of the line under the cursor.

        Raises:
            InputError: The line has none.
        """
        if not self.document_here:
            raise InputError(self.missing)
        return self.document_here

    @property
    def document_here(self) -> str:
        """The record that the line under the cursor names; empty for none."""
        row = self.row
        return row.line.id if row is not None and row.section.key != _TERM else ""

    @property
    def missing(self) -> str:
        """Why the line names no record."""
        return "this line has no record of its own" if self.row is not None else "nothing is due"

    @property
    def asked_act(self) -> AskedAct:
        """What the line asks for: its own act, or that of its record."""
        line = self.row.line if self.row is not None else DayLine("", "")
        return AskedAct(line.id, line.act, line.text) if line.act else super().asked_act

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; what a line itself asks for can be done, whatever else its record asks for."""
        reasons = super().disabled_reasons()
        if self.row is not None and self.row.line.act and not self.session.refusal:
            reasons.pop("check-out", None)
        return reasons

    @property
    def kind_shown(self) -> str:
        """The kind of record that is added on Today: something to do."""
        return "activity"

    def beginning(self) -> Mapping[str, str]:
        """To be done, and when."""
        return {"type": "task", "due": "today"}

    def _added(self, commit: Commit | None) -> None:
        """Put the cursor on what was added, where it is due soon."""
        self._told(commit)
        if commit is not None:
            keys = (self.rows.find(each) for _, each in commit.changed)
            self.grid.go_to(next(filter(None, keys), ""))

    def renew(self) -> None:
        """List what the day holds."""
        owner = self.session.workspace.user if self._view == _MINE else ""
        sections = day(self.session.workspace, self._lens, owner=owner)
        self.grid.display, self.empty.display = bool(sections), not sections
        self._late = sum(len(each.lines) + each.more for each in sections if each.key == "overdue")
        today = self.session.workspace.clock.today()
        self.rows = DayRows([*sections, *self._term()] if sections else [], today)
        (self.grid if sections else self.empty).focus()
        self.update_status()
        self.update_footer()

    @property
    def _lens(self) -> Lens:
        """The lens of the view."""
        return next((lens for lens in LENSES if lens == self._view), LENSES[0])

    def _term(self) -> list[Section]:
        """A term worth knowing, of the lens where that is one of the two."""
        index = term_index(self.session)
        lens = "" if self._lens == "all" else self._lens
        slug = term_of(self.session.workspace.clock.today(), index.slugs(), index.entry, lens)
        entry = index.entry(slug) or {}
        if not entry:
            return []
        line = DayLine(slug, text(entry, "headword"), text(entry, "definition"))
        return [Section(_TERM, "Worth knowing", slug, (line,))]

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: what is shown at once where this screen is seen, else when it is seen again."""
        self.renew_when_seen()

    def status_parts(self) -> tuple[StatusPart, ...]:
        """How much is late."""
        return (StatusPart(f"{self._late:,} overdue" if self._late else "", "risk"),)

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """What the line asks for, then what its record takes."""
        line = self.row.line if self.row is not None else DayLine("", "")
        asked = (("check-out", WORDS[line.act]),) if line.act else ()
        return (*asked, *super().footer_words())

    def action_mine(self) -> None:
        """Show my day, or everybody's."""
        self.show_named(LENSES[0] if self._view == _MINE else _MINE)

    def show_named(self, view: str) -> bool:
        """Show the day of a lens, or one's own."""
        if view in _VIEWS:
            self.show_view_at(_VIEWS.index(view))
        return view in _VIEWS

    @property
    def view_titles(self) -> Sequence[str]:
        """One's own day, everybody's, and that of the product and of sales."""
        return _VIEWS

    @property
    def view_place(self) -> int:
        """Whose day is shown."""
        return _VIEWS.index(self._view)

    def show_view_at(self, place: int) -> None:
        """Show another day."""
        self._view = _VIEWS[place]
        self.renew()

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        """Show the keys of the line."""
        event.stop()
        self.follow_footer()

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go to the record; where a line has none, to what its section means."""
        row = self.row
        if row is None:
            return
        if self.document_here:
            self.post_message(OpenRecord(self.document_here))
        else:
            self.post_message(ShowTerm(row.section.headword))

    def action_define(self) -> None:
        """Open the glossary at what the section is about."""
        row = self.row
        if row is not None:
            self.post_message(ShowTerm(row.section.headword))

    def _carry_out(
        self, changes: ChangeSet, ids: Sequence[str], done: Callable[[str], None] = lambda happened: None
    ) -> None:
        """A move takes the line away; what became of it is told."""
        self.unless_promised(changes, done)
