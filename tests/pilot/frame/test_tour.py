"""The tour on the live screen: each step waits for its key, shows what it did, and takes it back."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from pmtui.commands import Keymap
from pmtui.models.deals.deal_rows import DealRow
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.tour.tour_steps import STEPS
from pmtui.widgets.palette.tour_card import TourCard, TourText
from tests.screens import NARROW, WIDE, press, running, screen_text, type_text


def card(pilot: Pilot[None]) -> TourCard:
    return pilot.app.screen.query_one(TourCard)


def said(pilot: Pilot[None]) -> TourText:
    text = card(pilot).said
    assert text is not None
    return text


def step_shown(pilot: Pilot[None]) -> int:
    return said(pilot).place


def stored(session: Session) -> dict[str, object]:
    """Every document but for the stamps that a change and its undoing leave."""
    return {
        f"{kind}/{key}": {name: value for name, value in row.items() if name not in ("version", "updated_at")}
        for kind in ("deal", "request", "activity", "account", "contact")
        for key, row in session.workspace.rows(kind).items()
    }


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_step_waits_for_its_own_key_and_other_keys_work_as_ever(
    demo_session: Session, size: tuple[int, int]
) -> None:
    async with running(demo_session, size=size) as pilot:
        await press(pilot, "i")
        assert "Look around  1 of 8" in screen_text(pilot)
        assert "Press 3" in screen_text(pilot)
        await press(pilot, "j")
        assert "Press 3" in screen_text(pilot)
        await press(pilot, "3")
        assert "These are the features" in screen_text(pilot)
        await press(pilot, "space")
        assert "Open a record  2 of 8" in screen_text(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        assert screen.TITLE_SHOWN == "Pipeline"


async def test_what_a_step_did_is_shown_and_taken_back(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "right", "right", "i", "space", "space", "space")
        assert step_shown(pilot) == 4
        assert said(pilot).text.startswith("Kestrel rollout has told what it needs")
        await press(pilot, "L")
        assert DealRow(demo_session.workspace.rows("deal")["D-8"]).stage == "Proposal"
        assert said(pilot).note == "Move on D-8 Kestrel rollout; taken back when you go on"
        await press(pilot, "space")
        assert DealRow(demo_session.workspace.rows("deal")["D-8"]).stage == "Discovery"
        assert step_shown(pilot) == 5


async def test_all_eight_steps_leave_the_workspace_as_it_was(demo_session: Session) -> None:
    before = stored(demo_session)
    async with running(demo_session) as pilot:
        await press(pilot, "right", "right", "i", "3", "space", "enter", "space", "slash", "escape", "space")
        await press(pilot, "L", "space")
        assert step_shown(pilot) == 5
        await press(pilot, "A")
        await type_text(pilot, "send the terms fri")
        await press(pilot, "enter", "space")
        assert step_shown(pilot) == 6
        await press(pilot, "r", "enter", "escape", "space")
        assert step_shown(pilot) == 7
        await press(pilot, "N")
        await type_text(pilot, "Harbor trial 12k close:fri")
        await press(pilot, "enter")
        assert stored(demo_session) != before
        await press(pilot, "space")
        assert step_shown(pilot) == 8
        await press(pilot, "u")
        assert "Gone" in screen_text(pilot)
        await press(pilot, "space")
        assert not pilot.app.screen.query(TourCard)
    assert stored(demo_session) == before


async def test_leaving_the_tour_takes_back_what_was_done_in_it(demo_session: Session) -> None:
    before = stored(demo_session)
    async with running(demo_session) as pilot:
        await press(pilot, "right", "right", "i", *["space"] * 3, "L")
        assert stored(demo_session) != before
        await press(pilot, "escape")
        assert not pilot.app.screen.query(TourCard)
        assert stored(demo_session) == before
        await press(pilot, "L")
        assert DealRow(demo_session.workspace.rows("deal")["D-8"]).stage == "Proposal"


async def test_b_goes_a_step_back(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "i", "space", "space", "b")
        assert step_shown(pilot) == 2


async def test_the_keys_of_the_tour_are_typed_in_a_dialog(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "i", "slash")
        await type_text(pilot, "b x")
        assert "b x" in screen_text(pilot)
        await press(pilot, "escape")
        assert step_shown(pilot) == 1


async def test_the_tour_names_the_keys_in_force(demo_session: Session) -> None:
    session = replace(demo_session, keymap=Keymap({"show-roadmap": ("ctrl+o",)}))
    async with running(session) as pilot:
        pilot.app.set_keymap(session.keymap.overrides())
        await press(pilot, "i")
        assert "Press ctrl+o" in screen_text(pilot)


def test_there_are_eight_steps() -> None:
    assert len(STEPS) == 8
