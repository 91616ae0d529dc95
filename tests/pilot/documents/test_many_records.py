"""Many records at once: previews before bulk verbs, one field of all, columns, duplicates, other pipelines."""

from textual.pilot import Pilot

from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.merge_records import MergeRecords
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Workspace
from pmtui.widgets.frame.confirm import Confirm
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from pmtui.workflows.references import references
from tests.screens import NARROW, press, running, screen_text, told, type_text


def deal(workspace: Workspace, deal_id: str) -> Deal:
    found = workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def book(pilot: Pilot[None]) -> DocumentScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return screen


async def test_a_bulk_move_shows_what_it_would_change_and_is_one_commit(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "f")
        await type_text(pilot, "stage:qualified")
        await press(pilot, "enter", "V")
        marked = book(pilot).view_widget.selected_keys()
        before = workspace.seq
        await press(pilot, "L")
        assert isinstance(pilot.app.screen, Confirm)
        text = screen_text(pilot)
        assert f"{len(marked)} deals change" in text
        assert all(f"{deal(workspace, each).title}: Qualified > Discovery" in text for each in marked)
        assert workspace.seq == before
        await press(pilot, "n")
        assert workspace.seq == before
        await press(pilot, "L", "y")
        assert workspace.seq == before + 1
        assert {deal(workspace, each).stage for each in marked} == {"Discovery"}
        await press(pilot, "u")
        assert {deal(workspace, each).stage for each in marked} == {"Qualified"}


async def test_deleting_several_asks_and_deleting_one_that_nothing_refers_to_does_not(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    rows = workspace.rows("deal")
    count, referred = len(rows), {found.to for found in references(workspace, tuple(rows))}
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "space", "space", "d")
        assert "2 deals change, worth" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        book(pilot).go_to(next(each for each in rows if each not in referred))
        await press(pilot, "d")
        assert len(rows) == count - 1
        book(pilot).go_to(next(each for each in rows if each in referred))
        await press(pilot, "d")
        assert "those links go too" in " ".join(screen_text(pilot).split())
        assert len(rows) == count - 1
        await press(pilot, "y")
        assert len(rows) == count - 2
        await press(pilot, "u")
        assert len(rows) == count - 1


async def test_editing_marked_deals_sets_one_field_of_all(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "space", "space")
        marked = book(pilot).view_widget.selected_keys()
        await press(pilot, "e")
        await type_text(pilot, "owner")
        await press(pilot, "enter")
        assert "Owner of 2 deals" in screen_text(pilot)
        await type_text(pilot, "zoe")
        await press(pilot, "ctrl+s")
        assert [deal(workspace, each).owner for each in marked] == ["zoe", "zoe"]
        assert "2 deals: owner" in told(pilot)


async def test_a_call_is_logged_about_each_marked_deal(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "space", "space")
        marked = book(pilot).view_widget.selected_keys()
        before = workspace.seq
        await press(pilot, "a")
        assert "about each of 2 deals" in screen_text(pilot)
        await type_text(pilot, "left a message")
        await press(pilot, "enter")
        made = [row for row in workspace.rows("activity").values() if row.get("text") == "left a message"]
        assert [row["about"] for row in made] == list(marked)
        assert workspace.seq == before + 1


async def test_columns_come_in_sets_or_one_by_one_and_are_kept_with_a_view(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "k", "c")
        await type_text(pilot, "dates")
        await press(pilot, "enter")
        assert "First expected" in screen_text(pilot)
        assert "Next step" not in screen_text(pilot).split("\n")[3]
        await press(pilot, "c")
        await type_text(pilot, "lost reason")
        await press(pilot, "enter", "escape")
        assert "Lost reason" in screen_text(pilot)
        await press(pilot, "F")
        await type_text(pilot, "timing")
        await press(pilot, "enter", "c")
        await type_text(pilot, "usual")
        await press(pilot, "enter")
        assert "Lost reason" not in screen_text(pilot)
        await press(pilot, "F")
        await type_text(pilot, "timing")
        await press(pilot, "enter")
        assert "Lost reason" in screen_text(pilot)


async def test_a_board_says_that_it_has_no_columns(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "c")
        assert "a board has no columns; tab shows the table" in told(pilot)


async def test_two_marked_accounts_become_one_with_the_values_that_were_chosen(demo_session: Session) -> None:
    workspace = demo_session.workspace

    def add(**words: str) -> str:
        values = record_commands.read_fields("account", words, record_commands.reading(workspace))
        return record_commands.add(workspace, "account", values).changed[0][1]

    first = add(name="Aa Tarn", industry="software", domain="tarn.io")
    second = add(name="Aa Tarn Ltd", industry="retail", size="80")
    async with running(demo_session, "show-customers", NARROW) as pilot:
        await press(pilot, "space", "space", "M")
        assert isinstance(pilot.app.screen, MergeRecords)
        text = screen_text(pilot)
        assert f"{first} stays" in text
        assert f"{second} goes" in text
        await press(pilot, "j", "j", "l", "enter")
        found = workspace.get(first)
        assert isinstance(found, Account)
        assert (found.name, found.domain, found.industry, found.size) == (
            "Aa Tarn",
            "tarn.io",
            "retail",
            "80",
        )
        assert second not in workspace.rows("account")
        await press(pilot, "u")
        assert second in workspace.rows("account")


async def test_the_other_record_may_stay_and_one_may_leave_both(demo_session: Session) -> None:
    workspace = demo_session.workspace
    for name in ("Aa Tarn", "Aa Tarn Inc"):
        record_commands.add(workspace, "account", {"name": name})
    first, second = list(workspace.rows("account"))[-2:]
    async with running(demo_session, "show-customers") as pilot:
        await press(pilot, "M", "enter")
        assert isinstance(pilot.app.screen, MergeRecords)
        await press(pilot, "escape", "M", "enter", "s", "enter")
        assert first not in workspace.rows("account")
        assert second in workspace.rows("account")


async def test_another_pipeline_has_its_own_board_and_new_deals_join_it(demo_session: Session) -> None:
    workspace = demo_session.workspace
    pipelines.add_pipeline(workspace, "Partners", "pipedrive")
    async with running(demo_session) as pilot:
        assert "[Sales]" in screen_text(pilot)
        await press(pilot, "p")
        await type_text(pilot, "part")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "[Partners]" in text
        assert "Contact Made" in text
        await press(pilot, "l", "N")
        await type_text(pilot, "Reseller 5k")
        await press(pilot, "enter")
        made = list(workspace.rows("deal"))[-1]
        assert (deal(workspace, made).pipeline, deal(workspace, made).stage) == ("Partners", "Qualified")
        await press(pilot, "L")
        assert deal(workspace, made).stage == "Contact Made"


async def test_with_one_pipeline_the_key_says_how_to_make_another(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "p")
        assert "there is one pipeline" in told(pilot)


async def test_a_bulk_move_names_who_is_refused_and_why_before_it_moves_the_others(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "space", "space", "space", "space")
        marked = book(pilot).view_widget.selected_keys()
        before = {each: deal(workspace, each).stage for each in marked}
        assert set(before.values()) >= {"Negotiation", "Proposal"}
        await press(pilot, "L")
        text = screen_text(pilot)
        assert "Refused:" in text
        assert "Umber expansion: D-15 would be won" in text
        assert "Arbor platform: Proposal > Negotiation" in text
        await press(pilot, "y")
        after = {each: deal(workspace, each).stage for each in marked}
        assert [each for each in marked if after[each] == before[each]] == [
            each for each in marked if before[each] == "Negotiation"
        ]
