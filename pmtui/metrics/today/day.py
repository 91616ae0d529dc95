"""The day in sections: what is due, what rots, slips and is at risk, and how far the target is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from pmtui.metrics.compute import compute
from pmtui.metrics.deals.rotting import Rotting
from pmtui.metrics.format import shown_value
from pmtui.metrics.roadmap.demand import Demand, Sums, customer_of, demand
from pmtui.metrics.roadmap.promises import outcome_in, timing
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.metrics.sorted_index import Ordered
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow, RequestRow
from pmtui.models.row import DocumentRow
from pmtui.models.settings import Settings
from pmtui.models.values.folding import folded
from pmtui.models.values.money_text import whole_sums
from pmtui.models.values.period import Period
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.periods import period_of, week_of
from pmtui.rules.roadmap.features import is_slipping, slip
from pmtui.rules.roadmap.promises import late_for_deals
from pmtui.rules.row_act import Act
from pmtui.store.events import DAY, Changed
from pmtui.store.query.derivations.exchange import whole_total
from pmtui.store.query.derived import Derived
from pmtui.store.query.stored_rows import Row
from pmtui.store.workspace import Workspace
from pmtui.workflows.today.agenda import DUE_KINDS, Ahead, Due, dues

Lens = Literal["all", "product", "sales"]
LENSES: tuple[Lens, ...] = ("all", "product", "sales")
"""For everybody, for who builds, for who sells."""

LINES = 8
"""Lines that a section shows; it says how many more there are."""

_MONTH = timedelta(days=31)

_ASKED = frozenset({"request", "feature", "deal", "account", "contact", "lead", "pipeline", "settings", DAY})
_READS: Mapping[str, frozenset[str]] = {
    "promises": _ASKED,
    "after-close": _ASKED,
    "slipping": frozenset({"feature", "request", "deal", "pipeline", "settings", DAY}),
    "launches": frozenset({"launch", DAY}),
    "attainment": frozenset({"deal", "target", "pipeline", "settings", DAY}),
}
"""The kinds that each section reads which is computed as a whole; `DAY` stands for today."""

_JUDGED_BY = frozenset({"pipeline", "settings", DAY})
"""The kinds that due and rotting lines and the quarter are judged by; they are read again if one changes."""

_PRODUCT = frozenset({"feature", "launch", "product", "insight", "research", "objective"})


class DayLine(NamedTuple):
    """One line of a section."""

    id: str
    """The record that it opens; empty for none."""
    text: str
    """The thing to know or do."""
    note: str = ""
    """About what, in whose hands, how much."""
    when: str = ""
    """The day, ISO; empty where there is none."""
    bad: bool = False
    """Whether it is late or at risk."""
    owner: str = ""
    """Whose it is; empty for nobody's, and for what is everybody's."""
    act: Act = ""
    """The act that it asks for; empty for the one that its record asks for."""


_Lines = tuple[Sequence[DayLine], int]
"""The lines that are shown, and how many there are in all."""


class Section(NamedTuple):
    """Lines of one sort."""

    key: str
    """Its name in `--json`."""
    title: str
    """Its heading."""
    headword: str
    """Slug of the entry that defines it."""
    lines: tuple[DayLine, ...]
    """The weightiest first."""
    more: int = 0
    """So many lines are left out."""


def day(workspace: Workspace, lens: Lens = "all", lines: int = LINES, owner: str = "") -> list[Section]:
    """The sections of a day that have something to tell, for one lens. O(documents).

    Args:
        workspace: What they are about.
        lens: For whom.
        lines: At most so many a section.
        owner: Whose lines; empty for everybody's.
    """
    return workspace.derived(DAY_BOOK).sections(lens, lines, owner)


def has_records(workspace: Workspace, owner: str) -> bool:
    """Return whether somebody owns a record that a day may tell of."""
    wanted = folded(owner)
    rows = (DocumentRow(row) for kind in (*DUE_KINDS, "feature") for row in workspace.rows(kind).values())
    return any(folded(row.owner) == wanted for row in rows)


class Day:
    """A day that is kept up: O(documents) when first read, and little after a commit.

    Due and rotting lines follow the documents that changed. The other sections go through features,
    requests and the deals closed in the quarter, where something but an activity or a term changed.

    Args:
        workspace: The documents.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: _Read | None = None
        self._told: dict[str, tuple[DayLine, ...]] = {}

    def update(self, changed: Changed) -> None:
        """Take in a commit, or a new day: drop the sections that read what changed."""
        for section in [key for key in self._told if _READS[key] & changed.ids.keys()]:
            del self._told[section]
        if changed.ids.keys() & _JUDGED_BY:
            self._read = None
        if self._read is not None:
            self._read.on_commit(changed)

    def sections(self, lens: Lens = "all", lines: int = LINES, owner: str = "") -> list[Section]:
        """The sections that have something to tell.

        Args:
            lens: For whom.
            lines: At most so many a section.
            owner: Whose lines; empty for everybody's.
        """
        whose = folded(owner)
        there, read, today = self._workspace, self._up_to_date(), self._workspace.clock.today()
        tomorrow, later = today + timedelta(days=1), week_of(there, today)[1] + timedelta(days=1)
        dues = read.dues_of(lens, whose)
        makers: Sequence[tuple[str, str, str, Lens, Callable[[], _Lines]]] = (
            ("overdue", "Overdue", "follow-up", "all", lambda: self._due(dues, date.min, today, lines)),
            ("today", "Today", "follow-up", "all", lambda: self._due(dues, today, tomorrow, lines)),
            ("promises", "Promises at risk", "promise-at-risk", "all",
             lambda: self._kept("promises", _promises(there), lines, whose)),
            ("after-close", "After the close", "expected-close-date", "all",
             lambda: self._kept("after-close", _after_close(there), lines, whose)),
            ("rotting", "Rotting deals", "stalled-deals", "sales", lambda: self._rotting(read.rotting, lines, whose)),
            ("slipping", "Slipping", "plan-vs-actual-slip", "product",
             lambda: self._kept("slipping", _slipping(there), lines, whose)),
            ("launches", "Launches", "product-launch", "product",
             lambda: self._kept("launches", _launches(there), lines, whose)),
            ("attainment", "Against the target", "quota-attainment", "sales",
             lambda: self._kept("attainment", _attainment(read.quarter), lines, whose)),
            ("soon", "This week", "follow-up", "all", lambda: self._due(dues, tomorrow, later, lines)),
            ("renewals", "Renewals", "renewal", "all", lambda: self._due(dues, later, date.max, lines)),
        )  # fmt: skip
        found = []
        for key, title, headword, lens_of, make in makers:
            if lens == "all" or lens_of in ("all", lens):
                shown, count = make()
                if count:
                    found.append(Section(key, title, headword, tuple(shown), count - len(shown)))
        return found

    def _up_to_date(self) -> "_Read":
        """The lines read today; on another day everything is read anew."""
        today = self._workspace.clock.today()
        if self._read is None or self._read.today != today:
            self._read = _Read(self._workspace, today)
            self._told.clear()
        return self._read

    def _due(self, dues: Ordered[date, Due], first: date, end: date, most: int) -> _Lines:
        """The lines due from a day on and before another."""
        start, stop = dues.place(first), dues.place(end)
        found = []
        for _, each in dues.lines(start, min(stop, start + most)):
            about = self._workspace.names.label(each.about) if each.about else ""
            note = " · ".join(part for part in (about, each.owner) if part and part != each.text)
            late = each.urgency == "overdue"
            found.append(DayLine(each.id, each.text, note, each.day.isoformat(), late, each.owner, each.act))
        return found, stop - start

    def _rotting(self, rotting: Rotting, most: int, owner: str) -> _Lines:
        """Open deals that are idle beyond what their stage allows, the largest first."""
        rows, names, found = self._workspace.rows("deal"), self._workspace.names, []
        idle_deals, count = rotting.deals.lines(0, most), len(rotting.deals)
        if owner:
            everybody = rotting.deals.lines(0, count)
            mine = [(deal, idle) for deal, idle in everybody if folded(DealRow(rows[deal]).owner) == owner]
            idle_deals, count = mine[:most], len(mine)
        for each, idle in idle_deals:
            deal = DealRow(rows[each])
            money = deal.amount
            who = names.label(deal.account) if deal.account else ""
            note = " · ".join(filter(None, (who, deal.stage, f"idle {idle} days")))
            worth = f", {whole_sums({money.currency: money.amount})}" if money else ""
            found.append(DayLine(each, f"{deal.title}{worth}", note, bad=True, owner=deal.owner))
        return found, count

    def _kept(self, key: str, lines: Iterator[DayLine], most: int, owner: str) -> _Lines:
        """The lines of a section that is made as a whole, and kept until something it may rest on changes."""
        if key not in self._told:
            self._told[key] = tuple(lines)
        told = self._told[key]
        if owner:
            told = tuple(line for line in told if folded(line.owner) == owner)
        return told[:most], len(told)


