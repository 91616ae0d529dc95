"""Between roadmap and pipeline by keyboard: requests, promises before they break, whom to call once it ships."""

import pytest

from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.request import Request
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from tests.pilot.roadmap.test_launches import add, row_of, show
from tests.screens import press, running, screen_text, type_text

ROADMAP, PIPELINE = "show-roadmap", "show-pipeline"


def feature(session: Session, document_id: str = "F-1") -> Feature:
    found = session.workspace.get(document_id)
    assert isinstance(found, Feature)
    return found


def request(session: Session, document_id: str = "Q-1") -> Request:
    found = session.workspace.get(document_id)
    assert isinstance(found, Request)
    return found


@pytest.fixture
def promised(empty_session: Session) -> Session:
    """A feature planned for December, promised to Acme for the end of the year in a deal of 12k."""
    add(empty_session, "account", name="Acme")
    add(empty_session, "contact", name="Kim Lee", account="Acme", email="kim@acme.example")
    add(empty_session, "feature", title="Sync", horizon="now", status="development", target="2026-12-28")
    add(empty_session, "deal", title="Rollout", account="Acme", amount="12k", expected_close="2027-01-20")
    add(
        empty_session,
        "request",
        deal="D-1",
        feature="F-1",
        kind="blocker",
        promised="2026-12-31",
        quote="or we walk",
    )
    return empty_session


# Requests


async def test_two_keys_note_a_request_and_the_form_takes_the_rest(empty_session: Session) -> None:
    add(empty_session, "feature", title="Sync")
    add(empty_session, "deal", title="Rollout", account="", amount="12k")
    async with running(empty_session, PIPELINE) as pilot:
        await press(pilot, "r", "enter")
        assert (request(empty_session).deal, request(empty_session).feature) == ("D-1", "F-1")
        assert "noted as Q-1" in screen_text(pilot)
        await press(pilot, "tab", "tab")
        await type_text(pilot, "2026-12-24")
        await press(pilot, "ctrl+s")
    assert str(request(empty_session).promised) == "2026-12-24"


async def test_escape_leaves_the_request_as_it_is(empty_session: Session) -> None:
    add(empty_session, "feature", title="Sync")
    add(empty_session, "deal", title="Rollout")
    async with running(empty_session, PIPELINE) as pilot:
        await press(pilot, "r", "enter", "escape")
    assert request(empty_session).kind == "important"


@pytest.mark.parametrize(("downs", "kind"), [(0, "feature"), (1, "insight")])
async def test_what_is_not_there_yet_is_made_on_the_spot(
    empty_session: Session, downs: int, kind: str
) -> None:
    add(empty_session, "account", name="Acme")
    add(empty_session, "deal", title="Rollout", account="Acme")
    async with running(empty_session, PIPELINE) as pilot:
        await press(pilot, "r")
        await type_text(pilot, "tide tables")
        await press(pilot, *["down"] * downs, "enter")
    (made,) = empty_session.workspace.rows(kind).values()
    assert made["title"] == "tide tables"
    if kind == "feature":
        assert request(empty_session).feature == "F-1"
    else:
        assert (made["deal"], made["account"]) == ("D-1", "A-1")
    assert empty_session.workspace.undo().name.startswith(f"Undo: New {kind}")


async def test_a_lead_asks_too(empty_session: Session) -> None:
    add(empty_session, "feature", title="Sync")
    add(empty_session, "lead", name="Kim Lee", company="Acme")
    async with running(empty_session, PIPELINE) as pilot:
        for _ in range(6):
            if "Kim Lee" not in screen_text(pilot):
                await press(pilot, "tab")
        await press(pilot, "r", "enter", "escape")
    (lead,) = empty_session.workspace.rows("lead")
    assert request(empty_session).lead == lead


async def test_a_feature_says_who_asks_and_a_deal_whether_it_ships_in_time(promised: Session) -> None:
    async with running(promised, ROADMAP) as pilot:
        await show(pilot, "features")
        await press(pilot, "enter", "z")
        text = screen_text(pilot)
    for part in ("Asked for by 1", "12,000 USD in 1", "or we walk", "Next close"):
        assert part in text
    async with running(promised, PIPELINE) as pilot:
        await press(pilot, "tab", "enter", "z")
        assert "ships 2026-12-28, before the close" in screen_text(pilot)


# Promises


async def test_moving_a_target_past_a_promise_asks_first(promised: Session) -> None:
    async with running(promised, ROADMAP) as pilot:
        await press(pilot, "tab", "L")
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "breaks 1 promise, 12,000 USD open behind" in text
        assert "Acme was told 2026-12-31" in text
        assert str(feature(promised).target) == "2026-12-28"
        await press(pilot, "n")
        assert str(feature(promised).target) == "2026-12-28"
        await press(pilot, "L", "y")
        assert str(feature(promised).target) == "2027-01-04"


async def test_a_horizon_makes_no_promise_worse_and_asks_nothing(promised: Session) -> None:
    async with running(promised, ROADMAP) as pilot:
        await press(pilot, "l", "l", "H")
        assert "breaks" not in screen_text(pilot)
        assert feature(promised).horizon == "next"
        await press(pilot, "L")
        assert feature(promised).horizon == "now"


async def test_the_form_says_it_once_and_saves_at_the_second_time(promised: Session) -> None:
    async with running(promised, ROADMAP) as pilot:
        await show(pilot, "features")
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, FormScreen)
        pilot.app.screen.first = "target"
        await press(pilot, "ctrl+u")
        await type_text(pilot, "2027-03-01")
        await press(pilot, "ctrl+s")
        assert "Save again" in screen_text(pilot)
        assert str(feature(promised).target) == "2026-12-28"
        await press(pilot, "ctrl+s")
    assert str(feature(promised).target) == "2027-03-01"


async def test_both_boards_mark_a_promise_that_will_not_be_kept(promised: Session) -> None:
    async with running(promised, PIPELINE) as pilot:
        assert "P " not in row_of(pilot, "Rollout")
        add(promised, "request", deal="D-1", feature="F-1", promised="2026-12-01")
        await pilot.pause()
        assert "▎P " in screen_text(pilot) or "▌P " in screen_text(pilot)
    async with running(promised, ROADMAP) as pilot:
        assert "▎P " in screen_text(pilot)


# Ship


async def test_shipping_shows_whom_to_call_once(promised: Session) -> None:
    async with running(promised, ROADMAP) as pilot:
        await press(pilot, "l", "l", "L")
        text = screen_text(pilot)
        assert "Ship Sync" in text
        assert "promised for 2026-12-31" in text
        assert "kept ✓, Gate 9" in text or "kept ✓" in text
        assert feature(promised).status != "shipped"
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "Who asked for Sync" in text
        assert "call Kim Lee" in text
        await press(pilot, "escape")
        assert feature(promised).status == "shipped"
        assert "Who asked" not in screen_text(pilot)
