"""The glossary through its keys: finding, reading, comparing, owning, learning, and what it comes to here."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmtui.glossary.learning import Shelf
from pmtui.models.glossary.term import Term
from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.compare_terms import CompareScreen
from pmtui.screens.glossary.entry_pane import EntryPane
from pmtui.screens.glossary.entry_screen import EntryScreen
from pmtui.screens.glossary.flashcards import FlashcardsScreen
from pmtui.screens.glossary.glossary import GlossaryScreen
from pmtui.screens.glossary.process_map import ProcessScreen
from pmtui.widgets.form.form import Form
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.grid.grid import Grid
from pmtui.widgets.record.detail import Detail
from pmtui.workflows import record_commands
from tests.conftest import TODAY
from tests.screens import NARROW, press, running, screen_text, told, type_text


def slug_of(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, GlossaryScreen | EntryScreen)
    return screen.query_one(EntryPane).slug


async def find(pilot: Pilot[None], typed: str) -> None:
    await press(pilot, "slash")
    await type_text(pilot, typed)
    await press(pilot, "enter")
    await pilot.pause()


async def test_what_is_typed_lists_what_it_means_and_the_entry_follows(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win raet")
        assert slug_of(pilot) == "win-rate"
        assert "Of the deals decided in a period" in screen_text(pilot)


async def test_on_a_narrow_terminal_the_list_is_seen_while_one_types(demo_session: Session) -> None:
    async with running(demo_session, "show-pipeline", NARROW) as pilot:
        await press(pilot, "2", "slash")
        await type_text(pilot, "quota att")
        assert "Quota attainment" in screen_text(pilot)
        assert "Discipline" in screen_text(pilot)
        await press(pilot, "enter", "enter", "slash")
        assert "Discipline" in screen_text(pilot)


async def test_the_glossary_opens_with_the_founding_comparison(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await pilot.pause()
        assert slug_of(pilot) == "product-management-and-sales"
        assert "Goals and objectives" in screen_text(pilot)


async def test_the_name_that_matched_stands_beside_the_headword(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "close rate")
        assert "Win rate (close rate)" in screen_text(pilot)


@pytest.mark.parametrize("word", ["sql", "pm", "po", "opportunity", "lead", "map", "poc"])
async def test_a_homonym_asks_which_sense(demo_session: Session, word: str) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, word)
        assert "which one?" in screen_text(pilot)
        await press(pilot, "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, GlossaryScreen)
        assert slug_of(pilot)


async def test_links_are_walked_and_walked_back(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win rate")
        await press(pilot, "enter", "G", "enter")
        followed = slug_of(pilot)
        assert followed != "win-rate"
        await press(pilot, "less_than_sign")
        assert slug_of(pilot) == "win-rate"
        await press(pilot, "greater_than_sign")
        assert slug_of(pilot) == followed


async def test_left_and_right_read_the_headwords_in_turn(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win rate")
        await press(pilot, "enter", "right")
        after = slug_of(pilot)
        assert after != "win-rate"
        await press(pilot, "left")
        assert slug_of(pilot) == "win-rate"


async def test_a_random_term_is_a_term_and_back_leads_back(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await pilot.pause()
        await press(pilot, "R", "R", "R")
        await pilot.pause()
        assert slug_of(pilot)
        await press(pilot, "less_than_sign", "less_than_sign", "less_than_sign")
        assert slug_of(pilot) == "product-management-and-sales"


async def test_favourites_are_kept_and_listed(demo_session: Session, home: Path) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win rate")
        await press(pilot, "asterisk")
        assert Shelf(home / ".local/state/pmtui").favourites == ["win-rate"]
        await press(pilot, "escape", "f")
        await type_text(pilot, "favourites")
        await press(pilot, "enter")
        grid = pilot.app.screen.query_one(Grid)
        assert [grid.rows.key(at) for at in range(len(grid.rows))] == ["win-rate"]
        assert "only favourites" in screen_text(pilot)
        await press(pilot, "escape")
        assert len(grid.rows) > 300


async def test_a_filter_lists_one_phase_and_searching_stays_within(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await press(pilot, "f")
        await type_text(pilot, "metrics")
        await press(pilot, "enter", "slash")
        await type_text(pilot, "deal")
        text = screen_text(pilot)
        assert "Average deal size" in text
        assert "Deal owner" not in text


async def test_marked_terms_are_compared(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        grid = pilot.app.screen.query_one(Grid)
        for slug in ("arr", "mrr", "nrr"):
            grid.go_to(slug)
            await press(pilot, "space")
        await press(pilot, "equals_sign")
        assert isinstance(pilot.app.screen, CompareScreen)
        text = screen_text(pilot)
        assert "Annual recurring revenue" in text
        assert "Monthly recurring revenue" in text
        assert "≠ Formula" in text
        await press(pilot, "escape")
        assert "≠ Formula" not in screen_text(pilot)


async def test_one_term_is_compared_with_one_that_is_picked_its_contrasts_first(
    demo_session: Session,
) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "arr")
        await press(pilot, "equals_sign")
        assert "Compare Annual recurring revenue with what?" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert "Monthly recurring revenue" in screen_text(pilot)


async def test_terms_can_be_compared_from_any_screen(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "equals_sign")
        await type_text(pilot, "mrr")
        await press(pilot, "enter")
        await type_text(pilot, "arr")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CompareScreen)


async def test_more_than_three_marks_are_too_many(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await press(pilot, "space", "space", "space", "space", "equals_sign")
        assert isinstance(pilot.app.screen, GlossaryScreen)
        await pilot.pause()
        assert "compare takes 2 or 3" in told(pilot)


async def test_define_opens_over_the_screen_and_leaves_its_place(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab", "j", "j")
        before = screen_text(pilot)
        await press(pilot, "K")
        assert isinstance(pilot.app.screen, EntryScreen)
        await press(pilot, "right", "escape", "escape")
        assert screen_text(pilot) == before


async def test_a_metric_shows_its_value_and_opens_the_records_behind(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win rate")
        await press(pilot, "enter")
        pane = pilot.app.screen.query_one(EntryPane)
        labels = [line.label for line in pane.lines]
        assert "In this workspace" in labels
        assert "Eight periods" in labels
        pane.cursor = labels.index("won")
        await press(pilot, "enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert "only win-rate: won" in text
        assert isinstance(pilot.app.screen, PipelineScreen)
        await press(pilot, "escape")
        assert "only win-rate" not in screen_text(pilot)


async def test_what_if_moves_the_result_and_saves_nothing(demo_session: Session) -> None:
    workspace = demo_session.workspace
    before = workspace.seq
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "win rate")
        await press(pilot, "w")
        assert "Win rate: 70 %" in screen_text(pilot)
        await press(pilot, "backspace")
        await type_text(pilot, "9")
        assert "Win rate: 75 %" in screen_text(pilot)
        assert "now 70 %, +5 %" in screen_text(pilot)
        await press(pilot, "x")
        assert "is not a number" in screen_text(pilot)
        await press(pilot, "escape")
    assert workspace.seq == before


async def test_what_if_on_a_word_that_is_no_metric_says_so(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "champion")
        await press(pilot, "w")
        assert "no metric" in told(pilot)


async def test_an_entry_lists_the_records_that_use_it(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "champion")
        pane = pilot.app.screen.query_one(EntryPane)
        assert "Used by" in [line.label for line in pane.lines]
        assert any("contact" in line.label for line in pane.lines)


async def test_the_process_map_walks_six_phases_and_opens_the_open_work(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "g", "p")
        assert isinstance(pilot.app.screen, ProcessScreen)
        titles = []
        for _ in range(6):
            titles.append(pilot.app.screen.phase.id)
            await press(pilot, "right")
        assert titles == ["ideation", "development", "launch", "prospecting", "presentation", "closing"]
        assert pilot.app.screen.phase.id == "ideation"
        text = screen_text(pilot)
        assert "Open work in this workspace" in text
        await press(pilot, "left", "left")
        assert "deals worth" in screen_text(pilot)
        detail = pilot.app.screen.query_one(Detail)
        detail.cursor = next(at for at, line in enumerate(detail.lines) if line.target.startswith("work:"))
        await press(pilot, "enter")
        await pilot.pause()
        assert "only " in screen_text(pilot)


async def test_our_words_stand_over_the_shipped_ones_and_say_so(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "churn rate")
        await press(pilot, "e")
        pilot.app.screen.query_one(Form).row("definition").put("Ours: logos only.")
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert slug_of(pilot) == "churn-rate"
        text = screen_text(pilot)
        assert "Ours: logos only." in text
        term = demo_session.workspace.get("churn-rate")
        assert isinstance(term, Term)
        assert set(term.shipped) == {"definition"}
        pane = pilot.app.screen.query_one(EntryPane)
        assert any(line.value.startswith("shipped: ") for line in pane.lines)
        assert any("by ann@" in line.value for line in pane.lines)
        await press(pilot, "d")
        await pilot.pause()
        assert "Ours: logos only." not in screen_text(pilot)


async def test_a_shipped_entry_cannot_be_deleted(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await find(pilot, "nps")
        await press(pilot, "d")
        assert "came with pmtui and stays" in told(pilot)


async def test_a_label_of_the_team_s_own_renames_columns_and_fields(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "tab")
        assert "Next step" in screen_text(pilot)
        values = {"id": "deal", "headword": "Deal", "label": "Opportunity"}
        record_commands.add(demo_session.workspace, "term", values)
        await pilot.pause()
        header = screen_text(pilot).split("\n")[2]
        assert "Opportunity" in header
        assert "Deal" not in header
        demo_session.workspace.undo()
        await pilot.pause()
        assert "Opportunity" not in screen_text(pilot).split("\n")[2]


async def test_what_was_looked_up_twice_is_learnt_by_cards(demo_session: Session, home: Path) -> None:
    shelf = Shelf(home / ".local/state/pmtui")
    for day in (3, 1):
        shelf.lookups.note("arr", TODAY - timedelta(days=day))
    async with running(demo_session, "show-glossary") as pilot:
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, FlashcardsScreen)
        assert "The revenue that contracts" not in screen_text(pilot)
        await press(pilot, "space")
        assert "The revenue that contracts" in screen_text(pilot)
        await press(pilot, "y")
        assert "1 of 1 known" in screen_text(pilot)
        await press(pilot, "escape")
    assert Shelf(home / ".local/state/pmtui").cards["arr"].step == 1


async def test_with_nothing_to_learn_the_way_there_is_told(demo_session: Session) -> None:
    async with running(demo_session, "show-glossary") as pilot:
        await press(pilot, "t")
        assert "look them up twice" in told(pilot)


@pytest.mark.parametrize("typed", ["", "   ", ".*(", "[/b]", "日本語", "Ωμέγα", "x" * 200])
async def test_odd_queries_list_something_or_nothing_and_break_nothing(
    demo_session: Session, typed: str
) -> None:
    async with running(demo_session, "show-glossary", NARROW) as pilot:
        await press(pilot, "slash")
        pilot.app.screen.query_one("#typed", LineInput).value = typed
        await pilot.pause()
        await press(pilot, "enter", "enter", "escape", "escape")
        assert "entries" in screen_text(pilot)