class _Read:
    """The lines read from all documents, and kept up to date.

    Args:
        workspace: The documents.
        today: The day.
    """

    def __init__(self, workspace: Workspace, today: date) -> None:
        self._workspace, self.today = workspace, today
        self._ahead = Ahead(today, week_of(workspace, today)[1], Stages.stored(workspace.rows("pipeline")))
        every = [due for kind in DUE_KINDS for due in self._dues(kind, workspace.rows(kind))]
        self.dues: dict[Lens, Ordered[date, Due]] = {
            lens: Ordered((due.id, due.day, due) for due in every if _is_for(due, lens)) for lens in LENSES
        }
        self._owned: dict[tuple[Lens, str], Ordered[date, Due]] = {}
        self.rotting = Rotting(workspace, today)
        self.quarter = _Quarter(workspace, period_of(workspace, today))

    def dues_of(self, lens: Lens, owner: str) -> Ordered[date, Due]:
        """Return the due lines of one owner, by a folded name; everybody's if it is empty. Kept up once read."""
        if not owner:
            return self.dues[lens]
        if (lens, owner) not in self._owned:
            everybody = self.dues[lens].lines(0, len(self.dues[lens]))
            mine = ((each, due.day, due) for each, due in everybody if folded(due.owner) == owner)
            self._owned[lens, owner] = Ordered(mine)
        return self._owned[lens, owner]

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit."""
        for kind in DUE_KINDS:
            rows = self._workspace.rows(kind)
            for each in changed.ids.get(kind, ()):
                found = list(self._dues(kind, {each: rows[each]})) if each in rows else []
                for lens in LENSES:
                    self.dues[lens].put(each, ((due.day, due) for due in found if _is_for(due, lens)))
                for (lens, owner), mine in self._owned.items():
                    ours = (due for due in found if _is_for(due, lens) and folded(due.owner) == owner)
                    mine.put(each, ((due.day, due) for due in ours))
        self.rotting.on_commit(changed)
        self.quarter.on_commit(changed)

    def _dues(self, kind: str, rows: Mapping[str, Row]) -> Iterator[Due]:
        return dues(kind, rows, self._ahead)


class _Quarter:
    """A workspace with only those deals that were closed in a period: all that attainment rests on.

    Args:
        workspace: The whole one.
        period: The period.
    """

    def __init__(self, workspace: Workspace, period: Period) -> None:
        self._workspace, self.period, self.clock = workspace, period, workspace.clock
        self._deals = {each: row for each, row in workspace.rows("deal").items() if self._holds(row)}

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit."""
        rows = self._workspace.rows("deal")
        for each in changed.ids.get("deal", ()):
            self._deals.pop(each, None)
            if each in rows and self._holds(rows[each]):
                self._deals[each] = rows[each]

    def _holds(self, row: Row) -> bool:
        closed = DealRow(row).closed
        return closed is not None and self.period.first <= closed <= self.period.last

    @property
    def pipelines(self) -> Pipelines:
        """The stages of deals."""
        return self._workspace.pipelines

    @property
    def settings(self) -> Settings:
        """The settings of the whole workspace."""
        return self._workspace.settings

    def rows(self, kind: str) -> Mapping[str, Row]:
        """The stored documents of a kind by id."""
        return self._deals if kind == "deal" else self._workspace.rows(kind)


