"""Reports: drawn above, in figures below; each row opens the records behind it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.commands import COMMANDS
from pmtui.errors import InputError
from pmtui.metrics.report_table import Report
from pmtui.metrics.reports.reports import KINDS_OF_REPORT, ReportKind, as_markdown, report
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.values.folding import folded
from pmtui.models.values.period import Period
from pmtui.rules.periods import period_of, read_period
from pmtui.screens.frame.base_screen import BaseScreen, toast_errors
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.lazy_refresh import LazyRefresh
from pmtui.screens.frame.messages import OpenRecord, ShowRecords, ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.screens.reports.report_rows import ReportNames, ReportRows, drawn_bars, report_columns
from pmtui.store.events import Changed
from pmtui.widgets.charts.bar_chart import BarChart, DrawnBar
from pmtui.widgets.drawing.data_sources import Column
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.containers import SideBySide
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid

_NAMES = (Column("title", "Report", 14, 8, "left", True, 9),)
_FOOTER = ("help", "open", "next-view", "period-back", "period-on", "compare-periods", "pick-period",
           "report-by", "copy", "travel", "define", "palette", "quit")  # fmt: skip
_PERIODS = (
    "this quarter",
    "last quarter",
    "next quarter",
    "this month",
    "last month",
    "this year",
    "last year",
)
_UNMOVED = ("term", "view")
_EACH = "for all together"


class ReportsScreen(BaseScreen, LazyRefresh):
    """One report at a time."""

    TITLE_SHOWN: ClassVar[str] = "Reports"
    PLACE: ClassVar[str] = "report"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "reports.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kind: ReportKind = next(iter(KINDS_OF_REPORT.values()))
        self._chosen: Period | None = None
        self._by: dict[str, str] = {}
        self._compare = False
        self._report = Report("", (), ())

    def body(self) -> ComposeResult:
        """The list of reports, and at its right the chart above the numbers."""
        with SideBySide(id="panes"):
            yield Grid(id="reports")
            with Vertical(id="report"):
                yield Static(id="title", markup=False)
                if not self.session.ascii:
                    from pmtui.widgets.charts.plot_chart import PlotChart

                    yield PlotChart(id="plot")
                yield BarChart(id="bars")
                yield Grid(id="numbers")
                yield EmptyState(id="empty")

    def on_mount(self) -> None:
        """Show the first report."""
        names = self.query_one("#reports", Grid)
        names.columns = _NAMES
        names.rows = ReportNames()
        self.query_one(BarChart).ascii = self.session.ascii
        self.renew()

    @property
    def moving(self) -> Grid:
        """The numbers."""
        return self.query_one("#numbers", Grid)

    # What is shown

    def renew(self) -> None:
        """Work the report out and draw it."""
        kind, by = self._kind, self._by.get(self._kind.name, "")
        compare = self._compare and kind.compares
        self._report = report(self.session.workspace, kind.name, self._period, by, compare=compare)
        self.query_one("#reports", Grid).go_to(kind.name)
        self.query_one("#title", Static).update(self._report.title)
        found = bool(self._report.rows)
        numbers, empty = self.moving, self.query_one(EmptyState)
        numbers.display, empty.display = found, not found
        numbers.columns = report_columns(self._report, kind.headword)
        numbers.rows = ReportRows(self._report)  # a hidden table of an earlier report would answer enter
        if found:
            numbers.focus()
        else:
            self._fill_empty(empty)
            empty.focus()
        self._draw()
        self.update_status()

    def _fill_empty(self, empty: EmptyState) -> None:
        label = self.session.keymap.label
        over = f" for {self._period.label}" if self._kind.periodic else ""
        empty.title = f"nothing to report{over}"
        ways = [(label("next-view"), "the next report")]
        if self._kind.periodic:
            ways.insert(0, (label("period-back"), "the period before"))
        empty.keys = tuple(ways)

    def _draw(self) -> None:
        """Draw the bars that there is room for."""
        bars = drawn_bars(self._report, self.session.workspace.settings.currency)
        self.set_class(not bars, "-undrawn")
        room = max(self.size.height // 2 - 2, 4)
        chart = self.query_one(BarChart)
        chart.most, chart.bars = room, bars
        if not self.session.ascii:
            self._plot(bars, room)

    def _plot(self, bars: Sequence[DrawnBar], room: int) -> None:
        from pmtui.widgets.charts.plot_chart import PlotChart

        plot = self.query_one(PlotChart)
        shown = list(bars)
        while len(shown) > 1 and plot.lines_for(shown) > room:
            shown.pop()
        more = f"; {len(bars) - len(shown)} more below" if len(shown) < len(bars) else ""
        plot.styles.height = min(plot.lines_for(shown), room)
        plot.heading, plot.bars = f"{self._report.measure}{more}", tuple(shown)

    def on_resize(self, event: events.Resize) -> None:
        """As many bars as there is room for."""
        super().on_resize(event)
        self.call_after_refresh(self._draw)

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: at once where this screen is seen, else when it is seen again."""
        if set(changed.ids) <= set(_UNMOVED):
            return
        self.renew_when_seen()

    def stand_like(self, other: BaseScreen) -> None:
        """Show the same report as another screen of this kind."""
        if isinstance(other, ReportsScreen):
            self._kind, self._chosen = other._kind, other._chosen
            self._by, self._compare = dict(other._by), other._compare
            key = other.moving.current_key
            self.renew()
            if key is not None:
                self.moving.go_to(key)

    def status_parts(self) -> tuple[StatusPart, ...]:
        """Which report, over what, told by what."""
        kind, by = self._kind, self._by.get(self._kind.name, "")
        beside = f"beside {self._period.before().label}" if self._compare and kind.compares else ""
        return (
            StatusPart(f"[{kind.title}]", "strong"),
            StatusPart(self._period.label if kind.periodic else "as of the day", "strong"),
            StatusPart(f"by {by}" if by else "", "strong"),
            StatusPart(beside, "strong"),
        )

    def summary(self) -> str:
        """How many rows."""
        count = len(self._report.rows)
        return f"{count:,} row{'' if count == 1 else 's'}" if count else ""

    def footer_pairs(self) -> tuple[tuple[str, str], ...]:
        """The keys of reports; nothing is written here."""
        keymap = self.session.keymap
        return tuple(
            (label, COMMANDS[each].title.lower()) for each in _FOOTER if (label := keymap.label(each))
        )

    def disabled_reasons(self) -> dict[str, str]:
        """Reports are read, not written."""
        said = {
            each.id: "a report is worked out, not written"
            for each in COMMANDS.values()
            if each.group == "Change"
        }
        return {**said, **super().disabled_reasons()}

    # Which report

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        """Another report was clicked in the list."""
        event.stop()
        name = self.query_one("#reports", Grid).current_key
        if name is not None and name != self._kind.name and self.query_one("#reports").has_focus:
            self._go(name)

    def show_named(self, view: str) -> bool:
        """Show the report of a name."""
        if view in KINDS_OF_REPORT:
            self._go(view)
        return view in KINDS_OF_REPORT

    def _go(self, name: str) -> None:
        self._kind = KINDS_OF_REPORT[name]
        self.renew()

    def action_next_view(self) -> None:
        """The next report."""
        names = list(KINDS_OF_REPORT)
        self._go(names[(names.index(self._kind.name) + 1) % len(names)])

    @toast_errors
    def action_period_back(self) -> None:
        """The period before."""
        self._step(1)

    @toast_errors
    def action_period_on(self) -> None:
        """The period after."""
        self._step(-1)

    def _step(self, count: int) -> None:
        self._require_period()
        self._choose(self._period.before(count))
        self.renew()

    @property
    def _period(self) -> Period:
        """The period that was chosen; else the one that today is in."""
        return self._chosen or period_of(self.session.workspace, self.session.workspace.clock.today())

    def _choose(self, period: Period) -> None:
        """Show a period; the one that today is in is not held on to when it ends."""
        self._chosen = (
            period
            if period != period_of(self.session.workspace, self.session.workspace.clock.today())
            else None
        )

    def _require_period(self) -> None:
        if not self._kind.periodic:
            earlier = self.session.keymap.label("week-back")
            raise InputError(
                f"{self._kind.title} is a state and has no period; {earlier} shows an earlier day"
            )

    @toast_errors
    def action_compare_periods(self) -> None:
        """Put the period before beside this one, or away again."""
        if not self._kind.compares:
            raise InputError(f"{self._kind.title} has no period before to stand beside")
        self._compare = not self._compare
        self.renew()

    @toast_errors
    def action_pick_period(self) -> None:
        """Pick a period, or type one."""
        self._require_period()
        workspace = self.session.workspace
        today = workspace.clock.today()

        def offered(typed: str) -> list[Choice]:
            wanted = folded(typed)
            named = [each for each in _PERIODS if wanted in each]
            if wanted and not named:
                try:
                    label = read_period(workspace, typed, today).label
                except InputError:
                    return []
                return [Choice(label, label)]
            return [Choice(each, each, read_period(workspace, each, today).label) for each in named]

        def picked(text: str | None) -> None:
            if text is not None:
                self._choose(read_period(workspace, text, today))
                self.renew()

        nothing = "no period; say 2026-Q4, 2026-11, 2026 or 2026-10-01..2026-12-31"
        self.app.push_screen(Picker("Over which period? Pick, or type one", offered, nothing=nothing), picked)

    @toast_errors
    def action_report_by(self) -> None:
        """Tell the report by a field."""
        kind = self._kind
        if not kind.fields:
            raise InputError(f"{kind.title} is not told by a field")
        choices = [Choice("", _EACH), *(Choice(each, f"by {each}") for each in kind.fields)]

        def picked(field: str | None) -> None:
            if field is not None:
                self._by[kind.name] = field
                self.renew()

        self.app.push_screen(
            Picker("Told by what?", lambda typed: [each for each in choices if typed in each.label]), picked
        )

    # The records behind, and the words

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        if self.moving.has_focus:
            self.action_open()

    @toast_errors
    def action_open(self) -> None:
        """Open the records behind the row."""
        if self.query_one("#reports").has_focus:
            self.moving.focus()
        key = self.moving.current_key
        place = self.moving.rows.index(key) if key is not None else None
        ids = self._report.ids[place] if place is not None else ()
        if not ids:
            raise InputError("no records stand behind this row")
        kind = kind_of(ids[0]).name
        if kind == "target":
            raise InputError(
                f"behind it {'is' if len(ids) == 1 else 'are'} {', '.join(ids)}: pmtui list targets"
            )
        if len(ids) == 1:
            self.post_message(OpenRecord(ids[0]))
        else:
            head = " ".join(self._report.rows[place or 0][: self._report.keys])
            title = f"{self._kind.title} {head}: {len(ids):,} {KINDS[kind].plural}"
            self.post_message(ShowRecords(kind, ids, title))

    def action_define(self) -> None:
        """Open the glossary at the column's word."""
        column = self.moving.column_at_cursor
        self.post_message(ShowTerm((column.headword if column else "") or self._kind.headword))

    def action_copy(self) -> None:
        """Copy the report as Markdown."""
        copy_text(self, self.session, as_markdown(self._report))
