"""Time travel: screens as they were, read only, and the way back to now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmtui.app import Start
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.values.clock import Clock
from pmtui.screens.frame.session import Session
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.screens import NARROW, app_on, press, running, screen_text, told, type_text


@dataclass(frozen=True)
class Calendar(Clock):
    """A clock that is put forward by hand."""

    days: list[date] = field(default_factory=lambda: [date(2026, 11, 2)])

    def today(self) -> date:
        return self.days[-1]

    def now(self) -> datetime:
        day = self.today()
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def add(workspace: Workspace, kind: str, /, **words: str) -> None:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    record_commands.add(workspace, kind, values)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Alpha came on 2 November, Bravo on the 10th; on the 17th Alpha went on to Proposal; today is the 23rd."""
    clock = Calendar()
    workspace = create_workspace(tmp_path / "acme", user="ann", clock=clock)
    add(workspace, "deal", title="Alpha", amount="100", stage="Prospecting", expected_close="2026-12-01")
    clock.days.append(date(2026, 11, 10))
    add(workspace, "deal", title="Bravo", amount="900", stage="Qualified", expected_close="2026-12-01")
    add(workspace, "feature", title="Sign-on", horizon="now")
    clock.days.append(date(2026, 11, 17))
    record_commands.move(workspace, ["D-1"], "Proposal")
    clock.days.append(date(2026, 11, 23))
    yield Session(workspace, Settings(), Keymap())
    workspace.close()


async def test_a_week_back_shows_the_board_as_it_was_and_says_so(session: Session) -> None:
    async with running(session) as pilot:
        assert "as of" not in screen_text(pilot).splitlines()[0]
        await press(pilot, "left_square_bracket")
        head = screen_text(pilot).splitlines()[0]
        assert "as of 2026-11-16" in head
        assert "read only" in head
        text = screen_text(pilot)
        assert "Bravo" in text
        lanes = next(line for line in text.splitlines() if "Alpha" in line)
        assert lanes.index("Alpha") < lanes.index("Bravo")
        await press(pilot, "left_square_bracket")
        assert "as of 2026-11-09" in screen_text(pilot)
        assert "Bravo" not in screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert "as of 2026-11-16" in screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert "as of" not in screen_text(pilot).splitlines()[0]
        await press(pilot, "right_square_bracket")
        assert "this is now" in told(pilot)


async def test_keys_pressed_faster_than_screens_are_made_lose_nothing(session: Session) -> None:
    back, on = "left_square_bracket", "right_square_bracket"
    async with running(session) as pilot:
        await pilot.press(back, on, back, back, on, "3", "1", back, on, "question_mark", "escape", "4")
        await press(pilot, "escape")
        await press(pilot, "escape", "escape", "4")
        assert pilot.app.is_running
        assert "as of" not in screen_text(pilot).splitlines()[0]
        assert "Bravo" in screen_text(pilot)
        names = [name for name in pilot.app._installed_screens if "@" in name]
        assert len(names) == len([name for name in names if name.rsplit("@")[1] == names[0].rsplit("@")[1]])


async def test_the_mark_is_seen_on_a_narrow_terminal_too(session: Session) -> None:
    async with running(session, size=NARROW) as pilot:
        await press(pilot, "left_square_bracket")
        assert "as of 2026-11-16" in screen_text(pilot).splitlines()[0]


async def test_escape_goes_back_to_now_once_nothing_else_is_open(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "left_square_bracket", "enter", "escape")
        assert "as of 2026-11-16" in screen_text(pilot)
        await press(pilot, "escape")
        assert "as of" not in screen_text(pilot).splitlines()[0]
        await press(pilot, "escape")
        assert pilot.app.is_running


@pytest.mark.parametrize(
    "keys", [("L",), ("n",), ("e",), ("d",), ("u",), ("ctrl+r",), ("a",), ("W",), ("N",)]
)
async def test_every_write_is_refused_with_a_reason(session: Session, keys: tuple[str, ...]) -> None:
    before = session.workspace.seq
    async with running(session) as pilot:
        await press(pilot, "left_square_bracket", *keys)
        assert "as of" in screen_text(pilot)
        said = told(pilot)
        assert "as of 2026-11-16; esc goes back to now" in said or "as it was on an earlier day" in said
    assert session.workspace.seq == before


async def test_other_screens_are_of_the_same_day_and_now_is_as_it_was_left(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "left_square_bracket", "left_square_bracket", "3")
        assert "as of 2026-11-09" in screen_text(pilot)
        assert "Sign-on" not in screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert "Sign-on" in screen_text(pilot)
        await press(pilot, "4", "5", "2", "1", "3", "escape")
        assert "as of" not in screen_text(pilot).splitlines()[0]
        await press(pilot, "4")
        assert "Alpha" in screen_text(pilot)


async def test_view_filter_and_cursor_come_along(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "tab", "f")
        await type_text(pilot, "amount:>500")
        await press(pilot, "enter", "left_square_bracket")
        text = screen_text(pilot)
        assert "[table]" in text
        assert "filter amount:>500" in text
        assert "▌ Bravo" in text
        assert "Alpha" not in text


async def test_any_day_can_be_picked_or_typed(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "Y")
        await type_text(pilot, "a day")
        await press(pilot, "enter")
        assert "as of 2026-11-22" in screen_text(pilot)
        await press(pilot, "Y")
        await type_text(pilot, "2026-11-03")
        await press(pilot, "enter")
        assert "as of 2026-11-03" in screen_text(pilot)
        await press(pilot, "Y")
        await type_text(pilot, "back to now")
        await press(pilot, "enter")
        assert "as of" not in screen_text(pilot).splitlines()[0]


async def test_before_the_history_begins_there_is_nothing_to_show(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "Y")
        await type_text(pilot, "2026-10-01")
        await press(pilot, "enter")
        assert "nothing was recorded by 2026-10-01" in told(pilot)
        assert "as of" not in screen_text(pilot).splitlines()[0]


async def test_the_forecast_is_the_forecast_as_it_was(session: Session) -> None:
    async with running(session, "show-reports") as pilot:
        await press(pilot, "tab")
        assert "pipeline 900 USD" in screen_text(pilot)
        assert "best case 100 USD" in screen_text(pilot)
        await press(pilot, "left_square_bracket")
        assert "[Forecast] · 2026-Q4" in screen_text(pilot)
        assert "pipeline 1,000 USD" in screen_text(pilot)
        await press(pilot, "4", "o")
        assert "1,000" in screen_text(pilot)


async def test_the_program_may_begin_on_a_day_that_is_past(session: Session) -> None:
    app = app_on(session)
    app._start = Start(as_of=date(2026, 11, 9))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "as of 2026-11-09" in screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert "as of 2026-11-16" in screen_text(pilot)