_EVERYTHING = frozenset({*KINDS, DAY})
DAY_BOOK = Derived(lambda source: Day(cast("Workspace", source)), _EVERYTHING, follows=_EVERYTHING)
"""The day of a workspace; it follows commits, and the turn of the day."""


def _is_for(due: Due, lens: Lens) -> bool:
    """Tell whether a line is for a lens: features, launches and products are for product, everything else for sales."""
    if lens == "all":
        return True
    return (kind_of(due.about or due.id).name in _PRODUCT) == (lens == "product")


def _promises(workspace: Workspace) -> Iterator[DayLine]:
    """The promises that `promise-at-risk` counts, those with most open money first."""
    tables, today = workspace.tables, workspace.clock.today()
    ids = compute(workspace, "promise-at-risk")[0].inputs[0].ids
    found = [
        _Asked(row, feature, timing(row, feature, deal, today).words, row.promised)
        for each in ids
        if (row := RequestRow.of(tables, each)) is not None
        and (feature := FeatureRow.of(tables, row.feature)) is not None
        for deal in (DealRow.of(tables, row.deal),)
    ]
    yield from _asking(workspace, found)


def _after_close(workspace: Workspace) -> Iterator[DayLine]:
    """The requests of open deals whose feature ships after the close, those with most money first."""
    tables = workspace.tables
    late = late_for_deals(tables, RequestRow.all(tables), outcome_in(workspace.pipelines))
    found = [
        _Asked(each.request, each.feature, f"ships {each.feature.target}, after the close on {close}", close)
        for each in late
        for close in (each.deal.expected_close,)
    ]
    yield from _asking(workspace, found)


