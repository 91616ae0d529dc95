import pytest
from textual.pilot import Pilot

from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.widgets.grid.grid import Grid
from tests.pilot.widgets.models import COLUMNS, GeneratedRows, ListedRows
from tests.pilot.widgets.stage import Stage, painted

ONE = (Column("text", "Text", 20, grow=True),)
SIZE = (100, 14)
"""Ten rows under the header, and the input line."""


def grid_of(rows: GeneratedRows | ListedRows) -> Grid:
    """A grid that shows some rows."""
    grid = Grid()
    grid.columns = ONE if isinstance(rows, ListedRows) else COLUMNS
    grid.rows = rows
    return grid


def top(app: Stage) -> str:
    """The title of the first row on the screen."""
    return app.seen()[1][2:22].strip()


def under_cursor(app: Stage) -> list[str]:
    """The lines that bear the cursor's bar."""
    return [line[2:22].strip() for line in app.seen() if line.startswith("▌")]


async def test_the_cursor_is_told_and_shown_by_a_bar() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.move(3)
        await pilot.pause()
        assert under_cursor(app) == ["Arbor platform 3"]
        assert grid.current_key == "D-3"
        assert app.moved == ["D-0", "D-3"]


@pytest.mark.parametrize("count", [0, 1, 5, 50_000])
async def test_the_cursor_stops_at_both_ends(count: int) -> None:
    grid = grid_of(GeneratedRows(count))
    async with Stage(grid).run_test(size=SIZE):
        grid.move(-5)
        assert grid.cursor == 0
        grid.last()
        assert grid.cursor == max(0, count - 1)
        grid.move(7)
        grid.page(3)
        assert grid.cursor == max(0, count - 1)
        grid.first()
        assert grid.current_key == ("D-0" if count else None)


async def test_only_rows_on_the_screen_are_asked_for() -> None:
    rows = GeneratedRows(50_000)
    grid = grid_of(rows)
    async with Stage(grid).run_test(size=SIZE) as pilot:
        grid.last()
        await pilot.pause()
        rows.asked = 0
        grid.move(-1)
        await pilot.pause()
        assert rows.asked == 2


async def test_a_move_paints_two_rows() -> None:
    grid = grid_of(GeneratedRows(50))
    async with Stage(grid).run_test(size=SIZE) as pilot:
        regions = painted(grid)
        grid.move(1)
        await pilot.pause()
        assert regions == [
            "Region(x=0, y=1, width=100, height=1)",
            "Region(x=0, y=2, width=100, height=1)",
        ]


async def test_coming_and_going_of_the_focus_paints_nothing() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        regions = painted(grid)
        app.query_one("Input").focus()
        await pilot.pause()
        grid.focus()
        await pilot.pause()
        assert regions == []


async def test_another_theme_paints_everything() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        before = grid.render_line(1)
        app.theme = "textual-light"
        await pilot.pause()
        assert grid.render_line(1).text == before.text
        assert grid.render_line(1) != before


async def test_running_off_the_edge_goes_on_by_half_a_page() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.move(10)
        await pilot.pause()
        assert top(app) == "Piper add-on 5"
        assert under_cursor(app) == ["Nordwind renewal 10"]


async def test_half_a_page_moves_rows_and_cursor_together() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.move(2)
        grid.page(1)
        await pilot.pause()
        assert (top(app), grid.cursor) == ("Piper add-on 5", 7)


async def test_an_arrow_tells_that_there_is_more() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        signs = []
        for go in (grid.first, lambda: grid.page(2), grid.last):
            go()
            await pilot.pause()
            signs.append(app.seen()[0][-1])
        assert signs == ["↓", "↕", "↑"]


async def test_marks_are_signs_and_come_back_in_row_order() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        assert grid.selected_keys() == ("D-0",)
        for move in (4, -2):
            grid.move(move)
            grid.toggle_mark()
        await pilot.pause()
        assert grid.selected_keys() == ("D-2", "D-4")
        assert [line[:2] for line in app.seen()[1:6]] == ["  ", "  ", "▌●", "  ", " ●"]
        grid.toggle_mark()
        assert grid.marks == frozenset({"D-4"})
        grid.clear_marks()
        await pilot.pause()
        assert "●" not in app.text()
        assert app.marked == 4


async def test_a_range_reaches_from_the_latest_mark_to_the_cursor() -> None:
    grid = grid_of(GeneratedRows(50_000))
    async with Stage(grid).run_test(size=SIZE):
        grid.move(6)
        grid.toggle_mark()
        grid.move(-3)
        grid.mark_range()
        assert grid.selected_keys() == ("D-3", "D-4", "D-5", "D-6")
        grid.mark_all()
        assert len(grid.marks) == 50_000


