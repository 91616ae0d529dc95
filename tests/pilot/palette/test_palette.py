"""The palette over a screen: acts by their words, done where they are done, with their arguments asked."""

from dataclasses import replace

import pytest

from pmtui.cli.options import Options
from pmtui.cli.session_verbs import SessionVerbs
from pmtui.models.deals.deal_rows import DealRow
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.text_viewer import TextViewer
from pmtui.screens.reports.reports import ReportsScreen
from pmtui.widgets.palette.palette_dialog import Palette
from pmtui.widgets.palette.verb_line import VerbLine
from tests.conftest import TODAY
from tests.screens import press, running, screen_text, type_text


@pytest.fixture
def session(demo_session: Session) -> Session:
    """A person at work in the demo, with the command line at hand."""
    path = str(demo_session.workspace.path)
    options = Options(workspace=path, user="ann", today=TODAY.isoformat())
    return replace(demo_session, verbs=SessionVerbs(options))


async def test_the_palette_names_what_an_act_acts_on_and_its_key(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "right", "right", "colon")
        await type_text(pilot, "advance")
        shown = screen_text(pilot)
        assert "Kestrel rollout, D-8" in shown
        assert "acts on Kestrel rollout, D-8" in shown
        assert "Also found as: advance, promote" in shown
        await press(pilot, "enter")
        assert DealRow(session.workspace.rows("deal")["D-8"]).stage == "Proposal"


async def test_an_act_that_cannot_be_done_says_why_and_does_nothing(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "qualify")
        assert "only on lead, and this is a deal" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Palette)


async def test_a_report_opens_from_any_screen(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "churn")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReportsScreen)
        assert "[Retention]" in screen_text(pilot)


async def test_a_view_opens_from_any_screen(session: Session) -> None:
    async with running(session, "show-reports") as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "personas")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        assert screen.TITLE_SHOWN == "Discovery"
        assert "[personas]" in screen_text(pilot)


async def test_a_verb_of_the_command_line_prints_over_the_screen(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "promises")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TextViewer)
        assert "Single sign-on" in screen_text(pilot)


async def test_a_verb_asks_for_its_arguments_and_begins_with_the_record_under_the_cursor(
    session: Session,
) -> None:
    async with running(session) as pilot:
        await press(pilot, "right", "right", "colon")
        await type_text(pilot, "record")
        await press(pilot, "tab")
        assert isinstance(pilot.app.screen, VerbLine)
        assert "pmtui show D-8" in screen_text(pilot)
        assert "--json" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TextViewer)
        assert "Kestrel rollout" in screen_text(pilot)


async def test_a_verb_that_fails_keeps_its_line_and_says_why(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "sunset")
        await press(pilot, "enter")
        await type_text(pilot, "nothing")
        await press(pilot, "enter")
        assert "there is no product 'nothing'" in screen_text(pilot)
        assert isinstance(pilot.app.screen, VerbLine)


async def test_what_a_verb_writes_is_seen_on_the_screen_and_undone_by_its_key(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "bulk edit")
        await press(pilot, "enter")
        await type_text(pilot, "D-8 title=Kestrel")
        await press(pilot, "enter")
        assert session.workspace.names.label("D-8") == "Kestrel"
        await press(pilot, "escape", "u")
        assert session.workspace.names.label("D-8") == "Kestrel rollout"


async def test_a_theme_is_put_on(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "theme nord")
        await press(pilot, "enter")
        assert pilot.app.theme == "nord"


async def test_words_for_nothing_say_so(session: Session) -> None:
    async with running(session) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "xyzzy")
        assert "No act has these words" in screen_text(pilot)
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, BaseScreen)
