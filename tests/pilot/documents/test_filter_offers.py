"""The line of a filter: it completes, points at mistakes, and saved ones and one's own are a key away."""

from pmtui.models.deals.deal_rows import DealRow
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.filter_bar import FilterBar
from pmtui.workflows import record_commands
from tests.screens import press, running, screen_text, type_text


async def test_tab_takes_what_is_offered(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "sta")
        assert "stage: Stage" in screen_text(pilot)
        await press(pilot, "tab")
        await type_text(pilot, "neg")
        await press(pilot, "tab", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        assert screen.pane.filter_text == "stage:Negotiation"


async def test_down_lights_the_next_offer(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "stage:pro")
        await press(pilot, "down", "tab")
        assert pilot.app.screen.query_one(FilterBar).text == "stage:Proposal "


async def test_a_mistake_is_pointed_at_once_its_word_is_finished(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "clse:fri")
        assert "no field" not in screen_text(pilot)
        await press(pilot, "space")
        assert "deal has no field 'clse'" in screen_text(pilot)
        await press(pilot, *["backspace"] * 9)
        assert "no field" not in screen_text(pilot)


async def test_m_shows_mine_and_everybodys_again(demo_session: Session) -> None:
    rows = demo_session.workspace.rows("deal")
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        everybody = len(screen.pane.listing)
        await press(pilot, "m")
        assert 0 < len(screen.pane.listing) < everybody
        await press(pilot, "f")
        await type_text(pilot, "owner:me is:open")
        await press(pilot, "enter", "m")
        assert screen.pane.filter_text == "is:open"
        assert {DealRow(row).owner for row in rows.values()} - {"ann"}
        await press(pilot, "m", "m", "escape")
        assert len(screen.pane.listing) == everybody


async def test_m_on_today_shows_everybodys_day_and_mine_again(demo_session: Session) -> None:
    async with running(demo_session, "show-today") as pilot:
        assert "[mine]" in screen_text(pilot)
        await press(pilot, "m")
        assert "[mine]" not in screen_text(pilot)
        await press(pilot, "m")
        assert "[mine]" in screen_text(pilot)


async def test_a_saved_view_is_a_figure_away(demo_session: Session) -> None:
    for name, text in (("Big ones", "amount:>20k"), ("Late ones", "is:late")):
        values = {"name": name, "kind": "deal", "filter": text}
        record_commands.add(demo_session.workspace, "view", values)
    async with running(demo_session) as pilot:
        await press(pilot, "F")
        assert "2  Late ones" in screen_text(pilot)
        await press(pilot, "2")
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        assert screen.pane.filter_text == "is:late"
