"""The day in sections, by lens, worked out by hand."""

import random

import pytest

from pmtui.errors import PmtuiError
from pmtui.glossary.daily import term_of
from pmtui.metrics.today.day import DAY_BOOK, LENSES, Day, Lens, day
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def busy(workspace: Workspace) -> Workspace:
    """Something of every sort."""
    add(workspace, "account", name="Acme")
    planned = {"title": "Sync", "first_target": "2026-12-01", "target": "2026-12-11"}
    record_commands.add(workspace, "feature", planned)
    add(workspace, "deal", title="Big", account="Acme", amount="50k", opened="2026-06-01", stage="Qualified")
    add(workspace, "deal", title="Small", amount="2k", opened="2026-06-01", stage="Qualified")
    add(workspace, "deal", title="Fresh", amount="9k", next_step="call", next_step_due="2026-11-20")
    add(workspace, "request", deal="D-1", feature="F-1", promised="2026-12-05")
    add(
        workspace,
        "launch",
        title="Winter",
        date="2026-12-20",
        checklist="press | done=yes\ndemo by 2026-12-18",
    )
    add(workspace, "launch", title="Summer", date="2027-06-20", checklist="demo by 2027-06-18")
    add(workspace, "activity", text="review the beta", about="F-1", due="2026-11-25")
    return workspace


def keys(workspace: Workspace, lens: Lens = "all") -> list[str]:
    return [each.key for each in day(workspace, lens)]


def test_every_section_stands_where_it_has_something_to_tell(busy: Workspace) -> None:
    assert keys(busy) == ["overdue", "promises", "rotting", "slipping", "launches", "soon"]
    sections = {each.key: each for each in day(busy)}
    assert [(line.id, line.text) for line in sections["overdue"].lines] == [("D-3", "call")]
    (promise,) = sections["promises"].lines
    assert (promise.id, promise.text, promise.when) == ("F-1", "Acme: Sync", "2026-12-05")
    assert promise.note == "50,000 USD · ships 2026-12-11, promised for 2026-12-05"
    (slip,) = sections["slipping"].lines
    assert slip.note == "10 days later than first planned · 50,000 USD at stake"
    (launch,) = sections["launches"].lines
    assert (launch.text, launch.note, launch.bad) == ("Winter", "1 of 2 done", False)


def test_what_ships_after_the_close_is_no_promise_and_has_a_section_of_its_own(workspace: Workspace) -> None:
    add(workspace, "feature", title="Sync", target="2026-12-11")
    add(workspace, "deal", title="Big", amount="50k", expected_close="2026-12-10")
    add(workspace, "deal", title="Late", amount="70k", expected_close="2026-12-12")
    for deal in ("D-1", "D-2"):
        add(workspace, "request", deal=deal, feature="F-1")
    assert "promises" not in keys(workspace)
    (late,) = [each for each in day(workspace) if each.key == "after-close"]
    (line,) = late.lines
    assert (line.text, line.when) == ("Big: Sync", "2026-12-10")
    assert line.note == "50,000 USD · ships 2026-12-11, after the close on 2026-12-10"


def test_rotting_deals_come_by_value_and_not_where_something_is_planned(busy: Workspace) -> None:
    (rotting,) = [each for each in day(busy) if each.key == "rotting"]
    assert [(line.id, line.text) for line in rotting.lines] == [
        ("D-1", "Big, 50,000 USD"),
        ("D-2", "Small, 2,000 USD"),
    ]
    assert rotting.lines[0].note == "Acme · Qualified · idle 175 days"
    add(busy, "activity", text="call", about="D-1", due="2026-12-24")
    (rotting,) = [each for each in day(busy) if each.key == "rotting"]
    assert [line.id for line in rotting.lines] == ["D-2"]


@pytest.mark.parametrize(
    ("lens", "found"),
    [
        ("product", ["promises", "slipping", "launches", "soon"]),
        ("sales", ["overdue", "promises", "rotting"]),
    ],
)
def test_a_lens_shows_what_is_its_own(busy: Workspace, lens: Lens, found: list[str]) -> None:
    assert keys(busy, lens) == found


