"""The pipeline, worked in by keyboard."""

from textual.app import App

from pmtui.models.deals.deal import Deal
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import open_workspace
from tests.screens import NARROW, press, running, screen_text, type_text


def stage_of(session: Session, document_id: str) -> str:
    deal = session.workspace.get(document_id)
    assert isinstance(deal, Deal)
    return deal.stage


def current(app: App[None]) -> str:
    screen = app.screen
    assert isinstance(screen, DocumentScreen)
    key = screen.view_widget.current_key
    assert isinstance(key, str)
    return key


async def test_the_board_shows_stages_with_counts_and_totals(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        text = screen_text(pilot)
    for expected in ("Prospecting", "4 · 21k", "Kestrel rollout", "32k", "15 open", "weighted"):
        assert expected in text


async def test_l_moves_the_card_on_and_logs_the_stage(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        moved = current(pilot.app)
        await press(pilot, "L")
        assert stage_of(demo_session, moved) == "Qualified"
        assert current(pilot.app) == moved
        deal = demo_session.workspace.get(moved)
        assert isinstance(deal, Deal)
        assert [entry.stage for entry in deal.stage_log] == ["Prospecting", "Qualified"]
        assert deal.probability == 20


async def test_marks_move_as_one_transaction_that_one_undo_takes_back(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "space", "space", "L", "y")
        qualified = [row["id"] for row in workspace.rows("deal").values() if row["stage"] == "Qualified"]
        assert len(qualified) == 5
        assert next(workspace.history()).name == "Move on 2 deals"
        await press(pilot, "u")
        assert sum(row["stage"] == "Qualified" for row in workspace.rows("deal").values()) == 3


async def test_delete_and_undo_bring_the_deal_back_under_its_id(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        gone = current(pilot.app)
        await press(pilot, "d")
        assert workspace.find(gone) is None
        await press(pilot, "u")
        assert workspace.find(gone) is not None
        await press(pilot, "ctrl+r")
        assert workspace.find(gone) is None


async def test_a_new_deal_starts_in_the_lane_under_the_cursor(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "l", "n")
        await type_text(pilot, "Quay cranes")
        await press(pilot, "ctrl+s")
        deal = next(
            each for each in workspace.all("deal") if isinstance(each, Deal) and each.title == "Quay cranes"
        )
        assert (deal.stage, deal.probability, deal.owner) == ("Qualified", 20, "ann")
        assert current(pilot.app) == deal.id


async def test_a_form_keeps_what_was_typed_when_a_field_is_wrong(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        before = len(demo_session.workspace.rows("deal"))
        await press(pilot, "n")
        await type_text(pilot, "Quay cranes")
        await press(pilot, "down", "down", "down")
        await type_text(pilot, "lots")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "Quay cranes" in text
        assert "'lots' is not an amount of money" in text
        assert len(demo_session.workspace.rows("deal")) == before


async def test_a_filter_narrows_the_board_and_escape_clears_it(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "owner:ann")
        await press(pilot, "enter")
        assert "filter owner:ann" in screen_text(pilot)
        assert "Piper seats" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Piper seats" in screen_text(pilot)


async def test_a_mistake_in_a_filter_is_pointed_at_and_changes_nothing(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "stge:won")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "deal has no field 'stge'; did you mean 'stage'?" in text
        assert "Piper seats" in text


async def test_tab_shows_the_table_and_s_sorts_by_the_column_under_the_cursor(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "l", "l", "l", "s", "S", "g", "g")
        lines = screen_text(pilot).splitlines()
        assert "Amount▼" in lines[2]
        assert "Sable tender" in lines[3]


async def test_enter_opens_the_detail_and_it_follows_the_cursor(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "enter")
        assert "D-15  Umber expansion" in screen_text(pilot)
        await press(pilot, "j")
        await pilot.pause()
        assert "D-14  Lumen Q4 extension" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Stage log" not in screen_text(pilot)


async def test_another_process_s_commit_appears_with_the_cursor_unmoved(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "j")
        here = current(pilot.app)
        other = open_workspace(workspace.path, user="ben", clock=workspace.clock)
        deal = other.get("D-2")
        changes = ChangeSet("Rename")
        changes.update(deal, deal.model_copy(update={"title": "Piper fleet"}))
        other.commit(changes)
        other.close()
        workspace.poll()
        await pilot.pause()
        assert "Piper fleet" in screen_text(pilot)
        assert current(pilot.app) == here


async def test_a_request_links_the_deal_and_the_feature_in_a_few_keys(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        deal = current(pilot.app)
        await press(pilot, "r")
        await type_text(pilot, "slot")
        await press(pilot, "enter")
        request = list(workspace.rows("request").values())[-1]
        assert request["deal"] == deal
        assert workspace.names.label(str(request["feature"])) == "Slot auction"


async def test_g_g_and_shift_g_go_to_the_ends(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "G")
        last = current(pilot.app)
        await press(pilot, "g", "g")
        assert current(pilot.app) != last
        await press(pilot, "end")
        assert current(pilot.app) == last


async def test_at_80_columns_the_detail_takes_the_place_of_the_list(demo_session: Session) -> None:
    async with running(demo_session, size=NARROW) as pilot:
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "First expected close" in text
        assert "Prospecting  4" not in text


async def test_below_60x16_it_says_so_and_recovers(demo_session: Session) -> None:
    async with running(demo_session, size=NARROW) as pilot:
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert "too small" in screen_text(pilot)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "Prospecting" in screen_text(pilot)
        assert "too small" not in screen_text(pilot)


async def test_an_empty_workspace_teaches_the_first_key(empty_session: Session) -> None:
    async with running(empty_session) as pilot:
        await press(pilot, "tab")
        text = screen_text(pilot)
        assert "no deals yet" in text
        assert "add the first deal" in text
