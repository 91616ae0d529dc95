"""Ranking features by keyboard: inputs edited in the row, tried out, taken over from who asks."""

import pytest

from pmtui.models.roadmap.feature import Feature
from pmtui.screens.frame.session import Session
from pmtui.workflows import record_commands
from tests.pilot.deals.test_pipeline import current
from tests.pilot.roadmap.test_launches import add, row_of, show
from tests.screens import NARROW, press, running, screen_text, told, type_text

ROADMAP = "show-roadmap"


def feature(session: Session, document_id: str) -> Feature:
    found = session.workspace.get(document_id)
    assert isinstance(found, Feature)
    return found


@pytest.fixture
def three(empty_session: Session) -> Session:
    """RICE 40, 20 and none."""
    add(empty_session, "feature", title="Berth", reach="100", impact="2", confidence="80", effort="4")
    add(empty_session, "feature", title="Crane", reach="50", impact="2", confidence="80", effort="4")
    add(empty_session, "feature", title="Depot")
    return empty_session


async def test_rank_and_result_move_as_an_input_is_typed_and_enter_saves_once(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        assert row_of(pilot, "Crane").split()[0] == "2"
        await press(pilot, "j", "e")
        await type_text(pilot, "200")
        line = row_of(pilot, "Crane")
        assert (line.split()[1], line.split()[-1]) == ("1", "80")
        assert feature(three, "F-2").reach == 50
        await press(pilot, "enter")
        saved = feature(three, "F-2")
        assert (saved.reach, saved.scored_by, str(saved.scored_on)) == (200, "RICE", "2026-11-23")
        assert current(pilot.app) == "F-2"
        await press(pilot, "u")
        assert feature(three, "F-2").reach == 50
        assert row_of(pilot, "Crane").split()[1] == "2"


async def test_escape_drops_what_was_typed(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "e")
        await type_text(pilot, "1")
        assert row_of(pilot, "Berth").split()[1] == "2"
        await press(pilot, "escape")
        assert row_of(pilot, "Berth").split()[1] == "1"
    assert feature(three, "F-1").reach == 100


async def test_tab_goes_on_and_arrows_step_along_the_scale(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "G", "e")
        await type_text(pilot, "10")
        await press(pilot, "tab", "up", "up", "up", "tab", "up", "up", "tab")
        await type_text(pilot, "2")
        await press(pilot, "enter")
    saved = feature(three, "F-3")
    assert (saved.reach, saved.impact, saved.confidence, saved.effort) == (10, 1, 50, 2)


async def test_what_an_input_cannot_take_is_not_saved(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "e")
        await type_text(pilot, "many")
        assert row_of(pilot, "Berth").split()[1] == "1"
        await press(pilot, "enter")
        assert "reach" in told(pilot)
        await press(pilot, "escape")
    assert feature(three, "F-1").reach == 100


async def test_what_if_saves_nothing_and_says_so(three: Session) -> None:
    async with running(three, ROADMAP, NARROW) as pilot:
        await show(pilot, "priorities")
        before = three.workspace.seq
        await press(pilot, "w", "j", "e")
        await type_text(pilot, "900")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "WHAT IF: 1 changed, nothing is saved" in text
        assert "900*" in row_of(pilot, "Crane")
        assert row_of(pilot, "Crane").split()[1] == "1"
        await press(pilot, "w")
        assert "WHAT IF" not in screen_text(pilot)
        assert row_of(pilot, "Crane").split()[1] == "2"
    assert three.workspace.seq == before


async def test_a_what_if_goes_on_over_a_change_made_elsewhere(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "w", "e")
        await type_text(pilot, "900")
        await press(pilot, "enter")
        how = record_commands.reading(three.workspace)
        record_commands.edit(
            three.workspace, ["F-1"], record_commands.read_fields("feature", {"effort": "2"}, how)
        )
        await pilot.pause()
        assert row_of(pilot, "Berth").split()[-1] == "720"


async def test_the_reach_is_taken_from_who_asks(three: Session) -> None:
    for name in ("Acme", "Bolt"):
        add(three, "account", name=name)
        add(three, "request", account=name, feature="F-3")
    add(three, "deal", title="d", account="Acme", amount="9k")
    add(three, "request", deal="D-1", feature="F-3")
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "G")
        assert "2 ask · 9k" in row_of(pilot, "Depot")
        await press(pilot, "t")
        assert feature(three, "F-3").reach == 2
        await press(pilot, "g", "g", "t")
        assert "nobody asks for F-1" in told(pilot)


async def test_another_method_has_its_own_inputs(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await press(pilot, "number_sign")
        await type_text(pilot, "mos")
        await press(pilot, "enter", "e", "up", "up", "up", "up", "enter")
        assert "by MoSCoW · 1 of 3 ranked" in screen_text(pilot)
        assert feature(three, "F-1").moscow == "must"
        await press(pilot, "number_sign")
        await type_text(pilot, "score")
        await press(pilot, "enter", "e")
        await type_text(pilot, "5")
        await press(pilot, "tab")
        await type_text(pilot, "4")
        await press(pilot, "enter")
    assert [(each.criterion, each.score) for each in feature(three, "F-1").scores] == [
        ("Customer value", 5),
        ("Strategic fit", 4),
    ]


async def test_a_filter_lists_fewer_and_ranks_them_among_all(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "f")
        await type_text(pilot, "crane")
        await press(pilot, "enter")
        assert "Berth" not in screen_text(pilot)
        assert row_of(pilot, "Crane").split()[1] == "2"


async def test_a_rank_explains_itself_in_the_detail(three: Session) -> None:
    async with running(three, ROADMAP) as pilot:
        await show(pilot, "priorities")
        await press(pilot, "e")
        await type_text(pilot, "120")
        await press(pilot, "enter", "enter", "z")
        text = screen_text(pilot)
    assert "48 from Reach 120, Impact 2, Conf 80, Effort 4 · since 2026-11-23" in text
