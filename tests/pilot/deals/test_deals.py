"""Deals worked through their keys: in one line, through the checklist, to won or lost, with a saved view."""

from datetime import date

from textual.pilot import Pilot

from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.lead import Lead
from pmtui.screens.acts.act_dialog import ActDialog
from pmtui.screens.acts.exit_checklist import ExitChecklist
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.quick_add import QuickAdd
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.text_viewer import TextViewer
from pmtui.widgets.board.board import Board
from pmtui.widgets.record.detail import Detail
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from tests.screens import press, running, screen_text, told, type_text


def deal(session: Session, deal_id: str) -> Deal:
    found = session.workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def current(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return str(screen.view_widget.current_key)


async def test_a_deal_is_added_in_one_line_that_is_read_back(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "N")
        await type_text(pilot, "Tarn rollout 12k close:fri stage:proposal")
        assert "expected close 2026-11-27 · stage proposal · amount 12,000.00 USD" in screen_text(pilot)
        await press(pilot, "enter")
        made = deal(demo_session, current(pilot))
        assert (made.title, made.stage) == ("Tarn rollout", "Proposal")


async def test_a_line_that_cannot_be_read_stays_open_and_says_why(demo_session: Session) -> None:
    before = demo_session.workspace.seq
    async with running(demo_session) as pilot:
        await press(pilot, "N")
        await type_text(pilot, "Tarn clse:fri")
        assert "is no field of a deal" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QuickAdd)
        await press(pilot, "escape")
    assert demo_session.workspace.seq == before


async def test_going_on_tells_what_was_not_checked(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "L")
        assert "2 not checked x has the checklist" in told(pilot)


async def test_the_checklist_keeps_what_is_ticked_and_takes_the_deal_on(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        moved = current(pilot)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, ExitChecklist)
        await press(pilot, "space", "down", "space", "enter")
        found = deal(demo_session, moved)
        assert found.stage == "Qualified"
        assert found.checked == ("the company fits the profile", "somebody answered")
        assert next(demo_session.workspace.history()).name.startswith("Edit")


