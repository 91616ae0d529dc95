import pytest

from pmtui.widgets.board.board import Board
from tests.pilot.widgets.models import ListedLanes, title
from tests.pilot.widgets.stage import Stage, painted
from tests.pilot.widgets.test_grid import shrink

SIZE = (118, 21)
"""Five lanes of five cards each."""


def board_of(*counts: int, warned: frozenset[int] = frozenset()) -> tuple[Board, ListedLanes]:
    """A board and its lanes."""
    lanes, board = ListedLanes(*counts, warned=warned), Board()
    board.lanes = lanes
    return board, lanes


def cards(app: Stage, lane: int, lanes: int = 5) -> list[str]:
    """What stands at the beginning of each line of a lane."""
    width = app.view.size.width // lanes
    left = lane * (width + (lanes == 5))
    return [line[left : left + width].strip("▎▌ ") for line in app.seen()[3:]]


def current(app: Stage) -> list[str]:
    """The title of the card behind the bar of the cursor; its second line has a bar too."""
    return [line.split("▌")[1][:9].strip() for line in app.seen() if "▌" in line][:1]


async def test_the_cursor_is_a_bar_before_its_card() -> None:
    board, _ = board_of(10, 10, 10, 10, 10)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        board.move(2)
        board.sideways(1)
        await pilot.pause()
        assert current(app) == ["Kestrel p"]
        assert (board.current_key, board.current_lane) == ("D-12", 1)
        assert app.moved == ["D-0", "D-2", "D-12"]


async def test_a_move_paints_two_cards_and_no_other_lane() -> None:
    board, lanes = board_of(10_000, 10_000, 10_000, 10_000, 10_000)
    async with Stage(board).run_test(size=SIZE) as pilot:
        board.sideways(4)
        await pilot.pause()
        regions = painted(board)
        lanes.asked = 0
        board.move(1)
        await pilot.pause()
        assert [region.partition("width=")[2] for region in regions] == [
            "22, height=1)",
            "22, height=1)",
            "22, height=1)",
            "22, height=1)",
        ]
        assert lanes.asked <= 12


async def test_a_lane_scrolls_by_itself_and_says_what_is_above() -> None:
    board, _ = board_of(10, 10, 10, 10, 10)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        board.move(8)
        await pilot.pause()
        assert "↑ 5 more" in app.seen()[2]
        assert "↓ 5 more" in app.seen()[-1]
        assert cards(app, 1)[0].startswith("Nordwind")
        board.sideways(1)
        await pilot.pause()
        assert board.current_key == "D-13"
        board.sideways(-1)
        assert board.current_key == "D-8"


async def test_lanes_that_do_not_fit_scroll_sideways_and_are_counted() -> None:
    board, _ = board_of(1, 2, 3, 4, 5, 6, 7)
    app = Stage(board)
    async with app.run_test(size=(80, 20)) as pilot:
        assert app.seen()[1].endswith("4 more ›")
        assert "‹" not in app.seen()[1]
        board.sideways(4)
        await pilot.pause()
        assert app.seen()[1].startswith(" ‹ 2 more")
        assert app.seen()[1].endswith("2 more ›")
        assert "Negotiation" in app.seen()[0]


async def test_an_empty_lane_shows_a_dash_and_the_cursor() -> None:
    board, _ = board_of(2, 0, 1)
    app = Stage(board)
    async with app.run_test(size=(80, 20)) as pilot:
        board.sideways(1)
        await pilot.pause()
        assert "▌—" in app.seen()[3]
        assert (board.current_key, board.selected_keys(), app.moved[-1]) == (None, (), None)
        board.toggle_mark()
        board.mark_range()
        board.mark_all()
        board.move(1)
        board.last()
        assert board.marks == frozenset()


async def test_a_moved_card_takes_the_cursor_along_and_paints_only_lines_that_differ() -> None:
    board, lanes = board_of(6, 6, 6, 6, 6)
    app = Stage(board)
    async with app.run_test(size=(118, 30)) as pilot:
        board.move(4)
        await pilot.pause()
        regions = painted(board)
        lanes.move("D-4", 1, 4)
        board.lanes_changed()
        await pilot.pause()
        assert (board.current_key, board.current_lane) == ("D-4", 1)
        assert current(app) == ["Lumen sea"]
        heads, left, gained = 4, 2, 3
        assert len(regions) <= heads + 2 * (left + gained)
        assert all("height=1" in region for region in regions)


