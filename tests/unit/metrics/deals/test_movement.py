"""The movement of the forecast, week by week, each figure worked out by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pmtui.metrics.deals.movement import Week, movement
from pmtui.metrics.reports.reports import csv_rows, report
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import parse_period
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

PERIOD = parse_period("2026-Q4", date(2026, 11, 23))


@dataclass(frozen=True)
class Calendar(Clock):
    """A clock that is put forward by hand."""

    days: list[date] = field(default_factory=lambda: [date(2026, 10, 5)])

    def today(self) -> date:
        return self.days[-1]

    def now(self) -> datetime:
        day = self.today()
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Workspace]:
    """Seven deals over three weeks, one of them in euro."""
    clock = Calendar()
    workspace = create_workspace(tmp_path / "w", user="ann", clock=clock)

    def add(**words: str) -> None:
        values = record_commands.read_fields("deal", words, record_commands.reading(workspace))
        record_commands.add(workspace, "deal", values)

    def put(deal_id: str, **words: str) -> None:
        values = record_commands.read_fields("deal", words, record_commands.reading(workspace))
        record_commands.edit(workspace, [deal_id], values)

    for amount in ("100", "200", "300", "400"):
        add(title=amount, amount=amount, expected_close="2026-11-30")
    add(title="far", amount="50", expected_close="2027-02-01")
    add(title="euro", amount="70 EUR", expected_close="2026-12-01")
    clock.days.append(date(2026, 10, 14))  # the week of the 12th
    put("D-1", amount="150")
    record_commands.move(workspace, ["D-2"], "Won")
    put("D-3", expected_close="2027-01-10")
    clock.days.append(date(2026, 10, 21))  # the week of the 19th
    record_commands.move(workspace, ["D-4"], "Lost", "price")
    put("D-5", expected_close="2026-12-20")
    add(title="quick", amount="30", expected_close="2026-10-30")
    record_commands.move(workspace, ["D-7"], "Won")
    clock.days.append(date(2026, 10, 30))
    yield workspace
    workspace.close()


def _sums(week: Week) -> tuple[int, ...]:
    """Open, added, moved, changed, won, lost, open then."""
    return (
        int(week.opening), int(week.added), int(week.moved), int(week.changed), int(week.won), int(week.lost),
        int(week.closing),
    )  # fmt: skip


def test_each_week_tells_what_came_went_and_changed(moved: Workspace) -> None:
    weeks = movement(moved, moved.history(), PERIOD)
    assert [(each.first.isoformat(), each.currency, _sums(each)) for each in weeks] == [
        ("2026-10-05", "EUR", (0, 70, 0, 0, 0, 0, 70)),
        ("2026-10-05", "USD", (0, 1000, 0, 0, 0, 0, 1000)),
        ("2026-10-12", "USD", (1000, 0, -300, 50, 200, 0, 550)),
        ("2026-10-19", "USD", (550, 30, 50, 0, 30, 400, 200)),
    ]
    assert set(weeks[2].ids) == {"D-1", "D-2", "D-3"}


def test_every_week_adds_up_and_hands_on_to_the_next(moved: Workspace) -> None:
    weeks = [each for each in movement(moved, moved.history(), PERIOD) if each.currency == "USD"]
    for week in weeks:
        assert week.opening + week.added + week.moved + week.changed - week.won - week.lost == week.closing
    assert [each.closing for each in weeks[:-1]] == [each.opening for each in weeks[1:]]
    # D-1 at 150 and D-5 at 50 are what is open now and due within the quarter.
    assert weeks[-1].closing == Decimal(200)


def test_what_was_undone_moved_nothing(moved: Workspace) -> None:
    before = movement(moved, moved.history(), PERIOD)
    record_commands.delete(moved, ["D-1"])
    assert movement(moved, moved.history(), PERIOD)[-1].moved == -150
    moved.undo()
    now = movement(moved, moved.history(), PERIOD)
    assert [_sums(each) for each in now[: len(before)]] == [_sums(each) for each in before]
    assert all(each.moved == 0 for each in now[len(before) :])


def test_the_report_signs_what_goes_and_the_spreadsheet_gets_bare_figures(moved: Workspace) -> None:
    shown = report(moved, "movement", PERIOD)
    assert shown.rows[2] == (
        "2026-10-12", "USD", "1,000", "0", "-300", "+50", "-200", "0", "550", "3",
    )  # fmt: skip
    assert csv_rows(shown)[3][2:6] == ("1000", "0", "-300", "+50".removeprefix("+"))


def test_a_close_date_that_passes_takes_the_deal_out_of_the_forecast(tmp_path: Path) -> None:
    clock = Calendar()
    workspace = create_workspace(tmp_path / "w", user="ann", clock=clock)
    for title, close in (("late", "2026-10-14"), ("later", "2026-12-01"), ("put off", "2026-10-15")):
        words = {"title": title, "amount": "100", "expected_close": close}
        values = record_commands.read_fields("deal", words, record_commands.reading(workspace))
        record_commands.add(workspace, "deal", values)
    clock.days.append(date(2026, 10, 28))
    record_commands.edit(workspace, ["D-3"], {"expected_close": date(2026, 11, 20)})
    weeks = movement(workspace, workspace.history(), PERIOD)
    assert [(each.first.isoformat(), _sums(each), tuple(sorted(each.ids))) for each in weeks] == [
        ("2026-10-05", (0, 300, 0, 0, 0, 0, 300), ("D-1", "D-2", "D-3")),
        ("2026-10-12", (300, 0, -200, 0, 0, 0, 100), ("D-1", "D-3")),
        ("2026-10-26", (100, 0, 100, 0, 0, 0, 200), ("D-3",)),
    ]
    workspace.close()