async def test_winning_asks_when_and_for_how_much(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        won = current(pilot)
        await press(pilot, "W")
        text = screen_text(pilot)
        for expected in ("Win Piper seats", "amount  1.2k", "mon 23 nov", "2026-Q4", "enter win it"):
            assert expected in text
        assert "because" not in text
        await press(pilot, "enter")
        assert told(pilot) == "Won Piper seats, 1,200 USD u takes it back"
        found = deal(demo_session, won)
        assert (found.stage, found.closed, found.probability) == ("Won", date(2026, 11, 23), 100)


async def test_losing_for_a_missing_feature_asks_which(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        lost = current(pilot)
        await press(pilot, "X")
        await type_text(pilot, "missing feature")
        await press(pilot, "ctrl+s")
        assert "Which feature was missing?" in screen_text(pilot)
        await press(pilot, "enter")
        assert deal(demo_session, lost).stage == "Lost"
        requests = [row for row in demo_session.workspace.rows("request").values() if row.get("deal") == lost]
        assert [row["kind"] for row in requests] == ["blocker"]


async def test_the_brief_is_shown_to_be_taken_along(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        title = deal(demo_session, current(pilot)).title
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, TextViewer)
        assert f"# {title}" in screen_text(pilot)


async def test_a_filter_and_an_order_are_saved_under_a_name_and_come_back(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "f")
        await type_text(pilot, "stage:proposal")
        await press(pilot, "enter", "S", "F")
        await type_text(pilot, "hot")
        await press(pilot, "enter", "escape")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        assert len(screen.pane.listing) > 3
        await press(pilot, "F", "enter")
        assert screen.pane.filter_text == "stage:proposal"
        assert len(screen.pane.listing) == 3
        assert screen.pane.listing.order.reverse
        await press(pilot, "F")
        await type_text(pilot, "hot")
        await press(pilot, "down", "down", "enter")
        assert not demo_session.workspace.rows("view")


async def test_an_idle_deal_rots_until_something_is_planned(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        assert "52d idle !" in screen_text(pilot)
        rotten = next(
            row["id"] for row in workspace.rows("deal").values() if row["title"] == "Orchard add-on"
        )
        activities.log_activity(workspace, str(rotten), "call", "call", date(2026, 11, 30))
        await pilot.pause()
        assert "52d idle !" not in screen_text(pilot)


async def test_a_lead_shows_its_letters_and_score_and_is_converted_by_a_key(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "tab", "G", "enter")
        text = screen_text(pilot)
        assert "BANT" in text
        assert "20k a year" in text
        assert "Score" in text
        lead = current(pilot)
        await press(pilot, "C")
        assert "new deal" in screen_text(pilot)
        await press(pilot, "enter")
        found = demo_session.workspace.get(lead)
        assert isinstance(found, Lead)
        assert (found.status, found.deal is not None) == ("converted", True)
        page = pilot.app.screen
        assert isinstance(page, RecordPageScreen)
        assert page.current == found.deal
        await press(pilot, "escape")
        assert current(pilot) == lead


async def test_a_deal_shows_the_bargaining_range_and_its_way_through_the_stages(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    how = record_commands.reading(workspace)
    limits = {"walk_away": "10k", "their_limit": "12k"}
    async with running(demo_session) as pilot:
        moved = current(pilot)
        record_commands.edit(workspace, [moved], record_commands.read_fields("deal", limits, how))
        await press(pilot, "L", "H", "L", "tab")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        screen.go_to(moved)
        await press(pilot, "enter", "z")
        lines = {line.label: line.value for line in screen.query_one(Detail).lines}
        assert lines["ZOPA"] == "10,000.00 USD to 12,000.00 USD"
        assert "entered 2 times" in lines["Qualified"]


async def test_moving_on_from_the_last_open_stage_asks_what_winning_asks(demo_session: Session) -> None:
    workspace = demo_session.workspace
    last = next(row.id for row in DealRow.all(workspace.tables) if row.stage == "Negotiation")
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        screen.go_to(last)
        await press(pilot, "L")
        assert isinstance(pilot.app.screen, ActDialog)
        assert "Win Umber expansion" in screen_text(pilot)
        assert deal(demo_session, last).stage == "Negotiation"
        await press(pilot, "ctrl+s")
        assert deal(demo_session, last).stage == "Won"


async def test_losing_asks_the_reason_and_the_cursor_goes_to_the_next_card(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        lost, board = current(pilot), screen.view_widget
        assert isinstance(board, Board)
        following = board.lanes.key(board.current_lane, 1)
        await press(pilot, "X")
        assert "no decision" in screen_text(pilot)
        await press(pilot, "backspace", "enter")
        assert "is needed to lose a deal" in " ".join(screen_text(pilot).split())
        await press(pilot, "p")
        assert "because  price" in screen_text(pilot)
        await press(pilot, "enter")
        assert (deal(demo_session, lost).stage, deal(demo_session, lost).lost_reason) == ("Lost", "price")
        assert current(pilot) == following


async def test_a_deal_that_is_over_says_so_at_every_key_and_goes_back_as_it_was(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    before = next(row for row in DealRow.all(workspace.tables) if row.stage == "Proposal")
    record_commands.move(workspace, [before.id], "Won")
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        screen.go_to(before.id)
        for key in ("W", "X", "L"):
            await press(pilot, key)
            assert "is already won since 2026-11-23; open it again first" in told(pilot)
        await press(pilot, "H")
        assert f"back in Proposal, {before.probability} %" in " ".join(screen_text(pilot).split())
        await press(pilot, "enter")
        after = deal(demo_session, before.id)
        assert (after.stage, after.probability, after.closed) == ("Proposal", before.probability, None)


async def test_a_new_account_that_looks_like_one_says_so_before_it_is_saved(demo_session: Session) -> None:
    workspace = demo_session.workspace
    name = str(workspace.rows("account")["A-1"]["name"])
    count = len(workspace.rows("account"))
    async with running(demo_session, "show-customers") as pilot:
        await press(pilot, "n")
        await type_text(pilot, name.upper())
        await press(pilot, "ctrl+s")
        assert "looks like A-1" in " ".join(screen_text(pilot).split())
        assert len(workspace.rows("account")) == count
        await press(pilot, "ctrl+s")
        assert len(workspace.rows("account")) == count + 1


async def test_a_deal_leaves_a_list_of_what_rots_as_soon_as_something_is_planned(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        screen.apply_filter("is:rotting")
        rotten = sorted(screen.pane.listing.ids())
        assert rotten == sorted(workspace.search("deal", "is:rotting").ids)
        activities.log_activity(workspace, rotten[0], "call", "call", date(2026, 11, 30))
        await pilot.pause()
        assert sorted(screen.pane.listing.ids()) == rotten[1:]