async def test_a_card_that_comes_in_above_leaves_the_others_in_place() -> None:
    board, lanes = board_of(20, 20, 20, 20, 20)
    async with Stage(board).run_test(size=SIZE) as pilot:
        board.move(9)
        await pilot.pause()
        regions = painted(board)
        lanes.move("D-99", 0, 0)
        board.lanes_changed()
        await pilot.pause()
        assert board.current_key == "D-9"
        assert len(regions) <= 4


async def test_a_card_that_goes_hands_the_cursor_to_the_next() -> None:
    board, lanes = board_of(3, 3)
    app = Stage(board)
    async with app.run_test(size=(80, 20)) as pilot:
        board.move(2)
        board.mark_all()
        lanes.lanes[0].remove(2)
        board.lanes_changed()
        await pilot.pause()
        assert (board.current_key, board.selected_keys()) == ("D-1", ("D-0", "D-1"))
        lanes.lanes[0].clear()
        board.lanes_changed()
        await pilot.pause()
        assert (board.current_key, app.moved[-1]) == (None, None)


async def test_marks_are_signs_and_come_back_lane_by_lane() -> None:
    board, _ = board_of(3, 3)
    app = Stage(board)
    async with app.run_test(size=(80, 20)) as pilot:
        board.sideways(1)
        board.toggle_mark()
        board.sideways(-1)
        board.move(2)
        board.toggle_mark()
        board.move(-1)
        board.mark_range()
        await pilot.pause()
        assert board.selected_keys() == ("D-1", "D-2", "D-3")
        assert app.text().count("●") - app.text().count("● fri") == 3


async def test_only_the_card_that_changed_is_painted() -> None:
    board, lanes = board_of(5, 5, 5, 5, 5)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        regions = painted(board)
        lanes.titles[7] = "Renamed"
        board.refresh_cards(["D-7"])
        await pilot.pause()
        assert (len(regions), "Renamed" in app.text()) == (1, True)


async def test_a_dense_board_shows_more_cards_and_no_warnings() -> None:
    board, _ = board_of(20, warned=frozenset({1}))
    app = Stage(board)
    async with app.run_test(size=(60, 21)) as pilot:
        assert "needs SSO" in app.text()
        before = sum(title(number) in app.text() for number in range(20))
        board.dense = True
        await pilot.pause()
        assert "needs SSO" not in app.text()
        assert sum(title(number) in app.text() for number in range(20)) > before


async def test_lanes_may_come_and_go() -> None:
    board, lanes = board_of(2, 2)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        board.sideways(1)
        lanes.lanes += [[50], [51], [52]]
        board.lanes_changed()
        await pilot.pause()
        assert title(52)[:12] in app.text()
        del lanes.lanes[1:]
        board.lanes_changed()
        await pilot.pause()
        assert (board.current_lane, board.current_key) == (0, "D-0")
        assert title(52)[:12] not in app.text()
        lanes.lanes.clear()
        board.lanes_changed()
        await pilot.pause()
        assert (app.text().strip(), board.current_key, board.go_to("D-1")) == ("", None, False)


@pytest.mark.parametrize("counts", [(), (0,), (0, 0, 0), (1,)])
async def test_boards_of_almost_nothing_can_be_used(counts: tuple[int, ...]) -> None:
    board, _ = board_of(*counts)
    async with Stage(board).run_test(size=SIZE) as pilot:
        for act in (board.first, board.last, board.toggle_mark, board.mark_all, board.lanes_changed):
            act()
            board.move(-1)
            board.page(2)
            board.sideways(2)
            await pilot.pause()
        assert board.current_key in (None, "D-0")


async def test_any_size_can_be_drawn_and_the_cursor_is_still_there_after() -> None:
    board, _ = board_of(30, 30, 30, 30, 30)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        board.sideways(4)
        board.move(20)
        await shrink(pilot)
        assert board.current_key == "D-140"
        assert current(app) == ["Nordwind"]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    board, _ = board_of(5, 5, 5, 5, 5)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(Board, offset=(80, 6))
        assert (board.current_key, app.opened) == ("D-16", [])
        await pilot.click(Board, offset=(80, 7))
        assert app.opened == ["D-16"]
        await pilot.click(Board, offset=(80, 0))
        assert (board.current_key, app.opened) == ("D-16", ["D-16"])


async def test_coming_and_going_of_the_focus_paints_nothing() -> None:
    board, _ = board_of(5, 5, 5, 5, 5)
    app = Stage(board)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        regions = painted(board)
        app.query_one("Input").focus()
        await pilot.pause()
        board.focus()
        await pilot.pause()
        assert regions == []
