"""Reports on the screen: walked, compared, drilled, copied."""

import subprocess
import sys
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.reports.reports import ReportsScreen
from pmtui.workflows import record_commands
from tests.screens import NARROW, press, running, screen_text, told, type_text


def numbers(pilot: Pilot[None]) -> list[str]:
    """The keys of the rows of the report that is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, ReportsScreen)
    rows = screen.moving.rows
    return [rows.key(place).replace("\t", " ") for place in range(len(rows))]


async def test_seven_opens_the_reports_and_tab_walks_through_all(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "7")
        titles = []
        for _ in range(15):
            titles.append(screen_text(pilot).splitlines()[1].partition("]")[0].strip(" ["))
            await press(pilot, "tab")
        assert titles == [
            "Funnel", "Forecast", "Movement", "Velocity", "Won and lost", "Attainment", "Activity", "Retention",
            "Demand", "Delivery", "Budget", "Portfolio", "Markets", "Revenue", "Matrix",
        ]  # fmt: skip
        assert "[Funnel]" in screen_text(pilot)


async def test_a_chart_stands_above_the_numbers(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        text = screen_text(pilot)
    assert "Prospecting 7┤" in text
    assert "conversion" in text
    # Eight deals entered the second stage and eleven the third: eight elevenths as long
    bars = {line.count("█") for line in text.splitlines() if "Qualified 8" in line or "Discovery 11" in line}
    assert 8 * max(bars) == pytest.approx(11 * min(bars), abs=12)


async def test_narrow_and_ascii_terminals_get_bars_of_text(demo_session: Session) -> None:
    async with running(demo_session, "show-reports", NARROW) as pilot:
        assert "Prospecting ████" in screen_text(pilot)
        assert "┤" not in screen_text(pilot)
    async with running(replace(demo_session, ascii=True), "show-reports") as pilot:
        assert "Prospecting ####" in screen_text(pilot)


async def test_enter_opens_the_records_behind_a_row(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, PipelineScreen)
        assert "only Funnel Qualified: 9 deals" in screen_text(pilot)
        await press(pilot, "7")
        assert "[Funnel]" in screen_text(pilot)
        await press(pilot, "tab", "G", "k", "enter")
        assert "no records stand behind this row" in told(pilot)


async def test_periods_are_walked_picked_and_compared(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "tab", "tab", "tab", "tab", "less_than_sign")
        assert "[Won and lost] · 2026-Q3" in screen_text(pilot)
        assert numbers(pilot)[:4] == ["won ", "lost missing feature", "lost competitor", "lost price"]
        assert numbers(pilot)[4:] == ["win rate by count", "win rate by value, USD", "win rate by value, EUR"]
        await press(pilot, "greater_than_sign", "c")
        assert "beside 2026-Q3" in screen_text(pilot)
        assert "change" in screen_text(pilot)
        await press(pilot, "p")
        await type_text(pilot, "2026")
        await press(pilot, "enter")
        assert "[Won and lost] · 2026 ·" in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "less_than_sign")
        assert "Demand is a state and has no period" in told(pilot)


async def test_an_empty_report_says_so_and_how_to_go_on(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "greater_than_sign")
        assert "nothing to report for 2027-Q1" in screen_text(pilot)
        await press(pilot, "less_than_sign")
        assert len(numbers(pilot)) == 5


async def test_a_report_is_told_by_a_field(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "B")
        await type_text(pilot, "owner")
        await press(pilot, "enter")
        assert numbers(pilot) == ["ann", "ben", "cleo"]


async def test_y_copies_the_report_as_markdown(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "y")
        assert told(pilot)


async def test_a_commit_is_taken_in_when_the_screen_is_seen_again(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        await press(pilot, "4")
        record_commands.move(demo_session.workspace, ["D-1"], "Negotiation")
        await press(pilot, "7")
        assert "Negotiation 3┤" in screen_text(pilot)


async def test_words_of_the_report_are_defined_and_nothing_is_written(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        seq = demo_session.workspace.seq
        await press(pilot, "n", "d", "e")
        assert demo_session.workspace.seq == seq
        await press(pilot, "K")
        assert "pipeline stage" in screen_text(pilot).casefold()


def test_plotext_is_imported_with_the_screen_and_not_before() -> None:
    code = (
        "import sys, pmtui.app, pmtui.screens.screen_manager, pmtui.screens.deals.pipeline; "
        "import pmtui.screens.today.today; "
        "print([name for name in sys.modules if 'plotext' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
