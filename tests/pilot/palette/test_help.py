"""The sheet of keys: this row and this screen first, then everywhere; typing searches, enter runs."""

from dataclasses import replace

import pytest

from pmtui.commands import COMMANDS, PLACES, Keymap
from pmtui.models.deals.deal_rows import DealRow
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.palette.help_sections import KeyHelp
from pmtui.screens.frame.session import Session
from pmtui.widgets.palette.help_columns import HelpColumns
from pmtui.widgets.palette.help_sheet import HelpSheet
from tests.screens import NARROW, WIDE, press, running, screen_text, type_text


async def test_the_row_comes_first_beside_what_works_everywhere(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "question_mark")
        lines = screen_text(pilot).splitlines()
        heads = next(line for line in lines if "On this deal" in line)
        assert "Everywhere" in heads


async def test_on_a_narrow_terminal_the_columns_stand_below_each_other(demo_session: Session) -> None:
    async with running(demo_session, size=NARROW) as pilot:
        await press(pilot, "question_mark")
        assert "On this deal" in screen_text(pilot)
        assert "Everywhere" not in next(
            line for line in screen_text(pilot).splitlines() if "On this deal" in line
        )
        await press(pilot, "tab")
        assert "the screens" in screen_text(pilot) or "Today" in screen_text(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_key_of_the_place_can_be_reached_by_down(
    demo_session: Session, size: tuple[int, int]
) -> None:
    session = replace(demo_session, keymap=Keymap({"undo": ("ctrl+y",)}))
    async with running(session, size=size) as pilot:
        await press(pilot, "question_mark")
        columns = pilot.app.screen.query_one(HelpColumns)
        listed = {row.command for row in columns.rows if row.runs}
        assert listed == {each.id for each in COMMANDS.values() if "board" in PLACES[each.scope]}
        assert next(row.keys for row in columns.rows if row.command == "undo") == "ctrl+y"
        for _ in range(len(columns.rows)):
            columns.move(1)
        await pilot.pause()
        assert columns.current == columns.rows[-1]
        assert columns.current.text in screen_text(pilot)


async def test_typing_searches_by_every_word_for_a_key_and_enter_runs_it(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "right", "right", "question_mark")
        await type_text(pilot, "promote")
        assert [row.command for row in pilot.app.screen.query_one(HelpColumns).rows] == ["move-on"]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BaseScreen)
        assert DealRow(demo_session.workspace.rows("deal")["D-8"]).stage == "Proposal"


async def test_a_key_that_does_nothing_here_says_why_and_is_not_run(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "question_mark")
        await type_text(pilot, "account, a contact and a deal")
        assert "only on lead, and this is a deal" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HelpSheet)


async def test_the_key_that_opened_the_sheet_closes_it(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "question_mark", "question_mark")
        assert isinstance(pilot.app.screen, BaseScreen)


def test_what_cannot_be_given_now_has_its_reason() -> None:
    sections = KeyHelp(Keymap(), "board", "deal", {"undo": "nothing [b to undo"}).elsewhere()
    rows = {row.command: row for section in sections for row in section.rows}
    assert rows["undo"].reason == "nothing [b to undo"
    assert rows["redo"].reason == ""


def test_in_a_form_its_own_keys_can_be_run() -> None:
    sections = KeyHelp(Keymap(), "form", "", {}).here()
    assert "submit" in {row.command for section in sections for row in section.rows if row.runs}