class _Asked(NamedTuple):
    """A request that is not met in time."""

    request: RequestRow
    feature: FeatureRow
    words: str
    """When it comes."""
    day: date | None
    """When it was to come."""


def _asking(workspace: Workspace, found: Sequence[_Asked]) -> Iterator[DayLine]:
    """Requests with who asks and what hangs on them, and at last their sum."""
    tables, names = workspace.tables, workspace.names
    hangs = {each.request.id: demand(tables, workspace.pipelines, [each.request]).at_stake for each in found}
    for each in sorted(found, key=lambda one: _weight(hangs[one.request.id], str(one.day or ""))):
        customer = customer_of(tables, each.request)
        who = names.label(customer) if customer else "somebody"
        money = hangs[each.request.id]
        note = " · ".join(filter(None, (whole_sums(money) if money else "", each.words)))
        deal = DealRow.of(tables, each.request.deal)
        owner = deal.owner if deal is not None else each.feature.owner
        line = f"{who}: {each.feature.title}"
        yield DayLine(each.feature.id, line, note, str(each.day or ""), bad=True, owner=owner)
    if len(found) > 1:
        stake = demand(tables, workspace.pipelines, [each.request for each in found]).at_stake
        behind = f"{whole_total(workspace, stake)} open behind" if stake else ""
        yield DayLine("", f"{len(found):,} in all", behind)


def _slipping(workspace: Workspace) -> Iterator[DayLine]:
    """Features not shipped that are late, or later than first planned, those with most money at stake first."""
    tables, today = workspace.tables, workspace.clock.today()
    late = (row for row in FeatureRow.all(tables) if is_slipping(row, today))
    found: list[tuple[Demand, str, FeatureRow]] = [
        (demand_for(workspace, row.id), row.id, row) for row in late
    ]
    for hangs, each, feature in sorted(found, key=lambda one: _weight(one[0].at_stake, one[1])):
        days = slip(feature) or 0
        words = f"{days:,} days later than first planned" if days > 0 else "its day is past"
        stake = f" · {whole_total(workspace, hangs.at_stake)} at stake" if hangs.at_stake else ""
        told = f"{words}{stake}"
        yield DayLine(each, feature.title, told, str(feature.target or ""), bad=True, owner=feature.owner)


def _weight(money: Sums, then: str) -> tuple[Decimal, str]:
    """Most money first, and what has none by something else."""
    return -max(money.values(), default=Decimal()), then


def _launches(workspace: Workspace) -> Iterator[DayLine]:
    today = workspace.clock.today()
    soon = [
        (launch.date, launch)
        for launch in LaunchRow.all(workspace.tables)
        if launch.launched is None and launch.date is not None and launch.date <= today + _MONTH
    ]
    for day, launch in sorted(soon, key=lambda pair: pair[0]):
        items = launch.checklist
        note = f"{sum(item.done for item in items)} of {len(items)} done" if items else ""
        yield DayLine(launch.id, launch.title, note, day.isoformat(), day < today, launch.owner, "launch")


def _attainment(quarter: _Quarter) -> Iterator[DayLine]:
    """The share of this quarter's target that was won, for each owner and for all."""
    period = quarter.period
    for result in (
        *compute(quarter, "quota-attainment", period),
        *compute(quarter, "quota-attainment", period, "owner"),
    ):
        won, target = result.inputs[0], result.inputs[1]
        if result.value is None or not target.value or (result.group and not result.label):
            continue
        told = f"{shown_value(result.value, 'ratio')} of {shown_value(target.value, target.unit)}"
        note = f"won {shown_value(won.value or Decimal(), won.unit)} in {period.label}"
        yield DayLine("", f"{result.label or 'all'}: {told}", note, owner=result.group)
