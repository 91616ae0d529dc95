import pytest
from rich.cells import cell_len

from pmtui.widgets.board.board import Board
from pmtui.widgets.drawing.data_sources import Column
from pmtui.widgets.grid.grid import Grid
from tests.pilot.widgets.models import ListedLanes, ListedRows
from tests.pilot.widgets.stage import Stage

HOSTILE = {
    "[b": "[b",
    "[/]": "[/]",
    "[@click=app.quit]x[/]": "[@click=app.quit]x[/]",
    "$accent [red]": "$accent [red]",
    "\x1b]0;x\x07title": "title",
    "\x1b[2J\x1b[31mred": "red",
    "\u202egnirts": "gnirts",
    "漢字かな交じり文": "漢字かな交じり文",
    "👩\u200d👧 ❤️ 🇩🇪 👍🏽": "👩\u200d👧 ❤️ 🇩🇪 👍🏽",
    "e\u0301\u0301\u0301": "e\u0301\u0301\u0301",
    "one\ntwo\tthree\x00": "one two three",
    "x" * 10_000: "x" * 20,
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
async def test_what_people_type_shows_as_text_in_a_grid(text: str, shown: str) -> None:
    grid = Grid()
    grid.columns = (Column("a", "[b", 24, grow=True), Column("b", text, 24, align="right"))
    grid.rows = ListedRows(text, "after")
    app = Stage(grid)
    async with app.run_test(size=(60, 8)) as pilot:
        grid.mark_all()
        await pilot.click(Grid, offset=(4, 1))
        await pilot.pause()
        line = grid.render_line(1)
        assert line.text.count(shown) >= 2
        assert [cell_len(grid.render_line(y).text) for y in range(4)] == [60] * 4
        assert not any(segment.style and segment.style.meta for segment in line)
        assert app.is_running


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
async def test_what_people_type_shows_as_text_on_a_board(text: str, shown: str) -> None:
    lanes, board = ListedLanes(2, 1), Board()
    lanes.titles[0] = text
    board.lanes = lanes
    app = Stage(board)
    async with app.run_test(size=(70, 12)) as pilot:
        await pilot.click(Board, offset=(4, 2))
        await pilot.pause()
        assert shown in app.text()
        assert {cell_len(slot.render_line(2).text) for slot in board.query("LaneSlot")} == {36, 34}
        assert app.is_running
