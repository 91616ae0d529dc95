"""Today: what is overdue, due today and due soon; each line opens its record."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from pmtui.errors import InputError
from pmtui.screens.session import Session
from pmtui.screens.shown import due_day
from pmtui.screens.wanted import ScreenWanted, TermWanted
from pmtui.screens.work import WorkScreen, telling
from pmtui.store.events import Changed
from pmtui.widgets.empty import EmptyState
from pmtui.widgets.grid import Grid
from pmtui.widgets.line_view import LineView
from pmtui.widgets.rows import Cell, Column
from pmtui.widgets.status_line import StatusPart
from pmtui.widgets.toast import toast
from pmtui.workflows import transactions
from pmtui.workflows.agenda import Due, agenda

_COLUMNS = (
    Column("day", "Day", 11, 9, "left", False, 10, "follow-up"),
    Column("text", "To do", 36, 16, "left", True, 9, "follow-up"),
    Column("about", "About", 26, 10, "left", False, 7, "deal"),
    Column("when", "Late", 10, 8, "left", False, 8, "follow-up"),
    Column("owner", "Owner", 14, 6, "left", False, 4, "deal-owner"),
    Column("id", "Id", 7, 5, "left", False, 3),
)


class AgendaRows:
    """The lines of the agenda."""

    def __init__(self, lines: Sequence[Due], session: Session) -> None:
        self._lines = lines
        self._session = session
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        for place, line in enumerate(lines):
            key = line.id if line.id not in self._places else f"{line.id}#{place}"
            self._keys.append(key)
            self._places[key] = place

    def __len__(self) -> int:
        return len(self._lines)

    def key(self, index: int) -> str:
        """The activity, or the deal whose next step it is."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """The place of a document."""
        return self._places.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """What, about whom, by when."""
        line = self._lines[index]
        first = not index or self._day(self._lines[index - 1]) != self._day(line)
        when = due_day(line.day.isoformat(), self._session.workspace.clock.today())
        cells = {
            "day": Cell(self._day(line) if first else "", "strong"),
            "text": Cell(line.text),
            "about": Cell(self._session.workspace.names.label(line.about) if line.about else "", "dim"),
            "when": Cell(f"! {when}", "risk") if line.urgency == "overdue" else Cell(""),
            "owner": Cell(line.owner, "dim"),
            "id": Cell(line.id, "dim"),
        }
        return [cells[column] for column in columns]

    def _day(self, line: Due) -> str:
        """The day that a line stands under; all that is overdue stands together."""
        if line.urgency == "overdue":
            return "Overdue"
        ahead = (line.day - self._session.workspace.clock.today()).days
        return {0: "Today", 1: "Tomorrow"}.get(ahead) or f"{line.day:%a %-d %b}"


class TodayScreen(WorkScreen):
    """The day's list."""

    TITLE_SHOWN: ClassVar[str] = "Today"

    def body(self) -> ComposeResult:
        """The list, or what to do where it is empty."""
        with Vertical(id="panes"):
            yield Grid(id="agenda")
            yield EmptyState(id="empty")

    def on_mount(self) -> None:
        """Read the day."""
        self.query_one(Grid).columns = _COLUMNS
        self._read()

    @property
    def moving(self) -> Grid:
        """The list."""
        return self.query_one(Grid)

    def _read(self) -> None:
        workspace = self.session.workspace
        lines = agenda(workspace.tables, workspace.pipelines.whole, workspace.clock.today())
        grid, empty = self.query_one(Grid), self.query_one(EmptyState)
        grid.display, empty.display = bool(lines), not lines
        label = self.session.keymap.label
        empty.title = "nothing is due in the next seven days"
        empty.keys = (
            (label("show-pipeline"), "to the pipeline"),
            (label("plan"), "there, plan the next step of a deal"),
            (label("help"), "all keys"),
        )
        grid.rows = AgendaRows(lines, self.session)
        self._late = sum(line.urgency == "overdue" for line in lines)
        if lines:
            grid.focus()
        self.tell_status()

    def take(self, changed: Changed) -> None:
        """Read the day again when something on it may have changed."""
        if changed.ids.keys() & {"activity", "deal", "account", "contact", "feature"}:
            self._read()

    def status_parts(self) -> tuple[StatusPart, ...]:
        """How much there is to do."""
        count, late = len(self.query_one(Grid).rows), getattr(self, "_late", 0)
        return (StatusPart(f"{count:,} due", "dim"), StatusPart(f"{late:,} overdue" if late else "", "risk"))

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go to the record."""
        key = self.query_one(Grid).current_key
        if key is not None:
            self.post_message(ScreenWanted("", key.partition("#")[0]))

    def action_define(self) -> None:
        """Open the glossary at the column's word."""
        column = self.query_one(Grid).column_at_cursor
        if column is not None and column.headword:
            self.post_message(TermWanted(column.headword))

    @telling
    def action_move_on(self) -> None:
        """An activity is done."""
        key = self.query_one(Grid).current_key
        if key is None or not key.startswith("E-"):
            raise InputError("only an activity is done from here; enter opens the deal")
        commit = transactions.step(self.session.workspace, [key], 1)
        toast(self, f"{commit.name} · {self.session.keymap.label('undo')} takes it back")