def test_a_section_says_how_many_more_there_are(workspace: Workspace) -> None:
    for number in range(5):
        add(workspace, "activity", text=f"call {number}", due="2026-11-20")
    (overdue,) = day(workspace, lines=3)
    assert (len(overdue.lines), overdue.more) == (3, 2)


def test_a_quiet_day_has_no_sections(workspace: Workspace) -> None:
    assert day(workspace) == []


DAYS = ("2026-06-01", "2026-10-02", "2026-11-20", "2026-11-23", "2026-11-25", "2026-12-20", "2027-02-01", "")
STAGES = ("Prospecting", "Qualified", "Proposal", "Won", "Lost")


def change_something(workspace: Workspace, chance: random.Random) -> None:
    """One commit of any sort."""
    deals = sorted(workspace.rows("deal"))
    words: dict[str, dict[str, str]] = {
        "deal": {
            "title": "Deal", "amount": chance.choice(("", "9k", "20k", "9k EUR")), "stage": chance.choice(STAGES),
            "owner": chance.choice(("ann", "ben")), "next_step_due": chance.choice((*DAYS, "", "", "", "")),
            "opened": chance.choice(DAYS[:3]),
        },
        "activity": {
            "text": "call", "about": chance.choice([*deals, "F-1", "A-1", ""]), "due": chance.choice(DAYS),
            "done": chance.choice(("", "", *DAYS[:4])), "owner": "ann",
        },
        "request": {"deal": chance.choice(deals), "feature": "F-1", "promised": chance.choice(DAYS)},
        "feature": {"title": "Next", "target": chance.choice(DAYS)},
        "account": {"name": chance.choice(("Acme", "Beta")), "renewal": chance.choice(DAYS)},
        "target": {"period": "2026-Q4", "amount": "50k", "owner": chance.choice(("", "ann"))},
        "launch": {"title": "Spring", "date": chance.choice(DAYS[3:6])},
    }  # fmt: skip
    kind = chance.choice(["deal", "activity", *words])
    there = sorted(workspace.rows(kind))
    values = {name: word for name, word in words[kind].items() if word or (there and chance.random() < 0.5)}
    act = chance.choice(("add", "amend", "amend", "delete", "undo"))
    try:
        if act == "undo":
            workspace.undo()
        elif act == "delete" and kind in ("activity", "request", "deal") and len(there) > 3:
            record_commands.delete(workspace, [chance.choice(there)])
        elif act == "amend" and there:
            read = record_commands.read_fields(kind, values, record_commands.reading(workspace))
            record_commands.edit(workspace, [chance.choice(there)], read)
        else:
            add(workspace, kind, **{name: word for name, word in values.items() if word})
    except PmtuiError:
        return


@pytest.mark.parametrize("seed", range(4))
def test_a_day_that_is_kept_up_tells_what_a_fresh_one_tells(busy: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    kept = busy.derived(DAY_BOOK)
    kept.sections()
    told = set()
    for _ in range(150):
        before = busy.seq
        change_something(busy, chance)
        if busy.seq != before:
            for lens in LENSES:
                assert kept.sections(lens, 1_000) == Day(busy).sections(lens, 1_000)
            told |= {each.key for each in kept.sections()}
    assert told - {"renewals"} == {
        "overdue", "today", "promises", "rotting", "slipping", "launches", "attainment", "soon",
    }  # fmt: skip


def test_a_stage_that_may_rest_longer_lets_its_deals_rest(busy: Workspace) -> None:
    kept = busy.derived(DAY_BOOK)
    assert "rotting" in [each.key for each in kept.sections()]
    pipelines.set_stage(busy, "", "Qualified", {"rot_days": "1000"})
    assert "rotting" not in [each.key for each in kept.sections()]
    assert kept.sections() == Day(busy).sections()


def test_every_term_has_its_day() -> None:
    slugs = [f"term-{number}" for number in range(10)]
    shown = {
        term_of(TODAY.fromordinal(TODAY.toordinal() + ahead), slugs, lambda slug: None) for ahead in range(10)
    }
    assert shown == set(slugs)
    assert term_of(TODAY, [], lambda slug: None) == ""
    only = term_of(
        TODAY, slugs, lambda slug: {"discipline": "sales" if slug == "term-4" else "product"}, "sales"
    )
    assert only == "term-4"
