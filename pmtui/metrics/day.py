"""The day in sections: what is due, what rots, slips and is at risk, and how far the target is."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from pmtui.metrics.compute import compute
from pmtui.metrics.demand import Demand, Sums, customer_of, demand
from pmtui.metrics.promises import timing
from pmtui.metrics.scope import text
from pmtui.metrics.shown import shown_value
from pmtui.metrics.table import sums
from pmtui.models.kinds import kind_of
from pmtui.models.money import Money
from pmtui.models.period import containing
from pmtui.store.rows import Row
from pmtui.store.workspace import Workspace
from pmtui.workflows.agenda import Due, agenda

Lens = Literal["all", "product", "sales"]
LENSES: tuple[Lens, ...] = ("all", "product", "sales")
"""For everybody, for who builds, for who sells."""

LINES = 8
"""Lines that a section shows; it says how many more there are."""

_MONTH = timedelta(days=31)
_PRODUCT = frozenset({"feature", "launch", "product", "insight", "research", "objective"})


class DayLine(NamedTuple):
    """One line of a section."""

    id: str
    """The record that it opens; empty for none."""
    text: str
    """What there is to know or do."""
    note: str = ""
    """About what, in whose hands, how much."""
    when: str = ""
    """The day, ISO; empty where there is none."""
    bad: bool = False
    """Whether it is late or at risk."""


class Section(NamedTuple):
    """Lines of one sort."""

    key: str
    """What it is called in `--json`."""
    title: str
    """What stands over it."""
    headword: str
    """Slug of the entry that defines it."""
    lines: tuple[DayLine, ...]
    """The weightiest first."""
    more: int = 0
    """So many lines are left out."""


def day(workspace: Workspace, lens: Lens = "all", lines: int = LINES) -> list[Section]:
    """The sections of a day that have something to tell, for one lens. O(documents).

    Args:
        workspace: What they are about.
        lens: For whom.
        lines: At most so many a section.
    """
    today = workspace.clock.today()
    makers: Sequence[tuple[str, str, str, Lens, Callable[[], Iterator[DayLine]]]] = (
        ("overdue", "Overdue", "follow-up", "all", lambda: _due(workspace, lens, "overdue")),
        ("today", "Today", "follow-up", "all", lambda: _due(workspace, lens, "today")),
        ("promises", "Promises at risk", "promise-at-risk", "all", lambda: _promises(workspace)),
        ("rotting", "Rotting deals", "stalled-deals", "sales", lambda: _rotting(workspace)),
        ("slipping", "Slipping", "plan-vs-actual-slip", "product", lambda: _slipping(workspace)),
        ("launches", "Launches", "product-launch", "product", lambda: _launches(workspace, today)),
        ("attainment", "Against the target", "quota-attainment", "sales", lambda: _attainment(workspace)),
        ("soon", "This week", "follow-up", "all", lambda: _due(workspace, lens, "soon")),
    )
    found = []
    for key, title, headword, whose, make in makers:
        if lens == "all" or whose in ("all", lens):
            every = tuple(make())
            if every:
                found.append(Section(key, title, headword, every[:lines], max(0, len(every) - lines)))
    return found


def _due(workspace: Workspace, lens: Lens, urgency: str) -> Iterator[DayLine]:
    names = workspace.names
    for each in agenda(workspace.tables, workspace.pipelines.whole, workspace.clock.today()):
        if each.urgency == urgency and _is_for(each, lens):
            about = names.label(each.about) if each.about else ""
            note = " · ".join(part for part in (about, each.owner) if part and part != each.text)
            yield DayLine(each.id, each.text, note, each.day.isoformat(), urgency == "overdue")


def _is_for(due: Due, lens: Lens) -> bool:
    """What is about a feature, a launch or a product is for product, everything else for sales."""
    if lens == "all":
        return True
    return (kind_of(due.about or due.id).name in _PRODUCT) == (lens == "product")


def _promises(workspace: Workspace) -> Iterator[DayLine]:
    """The requests that `promise-at-risk` counts, those with most open money first."""
    tables, names = workspace.tables, workspace.names
    late = [tables["request"][each] for each in compute(workspace, "promise-at-risk")[0].inputs[0].ids]
    hangs = {text(row, "id"): demand(tables, workspace.pipelines, [row]).at_stake for row in late}
    for row in sorted(late, key=lambda one: _weight(hangs[text(one, "id")], text(one, "promised"))):
        feature, deal = tables["feature"][text(row, "feature")], tables["deal"].get(text(row, "deal"))
        customer = customer_of(tables, row)
        who = names.label(customer) if customer else "somebody"
        words, _ = timing(row, feature, deal)
        note = " · ".join(filter(None, (sums(hangs[text(row, "id")]), words)))
        limits = text(row, "promised"), text(deal, "expected_close") if deal is not None else ""
        day = min(filter(None, limits), default="")
        yield DayLine(text(feature, "id"), f"{who}: {text(feature, 'title')}", note, day, bad=True)
    if len(late) > 1:
        stake = demand(tables, workspace.pipelines, late).at_stake
        yield DayLine("", f"{len(late):,} in all", f"{sums(stake)} open behind" if stake else "")


def _rotting(workspace: Workspace) -> Iterator[DayLine]:
    """Open deals that are idle beyond what their stage allows, the largest first."""
    today = workspace.clock.today()
    limits = {
        (pipeline.name if place else "", stage.name): stage.rot_days
        for place, pipeline in enumerate(workspace.pipelines)
        for stage in pipeline.stages
        if stage.kind == "open" and stage.rot_days is not None
    }
    touched, planned = _touches(workspace, today)
    found = []
    for each, row in workspace.rows("deal").items():
        limit = limits.get((text(row, "pipeline"), text(row, "stage")))
        if limit is None or each in planned or text(row, "next_step_due") >= today.isoformat():
            continue
        log = row.get("stage_log")
        latest = log[-1] if isinstance(log, list) and log else {}
        entered = str(latest.get("on") or "") if isinstance(latest, dict) else ""
        since = max(touched.get(each, ""), entered, text(row, "opened"))
        idle = (today - date.fromisoformat(since)).days if since else 0
        if idle > limit:
            found.append((_amount(row), each, row, idle))
    for _, each, row, idle in sorted(found, key=lambda one: (-one[0], one[1])):
        money = _money(row)
        who = workspace.names.label(text(row, "account")) if text(row, "account") else ""
        note = " · ".join(filter(None, (who, text(row, "stage"), f"idle {idle} days")))
        yield DayLine(each, f"{text(row, 'title')}{f', {sums({money.currency: money.amount})}' if money else ''}", note,
                      bad=True)  # fmt: skip


def _touches(workspace: Workspace, today: date) -> tuple[dict[str, str], set[str]]:
    """When something was last done about each document, and about which something is planned."""
    touched: dict[str, str] = {}
    planned = set()
    for row in workspace.rows("activity").values():
        about, done = text(row, "about"), text(row, "done")
        if done:
            touched[about] = max(touched.get(about, ""), done)
        elif text(row, "due") >= today.isoformat():
            planned.add(about)
    return touched, planned


def _slipping(workspace: Workspace) -> Iterator[DayLine]:
    """Features not shipped that are late, or later than first planned, those with most money at stake first."""
    today = workspace.clock.today().isoformat()
    late = {
        each: row
        for each, row in workspace.rows("feature").items()
        if text(row, "status") not in ("shipped", "declined")
        and (target := text(row, "target"))
        and (target < today or (text(row, "first_target") and target > text(row, "first_target")))
    }
    asked: dict[str, list[Row]] = {each: [] for each in late}
    for row in workspace.rows("request").values():
        if text(row, "feature") in asked:
            asked[text(row, "feature")].append(row)
    found: list[tuple[Demand, str, Row]] = [
        (demand(workspace.tables, workspace.pipelines, asked[each]), each, row) for each, row in late.items()
    ]
    for hangs, each, feature in sorted(found, key=lambda one: _weight(one[0].at_stake, one[1])):
        first = text(feature, "first_target")
        target = text(feature, "target")
        days = (date.fromisoformat(target) - date.fromisoformat(first)).days if first else 0
        slip = f"{days:,} days later than first planned" if days > 0 else "its day is past"
        stake = f" · {sums(hangs.at_stake)} at stake" if hangs.at_stake else ""
        yield DayLine(each, text(feature, "title"), f"{slip}{stake}", target, bad=True)


def _weight(money: Sums, then: str) -> tuple[Decimal, str]:
    """Most money first, and what has none by something else."""
    return -max(money.values(), default=Decimal()), then


def _launches(workspace: Workspace, today: date) -> Iterator[DayLine]:
    last = (today + _MONTH).isoformat()
    rows = [row for row in workspace.rows("launch").values() if not row.get("launched")]
    for row in sorted(rows, key=lambda one: text(one, "date")):
        if text(row, "date") and text(row, "date") <= last:
            steps = row.get("checklist")
            items = [each for each in steps if isinstance(each, dict)] if isinstance(steps, list) else []
            done = sum(bool(each.get("done")) for each in items)
            note = f"{done} of {len(items)} done" if items else ""
            on = text(row, "date")
            yield DayLine(text(row, "id"), text(row, "title"), note, on, on < today.isoformat())


def _attainment(workspace: Workspace) -> Iterator[DayLine]:
    """What was won of the target of this quarter, for each owner and for all."""
    period = containing(workspace.clock.today())
    for result in (
        *compute(workspace, "quota-attainment", period),
        *compute(workspace, "quota-attainment", period, "owner"),
    ):
        won, target = result.inputs[0], result.inputs[1]
        if result.value is None or not target.value or (result.group and not result.label):
            continue
        told = f"{shown_value(result.value, 'ratio')} of {shown_value(target.value, target.unit)}"
        note = f"won {shown_value(won.value or Decimal(), won.unit)} in {period.label}"
        yield DayLine("", f"{result.label or 'all'}: {told}", note)


def _money(row: Row) -> Money | None:
    stored = row.get("amount")
    return Money.model_validate(stored) if isinstance(stored, dict) else None


def _amount(row: Row) -> Decimal:
    money = _money(row)
    return money.amount if money else Decimal()
