"""The roadmap, planned by keyboard: the timeline, the chain behind a target, lanes by other fields."""

from datetime import date

import pytest

from pmtui.models.roadmap.feature import Feature
from pmtui.screens.frame.session import Session
from pmtui.screens.roadmap.roadmap import RoadmapScreen
from pmtui.widgets.timeline.timeline import Timeline
from pmtui.workflows import record_commands
from tests.pilot.deals.test_pipeline import current
from tests.pilot.widgets.stage import painted
from tests.screens import NARROW, press, running, screen_text, told, type_text

ROADMAP = "show-roadmap"


def add(session: Session, title: str, **words: str) -> str:
    values = record_commands.read_fields(
        "feature", {"title": title, **words}, record_commands.reading(session.workspace)
    )
    return record_commands.add(session.workspace, "feature", values).changed[0][1]


def feature(session: Session, document_id: str) -> Feature:
    found = session.workspace.get(document_id)
    assert isinstance(found, Feature)
    return found


def line_of(text: str, title: str) -> str:
    return next(line for line in text.splitlines() if title in line)


@pytest.fixture
def chain(empty_session: Session) -> Session:
    """Three features, each waiting for the one before, and one that waits for none."""
    one = add(empty_session, "Berth", start="2026-11-02", target="2026-12-04")
    two = add(empty_session, "Crane", start="2026-12-07", target="2027-01-15", depends_on=one)
    add(empty_session, "Depot", start="2027-01-18", target="2027-02-12", depends_on=two)
    add(empty_session, "Entry")
    record_commands.edit(empty_session.workspace, [one, two], {"first_target_on": date(2026, 11, 20)})
    return empty_session