async def test_the_cursor_stays_on_its_document_when_others_come_and_go() -> None:
    rows = ListedRows(*"abcdefghijklmnop")
    grid = grid_of(rows)
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.go_to("f")
        rows.texts.insert(0, "new")
        grid.rows_changed()
        await pilot.pause()
        assert (grid.current_key, top(app)) == ("f", "a")
        rows.texts.remove("f")
        grid.rows_changed()
        await pilot.pause()
        assert (grid.current_key, under_cursor(app)) == ("g", ["g"])


async def test_a_row_that_comes_in_above_paints_no_row() -> None:
    rows = GeneratedRows(50, start=100)
    grid = grid_of(rows)
    async with Stage(grid).run_test(size=SIZE) as pilot:
        grid.move(12)
        await pilot.pause()
        regions = painted(grid)
        rows.start -= 1
        rows.count += 1
        grid.rows_changed()
        await pilot.pause()
        assert regions == []


async def test_rows_that_are_gone_lose_their_marks_and_their_cursor() -> None:
    rows = ListedRows(*"abcdef")
    grid = grid_of(rows)
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.mark_all()
        grid.last()
        rows.texts[:] = ["b", "c"]
        grid.rows_changed()
        await pilot.pause()
        assert (grid.current_key, grid.selected_keys()) == ("c", ("b", "c"))
        grid.rows = ListedRows()
        await pilot.pause()
        assert (grid.current_key, grid.selected_keys(), app.moved[-1]) == (None, (), None)
        assert app.text().strip() == "Text"


async def test_rows_that_shrink_unannounced_break_nothing() -> None:
    rows = ListedRows(*"abcdefghijklmnop")
    grid = grid_of(rows)
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.last()
        await pilot.pause()
        del rows.texts[3:]
        grid.move(1)
        grid.redraw()
        await pilot.pause()
        assert grid.cursor == 2
        grid.rows_changed()
        await pilot.pause()
        assert under_cursor(app) == ["c"]


async def test_only_the_documents_that_changed_are_painted() -> None:
    rows = GeneratedRows(50)
    grid = grid_of(rows)
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        regions = painted(grid)
        rows.changed = {"D-3": "Renamed", "D-40": "Out of sight"}
        grid.refresh_rows(["D-3", "D-40", "D-5"])
        await pilot.pause()
        assert [region.partition("y=")[2][:2] for region in regions] == ["4,"]
        assert "Renamed" in app.seen()[4]


async def test_the_sorted_column_bears_an_arrow_and_the_column_under_the_cursor_a_line() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.sort = ("amount", True)
        grid.sideways(1)
        await pilot.pause()
        assert "Amount▼" in app.seen()[0]
        underlined = [
            segment.text for segment in grid.render_line(0) if segment.style and segment.style.underline
        ]
        assert underlined == ["Account"]
        assert grid.column_at_cursor == COLUMNS[1]
        grid.sideways(-9)
        assert grid.column_at_cursor == COLUMNS[0]


async def test_columns_that_do_not_fit_are_left_out() -> None:
    grid = grid_of(GeneratedRows(5))
    app = Stage(grid)
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.seen()[0].split() == ["Deal", "Account", "Amount"]
        await pilot.resize_terminal(120, 10)
        await pilot.pause()
        assert app.seen()[0].split() == [
            "Deal",
            "Account",
            "Stage",
            "Amount",
            "Close",
            "Next",
            "step",
            "Owner",
        ]


async def test_signs_without_unicode() -> None:
    grid = grid_of(GeneratedRows(50))
    grid.ascii = True
    grid.sort = ("title", False)
    app = Stage(grid)
    async with app.run_test(size=(40, 8)) as pilot:
        grid.toggle_mark()
        grid.rows = ListedRows("x" * 100, *"abcdefgh")
        await pilot.pause()
        assert app.text().isascii()


async def test_a_click_moves_a_second_one_opens_and_one_on_a_title_tells_the_column() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(Grid, offset=(5, 3))
        assert (grid.cursor, app.opened) == (2, [])
        await pilot.click(Grid, offset=(5, 3))
        assert app.opened == ["D-2"]
        await pilot.click(Grid, offset=(40, 0))
        assert grid.column_at_cursor != COLUMNS[0]


async def shrink(pilot: Pilot[None]) -> None:
    """Every size from small to nothing and back."""
    for size in ((10, 5), (3, 3), (2, 2), (1, 1), (1, 40), (200, 1), (100, 14)):
        await pilot.resize_terminal(*size)
        await pilot.pause()


async def test_any_size_can_be_drawn_and_the_cursor_is_still_there_after() -> None:
    grid = grid_of(GeneratedRows(50))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.move(30)
        await shrink(pilot)
        assert under_cursor(app) == ["Nordwind platform 30"]


async def test_no_columns_and_too_few_cells_can_be_drawn() -> None:
    class Poor(ListedRows):
        def cells(self, index: int, columns: object) -> list[Cell]:
            return []

    grid = grid_of(Poor("a", "b"))
    app = Stage(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.columns = ()
        grid.sideways(1)
        await pilot.pause()
        assert (grid.column_at_cursor, app.seen()[1]) == (None, "▌")
