"""Reports: drawn above, in figures below; each row opens the records behind it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.commands import COMMANDS
from pmtui.errors import InputError
from pmtui.metrics.report_table import Report
from pmtui.metrics.reports.reports import KINDS_OF_REPORT, ReportKind, as_markdown, report
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.values.folding import folded
from pmtui.models.values.period import Period
from pmtui.rules.periods import period_of, read_period
from pmtui.screens.frame.base_screen import BaseScreen, tells_errors
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.lazy_refresh import LazyRefresh
from pmtui.screens.frame.messages import OpenRecord, ShowRecords, ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.view_letters import view_letters
from pmtui.screens.reports.report_rows import ReportNames, ReportRows, drawn_bars, report_columns
from pmtui.store.events import Changed
from pmtui.widgets.charts.bar_chart import BarChart, DrawnBar
from pmtui.widgets.charts.plot_chart import PlotChart
from pmtui.widgets.drawing.data_sources import Column, NoRows, Rows
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.containers import SideBySide
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid

_NAMES = (Column("letter", "", 1, 1, "left", False, 1), Column("title", "Report", 14, 8, "left", True, 9))
_FOOTER = {
    "open": "records", "period-back": "", "period-on": "", "compare-periods": "", "pick-period": "", "report-by": "",
    "filter": "pick report", "next-view": "next report", "copy": "", "define": "", "travel": "", "help": "",
}  # fmt: skip
"""The commands in the footer, the most used first, with their words here where those are others."""
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

    numbers: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """The figures of the report."""
    heads: reactive[tuple[Column, ...]] = reactive((), init=False, repaint=False)
    """Their columns."""
    bars: reactive[Sequence[DrawnBar]] = reactive((), init=False, repaint=False)
    """The bars that are drawn."""
    most: reactive[int] = reactive(12, init=False, repaint=False)
    """At most so many bars."""
    nothing: reactive[str] = reactive("", init=False, repaint=False)
    """What is said where the report has no rows."""
    ways: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The ways out of an empty report."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kind: ReportKind = next(iter(KINDS_OF_REPORT.values()))
        self._chosen: Period | None = None
        self._by: dict[str, str] = {}
        self._compare = False
        self._report = Report("", (), ())
        self.names, self.grid = Grid(id="reports"), Grid(id="numbers")
        self.names.set_reactive(Grid.columns, _NAMES)
        self.names.set_reactive(Grid.rows, ReportNames(view_letters(self.view_titles)))
        self.heading = Static(id="title", markup=False)
        self.empty = EmptyState(id="empty")
        self.plot: PlotChart | None = None

    def body(self) -> ComposeResult:
        """The list of reports, and at its right the chart above the numbers."""
        with SideBySide(id="panes"):
            yield self.names
            with Vertical(id="report"):
                yield self.heading
                if not self.session.ascii:
                    self.plot = PlotChart(id="plot")
                    yield self.plot
                bars = BarChart(id="bars").data_bind(ReportsScreen.bars, ReportsScreen.most)
                bars.ascii = self.session.ascii
                yield bars
                yield self.grid.data_bind(rows=ReportsScreen.numbers, columns=ReportsScreen.heads)
                yield self.empty.data_bind(title=ReportsScreen.nothing, keys=ReportsScreen.ways)

    def on_mount(self) -> None:
        """Show the first report."""
        self.renew()

    @property
    def moving(self) -> Grid:
        """The numbers."""
        return self.grid

    # What is shown

    def renew(self) -> None:
        """Work the report out and draw it."""
        kind, by = self._kind, self._by.get(self._kind.name, "")
        compare = self._compare and kind.compares
        self._report = report(self.session.workspace, kind.name, self._period, by, compare=compare)
        self.names.go_to(kind.name)
        self.heading.update(self._report.title)
        found = bool(self._report.rows)
        self.grid.display, self.empty.display = found, not found
        self.heads = report_columns(self._report, kind.headword)
        self.numbers = ReportRows(self._report)  # a hidden table of an earlier report would answer enter
        if not found:
            self._fill_empty()
        (self.grid if found else self.empty).focus()
        self._draw()
        self.update_status()
        self.update_footer()

    def _fill_empty(self) -> None:
        label = self.session.keymap.label
        over = f" for {self._period.label}" if self._kind.periodic else ""
        ways = [(label("next-view"), "the next report")]
        if self._kind.periodic:
            ways.insert(0, (label("period-back"), "the period before"))
        self.nothing, self.ways = f"nothing to report{over}", tuple(ways)

    def _draw(self) -> None:
        """Draw the bars that there is room for."""
        bars = drawn_bars(self._report, self.session.workspace.settings.currency)
        self.set_class(not bars, "-undrawn")
        room = max(self.size.height // 2 - 2, 4)
        self.most, self.bars = room, bars
        if self.plot is not None:
            self._plot(self.plot, bars, room)

    def _plot(self, plot: PlotChart, bars: Sequence[DrawnBar], room: int) -> None:
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

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """The keys of reports, the most used first."""
        return [(command, _FOOTER.get(command) or COMMANDS[command].title.lower()) for command in _FOOTER]

    def disabled_reasons(self) -> dict[str, str]:
        """Reports are read, not written; some have no period, no field, or nothing behind a row."""
        reasons = {
            command.id: "a report is worked out, not written"
            for command in COMMANDS.values()
            if command.group == "Change"
        }
        kind, label = self._kind, self.session.keymap.label
        if not kind.periodic:
            told = f"{kind.title} is a state and has no period; {label('week-back')} shows an earlier day"
            reasons |= dict.fromkeys(("period-back", "period-on", "pick-period"), told)
        if not kind.compares:
            reasons["compare-periods"] = f"{kind.title} has no period before to stand beside"
        if not kind.fields:
            reasons["report-by"] = f"{kind.title} is not told by a field"
        if not self._behind:
            reasons["open"] = "no records stand behind this row"
        return {**reasons, **super().disabled_reasons()}

    @property
    def _behind(self) -> tuple[str, ...]:
        """The records behind the row under the cursor."""
        key = self.grid.current_key
        place = self.grid.rows.index(key) if key is not None else None
        return self._report.ids[place] if place is not None else ()

    # Which report

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        """Another report was clicked in the list, or another row has the cursor."""
        event.stop()
        name = self.names.current_key
        if name is not None and name != self._kind.name and self.names.has_focus:
            self._go(name)
        self.update_footer()

    def show_named(self, view: str) -> bool:
        """Show the report of a name."""
        if view in KINDS_OF_REPORT:
            self._go(view)
        return view in KINDS_OF_REPORT

    def _go(self, name: str) -> None:
        self._kind = KINDS_OF_REPORT[name]
        self.renew()

    @property
    def view_titles(self) -> Sequence[str]:
        """The titles of the reports."""
        return [kind.title for kind in KINDS_OF_REPORT.values()]

    @property
    def view_place(self) -> int:
        """Which report is shown."""
        return list(KINDS_OF_REPORT).index(self._kind.name)

    def show_view_at(self, place: int) -> None:
        """Show another report."""
        self._go(list(KINDS_OF_REPORT)[place])

    def action_filter(self) -> None:
        """Pick a report by its name."""
        titles = {kind.name: kind.title for kind in KINDS_OF_REPORT.values()}

        def found(typed: str) -> list[Choice]:
            wanted = folded(typed)
            named = [name for name, title in titles.items() if wanted in folded(f"{title} {name}")]
            named.sort(key=lambda name: not folded(titles[name]).startswith(wanted))
            return [Choice(name, titles[name]) for name in named]

        def picked(name: str | None) -> None:
            if name is not None:
                self._go(name)

        self.app.push_screen(Picker("Which report?", found), picked)

    @tells_errors
    def action_period_back(self) -> None:
        """The period before."""
        self._step(1)

    @tells_errors
    def action_period_on(self) -> None:
        """The period after."""
        self._step(-1)

    def _step(self, count: int) -> None:
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

    @tells_errors
    def action_compare_periods(self) -> None:
        """Put the period before beside this one, or away again."""
        self._compare = not self._compare
        self.renew()

    @tells_errors
    def action_pick_period(self) -> None:
        """Pick a period, or type one."""
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

    @tells_errors
    def action_report_by(self) -> None:
        """Tell the report by a field."""
        kind = self._kind
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

    @tells_errors
    def action_open(self) -> None:
        """Open the records behind the row."""
        if self.names.has_focus:
            self.grid.focus()
        ids = self._behind
        kind = kind_of(ids[0]).name
        if kind == "target":
            raise InputError(
                f"behind it {'is' if len(ids) == 1 else 'are'} {', '.join(ids)}: pmtui list targets"
            )
        if len(ids) == 1:
            self.post_message(OpenRecord(ids[0]))
        else:
            head = (self.grid.current_key or "").replace("\t", " ")
            title = f"{self._kind.title} {head}: {len(ids):,} {KINDS[kind].plural}"
            self.post_message(ShowRecords(kind, ids, title))

    def action_define(self) -> None:
        """Open the glossary at the column's word."""
        column = self.moving.column_at_cursor
        self.post_message(ShowTerm((column.headword if column else "") or self._kind.headword))

    def action_copy(self) -> None:
        """Copy the report as Markdown."""
        copy_text(self, self.session, as_markdown(self._report))