async def test_the_timeline_draws_months_with_today_and_a_bar_for_each_feature(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab")
        text = screen_text(pilot)
    assert "[timeline]" in text
    for name in ("Oct 2026", "Nov 2026", "Jan 2027", "▼today"):
        assert name in text
    assert "◆" in line_of(text, "Berth")
    assert "no dates" in line_of(text, "Entry")


async def test_letters_say_what_comes_before_and_after_the_feature_under_the_cursor(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab", "j")
        text = screen_text(pilot)
        assert line_of(text, "Berth").startswith("  BBerth")
        assert line_of(text, "Crane").startswith("▌  Crane")
        assert line_of(text, "Depot").startswith("  ADepot")
        assert "F-2 · B first F-1 · A after F-3" in text
        await press(pilot, "G")
        text = screen_text(pilot)
        assert line_of(text, "Berth").startswith("   Berth")
        assert line_of(text, "Depot").startswith("   Depot")


async def test_a_move_on_the_timeline_paints_titles_and_no_bars(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab")
        timeline = pilot.app.screen.query_one(Timeline)
        regions = painted(timeline)
        await press(pilot, "j")
        assert len(set(regions)) == 3  # two titles, and the letter of another row
        assert all("height=1" in region for region in regions)
        assert all(int(region.partition("width=")[2].partition(",")[0]) <= 3 + 32 + 2 for region in regions)


async def test_l_moves_the_target_a_week_and_d_slips_what_waits_for_it(chain: Session) -> None:
    workspace = chain.workspace
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab", "L")
        assert str(feature(chain, "F-1").target) == "2026-12-11"
        text = screen_text(pilot)
        assert "F-2 begins before F-1 ends D slips the chain" in told(pilot)
        assert "!" in line_of(text, "Crane")
        assert "F-1 · A after F-2!" in text
        await press(pilot, "D")
        assert [str(feature(chain, each).start) for each in ("F-2", "F-3")] == ["2026-12-11", "2027-01-19"]
        assert [str(feature(chain, each).target) for each in ("F-2", "F-3")] == ["2027-01-19", "2027-02-13"]
        assert next(workspace.history()).name == "Slip 2 features after F-1"
        assert "!" not in line_of(screen_text(pilot), "Crane")
        await press(pilot, "u", "u")
        assert str(feature(chain, "F-1").target) == "2026-12-04"
        assert str(feature(chain, "F-3").start) == "2027-01-18"


async def test_a_slip_is_dotted_from_the_first_target(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab", *["L"] * 6)
        line = line_of(screen_text(pilot), "Berth")
        assert "◇┄" in line
        assert line.index("◇") < line.index("◆")


async def test_quarters_move_targets_by_months_and_the_calendar_scrolls(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab", "minus")
        assert "Q4 2026" in screen_text(pilot)
        await press(pilot, "L")
        assert str(feature(chain, "F-1").target) == "2027-01-04"
        await press(pilot, "l")
        assert "Q4 2026" not in screen_text(pilot)
        await press(pilot, "h", "plus")
        assert "Nov 2026" in screen_text(pilot)


async def test_what_cannot_be_moved_says_why(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "plus")
        assert "months and quarters are columns of the timeline" in told(pilot)
        await press(pilot, "tab", "D")
        assert "nothing that waits for F-1 begins before it ends" in told(pilot)
        await press(pilot, "G", "L")
        assert "F-4 has no target to move" in told(pilot)


async def test_marked_targets_move_together_after_a_look(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "tab", "space", "space", "L")
        assert "Move the target of 2 features later" in screen_text(pilot)
        await press(pilot, "y")
        assert [str(feature(chain, each).target) for each in ("F-1", "F-2")] == ["2026-12-11", "2027-01-22"]
        await press(pilot, "u")
        assert str(feature(chain, "F-2").target) == "2027-01-15"


async def test_a_filter_and_an_order_hold_on_the_timeline_too(chain: Session) -> None:
    async with running(chain, ROADMAP, NARROW) as pilot:
        await press(pilot, "tab", "f")
        await type_text(pilot, "depot")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "Depot" in text
        assert "Berth" not in text
        await press(pilot, "escape", "S")
        assert current(pilot.app) == "F-3"


async def test_an_empty_timeline_says_what_to_press(empty_session: Session) -> None:
    async with running(empty_session, ROADMAP) as pilot:
        await press(pilot, "tab")
        assert "no features yet" in screen_text(pilot)
        assert "add the first feature" in screen_text(pilot)


# Lanes


async def test_lanes_by_status_move_cards_along_the_statuses(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await press(pilot, "B")
        await type_text(pilot, "status")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "[board by status]" in text
        for lane in ("Idea", "Discovery", "Planned", "Development"):
            assert lane in text
        moved = current(pilot.app)
        assert feature(demo_session, moved).status == "idea"
        await press(pilot, "L")
        assert feature(demo_session, moved).status == "discovery"
        assert current(pilot.app) == moved
        await press(pilot, "H", "H")
        assert f"{moved} is already idea" in told(pilot)


async def test_lanes_by_product_take_their_names_and_have_no_order(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await press(pilot, "B")
        await type_text(pilot, "product")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "Harbor Classic" in text
        assert "no product" in text
        await press(pilot, "L")
        assert "lanes by product have no order to move along; e changes the product" in told(pilot)


async def test_a_lane_comes_with_the_first_feature_in_it(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "B")
        await type_text(pilot, "owner")
        await press(pilot, "enter")
        assert "zoe" not in screen_text(pilot)
        record_commands.edit(chain.workspace, ["F-2"], {"owner": "zoe"})
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, RoadmapScreen)
        assert "zoe" in screen_text(pilot)


async def test_a_new_feature_starts_in_the_lane_under_the_cursor(chain: Session) -> None:
    async with running(chain, ROADMAP) as pilot:
        await press(pilot, "B")
        await type_text(pilot, "status")
        await press(pilot, "enter", "l", "n")
        await type_text(pilot, "Gate")
        await press(pilot, "ctrl+s")
        assert feature(chain, "F-5").status == "discovery"


async def test_a_blocked_feature_ships_by_its_key_only_for_a_reason(empty_session: Session) -> None:
    one = add(empty_session, "Berth", horizon="now", status="beta", requirements="a | done=yes\nb")
    async with running(empty_session, ROADMAP) as pilot:
        await press(pilot, "l", "l", "L")
        assert "has 1 of 2 requirements done" in screen_text(pilot)
        await press(pilot, "escape")
        assert feature(empty_session, one).status == "beta"
        await press(pilot, "L")
        await type_text(pilot, "the port waits")
        await press(pilot, "enter")
    shipped = feature(empty_session, one)
    assert (shipped.status, shipped.shipped_reason) == ("shipped", "the port waits")
    assert shipped.shipped_despite == ("F-1 requirements",)
