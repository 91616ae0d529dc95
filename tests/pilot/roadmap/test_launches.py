"""Launches, products and features on the roadmap by keyboard: decided, ended, and told of on paper."""

from textual.pilot import Pilot

from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.screens.frame.session import Session
from pmtui.screens.roadmap.roadmap import RoadmapScreen
from pmtui.workflows import record_commands
from tests.screens import press, running, screen_text, told, type_text

ROADMAP = "show-roadmap"
_VIEWS = 10


async def show(pilot: Pilot[None], view: str) -> None:
    """Go from view to view until one is shown."""
    for _ in range(_VIEWS):
        screen = pilot.app.screen
        assert isinstance(screen, RoadmapScreen)
        if screen.pane.view.id == view:
            return
        await press(pilot, "tab")
    raise AssertionError(f"no view {view}")


def add(session: Session, kind: str, /, **words: str) -> str:
    workspace = session.workspace
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def launch(session: Session, document_id: str = "L-1") -> Launch:
    found = session.workspace.get(document_id)
    assert isinstance(found, Launch)
    return found


def product(session: Session, document_id: str) -> Product:
    found = session.workspace.get(document_id)
    assert isinstance(found, Product)
    return found


def row_of(pilot: Pilot[None], title: str) -> str:
    return next(line for line in screen_text(pilot).splitlines() if title in line)


# Launches


async def test_a_launch_shows_its_checklist_and_how_many_things_block_it(empty_session: Session) -> None:
    feature = add(empty_session, "feature", title="Gate", target="2026-12-01", compliance="SOC 2")
    add(
        empty_session, "launch", title="Winter", date="2026-12-10", features=feature,
        checklist="press release by 2026-12-09 | done=yes\ndemo by 2026-12-08",
    )  # fmt: skip
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "launches")
        line = row_of(pilot, "Winter")
        assert "1 of 2" in line
        assert "3 !" in line
        await press(pilot, "enter")
        text = screen_text(pilot)
    assert "3 things block it" in text
    assert "1 of 2 done" in text
    assert "Gate: " in text


async def test_a_blocked_launch_goes_for_a_reason_only(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await show(pilot, "launches")
        await press(pilot, "x")
        assert "blocks it" in screen_text(pilot)
        assert "needed: something blocks it" in screen_text(pilot)
        await press(pilot, "enter")
        assert "cannot go" in screen_text(pilot)
        assert launch(demo_session).decision is None
        await press(pilot, "tab")
        await type_text(pilot, "the fair is on")
        await press(pilot, "enter")
    decided = launch(demo_session)
    assert (decided.decision, decided.decision_reason) == ("go", "the fair is on")
    assert decided.overridden


async def test_no_go_takes_a_reason_and_undo_takes_it_back(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await show(pilot, "launches")
        await press(pilot, "x")
        await type_text(pilot, "no-go")
        await press(pilot, "tab")
        await type_text(pilot, "not ready")
        await press(pilot, "enter")
        assert launch(demo_session).decision == "no-go"
        assert "no-go" in row_of(pilot, "winter release")
        await press(pilot, "u")
        assert launch(demo_session).decision is None


async def test_a_launch_that_nothing_blocks_ships_its_features(empty_session: Session) -> None:
    feature = add(empty_session, "feature", title="Gate", target="2026-11-20", status="beta")
    add(
        empty_session, "launch", title="Winter", date="2026-11-23", features=feature,
        checklist="press release | done=yes",
    )  # fmt: skip
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "launches")
        assert " !" not in row_of(pilot, "Winter")
        await press(pilot, "x")
        assert "nothing blocks it" in screen_text(pilot)
        await press(pilot, "l")
        assert "1 feature   ship" in screen_text(pilot)
        await press(pilot, "enter")
        assert "today" in row_of(pilot, "Winter")
    assert launch(empty_session).launched is not None
    assert empty_session.workspace.rows("feature")[feature]["status"] == "shipped"


# Papers


async def test_papers_of_a_feature_a_launch_and_a_product(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await show(pilot, "features")
        await press(pilot, "k", "b")
        assert "The problem" in screen_text(pilot)
        await press(pilot, "escape")
        await show(pilot, "launches")
        await press(pilot, "k", "b")
        assert "NO-GO" in screen_text(pilot)
        await press(pilot, "escape")
        await show(pilot, "products")
        await press(pilot, "k", "b")
        assert "accounts on it" in screen_text(pilot)


# The portfolio


async def test_the_portfolio_shows_products_by_stage_with_their_money(demo_session: Session) -> None:
    async with running(demo_session, ROADMAP) as pilot:
        await show(pilot, "portfolio")
        text = screen_text(pilot)
        heads = text.splitlines()[2]
        assert heads.index("Growth") < heads.index("Sunset announced")
        card = row_of(pilot, "Harbor Desk")
        assert "/y" in card
        assert "won" in text
        assert "open" in text
        assert "sold to 31 mar" in text


async def test_a_product_moves_along_its_life_and_its_new_stage_has_a_lane(empty_session: Session) -> None:
    add(empty_session, "product", name="Berth", lifecycle="decline")
    add(empty_session, "product", name="Crane", lifecycle="growth")
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "portfolio")
        assert "Introduction" not in screen_text(pilot)
        await press(pilot, "H")
        assert product(empty_session, "P-2").lifecycle == "introduction"
        assert "Introduction" in screen_text(pilot).splitlines()[2]
        await press(pilot, "u")
        assert "Introduction" not in screen_text(pilot)


async def test_money_moves_a_product_up_its_lane(empty_session: Session) -> None:
    add(empty_session, "product", name="Anchor")
    add(empty_session, "product", name="Berth")
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "portfolio")
        text = screen_text(pilot)
        assert text.index("Anchor") < text.index("Berth")
        add(empty_session, "deal", title="d", product="Berth", amount="90k")
        await pilot.pause()
        text = screen_text(pilot)
        assert text.index("Berth") < text.index("Anchor")
        assert "open 90k" in text


async def test_the_end_of_a_product_is_announced_with_a_task_for_each_account(empty_session: Session) -> None:
    add(empty_session, "product", name="Berth")
    add(empty_session, "account", name="Acme")
    add(empty_session, "deal", title="d", product="Berth", account="Acme", amount="9k", stage="Won")
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "portfolio")
        await press(pilot, "x")
        assert "Retire Berth" in screen_text(pilot)
        assert "1 account on it   a task for each: Acme" in screen_text(pilot)
        await press(pilot, "tab")
        await type_text(pilot, "2027-03-31")
        await press(pilot, "tab")
        await type_text(pilot, "2027-09-30")
        await press(pilot, "ctrl+s")
        assert "sold to 31 mar" in screen_text(pilot)
    ended = product(empty_session, "P-1")
    assert ended.lifecycle == "sunset announced"
    assert [str(row.get("about")) for row in empty_session.workspace.rows("activity").values()] == ["A-1"]


async def test_dates_out_of_order_are_refused_in_the_form(empty_session: Session) -> None:
    add(empty_session, "product", name="Berth")
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "products")
        await press(pilot, "x", "tab")
        await type_text(pilot, "2027-03-31")
        await press(pilot, "tab")
        await type_text(pilot, "2027-01-30")
        await press(pilot, "ctrl+s")
        assert "is before" in screen_text(pilot) + told(pilot)
    assert product(empty_session, "P-1").lifecycle == "growth"


# The detail of a feature


async def test_a_feature_says_how_it_stands(empty_session: Session) -> None:
    one = add(empty_session, "feature", title="Berth", target="2026-12-20")
    two = add(
        empty_session, "feature", title="Crane", start="2026-12-01", target="2027-01-15", depends_on=one,
        requirements="a | done=yes\nb\nc | done=yes\nd", compliance="GDPR", budget="10k", actual="12,500",
    )  # fmt: skip
    values = record_commands.read_fields(
        "feature", {"target": "2027-01-25"}, record_commands.reading(empty_session.workspace)
    )
    record_commands.edit(empty_session.workspace, [two], {"first_target_on": "2026-11-20"})
    record_commands.edit(empty_session.workspace, [two], values)
    async with running(empty_session, ROADMAP) as pilot:
        await show(pilot, "features")
        await press(pilot, "G", "enter", "z", "G")
        text = screen_text(pilot)
    for told_line in (
        "50%: 2 of 4 requirements", "Blocks launch  GDPR", "10 days later than first planned",
        "125% of the budget, 2,500.00 over", "Berth · ends 2026-12-20 !",
    ):  # fmt: skip
        assert told_line in " ".join(text.split("  ")) or told_line in text
